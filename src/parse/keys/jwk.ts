import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import { ParseError, type ParseResult } from '../../model/index.js';
import { isContainer } from '../archives/magic.js';
import type { ParseContext, Parser } from '../parser.js';
import { printable } from '../pki/der-values.js';
import * as write from '../pki/der-writer.js';
import { lineCounter } from '../pki/lines.js';
import { failure, joinResults, keyResult, type Place, placeOf } from '../pki/observe.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { decodeText } from '../text.js';
import type { ReadKey } from './read-key.js';

const MARK = '"kty"';
const MAX_OBJECT = 64 * 1024;
const MAX_KEYS = 20_000;

type Jwk = Readonly<Record<string, unknown>>;

/** RFC 7517: JSON Web Keys, alone, in sets, and in the middle of other JSON or source. */
export const JWK_PARSER: Parser = {
  id: 'jwk',
  wants: (face) => face.includes(MARK) && !face.binary && !isContainer(face.bytes),
  parse(artifact, context) {
    const text = decodeText(artifact.bytes);
    const lineAt = lineCounter(text);
    const results: ParseResult[] = [];
    for (let at = text.indexOf(MARK); at >= 0 && results.length < MAX_KEYS; at = text.indexOf(MARK, at + MARK.length)) {
      const jwk = objectAround(text, at);
      if (!jwk) continue;
      const place = placeOf(artifact, 'jwk', lineAt(at));
      results.push(readOne(jwk, place, context));
    }
    return joinResults(results);
  },
};

/** The flat JSON object that has a member at this offset; a key holds no objects (RFC 7517 4). */
function objectAround(text: string, at: number): Jwk | undefined {
  const start = text.lastIndexOf('{', at);
  const end = text.indexOf('}', at);
  if (start < 0 || end < 0 || end - start > MAX_OBJECT) return undefined;
  try {
    const value: unknown = JSON.parse(text.slice(start, end + 1));
    return typeof value === 'object' && value !== null ? (value as Jwk) : undefined;
  } catch {
    return undefined; // a schema, a program text: not a key
  }
}

function readOne(jwk: Jwk, place: Place, context: ParseContext): ParseResult {
  const kid = typeof jwk['kid'] === 'string' ? printable(jwk['kid']).slice(0, 120) : undefined;
  try {
    const read = readJwk(jwk, place, context.catalog);
    return read ? keyResult({ ...read, ...(kid ? { comment: `kid ${kid}` } : {}) }, place) : { observations: [] };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failure(place, error);
  }
}

/** RFC 7518 6 (RSA, EC, oct), RFC 8037 (OKP), RFC 9964 (AKP). `undefined` for a kty that is none of these. */
function readJwk(jwk: Jwk, place: Place, catalog: Catalog): ReadKey | undefined {
  if (VALUES.some((one) => isPlaceholder(jwk[one]))) return undefined;
  const base = { format: 'JWK', type: 'd' in jwk || 'priv' in jwk ? 'private-key' : 'public-key' } as const;
  const from = (oid: string, parameters: Uint8Array | undefined, key: Uint8Array): ReadKey => ({
    ...base,
    key: readPublicKeyInfo(write.subjectPublicKeyInfo(oid, parameters, key), catalog),
  });
  switch (jwk['kty']) {
    case 'RSA': {
      // A key type without a key: a template or a policy that asks for one.
      if (jwk['n'] === undefined && jwk['e'] === undefined) return undefined;
      const numbers = write.sequence(write.integer(octets(jwk, 'n')), write.integer(octets(jwk, 'e')));
      return from('1.2.840.113549.1.1.1', write.NULL, numbers);
    }
    case 'EC': {
      if (jwk['x'] === undefined && jwk['y'] === undefined) return undefined;
      const curve = catalog.curve(String(jwk['crv']));
      if (!curve?.oid)
        throw new ParseError(
          `JWK: the curve ${printable(String(jwk['crv'])).slice(0, 40)} is not known`,
          0,
          'unsupported',
        );
      const point = Buffer.concat([Uint8Array.of(4), octets(jwk, 'x'), octets(jwk, 'y')]);
      return from('1.2.840.10045.2.1', write.oid(curve.oid), point);
    }
    case 'OKP': {
      const oid = { X25519: '1.3.101.110', X448: '1.3.101.111', Ed25519: '1.3.101.112', Ed448: '1.3.101.113' }[
        String(jwk['crv'])
      ];
      return oid ? from(oid, undefined, octets(jwk, 'x')) : undefined;
    }
    case 'AKP': {
      const algorithm = catalog.named(String(jwk['alg']));
      return (
        algorithm && { ...base, algorithm, fingerprint: createHash('sha256').update(octets(jwk, 'pub')).digest('hex') }
      );
    }
    case 'oct':
      return secret(jwk, place, catalog);
    default:
      return undefined;
  }
}

/** Members whose values are Base64url. */
const VALUES = ['n', 'e', 'x', 'y', 'k', 'pub'];

/** `"n":"%s"`, `"x":"${x}"`: the text of a program that makes keys is none. */
function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && /[%${}<>]/.test(value);
}

/** A symmetric key: its length is a fact, its value is never touched, its identity is its place. */
function secret(jwk: Jwk, place: Place, catalog: Catalog): ReadKey {
  const algorithm = typeof jwk['alg'] === 'string' ? catalog.named(jwk['alg']) : undefined;
  return {
    type: 'secret-key',
    format: 'JWK',
    size: octets(jwk, 'k').length * 8,
    ...(algorithm ? { algorithm } : {}),
    contentId: createHash('sha256')
      .update(`${place.path}\0${String(jwk['kid'] ?? place.line)}`)
      .digest('hex'),
  };
}

function octets(jwk: Jwk, member: string): Uint8Array {
  const value = jwk[member];
  if (typeof value !== 'string' || value === '') throw new ParseError(`JWK: the member "${member}" is missing`);
  return Buffer.from(value, 'base64url');
}
