import type { ParseResult } from '../../model/index.js';
import type { Face } from '../face.js';
import type { Parser } from '../parser.js';
import { readElement } from './der.js';
import { failure, joinResults, placeOf } from './observe.js';
import { readDer } from './read-der.js';

const EXTENSIONS = new Set([
  '.der',
  '.crt',
  '.cer',
  '.cert',
  '.crl',
  '.csr',
  '.req',
  '.p10',
  '.p7b',
  '.p7c',
  '.p7s',
  '.p7m',
  '.p8',
  '.pk8',
  '.key',
  '.pub',
  '.spki',
  '.p12',
  '.pfx',
  '.tsr',
  '.ors',
  '.ocsp',
  '.rsa',
  '.dsa',
  '.ec',
]);
const MAX_VALUES = 10_000;

/** Binary DER by its first octets: a SEQUENCE that fills the file, or one that another SEQUENCE, number or OID begins. */
export const DER_PARSER: Parser = {
  id: 'der',
  wants: (face) => looksLikeDer(face),
  parse(artifact, context) {
    const { bytes } = artifact;
    const results: ParseResult[] = [];
    for (let offset = 0; offset < bytes.length && results.length < MAX_VALUES; ) {
      const place = placeOf(artifact, 'der');
      if (bytes[offset] !== 0x30) {
        if (!isPadding(bytes.subarray(offset))) {
          results.push(
            failure(place, { message: `${bytes.length - offset} bytes behind the last DER value are something else` }),
          );
        }
        break;
      }
      const { end } = readElement(bytes, offset, bytes.length, { clip: true });
      results.push(readDer(bytes.subarray(offset, Math.max(end, offset + 2)), place, context));
      offset = Math.max(end, offset + 2);
    }
    return joinResults(results);
  },
};

function looksLikeDer(face: Face): boolean {
  const { bytes } = face;
  if (bytes[0] !== 0x30 || bytes.length < 16) return false;
  const lead = bytes[1] as number;
  const known = EXTENSIONS.has(face.extension);
  if (lead < 0x80) return bytes.length === lead + 2 || (known && !isText(bytes));
  if (lead !== 0x80 && (lead < 0x81 || lead > 0x84)) return known && !isText(bytes);
  const inner = bytes[2 + (lead & 0x7f)] as number;
  return known || inner === 0x30 || inner === 0x02 || inner === 0x06 || inner === 0x0a;
}

function isText(bytes: Uint8Array): boolean {
  return bytes
    .subarray(0, 64)
    .every((octet) => (octet >= 0x20 ? octet < 0x7f : octet === 9 || octet === 10 || octet === 13));
}

function isPadding(rest: Uint8Array): boolean {
  return rest.every((octet) => octet === 0 || octet === 0x0a || octet === 0x0d || octet === 0x20 || octet === 0x1a);
}
