import { ParseError } from '../../../model/index.js';
import { ByteReader, join, uint } from '../bytes.js';

/** Transform types (RFC 7296 section 3.3.2, RFC 9370 section 2.2.1). */
export const TRANSFORM = { encryption: 1, prf: 2, integrity: 3, keyExchange: 4, addke1: 6, addke7: 12 } as const;

export interface Transform {
  readonly type: number;
  readonly id: number;
  /** Bits, where the transform has an attribute for it. */
  readonly keyLength?: number;
}

/** A proposal for IKE: protocol 1, no SPI. */
export interface Proposal {
  readonly transforms: readonly Transform[];
}

const KEY_LENGTH = 0x800e;

/** Body of an SA payload (RFC 7296 section 3.3). */
export function encodeProposals(proposals: readonly Proposal[]): Uint8Array {
  return join(
    ...proposals.map(({ transforms }, index) => {
      const body = join(...transforms.map((one, place) => encodeTransform(one, place === transforms.length - 1)));
      const more = index === proposals.length - 1 ? 0 : 2;
      return join(
        uint(more, 1),
        uint(0, 1),
        uint(body.length + 8, 2),
        Uint8Array.of(index + 1, 1, 0, transforms.length),
        body,
      );
    }),
  );
}

function encodeTransform({ type, id, keyLength }: Transform, last: boolean): Uint8Array {
  const attribute = keyLength === undefined ? new Uint8Array(0) : join(uint(KEY_LENGTH, 2), uint(keyLength, 2));
  return join(
    uint(last ? 0 : 3, 1),
    uint(0, 1),
    uint(8 + attribute.length, 2),
    uint(type, 1),
    uint(0, 1),
    uint(id, 2),
    attribute,
  );
}

const MOST_TRANSFORMS = 255;

/** @throws ParseError */
export function decodeProposals(bytes: Uint8Array): Proposal[] {
  const reader = new ByteReader(bytes, 'SA payload');
  const proposals: Proposal[] = [];
  while (reader.remaining > 0) {
    reader.uint(2);
    const inner = new ByteReader(reader.take(atLeast(reader.uint(2), 8) - 4), 'proposal');
    inner.uint(2);
    const spi = inner.uint(1);
    inner.uint(1);
    inner.take(spi);
    const transforms: Transform[] = [];
    while (inner.remaining > 0) {
      if (transforms.length > MOST_TRANSFORMS) throw new ParseError('too many transforms', undefined, 'limit');
      transforms.push(decodeTransform(inner));
    }
    proposals.push({ transforms });
  }
  return proposals;
}

function decodeTransform(reader: ByteReader): Transform {
  reader.uint(2);
  const body = new ByteReader(reader.take(atLeast(reader.uint(2), 8) - 4), 'transform');
  const type = body.uint(1);
  body.uint(1);
  const id = body.uint(2);
  let keyLength: number | undefined;
  while (body.remaining > 0) {
    const attribute = body.uint(2);
    const value = body.uint(2);
    if (attribute === KEY_LENGTH) keyLength = value;
    else if ((attribute & 0x8000) === 0) body.take(value);
  }
  return { type, id, ...(keyLength === undefined ? {} : { keyLength }) };
}

function atLeast(length: number, least: number): number {
  if (length < least) throw new ParseError(`length ${length} where at least ${least} is due`);
  return length;
}
