import type { Parser } from '../parser.js';
import { CLASS_FILE } from './class-parser.js';
import { NATIVE } from './native-parser.js';

/** Compiled things: ELF, PE, Mach-O, WebAssembly, class files. */
export const BINARY_PARSERS: readonly Parser[] = [NATIVE, CLASS_FILE];
