import type { Catalog } from '../../../catalog/catalog.js';
import { type AlgorithmAsset, ParseError } from '../../../model/index.js';
import { hex } from '../../pki/der-values.js';
import { numberedAlgorithm } from './key.js';
import { number } from './packets.js';

/** RFC 9580 5.2: what a signature packet says of itself. */
export interface PgpSignature {
  readonly version: number;
  readonly type: number;
  readonly algorithm: AlgorithmAsset;
  readonly hash: string;
  readonly created?: number;
  /** Seconds after the creation of the key (subpacket 9). */
  readonly keyLifetime?: number;
  /** Key id of the issuer, upper case. */
  readonly issuer?: string;
}

/** RFC 9580 9.5. */
const HASHES: Readonly<Record<number, string>> = {
  1: 'MD5',
  2: 'SHA-1',
  3: 'RIPEMD-160',
  8: 'SHA-256',
  9: 'SHA-384',
  10: 'SHA-512',
  11: 'SHA-224',
  12: 'SHA3-256',
  14: 'SHA3-512',
};

export function readPgpSignature(body: Uint8Array, catalog: Catalog): PgpSignature {
  const version = number(body, 0, 1);
  if (version === 2 || version === 3) {
    // RFC 9580 5.2.2: length (5), type, creation time, key id, algorithms
    const hash = HASHES[number(body, 16, 1)] ?? `OpenPGP hash ${number(body, 16, 1)}`;
    return {
      version,
      type: number(body, 2, 1),
      created: number(body, 3, 4),
      issuer: hex(body.subarray(7, 15)).toUpperCase(),
      hash,
      algorithm: signatureAlgorithm(number(body, 15, 1), hash, catalog),
    };
  }
  if (version < 4 || version > 6) throw new ParseError(`OpenPGP: signature version ${version}`, 0, 'unsupported');
  const hash = HASHES[number(body, 3, 1)] ?? `OpenPGP hash ${number(body, 3, 1)}`;
  const width = version === 6 ? 4 : 2;
  const hashed = area(body, 4, width);
  const unhashed = area(body, hashed.end, width);
  return {
    version,
    type: number(body, 1, 1),
    hash,
    algorithm: signatureAlgorithm(number(body, 2, 1), hash, catalog),
    ...subpackets([hashed.bytes, unhashed.bytes]),
  };
}

function area(body: Uint8Array, at: number, width: number): { bytes: Uint8Array; end: number } {
  const length = number(body, at, width);
  const end = at + width + length;
  if (end > body.length) throw new ParseError('OpenPGP: the subpackets end early', at);
  return { bytes: body.subarray(at + width, end), end };
}

/** RFC 9580 5.2.3.7: 2 creation time, 9 key expiration, 16 issuer, 33 issuer fingerprint. */
function subpackets(areas: readonly Uint8Array[]): Partial<PgpSignature> {
  const found: { created?: number; keyLifetime?: number; issuer?: string } = {};
  for (const [index, bytes] of areas.entries()) {
    for (let at = 0; at < bytes.length; ) {
      const first = bytes[at] as number;
      const header = first < 192 ? 1 : first < 255 ? 2 : 5;
      const length =
        first < 192
          ? first
          : first < 255
            ? (first - 192) * 256 + number(bytes, at + 1, 1) + 192
            : number(bytes, at + 1, 4);
      const start = at + header;
      if (length === 0 || start + length > bytes.length) return found;
      const data = bytes.subarray(start + 1, start + length);
      const type = (bytes[start] as number) & 0x7f;
      const trusted = index === 0; // only the hashed area is signed
      if (type === 2 && trusted) found.created = number(data, 0, 4);
      if (type === 9 && trusted) found.keyLifetime = number(data, 0, 4);
      if (type === 16) found.issuer ??= hex(data).toUpperCase();
      if (type === 33) found.issuer = hex(data[0] === 4 ? data.subarray(-8) : data.subarray(1, 9)).toUpperCase();
      at = start + length;
    }
  }
  return found;
}

function signatureAlgorithm(id: number, hash: string, catalog: Catalog): AlgorithmAsset {
  if (id >= 1 && id <= 3)
    return catalog.algorithm({ family: 'rsa', padding: 'pkcs1v15', hash, primitive: 'signature' });
  if (id === 17) return catalog.algorithm({ family: 'dsa', hash });
  if (id === 19) return catalog.algorithm({ family: 'ecdsa', hash });
  if (id === 22) return catalog.algorithm({ family: 'eddsa' });
  if (id === 27) return catalog.algorithm({ family: 'eddsa', curve: 'Ed25519' });
  if (id === 28) return catalog.algorithm({ family: 'eddsa', curve: 'Ed448' });
  return numberedAlgorithm(id, catalog);
}
