import { ParseError } from '../../model/index.js';
import { Bytes } from './bytes.js';
import { type Linkage, MAX_LIBRARIES, MAX_SYMBOLS } from './linkage.js';

const LC_SYMTAB = 2;
/** LC_LOAD_DYLIB, LC_LOAD_WEAK_DYLIB, LC_REEXPORT_DYLIB. */
const LOADS: readonly number[] = [0xc, 0x80000018, 0x8000001f];

/** Mach-O (mach-o/loader.h): loaded libraries and symbols; of a universal file the first architecture. */
export function readMachO(data: Uint8Array): Linkage {
  const magic = new Bytes(data, false).u32(0);
  if (magic === 0xcafebabe) {
    const offset = new Bytes(data, false).u32(16);
    if (offset < 28 || offset >= data.length) throw new ParseError('a universal binary without its first part');
    return readMachO(data.subarray(offset));
  }
  const bytes = new Bytes(data, magic === 0xcefaedfe || magic === 0xcffaedfe);
  const wide = bytes.u32(0) === 0xfeedfacf;
  const libraries: string[] = [];
  const symbols: string[] = [];
  let at = wide ? 32 : 28;
  for (let i = 0; i < Math.min(bytes.u32(16), MAX_LIBRARIES); i++) {
    const command = bytes.u32(at);
    const size = bytes.u32(at + 4);
    if (size < 8) throw new ParseError('a load command of no size', at);
    if (LOADS.includes(command)) libraries.push(bytes.name(at + bytes.u32(at + 8)));
    if (command === LC_SYMTAB) readSymbols(bytes, at, wide, symbols);
    at += size;
  }
  return { format: 'Mach-O', libraries, symbols };
}

function readSymbols(bytes: Bytes, at: number, wide: boolean, into: string[]): void {
  const [table, count, strings] = [bytes.u32(at + 8), bytes.u32(at + 12), bytes.u32(at + 16)];
  for (let i = 0; i < Math.min(count, MAX_SYMBOLS); i++) {
    into.push(bytes.name(strings + bytes.u32(table + i * (wide ? 16 : 12))).replace(/^_/, ''));
  }
}
