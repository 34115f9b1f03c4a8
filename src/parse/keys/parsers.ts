import type { Parser } from '../parser.js';

/** Public and private keys in every format people keep them in. */
export const KEY_PARSERS: readonly Parser[] = [];
