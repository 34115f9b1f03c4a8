import type { Parser } from '../parser.js';
import { CYCLONEDX_ASSETS } from './cyclonedx-assets.js';
import { CARGO_TOML } from './format/cargo.js';
import { COMPOSER, COMPOSER_LOCK } from './format/composer.js';
import { DOCKERFILE } from './format/dockerfile.js';
import { GO_MOD } from './format/go-mod.js';
import { GRADLE, GRADLE_LOCK, VERSION_CATALOGUE } from './format/gradle.js';
import { JAR_PROPERTIES, POM } from './format/maven.js';
import { CMAKE, CONAN, VCPKG } from './format/native.js';
import { PACKAGE_JSON, PACKAGE_LOCK } from './format/npm.js';
import { NUGET, NUGET_LOCK } from './format/nuget.js';
import { MIX_LOCK, PUBSPEC, PUBSPEC_LOCK } from './format/pub.js';
import { PIPFILE, PYPROJECT, SETUP_CFG } from './format/pyproject.js';
import { REQUIREMENTS } from './format/requirements.js';
import { GEMFILE, GEMFILE_LOCK } from './format/ruby.js';
import { CYCLONEDX, SPDX } from './format/sbom.js';
import { PACKAGE_RESOLVED, PACKAGE_SWIFT, PODFILE_LOCK } from './format/swift.js';
import { CARGO_LOCK, PDM_LOCK, POETRY_LOCK, PYLOCK, UV_LOCK } from './format/toml-locks.js';
import { BUN_LOCK, PNPM_LOCK, YARN_LOCK } from './format/yarn.js';
import { type ManifestFormat, manifestParser } from './manifest-parser.js';

const FORMATS: readonly ManifestFormat[] = [
  PACKAGE_JSON,
  PACKAGE_LOCK,
  YARN_LOCK,
  PNPM_LOCK,
  BUN_LOCK,
  REQUIREMENTS,
  PYPROJECT,
  PIPFILE,
  SETUP_CFG,
  POETRY_LOCK,
  PDM_LOCK,
  UV_LOCK,
  PYLOCK,
  GO_MOD,
  POM,
  JAR_PROPERTIES,
  GRADLE,
  GRADLE_LOCK,
  VERSION_CATALOGUE,
  CARGO_TOML,
  CARGO_LOCK,
  NUGET,
  NUGET_LOCK,
  GEMFILE,
  GEMFILE_LOCK,
  COMPOSER,
  COMPOSER_LOCK,
  PACKAGE_SWIFT,
  PACKAGE_RESOLVED,
  PODFILE_LOCK,
  PUBSPEC,
  PUBSPEC_LOCK,
  MIX_LOCK,
  CONAN,
  VCPKG,
  CMAKE,
  DOCKERFILE,
  CYCLONEDX,
  SPDX,
];

/** Dependency manifests, lockfiles and SBOMs. */
export const MANIFEST_PARSERS: readonly Parser[] = [...FORMATS.map(manifestParser), CYCLONEDX_ASSETS];
