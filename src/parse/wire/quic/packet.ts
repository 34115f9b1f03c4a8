import { ParseError } from '../../../model/index.js';
import { ByteReader, join, uint, vector } from '../bytes.js';
import { decodeFrames, encodeCrypto, type Frames } from './frames.js';
import { PacketKeys, type Side, TAG } from './packet-keys.js';
import { readVarint, varint } from './varint.js';

const VERSION_1 = 1;

/** Packet number spaces of the handshake. */
export type Space = 'initial' | 'handshake';
const LONG_TYPE: Readonly<Record<Space, number>> = { initial: 0, handshake: 2 };

/** Least size of a datagram with a client's Initial (RFC 9000 section 14.1). */
const DATAGRAM = 1200;
/** Bytes of a hello in one Initial: with header, frame and tag below 1200. */
const PIECE = 1_000;

/** A packet with a long header (RFC 9000 section 17.2). */
export interface LongPacket {
  readonly space: Space;
  readonly destination: Uint8Array;
  readonly source: Uint8Array;
  /** Of an Initial; empty without. */
  readonly token?: Uint8Array;
  readonly packetNumber: number;
  readonly frames: Uint8Array;
}

/** @param padTo bytes that the packet shall have at least */
export function encodePacket(packet: LongPacket, keys: PacketKeys, padTo = 0): Uint8Array {
  const { space, destination, source, token = new Uint8Array(0), packetNumber } = packet;
  const head = join(
    uint(0xc3 | (LONG_TYPE[space] << 4), 1),
    uint(VERSION_1, 4),
    vector(1, destination),
    vector(1, source),
    ...(space === 'initial' ? [varint(token.length), token] : []),
  );
  const least = Math.max(padTo - head.length - 2 - 4 - TAG - packet.frames.length, 0);
  const payload = join(packet.frames, new Uint8Array(least));
  const header = join(head, uint(0x4000 | (4 + payload.length + TAG), 2), uint(packetNumber, 4));
  const sealed = keys.seal(header, packetNumber, payload);
  const mask = keys.mask(sealed.subarray(0, 16));
  const masked = Uint8Array.from(header);
  masked[0] = (masked[0] as number) ^ ((mask[0] as number) & 0x0f);
  for (let index = 0; index < 4; index++) {
    const at = header.length - 4 + index;
    masked[at] = (masked[at] as number) ^ (mask[index + 1] as number);
  }
  return join(masked, sealed);
}

/** What a client's first flight is made of. */
export interface InitialAsk {
  readonly destination: Uint8Array;
  readonly source: Uint8Array;
  readonly token: Uint8Array;
  /** Of the first packet. */
  readonly packetNumber: number;
  /** The ClientHello. */
  readonly crypto: Uint8Array;
}

/**
 * A hello in as many datagrams of 1200 bytes as it needs.
 * @param keysFrom the destination id of the very first packet, or of a Retry
 */
export function encodeInitials(ask: InitialAsk, keysFrom: Uint8Array, side: Side = 'client in'): Uint8Array[] {
  const keys = PacketKeys.initial(keysFrom, side);
  const datagrams: Uint8Array[] = [];
  for (let at = 0; at < ask.crypto.length || at === 0; at += PIECE) {
    const frames = encodeCrypto({ offset: at, data: ask.crypto.subarray(at, at + PIECE) });
    const { destination, source, token } = ask;
    const packetNumber = ask.packetNumber + datagrams.length;
    const packet = { space: 'initial', destination, source, token, packetNumber, frames } as const;
    datagrams.push(encodePacket(packet, keys, DATAGRAM));
  }
  return datagrams;
}

/** One packet of a server. */
export type QuicPacket =
  | ({ readonly kind: 'packet'; readonly space: Space; readonly number: number; readonly source: Uint8Array } & Frames)
  /** Of a space whose keys are not known yet: to be read again when they are. */
  | { readonly kind: 'sealed'; readonly bytes: Uint8Array }
  | { readonly kind: 'retry'; readonly source: Uint8Array; readonly token: Uint8Array }
  | { readonly kind: 'versions'; readonly versions: readonly number[] };

/**
 * Reads the packets of a datagram; those with a short header are skipped.
 * @throws ParseError
 */
export function decodeDatagram(
  datagram: Uint8Array,
  keys: { readonly initial: PacketKeys; readonly handshake?: PacketKeys },
): QuicPacket[] {
  const packets: QuicPacket[] = [];
  let rest = datagram;
  while (rest.length > 0 && ((rest[0] as number) & 0x80) !== 0) {
    const { packet, length } = decodeLongPacket(rest, keys);
    if (packet) packets.push(packet);
    rest = rest.subarray(length);
  }
  return packets;
}

function decodeLongPacket(
  bytes: Uint8Array,
  keys: { readonly initial: PacketKeys; readonly handshake?: PacketKeys },
): { packet?: QuicPacket; length: number } {
  const reader = new ByteReader(bytes, 'QUIC packet');
  const first = reader.uint(1);
  const version = reader.uint(4);
  reader.vector(1);
  const source = reader.vector(1);
  if (version === 0) {
    const versions: number[] = [];
    while (reader.remaining >= 4) versions.push(reader.uint(4));
    return { packet: { kind: 'versions', versions }, length: bytes.length };
  }
  if (version !== VERSION_1) throw new ParseError(`QUIC version 0x${version.toString(16)}`, 1, 'unsupported');
  const type = (first >> 4) & 3;
  if (type === 3) {
    const token = reader.take(Math.max(reader.remaining - TAG, 0));
    return { packet: { kind: 'retry', source, token }, length: bytes.length };
  }
  if (type === 0) reader.take(readVarint(reader));
  const size = readVarint(reader);
  const start = reader.offset;
  reader.take(size);
  const length = start + size;
  if (type === 1) return { length }; // 0-RTT: no server sends it
  const space = type === 0 ? 'initial' : 'handshake';
  const spaceKeys = keys[space];
  if (!spaceKeys) return { packet: { kind: 'sealed', bytes: bytes.subarray(0, length) }, length };
  const { number, payload } = open(bytes, start, size, spaceKeys);
  return { packet: { kind: 'packet', space, number, source, ...decodeFrames(payload) }, length };
}

/** Takes off header protection and seal (RFC 9001 section 5.3, 5.4). */
function open(bytes: Uint8Array, start: number, size: number, keys: PacketKeys) {
  if (size < 20) throw new ParseError('QUIC packet too short for its protection', start);
  const mask = keys.mask(bytes.subarray(start + 4, start + 20));
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
  return { number, payload: keys.open(header, number, bytes.subarray(start + numberLength, start + size)) };
}
