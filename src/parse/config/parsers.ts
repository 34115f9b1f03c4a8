import type { Parser } from '../parser.js';
import { configParser } from './config-parser.js';
import { WRITTEN_FILES } from './written-files.js';

/** Configuration files: one parser, all products; what differs between them is data in `rules/config/`. And the files that scripts write. */
export const CONFIG_PARSERS: readonly Parser[] = [configParser, WRITTEN_FILES];
