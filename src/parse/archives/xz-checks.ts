/**
 * The decoder of xz files knows the check CRC and no check, rpm writes SHA-256 (xz file format 1.2, section 2.1.1.2). The
 * check is not ours to make, so a stream with another one is rewritten as a stream without: blocks as they are, a new index.
 */
const HEADER = 12;
const FOOTER = 12;
const CRC_CHECKS = new Set([0, 1, 4]);
/** Octets of the check by its number, in groups of three. */
const CHECK_LENGTHS = [4, 8, 16, 32, 64];
const NO_CHECK = Buffer.from([0, 0]);

/** Of a stream that is cut or whose index does not fit, the header alone is rewritten: the decoder then gets through its first block. */
export function withoutUnknownCheck(bytes: Uint8Array): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const check = (view[7] ?? 0) & 0x0f;
  if (CRC_CHECKS.has(check) || view.length < HEADER + FOOTER) return bytes;
  const start = Buffer.concat([view.subarray(0, 6), NO_CHECK, crc(NO_CHECK)]);
  try {
    return Buffer.concat([start, ...blocksWithout(view, check)]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return Buffer.concat([start, view.subarray(HEADER)]);
  }
}

/** Blocks, index and footer. @throws RangeError when the index does not fit the blocks */
function blocksWithout(view: Buffer, check: number): Buffer[] {
  const length = CHECK_LENGTHS[Math.floor((check - 1) / 3)] as number;
  const footer = view.length - FOOTER;
  const index = footer - (view.readUInt32LE(footer + 4) + 1) * 4;
  const records = recordsOf(view.subarray(index, footer));
  const parts: Buffer[] = [];
  let at = HEADER;
  for (const { unpadded } of records) {
    const block = padded(unpadded - length);
    parts.push(view.subarray(at, at + block));
    at += block + length;
  }
  if (at !== index) throw new RangeError('xz: the index does not fit the blocks');
  const newIndex = indexOf(records.map((one) => ({ ...one, unpadded: one.unpadded - length })));
  const tail = Buffer.alloc(6);
  tail.writeUInt32LE(newIndex.length / 4 - 1);
  return [...parts, newIndex, crc(tail), tail, Buffer.from('YZ')];
}

interface Record {
  readonly unpadded: number;
  readonly uncompressed: number;
}

/** Section 4: indicator, number of records, records. */
function recordsOf(index: Buffer): Record[] {
  let at = 1;
  const number = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const octet = index.readUInt8(at++);
      value += (octet & 0x7f) * scale;
      if (octet < 0x80 || scale > 2 ** 40) return value;
    }
  };
  const count = number();
  if (count > index.length) throw new RangeError('xz: the index claims more records than it has');
  return Array.from({ length: count }, () => ({ unpadded: number(), uncompressed: number() }));
}

function indexOf(records: readonly Record[]): Buffer {
  const octets = [0, ...encoded(records.length)];
  for (const { unpadded, uncompressed } of records) octets.push(...encoded(unpadded), ...encoded(uncompressed));
  while (octets.length % 4) octets.push(0);
  const index = Buffer.from(octets);
  return Buffer.concat([index, crc(index)]);
}

/** Section 1.2: seven bits an octet, least significant first. */
function encoded(value: number): number[] {
  const octets: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) octets.push((value % 128) + 128);
  return [...octets, value];
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** CRC-32 of IEEE 802.3, little endian (section 6). */
function crc(bytes: Uint8Array): Buffer {
  let value = 0xffffffff;
  for (const octet of bytes) {
    value ^= octet;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  const result = Buffer.alloc(4);
  result.writeUInt32LE((value ^ 0xffffffff) >>> 0);
  return result;
}
