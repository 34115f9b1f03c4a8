import type { Parser } from '../parser.js';
import { configParser } from './config-parser.js';

/** Configuration files: one parser, all products; what differs between them is data in `rules/config/`. */
export const CONFIG_PARSERS: readonly Parser[] = [configParser];
