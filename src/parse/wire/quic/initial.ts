import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { ByteReader, join, uint, vector } from '../bytes.js';
import { expandLabel } from '../tls/key-schedule.js';
import { readVarint, varint } from './varint.js';

const VERSION_1 = 1;
const SALT = Buffer.from('38762cf7f55934b34d179ae6a4c80cadccbb7f0a', 'hex');
const TAG = 16;

/** Keys of Initial packets, which anyone can derive from the connection id (RFC 9001 section 5.2). */
interface Keys {
  readonly key: Buffer;
  readonly iv: Buffer;
  readonly header: Buffer;
}

function keysOf(connectionId: Uint8Array, side: 'client in' | 'server in'): Keys {
  const initial = createHmac('sha256', SALT).update(connectionId).digest();
  const none = new Uint8Array(0);
  const secret = expandLabel('sha256', initial, side, none, 32);
  return {
    key: expandLabel('sha256', secret, 'quic key', none, 16),
    iv: expandLabel('sha256', secret, 'quic iv', none, 12),
    header: expandLabel('sha256', secret, 'quic hp', none, 16),
  };
}

/** Least size of a datagram with a client's Initial (RFC 9000 section 14.1). */
const DATAGRAM = 1200;

export interface InitialAsk {
  readonly destination: Uint8Array;
  readonly source: Uint8Array;
  readonly token: Uint8Array;
  readonly packetNumber: number;
  /** The ClientHello, whole: it has to fit one datagram. */
  readonly crypto: Uint8Array;
}

/** A client's Initial in a datagram of 1200 bytes. `keysFrom`: the destination id of the very first packet. */
export function encodeInitial(
  ask: InitialAsk,
  keysFrom: Uint8Array,
  side: 'client in' | 'server in' = 'client in',
): Uint8Array {
  const frame = join(Uint8Array.of(0x06, 0), varint(ask.crypto.length), ask.crypto);
  const head = join(
    uint(0xc3, 1),
    uint(VERSION_1, 4),
    vector(1, ask.destination),
    vector(1, ask.source),
    varint(ask.token.length),
    ask.token,
  );
  const overhead = head.length + 2 + 4 + TAG;
  const payload = join(frame, new Uint8Array(Math.max(DATAGRAM - overhead - frame.length, 0)));
  const number = uint(ask.packetNumber, 4);
  const header = join(head, uint(0x4000 | (4 + payload.length + TAG), 2), number);
  const keys = keysOf(keysFrom, side);
  const cipher = createCipheriv('aes-128-gcm', keys.key, nonce(keys.iv, ask.packetNumber));
  cipher.setAAD(header);
  const sealed = join(cipher.update(payload), cipher.final(), cipher.getAuthTag());
  const mask = maskOf(keys.header, sealed.subarray(0, 16));
  const masked = Uint8Array.from(header);
  masked[0] = (masked[0] as number) ^ ((mask[0] as number) & 0x0f);
  for (let index = 0; index < 4; index++) {
    const at = header.length - 4 + index;
    masked[at] = (masked[at] as number) ^ (mask[index + 1] as number);
  }
  return join(masked, sealed);
}

/** What a server's datagram says. */
export type QuicAnswer =
  | { readonly kind: 'crypto'; readonly frames: readonly { readonly offset: number; readonly data: Uint8Array }[] }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string }
  | { readonly kind: 'retry'; readonly source: Uint8Array; readonly token: Uint8Array }
  | { readonly kind: 'versions'; readonly versions: readonly number[] };

/**
 * Reads the Initial packets of a datagram; packets of other kinds are skipped.
 * @param keysFrom destination id of our first packet
 * @throws ParseError
 */
export function decodeDatagram(
  datagram: Uint8Array,
  keysFrom: Uint8Array,
  side: 'client in' | 'server in' = 'server in',
): QuicAnswer[] {
  const answers: QuicAnswer[] = [];
  let rest = datagram;
  while (rest.length > 0 && ((rest[0] as number) & 0x80) !== 0) {
    const { answer, length } = decodeLongPacket(rest, keysFrom, side);
    answers.push(...answer);
    rest = rest.subarray(length);
  }
  return answers;
}

function decodeLongPacket(
  bytes: Uint8Array,
  keysFrom: Uint8Array,
  side: 'client in' | 'server in',
): { answer: QuicAnswer[]; length: number } {
  const reader = new ByteReader(bytes, 'QUIC packet');
  const first = reader.uint(1);
  const version = reader.uint(4);
  reader.vector(1);
  const source = reader.vector(1);
  if (version === 0) {
    const versions: number[] = [];
    while (reader.remaining >= 4) versions.push(reader.uint(4));
    return { answer: [{ kind: 'versions', versions }], length: bytes.length };
  }
  if (version !== VERSION_1) throw new ParseError(`QUIC version 0x${version.toString(16)}`, 1, 'unsupported');
  const type = (first >> 4) & 3;
  if (type === 3) {
    const token = reader.take(Math.max(reader.remaining - TAG, 0));
    return { answer: [{ kind: 'retry', source, token }], length: bytes.length };
  }
  if (type === 0) reader.take(readVarint(reader));
  const size = readVarint(reader);
  const start = reader.offset;
  reader.take(size);
  if (type !== 0) return { answer: [], length: start + size };
  return { answer: framesOf(open(bytes, start, size, keysOf(keysFrom, side))), length: start + size };
}

/** Takes off header protection and seal (RFC 9001 section 5.3, 5.4). */
function open(bytes: Uint8Array, start: number, size: number, keys: Keys): Uint8Array {
  if (size < 20) throw new ParseError('QUIC packet too short for its protection', start);
  const mask = maskOf(keys.header, bytes.subarray(start + 4, start + 20));
  const first = (bytes[0] as number) ^ ((mask[0] as number) & 0x0f);
  const numberLength = (first & 3) + 1;
  const header = Uint8Array.from(bytes.subarray(0, start + numberLength));
  header[0] = first;
  let number = 0;
  for (let index = 0; index < numberLength; index++) {
    const byte = (bytes[start + index] as number) ^ (mask[index + 1] as number);
    header[start + index] = byte;
    number = number * 256 + byte;
  }
  try {
    const decipher = createDecipheriv('aes-128-gcm', keys.key, nonce(keys.iv, number));
    decipher.setAAD(header);
    decipher.setAuthTag(bytes.subarray(start + size - TAG, start + size));
    return join(decipher.update(bytes.subarray(start + numberLength, start + size - TAG)), decipher.final());
  } catch {
    throw new ParseError('QUIC packet does not verify', start);
  }
}

const MOST_FRAMES = 2_000;

/** Frames that an Initial may carry (RFC 9000 section 12.4). */
function framesOf(payload: Uint8Array): QuicAnswer[] {
  const reader = new ByteReader(payload, 'QUIC frames');
  const frames: { offset: number; data: Uint8Array }[] = [];
  for (let count = 0; reader.remaining > 0; count++) {
    if (count > MOST_FRAMES) throw new ParseError('too many QUIC frames', undefined, 'limit');
    const type = readVarint(reader);
    if (type === 0 || type === 1) continue;
    if (type === 2 || type === 3) skipAck(reader, type === 3);
    else if (type === 6) {
      const offset = readVarint(reader);
      frames.push({ offset, data: reader.take(readVarint(reader)) });
    } else if (type === 0x1c) {
      const code = readVarint(reader);
      readVarint(reader);
      const reason = Buffer.from(reader.take(readVarint(reader)))
        .toString('latin1')
        .replace(/[^\x20-\x7e]/g, ' ');
      return [{ kind: 'close', code, reason: reason.slice(0, 120) }];
    } else throw new ParseError(`QUIC frame type ${type} in an Initial packet`);
  }
  return frames.length > 0 ? [{ kind: 'crypto', frames }] : [];
}

function skipAck(reader: ByteReader, ecn: boolean): void {
  readVarint(reader);
  readVarint(reader);
  const ranges = readVarint(reader);
  if (ranges > MOST_FRAMES) throw new ParseError('too many QUIC acknowledgement ranges', undefined, 'limit');
  for (let index = 0; index < 1 + ranges * 2 + (ecn ? 3 : 0); index++) readVarint(reader);
}

function nonce(iv: Buffer, number: number): Buffer {
  const out = Buffer.from(iv);
  out.writeUInt32BE((out.readUInt32BE(8) ^ number) >>> 0, 8);
  return out;
}

function maskOf(key: Buffer, sample: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-ecb', key, null);
  return new Uint8Array(cipher.update(sample));
}
