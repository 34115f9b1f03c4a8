import { inflateRawSync } from 'node:zlib';
import { ParseError, type ParseResult } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { readApkSigningBlock } from './apk-signing-block.js';
import { isZip } from './magic.js';
import { Unpacking } from './unpacking.js';
import { unpackByLocalHeaders } from './zip-local-headers.js';

/** PKWARE APPNOTE 4.3: signatures of local header, central header, end of central directory. */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const ZIP64_END = 0x06064b50;
const ZIP64_LOCATOR = 0x07064b50;
const END_LENGTH = 22;
const MAX_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

/** zip and all that is one: jar, war, ear, apk, aar, nupkg, wheel, docx. Read by the central directory. */
export const ZIP_PARSER: Parser = {
  id: 'zip',
  wants: ({ bytes }) => isZip(bytes),
  parse(artifact, context): ParseResult {
    const view = Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength);
    const unpacking = new Unpacking(artifact, context.limits, 'zip');
    const end = endOfCentralDirectory(view);
    if (end === undefined) {
      unpackByLocalHeaders(view, unpacking);
      return unpacking.result();
    }
    for (const entry of centralDirectory(view, end, unpacking)) {
      if (unpacking.stopped) break;
      if (unpacking.wants(entry.name)) unpack(view, entry, unpacking);
    }
    const unpacked = unpacking.result();
    const signing = readApkSigningBlock(view, view.readUInt32LE(end + 16), artifact, context);
    return signing ? { ...unpacked, observations: signing.observations } : unpacked;
  },
};

function endOfCentralDirectory(view: Buffer): number | undefined {
  const last = view.length - END_LENGTH;
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at--) if (view.readUInt32LE(at) === END) return at;
  return undefined;
}

function* centralDirectory(view: Buffer, end: number, unpacking: Unpacking): Generator<ZipEntry> {
  const directory = zip64Directory(view, end);
  const count = directory?.count ?? view.readUInt16LE(end + 10);
  let at = directory?.at ?? view.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.length || view.readUInt32LE(at) !== CENTRAL) {
      unpacking.stop('malformed', `zip: the central directory breaks off after ${index} of ${count} entries`);
      return;
    }
    const [name, extra, comment] = [28, 30, 32].map((field) => view.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const [size, compressed, offset] = zip64Numbers(
      [24, 20, 42].map((field) => view.readUInt32LE(at + field)),
      view.subarray(at + 46 + name, at + 46 + name + extra),
    ) as [number, number, number];
    yield {
      flags: view.readUInt16LE(at + 8),
      method: view.readUInt16LE(at + 10),
      compressed,
      size,
      offset,
      name: view.subarray(at + 46, at + 46 + name).toString('utf8'),
    };
    at += 46 + name + extra + comment;
  }
}

/** APPNOTE 4.3.14 and 4.3.15: the locator before the end record leads to the 64-bit one. */
function zip64Directory(view: Buffer, end: number): { count: number; at: number } | undefined {
  const locator = end - 20;
  if (locator < 0 || view.readUInt32LE(locator) !== ZIP64_LOCATOR) return undefined;
  const record = Number(view.readBigUInt64LE(locator + 8));
  if (record + 56 > view.length || view.readUInt32LE(record) !== ZIP64_END)
    throw new ParseError('zip64: the end record is not where it should be', locator);
  return { count: Number(view.readBigUInt64LE(record + 32)), at: Number(view.readBigUInt64LE(record + 48)) };
}

/** APPNOTE 4.5.3: those of size, compressed size and offset that are all ones stand in the extra field 1, in this order. */
function zip64Numbers(numbers: readonly number[], extra: Buffer): number[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    return numbers.map((number) => {
      if (number !== 0xffffffff || next + 8 > extra.length) return number;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    });
  }
  return [...numbers];
}

function unpack(view: Buffer, entry: ZipEntry, unpacking: Unpacking): void {
  try {
    unpacking.add(entry.name, contentOf(view, entry, unpacking));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const spent = error.reason === 'malformed' ? unpacking.expansion(entry.name, entry.compressed) : 0;
    unpacking.skip(entry.name, error.reason, error.message, spent);
  }
}

function contentOf(view: Buffer, entry: ZipEntry, unpacking: Unpacking): Uint8Array {
  const { offset } = entry;
  if (entry.flags & ENCRYPTED) throw new ParseError('the entry is encrypted; it was not opened', offset, 'encrypted');
  if (offset + 30 > view.length || view.readUInt32LE(offset) !== LOCAL) {
    throw new ParseError('zip: the entry has no local header', offset);
  }
  const start = offset + 30 + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28);
  const data = view.subarray(start, start + entry.compressed);
  if (data.length < entry.compressed) throw new ParseError('zip: the entry ends early', offset);
  if (entry.method === STORED) return data;
  if (entry.method !== DEFLATED) throw new ParseError(`zip: compression method ${entry.method}`, offset, 'unsupported');
  const most = unpacking.expansion(entry.name, data.length);
  const tooLarge = `it expands to more than the ${most} bytes that the limits allow`;
  if (entry.size > most) throw new ParseError(tooLarge, offset, 'limit');
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new ParseError(tooLarge, offset, 'limit');
    throw new ParseError('zip: the compressed data are damaged', offset);
  }
}
