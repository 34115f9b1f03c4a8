import type { Parser } from '../parser.js';

/** Configuration files, one entry a format. */
export const CONFIG_PARSERS: readonly Parser[] = [];
