import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../catalog/types.js';
import { ParseError, type ParseResult } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { printable } from '../pki/der-values.js';
import { failure, joinResults, keyResult, placeOf } from '../pki/observe.js';

/** IANA Kerberos encryption type numbers (RFC 3961, 3962, 4757, 8009). */
const TYPES: Readonly<Record<number, AlgorithmSpec & { readonly label: string }>> = {
  1: { label: 'des-cbc-crc', family: 'des', mode: 'cbc' },
  3: { label: 'des-cbc-md5', family: 'des', mode: 'cbc' },
  16: { label: 'des3-cbc-sha1', family: '3des', mode: 'cbc' },
  17: { label: 'aes128-cts-hmac-sha1-96', family: 'aes', size: 128, mode: 'cts' },
  18: { label: 'aes256-cts-hmac-sha1-96', family: 'aes', size: 256, mode: 'cts' },
  19: { label: 'aes128-cts-hmac-sha256-128', family: 'aes', size: 128, mode: 'cts' },
  20: { label: 'aes256-cts-hmac-sha384-192', family: 'aes', size: 256, mode: 'cts' },
  23: { label: 'arcfour-hmac', family: 'rc4' },
  25: { label: 'camellia128-cts-cmac', family: 'camellia', size: 128, mode: 'cts' },
  26: { label: 'camellia256-cts-cmac', family: 'camellia', size: 256, mode: 'cts' },
};
const MAX_ENTRIES = 10_000;

/** MIT's keytab file format, version 2: long-term Kerberos keys by principal. Keys are measured, never read. */
export const KEYTAB_PARSER: Parser = {
  id: 'keytab',
  wants: ({ bytes, extension }) =>
    bytes[0] === 5 && bytes[1] === 2 && (extension === '.keytab' || bytes[2] === 0) && bytes.length > 20,
  parse(artifact, { catalog }) {
    const view = Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength);
    const place = placeOf(artifact, 'keytab');
    const results: ParseResult[] = [];
    for (let at = 2; at + 4 <= view.length && results.length < MAX_ENTRIES; ) {
      const size = view.readInt32BE(at);
      const end = at + 4 + Math.abs(size);
      if (size === 0 || end > view.length) {
        if (size !== 0) results.push(failure(place, new ParseError('keytab: an entry is cut', at)));
        break;
      }
      if (size > 0) results.push(entry(view.subarray(at + 4, end), artifact.path, place, catalog));
      at = end;
    }
    return joinResults(results);
  },
};

function entry(view: Buffer, path: string, place: ReturnType<typeof placeOf>, catalog: Catalog): ParseResult {
  try {
    let at = 2;
    const counted = () => {
      const length = view.readUInt16BE(at);
      at += 2 + length;
      if (at > view.length) throw new RangeError('short');
      return view.subarray(at - length, at);
    };
    const realm = counted().toString('utf8');
    const names = Array.from({ length: Math.min(view.readUInt16BE(0), 16) }, () => counted().toString('utf8'));
    at += 9; // name type, timestamp, key version
    const number = view.readUInt16BE(at);
    at += 2;
    const size = counted().length * 8;
    const principal = printable(`${names.join('/')}@${realm}`).slice(0, 200);
    const type = TYPES[number];
    const algorithm = type
      ? catalog.algorithm(type)
      : catalog.algorithm({ family: 'unknown', parameterSet: `Kerberos enctype ${number}` });
    const contentId = createHash('sha256').update(`${path}\0${principal}\0${number}`).digest('hex');
    const label = type?.label ?? `enctype ${number}`;
    return keyResult(
      { type: 'secret-key', format: 'Kerberos keytab', algorithm, size, comment: label, contentId },
      { ...place, symbol: principal },
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return failure(place, new ParseError('keytab: an entry is cut'));
  }
}
