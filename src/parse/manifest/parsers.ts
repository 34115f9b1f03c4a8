import type { Parser } from '../parser.js';

/** Dependency manifests, lockfiles and SBOMs. */
export const MANIFEST_PARSERS: readonly Parser[] = [];
