import { ParseError } from '../../model/index.js';

/** Reads big-endian fields out of hostile bytes. Every read past the end is a ParseError. */
export class ByteReader {
  #at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    /** What is being read, for messages. */
    private readonly what: string,
  ) {}

  get remaining(): number {
    return this.bytes.length - this.#at;
  }

  get offset(): number {
    return this.#at;
  }

  /** Unsigned integer of 1 to 6 bytes. */
  uint(size: number): number {
    let value = 0;
    for (const byte of this.take(size)) value = value * 256 + byte;
    return value;
  }

  /** The next bytes, as a view. */
  take(length: number): Uint8Array {
    if (length > this.remaining) {
      throw new ParseError(
        `${this.what}: ${length} bytes announced, ${this.remaining} left at offset ${this.#at}`,
        this.#at,
      );
    }
    const view = this.bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return view;
  }

  /** A vector behind a length of `size` bytes. */
  vector(size: number): Uint8Array {
    return this.take(this.uint(size));
  }

  /** Everything that is left. */
  rest(): Uint8Array {
    return this.take(this.remaining);
  }

  /** A reader of a vector. */
  nested(size: number, what = this.what): ByteReader {
    return new ByteReader(this.vector(size), what);
  }

  /** A vector of integers. */
  list(lengthSize: number, itemSize: number): number[] {
    const inner = this.nested(lengthSize);
    const items: number[] = [];
    while (inner.remaining > 0) items.push(inner.uint(itemSize));
    return items;
  }
}

/** Big-endian unsigned integer of `size` bytes. */
export function uint(value: number, size: number): Uint8Array {
  const out = new Uint8Array(size);
  put(out, 0, value, size);
  return out;
}

function put(out: Uint8Array, start: number, value: number, size: number): void {
  let left = value;
  for (let at = start + size - 1; at >= start; at--) {
    out[at] = left % 256;
    left = Math.floor(left / 256);
  }
}

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The parts behind their total length in `size` bytes. */
export function vector(size: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = join(...parts);
  if (body.length >= 256 ** size) throw new RangeError(`${body.length} bytes do not fit a ${size}-byte length`);
  return join(uint(body.length, size), body);
}

export function ascii(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** A list of integers of `itemSize` bytes each behind its length. */
export function list(lengthSize: number, itemSize: number, items: readonly number[]): Uint8Array {
  const body = new Uint8Array(items.length * itemSize);
  for (const [index, item] of items.entries()) put(body, index * itemSize, item, itemSize);
  return vector(lengthSize, body);
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** Printable characters of hostile bytes: for naming what answered. */
export function printable(bytes: Uint8Array, most = 60): string {
  return Buffer.from(bytes.subarray(0, most))
    .toString('latin1')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim();
}

export function hex(bytes: Uint8Array, most = 64): string {
  const text = Buffer.from(bytes.subarray(0, most)).toString('hex');
  return bytes.length > most ? `${text}...` : text;
}
