import type { Parser } from '../parser.js';
import { OPENPGP_PARSER } from './openpgp/parser.js';
import { OPENSSH_PARSER } from './openssh-parser.js';

/** Keys in formats of their own. */
export const KEY_PARSERS: readonly Parser[] = [OPENSSH_PARSER, OPENPGP_PARSER];
