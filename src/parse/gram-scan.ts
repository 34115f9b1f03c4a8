import { readFileSync } from 'node:fs';

declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: { scan: Scan } };
};
type Scan = (from: number, to: number, out: number) => number;

/**
 * Bytes of a gram that is looked for at every byte, and how many hashes there are of such. A fourth of them cost more than
 * they saved: the 2,400 tokens filled a twentieth, and every fourth word of a text had to be looked at byte by byte.
 */
export const SHORT_GRAM = 3;
export const SHORT_HASHES = 1 << 18;
/** The same of a gram that is looked for at every fourth byte. */
export const LONG_GRAM = 4;
export const LONG_HASHES = 1 << 17;
/** Bytes that are scanned at once. */
export const CHUNK = 1 << 16;

const FACTOR = 0x9e3779b1 | 0;
const SECOND_FACTOR = 0x85ebca6b | 0;
// The memory, as `gram-scan.wat` has it.
const SECOND = SHORT_HASHES + LONG_HASHES;
const TEXT = 2 * SECOND;
const PLACES = TEXT + CHUNK + 64;
/** Room for a place at every byte of a chunk and one at every word, of two numbers each. */
const PAGES = Math.ceil((PLACES + (CHUNK + CHUNK / 4) * 8) / 0x10000);

let compiled: object | undefined;

/**
 * Looks in a text for grams, in WebAssembly: a nanosecond for each byte instead of four. What it finds may be others with the
 * same two hashes.
 */
export class GramScan {
  /** Of the last scan, two numbers each: place in the chunk times two, plus one for a long gram; hash. */
  readonly places: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #scan: Scan;

  constructor() {
    compiled ??= new WebAssembly.Module(readFileSync(new URL('../../dist/gram-scan.wasm', import.meta.url)));
    const memory = new WebAssembly.Memory({ initial: PAGES });
    this.#bytes = new Uint8Array(memory.buffer);
    this.places = new Int32Array(memory.buffer, PLACES);
    this.#scan = new WebAssembly.Instance(compiled, { host: { memory } }).exports.scan;
  }

  /** @param gram three bytes, the first the lowest @returns its hash */
  addShort(gram: number): number {
    const hash = Math.imul(gram, FACTOR) >>> 14;
    this.#bytes[hash] = 1;
    this.#bytes[SECOND + (Math.imul(gram, SECOND_FACTOR) >>> 14)] = 1;
    return hash;
  }

  /** @param gram four bytes @returns its hash */
  addLong(gram: number): number {
    const hash = Math.imul(gram, FACTOR) >>> 15;
    this.#bytes[SHORT_HASHES + hash] = 1;
    this.#bytes[SECOND + SHORT_HASHES + (Math.imul(gram, SECOND_FACTOR) >>> 15)] = 1;
    return hash;
  }

  /**
   * Scans one chunk of the bytes; those after their end count as zero.
   * @param start a multiple of `CHUNK`
   * @returns how many numbers of `places` are of this scan
   */
  scan(bytes: Uint8Array, start: number): number {
    const length = Math.min(CHUNK, bytes.length - start);
    // Grams may go on into the next chunk.
    const copied = bytes.subarray(start, start + CHUNK + LONG_GRAM);
    this.#bytes.set(copied, TEXT);
    this.#bytes.fill(0, TEXT + copied.length, TEXT + copied.length + 2 * LONG_GRAM);
    return (this.#scan(TEXT, TEXT + length, PLACES) - PLACES) >> 2;
  }
}
