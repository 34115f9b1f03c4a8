import type { Parser } from '../parser.js';

/** Source code, one entry a language. */
export const SOURCE_PARSERS: readonly Parser[] = [];
