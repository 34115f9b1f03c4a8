import type { ByteReader } from '../bytes.js';
import { uint } from '../bytes.js';

/** Variable-length integer (RFC 9000 section 16). @throws ParseError */
export function readVarint(reader: ByteReader): number {
  const first = reader.uint(1);
  const more = (1 << (first >> 6)) - 1;
  let value = first & 0x3f;
  for (const byte of reader.take(more)) value = value * 256 + byte;
  return value;
}

/** Shortest encoding below 2^30. */
export function varint(value: number): Uint8Array {
  if (value < 0x40) return uint(value, 1);
  if (value < 0x4000) return uint(value | 0x4000, 2);
  if (value >= 2 ** 30) throw new RangeError(`${value} is too large`);
  return uint(value + 0x8000_0000, 4);
}
