import { ParseError } from '../../../model/index.js';
import { join, uint } from '../bytes.js';

/** Largest packet that is read; RFC 4253 section 6.1 asks for 35000. */
const LARGEST = 64 * 1024;

/** A payload as an unencrypted packet (RFC 4253 section 6): length, padding, payload, zeros as padding. */
export function encodePacket(payload: Uint8Array): Uint8Array {
  const unpadded = 5 + payload.length;
  const padding = 8 - (unpadded % 8) + (8 - (unpadded % 8) < 4 ? 8 : 0);
  return join(uint(1 + payload.length + padding, 4), uint(padding, 1), payload, new Uint8Array(padding));
}

/**
 * The payload of the packet at the start of `bytes` and how long the packet is; undefined while it is incomplete.
 * @throws ParseError
 */
export function decodePacket(bytes: Uint8Array): { payload: Uint8Array; length: number } | undefined {
  if (bytes.length < 5) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, padding = 0] = bytes;
  const length = a * 2 ** 24 + ((b << 16) | (c << 8) | d);
  if (length > LARGEST || length < 2 || padding > length - 1) {
    throw new ParseError(`SSH packet of ${length} bytes with ${padding} of padding`, 0);
  }
  if (bytes.length < 4 + length) return undefined;
  return { payload: bytes.subarray(5, 4 + length - padding), length: 4 + length };
}
