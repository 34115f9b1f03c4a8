import type { Parser } from '../parser.js';
import { BUN_LOCKB } from './bun-lockb.js';
import { CYCLONEDX_ASSETS } from './cyclonedx-assets.js';
import { BAZEL, MAVEN_INSTALL } from './format/bazel.js';
import { CARGO_TOML } from './format/cargo.js';
import { COMPOSER, COMPOSER_LOCK } from './format/composer.js';
import { DEPLOYMENT_IMAGES } from './format/deployment.js';
import { DOCKERFILE } from './format/dockerfile.js';
import { GIT_MODULES, MESON_WRAP } from './format/fetched.js';
import { GO_MOD, GO_VENDOR } from './format/go-mod.js';
import { GRADLE, GRADLE_LOCK, VERSION_CATALOGUE } from './format/gradle.js';
import { MIX_EXS, MIX_LOCK, REBAR_CONFIG, REBAR_LOCK } from './format/hex.js';
import { JAR_MANIFEST, JAR_PROPERTIES, POM } from './format/maven.js';
import { CMAKE, CONAN, VCPKG } from './format/native.js';
import { PACKAGE_JSON, PACKAGE_LOCK } from './format/npm.js';
import { NUGET, NUGET_LOCK } from './format/nuget.js';
import { PAKET, PAKET_LOCK } from './format/paket.js';
import { CARTFILE, PODFILE, PODFILE_LOCK } from './format/pods.js';
import { PUBSPEC, PUBSPEC_LOCK } from './format/pub.js';
import { PIPFILE, PIPFILE_LOCK, PYPROJECT, SETUP_CFG } from './format/pyproject.js';
import { REQUIREMENTS } from './format/requirements.js';
import { GEMFILE, GEMFILE_LOCK } from './format/ruby.js';
import { GLOBAL_JSON, RUNTIME_FILES } from './format/runtime-files.js';
import { CYCLONEDX, CYCLONEDX_XML, SPDX, SPDX_TEXT } from './format/sbom.js';
import { SETUP_PY } from './format/setup-py.js';
import { PACKAGE_RESOLVED, PACKAGE_SWIFT } from './format/swift.js';
import { APKBUILD, DEBIAN_CONTROL, RPM_SPEC } from './format/system-packages.js';
import { CARGO_LOCK, PDM_LOCK, POETRY_LOCK, PYLOCK, UV_LOCK } from './format/toml-locks.js';
import { WORKFLOW } from './format/workflow.js';
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
  PIPFILE_LOCK,
  SETUP_CFG,
  SETUP_PY,
  POETRY_LOCK,
  PDM_LOCK,
  UV_LOCK,
  PYLOCK,
  GO_MOD,
  GO_VENDOR,
  POM,
  JAR_PROPERTIES,
  JAR_MANIFEST,
  GRADLE,
  GRADLE_LOCK,
  VERSION_CATALOGUE,
  BAZEL,
  MAVEN_INSTALL,
  CARGO_TOML,
  CARGO_LOCK,
  NUGET,
  NUGET_LOCK,
  PAKET,
  PAKET_LOCK,
  GEMFILE,
  GEMFILE_LOCK,
  COMPOSER,
  COMPOSER_LOCK,
  PACKAGE_SWIFT,
  PACKAGE_RESOLVED,
  PODFILE,
  PODFILE_LOCK,
  CARTFILE,
  PUBSPEC,
  PUBSPEC_LOCK,
  MIX_EXS,
  MIX_LOCK,
  REBAR_CONFIG,
  REBAR_LOCK,
  CONAN,
  VCPKG,
  CMAKE,
  MESON_WRAP,
  GIT_MODULES,
  DEBIAN_CONTROL,
  RPM_SPEC,
  APKBUILD,
  DOCKERFILE,
  DEPLOYMENT_IMAGES,
  WORKFLOW,
  RUNTIME_FILES,
  GLOBAL_JSON,
  CYCLONEDX,
  CYCLONEDX_XML,
  SPDX,
  SPDX_TEXT,
];

/** Dependency manifests, lockfiles and SBOMs. */
export const MANIFEST_PARSERS: readonly Parser[] = [...FORMATS.map(manifestParser), BUN_LOCKB, CYCLONEDX_ASSETS];
