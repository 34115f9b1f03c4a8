import type { Parser } from '../parser.js';
import { BASE64_PARSER } from './base64-parser.js';
import { BINARY_PARSER } from './binary-parser.js';
import { DER_PARSER } from './der-parser.js';
import { PEM_PARSER } from './pem-parser.js';

/** X.509, CRL, CMS and their relatives, and the keys that share their encodings. */
export const PKI_PARSERS: readonly Parser[] = [PEM_PARSER, DER_PARSER, BASE64_PARSER, BINARY_PARSER];
