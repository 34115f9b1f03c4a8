import { ParseError } from '../../model/index.js';

/** Reads numbers and names out of bytes; every step outside them is a `ParseError`. */
export class Bytes {
  readonly #view: DataView;

  constructor(
    readonly data: Uint8Array,
    readonly little = true,
  ) {
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  get length(): number {
    return this.data.length;
  }

  u8(at: number): number {
    this.#need(at, 1);
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    this.#need(at, 2);
    return this.#view.getUint16(at, this.little);
  }

  u32(at: number): number {
    this.#need(at, 4);
    return this.#view.getUint32(at, this.little);
  }

  /** An unsigned 64-bit number; those above 2^53 lie outside every file. */
  u64(at: number): number {
    this.#need(at, 8);
    const value = this.#view.getBigUint64(at, this.little);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new ParseError('an offset lies outside the file', at);
    return Number(value);
  }

  /** The NUL-terminated name at an offset, at most 1024 bytes, as Latin-1. */
  name(at: number): string {
    this.#need(at, 1);
    let end = at;
    const limit = Math.min(this.length, at + 1024);
    while (end < limit && this.data[end] !== 0) end++;
    return this.text(at, end - at);
  }

  text(at: number, length: number): string {
    if (length > 0) this.#need(at, length);
    return Buffer.from(this.data.buffer, this.data.byteOffset + at, length).toString('latin1');
  }

  part(at: number, length: number): Uint8Array {
    if (length > 0) this.#need(at, length);
    return this.data.subarray(at, at + length);
  }

  #need(at: number, count: number): void {
    if (!(at >= 0) || at + count > this.length) throw new ParseError(`the structure ends outside the file`, at);
  }
}

/** Unsigned LEB128, at most five bytes (WebAssembly 5.2.2). */
export function leb128(bytes: Bytes, at: number): { value: number; next: number } {
  let value = 0;
  for (let i = 0; i < 5; i++) {
    const byte = bytes.u8(at + i);
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, next: at + i + 1 };
  }
  throw new ParseError('a length is longer than five bytes', at);
}
