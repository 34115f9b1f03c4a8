import { ParseError, type ParseResult } from '../../model/index.js';
import type { ParseContext, Parser } from '../parser.js';
import { printable } from '../pki/der-values.js';
import * as write from '../pki/der-writer.js';
import { lineCounter } from '../pki/lines.js';
import { failure, joinResults, keyResult, type Place, placeOf } from '../pki/observe.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { decodeText } from '../text.js';

/** RFC 4034 2.2: flags, protocol 3, algorithm and key; the key, or all of it, may stand in parentheses over several lines. */
const RECORD = /\bC?DNSKEY[ \t]+(\(?)\s*(\d{1,5})\s+3\s+(\d{1,3})\s+(\(?)\s*(?=[A-Za-z0-9+/]{4})/g;
/** Base64 in pieces. Nothing follows a repeated group, so a match never has to be given back. */
const ON_ONE_LINE = /(?:[A-Za-z0-9+/]+={0,2}[ \t]*){1,60}/y;
/** The lines may be those of a comment of a program, and end in one of the zone file. */
const ON_LINES = /(?:[A-Za-z0-9+/]+={0,2}[ \t]*(?:;[^\n]*)?(?:\r?\n[ \t]*(?:\/\/[/!]?|[*#])?[ \t]*)?){1,60}/y;
/** RFC 9905 and before: numbers of IANA's registry; RSA (1, 5, 7, 8, 10), ECDSA (13, 14), EdDSA (15, 16). */
const CURVES: Readonly<Record<number, string>> = { 13: '1.2.840.10045.3.1.7', 14: '1.3.132.0.34' };
const EDWARDS: Readonly<Record<number, string>> = { 15: '1.3.101.112', 16: '1.3.101.113' };
const NAMES: Readonly<Record<number, string>> = {
  1: 'RSAMD5',
  3: 'DSA',
  5: 'RSASHA1',
  6: 'DSA-NSEC3-SHA1',
  7: 'RSASHA1-NSEC3-SHA1',
  8: 'RSASHA256',
  10: 'RSASHA512',
  12: 'ECC-GOST',
  13: 'ECDSAP256SHA256',
  14: 'ECDSAP384SHA384',
  15: 'ED25519',
  16: 'ED448',
  17: 'SM2SM3',
  23: 'ECC-GOST12',
};

/** Zone files and the `K*.key` files of DNSSEC tools. */
export const DNSKEY_PARSER: Parser = {
  id: 'dnskey',
  wants: (face) => face.includes('DNSKEY') && !face.binary,
  parse(artifact, context) {
    const text = decodeText(artifact.bytes);
    const lineAt = lineCounter(text);
    const results: ParseResult[] = [];
    for (const match of text.matchAll(RECORD)) {
      const [whole, before, flags = '', algorithm = '', behind] = match;
      const role = Number(flags) & 1 ? 'key-signing key' : 'zone-signing key';
      const place: Place = { ...placeOf(artifact, 'dnskey', lineAt(match.index)), symbol: role };
      const opened = Boolean(before || behind);
      const key = textOf(opened ? ON_LINES : ON_ONE_LINE, text, match.index + whole.length);
      const ends = text[match.index + whole.length + key.length] === ')';
      results.push(
        opened && !ends
          ? failure(place, new ParseError('a key in parentheses that are not closed'))
          : record(Number(algorithm), keyOf(key), place, context),
      );
    }
    return joinResults(results);
  },
};

function textOf(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

/** Without comments, ends of lines and what begins a line of a comment. */
function keyOf(written: string): Buffer {
  const plain = written.replace(/;[^\n]*/g, '').replace(/\n[ \t]*(?:\/\/[/!]?|[*#])/g, '\n');
  return Buffer.from(plain.replace(/\s+/g, ''), 'base64');
}

function record(algorithm: number, key: Buffer, place: Place, { catalog }: ParseContext): ParseResult {
  try {
    const info = dnsPublicKeyInfo(algorithm, key);
    const comment = printable(NAMES[algorithm] ?? `algorithm ${algorithm}`);
    if (info)
      return keyResult({ type: 'public-key', format: 'DNSKEY', key: readPublicKeyInfo(info, catalog), comment }, place);
    const unknown = catalog.algorithm({ family: 'unknown', parameterSet: `DNSSEC algorithm ${algorithm}` });
    return keyResult(
      {
        type: 'public-key',
        format: 'DNSKEY',
        algorithm: unknown,
        comment,
        fingerprint: key.subarray(0, 32).toString('hex'),
      },
      place,
    );
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failure(place, error);
  }
}

/** The key field of a record as a SubjectPublicKeyInfo; `undefined` for algorithms that have none. */
export function dnsPublicKeyInfo(algorithm: number, key: Buffer): Uint8Array | undefined {
  const curve = CURVES[algorithm];
  if (curve)
    return write.subjectPublicKeyInfo('1.2.840.10045.2.1', write.oid(curve), Buffer.concat([Uint8Array.of(4), key]));
  const edwards = EDWARDS[algorithm];
  if (edwards) return write.subjectPublicKeyInfo(edwards, undefined, key);
  if (![1, 5, 7, 8, 10].includes(algorithm)) return undefined;
  // RFC 3110 2: length of the exponent in one octet, or zero and two
  const long = key[0] === 0;
  const length = long ? ((key[1] ?? 0) << 8) | (key[2] ?? 0) : (key[0] ?? 0);
  const start = long ? 3 : 1;
  if (length === 0 || start + length >= key.length) throw new ParseError('DNSKEY: the RSA key is cut');
  const numbers = write.sequence(
    write.integer(key.subarray(start + length)),
    write.integer(key.subarray(start, start + length)),
  );
  return write.subjectPublicKeyInfo('1.2.840.113549.1.1.1', write.NULL, numbers);
}
