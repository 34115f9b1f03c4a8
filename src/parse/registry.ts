import type { Parser } from './parser.js';

/** Every parser, in the order in which they are asked. A test fails when one is missing here. */
export const PARSERS: readonly Parser[] = [];
