import { ParseError } from '../../../model/index.js';
import { ByteReader, join, uint } from '../bytes.js';
import { readVarint, varint } from './varint.js';

/** A piece of the handshake. */
export interface CryptoFrame {
  readonly offset: number;
  readonly data: Uint8Array;
}

/** Frames of one Initial or Handshake packet (RFC 9000 section 12.4). */
export interface Frames {
  readonly crypto: readonly CryptoFrame[];
  readonly close?: { readonly code: number; readonly reason: string };
}

export function encodeCrypto({ offset, data }: CryptoFrame): Uint8Array {
  return join(uint(0x06, 1), varint(offset), varint(data.length), data);
}

/** Acknowledges packet numbers (RFC 9000 section 19.3). @param numbers at least one */
export function encodeAck(numbers: Iterable<number>): Uint8Array {
  const sorted = [...new Set(numbers)].sort((a, b) => b - a);
  const ranges: [high: number, low: number][] = [];
  for (const number of sorted) {
    const last = ranges.at(-1);
    if (last && last[1] === number + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  const [[high, low] = [0, 0], ...rest] = ranges;
  let below = low;
  const more = rest.map(([top, bottom]) => {
    const encoded = join(varint(below - top - 2), varint(top - bottom));
    below = bottom;
    return encoded;
  });
  return join(uint(2, 1), varint(high), varint(0), varint(rest.length), varint(high - low), ...more);
}

/** CONNECTION_CLOSE without an error (RFC 9000 section 19.19). */
export function encodeClose(): Uint8Array {
  return Uint8Array.of(0x1c, 0, 0, 0);
}

const MOST_FRAMES = 2_000;

/** @throws ParseError */
export function decodeFrames(payload: Uint8Array): Frames {
  const reader = new ByteReader(payload, 'QUIC frames');
  const crypto: CryptoFrame[] = [];
  for (let count = 0; reader.remaining > 0; count++) {
    if (count > MOST_FRAMES) throw new ParseError('too many QUIC frames', undefined, 'limit');
    const type = readVarint(reader);
    if (type === 0 || type === 1) continue; // PADDING, PING
    if (type === 2 || type === 3) skipAck(reader, type === 3);
    else if (type === 6) {
      const offset = readVarint(reader);
      crypto.push({ offset, data: reader.take(readVarint(reader)) });
    } else if (type === 0x1c) {
      const code = readVarint(reader);
      readVarint(reader);
      const reason = Buffer.from(reader.take(readVarint(reader)))
        .toString('latin1')
        .replace(/[^\x20-\x7e]/g, ' ');
      return { crypto, close: { code, reason: reason.slice(0, 120) } };
    } else throw new ParseError(`QUIC frame type ${type} in a packet of the handshake`);
  }
  return { crypto };
}

function skipAck(reader: ByteReader, ecn: boolean): void {
  readVarint(reader);
  readVarint(reader);
  const ranges = readVarint(reader);
  if (ranges > MOST_FRAMES) throw new ParseError('too many QUIC acknowledgement ranges', undefined, 'limit');
  for (let index = 0; index < 1 + ranges * 2 + (ecn ? 3 : 0); index++) readVarint(reader);
}
