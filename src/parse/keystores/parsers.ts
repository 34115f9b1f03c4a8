import type { Parser } from '../parser.js';

/** PKCS#12, JKS and other stores. */
export const KEYSTORE_PARSERS: readonly Parser[] = [];
