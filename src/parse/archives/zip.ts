import { inflateRawSync } from 'node:zlib';
import { ParseError, type ParseResult } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { readApkSigningBlock } from './apk-signing-block.js';
import { isZip } from './magic.js';
import { Unpacking } from './unpacking.js';

/** PKWARE APPNOTE 4.3: signatures of local header, central header, end of central directory. */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
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
    for (const entry of centralDirectory(view, end, unpacking)) {
      if (unpacking.stopped) break;
      if (unpacking.wants(entry.name)) unpack(view, entry, unpacking);
    }
    const unpacked = unpacking.result();
    const signing = readApkSigningBlock(view, view.readUInt32LE(end + 16), artifact, context);
    return signing ? { ...unpacked, observations: signing.observations } : unpacked;
  },
};

function endOfCentralDirectory(view: Buffer): number {
  const last = view.length - END_LENGTH;
  for (let at = last; at >= 0 && at >= last - MAX_COMMENT; at--) if (view.readUInt32LE(at) === END) return at;
  throw new ParseError('zip: the central directory is missing; the file is cut or damaged');
}

function* centralDirectory(view: Buffer, end: number, unpacking: Unpacking): Generator<ZipEntry> {
  const count = view.readUInt16LE(end + 10);
  let at = view.readUInt32LE(end + 16);
  if (at === 0xffffffff || count === 0xffff) {
    unpacking.stop('unsupported', 'zip64 archives are not opened');
    return;
  }
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
    yield {
      flags: view.readUInt16LE(at + 8),
      method: view.readUInt16LE(at + 10),
      compressed: view.readUInt32LE(at + 20),
      size: view.readUInt32LE(at + 24),
      offset: view.readUInt32LE(at + 42),
      name: view.subarray(at + 46, at + 46 + name).toString('utf8'),
    };
    at += 46 + name + extra + comment;
  }
}

function unpack(view: Buffer, entry: ZipEntry, unpacking: Unpacking): void {
  try {
    unpacking.add(entry.name, contentOf(view, entry, unpacking));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    unpacking.skip(entry.name, error.reason, error.message);
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
  const most = unpacking.expansion(data.length);
  const tooLarge = `it expands to more than the ${most} bytes that the limits allow`;
  if (entry.size > most) throw new ParseError(tooLarge, offset, 'limit');
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new ParseError(tooLarge, offset, 'limit');
    throw new ParseError('zip: the compressed data are damaged', offset);
  }
}
