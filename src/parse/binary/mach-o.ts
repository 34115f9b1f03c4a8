import { ParseError } from '../../model/index.js';
import { Bytes } from './bytes.js';
import { AUDIT_SECTION } from './cargo-auditable.js';
import { type Linkage, MAX_LIBRARIES, MAX_SYMBOLS } from './linkage.js';

const LC_SYMTAB = 2;
const LC_SEGMENT = 1;
const LC_ID_DYLIB = 0xd;
const LC_SEGMENT_64 = 0x19;
const MAX_SECTIONS = 256;
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
  let name: string | undefined;
  let crates: Uint8Array | undefined;
  let at = wide ? 32 : 28;
  for (let i = 0; i < Math.min(bytes.u32(16), MAX_LIBRARIES); i++) {
    const command = bytes.u32(at);
    const size = bytes.u32(at + 4);
    if (size < 8) throw new ParseError('a load command of no size', at);
    if (LOADS.includes(command)) libraries.push(bytes.name(at + bytes.u32(at + 8)));
    if (command === LC_SEGMENT || command === LC_SEGMENT_64) crates ??= auditSection(bytes, at, wide);
    if (command === LC_ID_DYLIB) name = bytes.name(at + bytes.u32(at + 8));
    if (command === LC_SYMTAB) readSymbols(bytes, at, wide, symbols);
    at += size;
  }
  return { format: 'Mach-O', libraries, symbols, ...(name && { name }), ...(crates && { crates }) };
}

/** The section that `cargo auditable` adds, when it is in the segment. */
function auditSection(bytes: Bytes, segment: number, wide: boolean): Uint8Array | undefined {
  const count = Math.min(bytes.u32(segment + (wide ? 64 : 48)), MAX_SECTIONS);
  for (let i = 0; i < count; i++) {
    const at = segment + (wide ? 72 + i * 80 : 56 + i * 68);
    if (bytes.text(at, 16).replace(/\0+$/, '') !== AUDIT_SECTION) continue;
    return bytes.part(bytes.u32(at + (wide ? 48 : 40)), wide ? bytes.u64(at + 40) : bytes.u32(at + 36));
  }
  return undefined;
}

function readSymbols(bytes: Bytes, at: number, wide: boolean, into: string[]): void {
  const [table, count, strings] = [bytes.u32(at + 8), bytes.u32(at + 12), bytes.u32(at + 16)];
  for (let i = 0; i < Math.min(count, MAX_SYMBOLS); i++) {
    into.push(bytes.name(strings + bytes.u32(table + i * (wide ? 16 : 12))).replace(/^_/, ''));
  }
}
