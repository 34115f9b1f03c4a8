import type { Parser } from '../parser.js';

/** X.509, CRL, CMS and their relatives. */
export const PKI_PARSERS: readonly Parser[] = [];
