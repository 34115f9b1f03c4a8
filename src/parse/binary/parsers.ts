import type { Parser } from '../parser.js';

/** Compiled things: ELF, PE, Mach-O, class files. */
export const BINARY_PARSERS: readonly Parser[] = [];
