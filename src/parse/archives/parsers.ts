import type { Parser } from '../parser.js';

/** Containers whose entries go through all parsers again. */
export const ARCHIVE_PARSERS: readonly Parser[] = [];
