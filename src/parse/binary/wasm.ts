import { Bytes, leb128 } from './bytes.js';
import { type Linkage, MAX_SYMBOLS } from './linkage.js';

const IMPORT = 2;
const EXPORT = 7;
/** Bytes after the names of an import of kind function, table, memory, global are skipped by their shape. */
const FUNCTION = 0;

/** WebAssembly binary (core specification 5.5): names of imports up to the first that is no function, and of exports. */
export function readWasm(data: Uint8Array): Linkage {
  const bytes = new Bytes(data);
  const symbols: string[] = [];
  const libraries = new Set<string>();
  for (let at = 8; at < data.length; ) {
    const id = bytes.u8(at);
    const size = leb128(bytes, at + 1);
    if (id === IMPORT || id === EXPORT) readNames(bytes, size.next, id, symbols, libraries);
    at = size.next + size.value;
  }
  return { format: 'wasm', libraries: [...libraries], symbols };
}

function readNames(bytes: Bytes, start: number, id: number, symbols: string[], libraries: Set<string>): void {
  const count = leb128(bytes, start);
  let at = count.next;
  const text = (): string => {
    const length = leb128(bytes, at);
    at = length.next + length.value;
    return bytes.text(length.next, length.value);
  };
  for (let i = 0; i < Math.min(count.value, MAX_SYMBOLS); i++) {
    if (id === IMPORT) libraries.add(text());
    symbols.push(text());
    const kind = bytes.u8(at);
    if (id === IMPORT && kind !== FUNCTION) return;
    at = leb128(bytes, at + 1).next;
  }
}
