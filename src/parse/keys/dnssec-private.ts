import { ParseError } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { failure, keyResult, placeOf } from '../pki/observe.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { decodeText } from '../text.js';
import { dnsPublicKeyInfo } from './dnskey.js';
import { publicPoint } from './public-point.js';
import { contentId } from './read-key.js';

const MARK = 'Private-key-format: v1.';

/** The `K*.private` files of BIND's dnssec-keygen: `Algorithm: 13 (ECDSAP256SHA256)`, then the numbers in Base64. */
export const DNSSEC_PRIVATE_PARSER: Parser = {
  id: 'dnssec-private',
  wants: (face) => face.bytes[0] === 0x50 && face.latin1.startsWith(MARK),
  parse(artifact, { catalog }) {
    const text = decodeText(artifact.bytes);
    const field = (name: string) => new RegExp(`^${name}: *(\\S+)`, 'm').exec(text)?.[1];
    const octets = (name: string) => Buffer.from(field(name) ?? '', 'base64');
    const place = placeOf(artifact, 'dnssec-private', 1);
    const algorithm = Number(field('Algorithm'));
    try {
      const key = field('Modulus')
        ? rsaKey(octets('PublicExponent'), octets('Modulus'))
        : publicPoint(CURVES[algorithm], octets('PrivateKey'));
      const info = key && dnsPublicKeyInfo(algorithm, key);
      const base = { type: 'private-key', format: 'BIND private key' } as const;
      if (info) return keyResult({ ...base, key: readPublicKeyInfo(info, catalog) }, place);
      const unknown = catalog.algorithm({ family: 'unknown', parameterSet: `DNSSEC algorithm ${algorithm}` });
      return keyResult({ ...base, algorithm: unknown, contentId: contentId(artifact.bytes) }, place);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return failure(place, error);
    }
  },
};

/** IANA's numbers of DNSSEC algorithms. */
const CURVES: Readonly<Record<number, string>> = { 13: 'P-256', 14: 'P-384', 15: 'Ed25519', 16: 'Ed448' };

/** RFC 3110 2: length of the exponent, exponent, modulus. */
function rsaKey(exponent: Buffer, modulus: Buffer): Buffer {
  return Buffer.concat([Uint8Array.of(exponent.length), exponent, modulus]);
}
