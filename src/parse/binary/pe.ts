import { Bytes } from './bytes.js';
import { AUDIT_SECTION } from './cargo-auditable.js';
import { type Linkage, MAX_LIBRARIES, MAX_SYMBOLS } from './linkage.js';

/** PE (Microsoft PE format, "The .idata Section"): imported libraries and their functions. */
export function readPe(data: Uint8Array): Linkage {
  const bytes = new Bytes(data);
  const header = bytes.u32(0x3c);
  const sectionCount = bytes.u16(header + 6);
  const optional = header + 24;
  const wide = bytes.u16(optional) === 0x20b;
  const sections = optional + bytes.u16(header + 20);
  const toOffset = (address: number): number | undefined => {
    for (let i = 0; i < Math.min(sectionCount, 96); i++) {
      const at = sections + i * 40;
      const start = bytes.u32(at + 12);
      const size = Math.max(bytes.u32(at + 8), bytes.u32(at + 16));
      if (address >= start && address < start + size) return address - start + bytes.u32(at + 20);
    }
    return undefined;
  };
  let crates: Uint8Array | undefined;
  for (let i = 0; i < Math.min(sectionCount, 96); i++) {
    const at = sections + i * 40;
    if (bytes.text(at, 8).replace(/\0+$/, '') !== AUDIT_SECTION) continue;
    // The size in memory is the exact one; the one in the file is rounded up.
    crates = bytes.part(bytes.u32(at + 20), Math.min(bytes.u32(at + 8), bytes.u32(at + 16)));
  }
  const libraries: string[] = [];
  const symbols: string[] = [];
  // The export directory names the library itself (".edata Section").
  const exports = toOffset(bytes.u32(optional + (wide ? 112 : 96)));
  const own = exports === undefined ? undefined : toOffset(bytes.u32(exports + 12));
  const table = toOffset(bytes.u32(optional + (wide ? 120 : 104)));
  for (let at = table; at !== undefined && libraries.length < MAX_LIBRARIES; at += 20) {
    const name = toOffset(bytes.u32(at + 12));
    if (name === undefined) break;
    libraries.push(bytes.name(name));
    let thunk = toOffset(bytes.u32(at) || bytes.u32(at + 16));
    for (; thunk !== undefined && symbols.length < MAX_SYMBOLS; thunk += wide ? 8 : 4) {
      const low = bytes.u32(thunk);
      const byNumber = (wide ? bytes.u32(thunk + 4) : low) >= 0x80000000;
      if (low === 0 && !byNumber) break;
      const entry = byNumber ? undefined : toOffset(low);
      if (entry !== undefined) symbols.push(bytes.name(entry + 2));
    }
  }
  return {
    format: 'PE',
    libraries,
    symbols,
    ...(own !== undefined && { name: bytes.name(own) }),
    ...(crates && { crates }),
  };
}
