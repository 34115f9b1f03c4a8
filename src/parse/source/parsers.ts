import type { Parser } from '../parser.js';
import { LANGUAGES } from './languages/index.js';
import { sourceParser } from './source-parser.js';

/** Source code, one entry a language. */
export const SOURCE_PARSERS: readonly Parser[] = LANGUAGES.map(sourceParser);
