import { constants, inflateRawSync } from 'node:zlib';
import { cutAfter, type Unpacking } from './unpacking.js';

/** PKWARE APPNOTE 4.3.7 and 4.3.9: local header and data descriptor. */
const LOCAL = 0x04034b50;
const MARK = Buffer.from('PK', 'latin1');
const HEADER = 30;
const HEADERS = new Set(['0102', '0304', '0708']);
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
/** The sizes stand behind the data. */
const DESCRIBED = 8;

interface LocalHeader {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  /** Octets of data, or `undefined` where the header does not say. */
  readonly compressed: number | undefined;
  readonly start: number;
}

/** The entries of a zip whose central directory is missing, by the headers before each of them, as far as they go. */
export function unpackByLocalHeaders(view: Buffer, unpacking: Unpacking): void {
  for (let at = 0; at < view.length && !unpacking.stopped; ) {
    const header = localHeader(view, at);
    if (!header) {
      at = view.indexOf(MARK, at + 1);
      if (at < 0) break;
      continue;
    }
    at = unpackAt(view, header, unpacking);
  }
  unpacking.cut('', Buffer.alloc(0), cutAfter('zip: the central directory is missing; the file is', unpacking));
}

function localHeader(view: Buffer, at: number): LocalHeader | undefined {
  if (at + HEADER > view.length || view.readUInt32LE(at) !== LOCAL) return undefined;
  const flags = view.readUInt16LE(at + 6);
  const compressed = view.readUInt32LE(at + 18);
  const nameEnd = at + HEADER + view.readUInt16LE(at + 26);
  return {
    flags,
    name: view.subarray(at + HEADER, nameEnd).toString('utf8'),
    method: view.readUInt16LE(at + 8),
    compressed: flags & DESCRIBED || compressed === 0xffffffff ? undefined : compressed,
    start: nameEnd + view.readUInt16LE(at + 28),
  };
}

/** Takes one entry out. Returns where the next one may start. */
function unpackAt(view: Buffer, header: LocalHeader, unpacking: Unpacking): number {
  const { name, start, method } = header;
  const end = header.compressed === undefined ? undefined : start + header.compressed;
  if (!unpacking.wants(name)) return end ?? start;
  if (header.flags & ENCRYPTED) unpacking.skip(name, 'encrypted', 'the entry is encrypted; it was not opened');
  else if (method === STORED) {
    const data = view.subarray(start, end ?? nextHeader(view, start));
    if (data.length > 0) unpacking.add(name, data);
  } else if (method === DEFLATED) return inflate(view.subarray(0, end), header, unpacking);
  else unpacking.skip(name, 'unsupported', `zip: compression method ${method}`);
  return end ?? start;
}

function inflate(view: Buffer, { name, start }: LocalHeader, unpacking: Unpacking): number {
  const data = view.subarray(start);
  const most = unpacking.expansion(name, data.length);
  try {
    const { buffer, engine } = inflateRawSync(data, {
      maxOutputLength: Math.max(1, most),
      finishFlush: constants.Z_SYNC_FLUSH,
      info: true,
    }) as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
    if (buffer.length > 0) unpacking.add(name, buffer);
    return start + engine.bytesWritten;
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      unpacking.skip(name, 'limit', `it expands to more than the ${most} bytes that the limits allow`);
    else unpacking.skip(name, 'malformed', 'zip: the compressed data are damaged', most);
    return start;
  }
}

/** Where stored data of unknown length end: at the next descriptor, local or central header. */
function nextHeader(view: Buffer, from: number): number {
  for (let at = view.indexOf(MARK, from); at >= 0; at = view.indexOf(MARK, at + 1))
    if (HEADERS.has(view.toString('hex', at + 2, at + 4))) return at;
  return view.length;
}
