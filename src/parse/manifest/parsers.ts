import type { Parser } from '../parser.js';
import { GO_MOD } from './format/go-mod.js';
import { POM } from './format/maven.js';
import { PACKAGE_JSON, PACKAGE_LOCK } from './format/npm.js';
import { PIPFILE, PYPROJECT, SETUP_CFG } from './format/pyproject.js';
import { REQUIREMENTS } from './format/requirements.js';
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
  CARGO_LOCK,
];

/** Dependency manifests, lockfiles and SBOMs. */
export const MANIFEST_PARSERS: readonly Parser[] = FORMATS.map(manifestParser);
