import { ParseError } from '../../../model/index.js';

/** RFC 9580 4: one packet. */
export interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
}

const MAX_PACKETS = 1_000_000;

/** RFC 9580 4.2: the packets of a stream, in both header formats. Stops at what is not a packet and says where. */
export function* packetsOf(bytes: Uint8Array): Generator<Packet> {
  for (let at = 0, count = 0; at < bytes.length && count < MAX_PACKETS; count++) {
    const first = bytes[at] as number;
    if ((first & 0x80) === 0) throw new ParseError('OpenPGP: not a packet', at);
    const packet = first & 0x40 ? newFormat(bytes, at + 1, first & 0x3f) : oldFormat(bytes, at + 1, first);
    yield { tag: packet.tag, body: packet.body };
    at = packet.end;
  }
}

interface Framed extends Packet {
  readonly end: number;
}

/** RFC 9580 4.2.2: the length type is in the header; type 3 runs to the end. */
function oldFormat(bytes: Uint8Array, at: number, header: number): Framed {
  const octets = [1, 2, 4, 0][header & 3] as number;
  const length = octets === 0 ? bytes.length - at : number(bytes, at, octets);
  return framed((header >> 2) & 0x0f, bytes, at + octets, length);
}

/** RFC 9580 4.2.1, with partial lengths joined. */
function newFormat(bytes: Uint8Array, start: number, tag: number): Framed {
  const parts: Uint8Array[] = [];
  for (let at = start; ; ) {
    const first = number(bytes, at, 1);
    if (first < 192) return joined(tag, parts, framed(tag, bytes, at + 1, first));
    if (first < 224)
      return joined(tag, parts, framed(tag, bytes, at + 2, (first - 192) * 256 + number(bytes, at + 1, 1) + 192));
    if (first === 255) return joined(tag, parts, framed(tag, bytes, at + 5, number(bytes, at + 1, 4)));
    const part = framed(tag, bytes, at + 1, 2 ** (first & 0x1f));
    parts.push(part.body);
    at = part.end;
  }
}

function joined(tag: number, parts: readonly Uint8Array[], last: Framed): Framed {
  return parts.length === 0 ? last : { tag, body: Buffer.concat([...parts, last.body]), end: last.end };
}

function framed(tag: number, bytes: Uint8Array, start: number, length: number): Framed {
  if (start + length > bytes.length) throw new ParseError('OpenPGP: a packet claims more bytes than there are', start);
  return { tag, body: bytes.subarray(start, start + length), end: start + length };
}

/** Big-endian number of up to four octets. */
export function number(bytes: Uint8Array, at: number, octets: number): number {
  if (at + octets > bytes.length) throw new ParseError('OpenPGP: the data end early', at);
  let value = 0;
  for (let index = 0; index < octets; index++) value = value * 256 + (bytes[at + index] as number);
  return value;
}

/** RFC 9580 3.2: multiprecision integers, read one after another. */
export class MpiReader {
  constructor(
    readonly bytes: Uint8Array,
    public offset: number,
  ) {}

  mpi(): Uint8Array {
    return this.octets(Math.ceil(number(this.bytes, this.take(2), 2) / 8));
  }

  octets(length: number): Uint8Array {
    const start = this.take(length);
    return this.bytes.subarray(start, start + length);
  }

  byte(): number {
    return this.bytes[this.take(1)] as number;
  }

  private take(length: number): number {
    if (this.offset + length > this.bytes.length)
      throw new ParseError('OpenPGP: the key material ends early', this.offset);
    this.offset += length;
    return this.offset - length;
  }
}
