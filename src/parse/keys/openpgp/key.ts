import { createHash } from 'node:crypto';
import type { Catalog } from '../../../catalog/catalog.js';
import { type AlgorithmAsset, ParseError } from '../../../model/index.js';
import { bitLength, decodeOid, hex } from '../../pki/der-values.js';
import * as write from '../../pki/der-writer.js';
import { type PublicKey, readPublicKeyInfo } from '../../pki/public-key.js';
import { MpiReader, number } from './packets.js';

/** RFC 9580 5.5.2: the public part of a key packet. */
export interface PgpKey {
  readonly version: number;
  /** Seconds since 1970. */
  readonly created: number;
  /** Seconds after `created`, from a v3 packet. */
  readonly lifetime?: number;
  readonly algorithm: AlgorithmAsset;
  readonly size?: number;
  readonly key?: PublicKey;
  /** Hexadecimal, upper case, as gpg prints it. */
  readonly fingerprint: string;
  readonly keyId: string;
  /** Where the secret part begins in a secret-key packet. */
  readonly publicEnd: number;
}

type Material = Pick<PgpKey, 'algorithm' | 'size' | 'key'>;

/** Curves that OpenPGP names by OIDs of its own. */
const ED25519_LEGACY = '1.3.6.1.4.1.11591.15.1';
const CURVE25519_LEGACY = '1.3.6.1.4.1.3029.1.5.1';

export function readPgpKey(body: Uint8Array, catalog: Catalog, secret = false): PgpKey {
  const version = number(body, 0, 1);
  if (version < 2 || version > 6) throw new ParseError(`OpenPGP: key version ${version}`, 0, 'unsupported');
  const created = number(body, 1, 4);
  const old = version <= 3;
  const algorithmAt = old ? 7 : 5;
  const id = number(body, algorithmAt, 1);
  const counted = version >= 5; // v5 and v6 say how long the key material is
  const reader = new MpiReader(body, algorithmAt + (counted ? 5 : 1));
  const start = reader.offset;
  const material = materialOf(id, reader, catalog);
  // The material of an unknown algorithm ends where a public packet does; where it ends in a secret one nobody says.
  const open = !secret && material.algorithm.family === 'unknown';
  const publicEnd = counted ? start + number(body, algorithmAt + 1, 4) : open ? body.length : reader.offset;
  if (publicEnd > body.length) throw new ParseError('OpenPGP: the key material ends early', body.length);
  const lifetime = old ? number(body, 5, 2) * 86400 : 0;
  return {
    version,
    created,
    ...(lifetime > 0 ? { lifetime } : {}),
    ...material,
    ...fingerprints(version, body.subarray(0, publicEnd), start),
    publicEnd,
  };
}

/** RFC 9580 5.5.4. */
function fingerprints(version: number, body: Uint8Array, material: number): { fingerprint: string; keyId: string } {
  if (version <= 3) {
    const reader = new MpiReader(body, material);
    const [n, e] = [reader.mpi(), reader.mpi()];
    const fingerprint = createHash('md5').update(n).update(e).digest('hex').toUpperCase();
    return { fingerprint, keyId: hex(n.subarray(-8)).toUpperCase() };
  }
  const head = Buffer.alloc(version === 4 ? 3 : 5);
  head[0] = { 4: 0x99, 5: 0x9a, 6: 0x9b }[version] as number;
  if (version === 4) head.writeUInt16BE(body.length & 0xffff, 1);
  else head.writeUInt32BE(body.length, 1);
  const hash = createHash(version === 4 ? 'sha1' : 'sha256')
    .update(head)
    .update(body);
  const fingerprint = hash.digest('hex').toUpperCase();
  return { fingerprint, keyId: version === 4 ? fingerprint.slice(-16) : fingerprint.slice(0, 16) };
}

/** RFC 9580 5.5.5 and 9.1; numbers 30 to 36: draft-ietf-openpgp-pqc. */
function materialOf(id: number, reader: MpiReader, catalog: Catalog): Material {
  switch (id) {
    case 1:
    case 2:
    case 3: {
      const [n, e] = [write.integer(reader.mpi()), write.integer(reader.mpi())];
      return fromInfo(catalog, '1.2.840.113549.1.1.1', write.NULL, write.sequence(n, e));
    }
    case 16:
    case 20: {
      const size = bitLength(reader.mpi());
      reader.mpi();
      reader.mpi();
      return { algorithm: catalog.algorithm({ family: 'elgamal', size }), size };
    }
    case 17: {
      const [p, q, g, y] = [reader.mpi(), reader.mpi(), reader.mpi(), reader.mpi()].map(write.integer) as Uint8Array[];
      const parameters = write.sequence(p as Uint8Array, q as Uint8Array, g as Uint8Array);
      return fromInfo(catalog, '1.2.840.10040.4.1', parameters, y as Uint8Array);
    }
    case 18:
    case 19:
    case 22:
      return curveKey(id, reader, catalog);
    case 25:
      return fromInfo(catalog, '1.3.101.110', undefined, reader.octets(32));
    case 26:
      return fromInfo(catalog, '1.3.101.111', undefined, reader.octets(56));
    case 27:
      return fromInfo(catalog, '1.3.101.112', undefined, reader.octets(32));
    case 28:
      return fromInfo(catalog, '1.3.101.113', undefined, reader.octets(57));
    default:
      reader.octets(POST_QUANTUM[id]?.octets ?? 0);
      return { algorithm: numberedAlgorithm(id, catalog) };
  }
}

/** draft-ietf-openpgp-pqc, sections 4 to 6: number, name, and octets of the public key (of composites: classical part and ML part). */
const POST_QUANTUM: Readonly<Record<number, { readonly name: string; readonly octets: number }>> = {
  30: { name: 'ML-DSA-65+Ed25519', octets: 32 + 1952 },
  31: { name: 'ML-DSA-87+Ed448', octets: 57 + 2592 },
  32: { name: 'SLH-DSA-SHAKE-128s', octets: 32 },
  33: { name: 'SLH-DSA-SHAKE-128f', octets: 32 },
  34: { name: 'SLH-DSA-SHAKE-256s', octets: 64 },
  35: { name: 'ML-KEM-768+X25519', octets: 32 + 1184 },
  36: { name: 'ML-KEM-1024+X448', octets: 56 + 1568 },
};

/** RFC 9580 9.1: numbers that were reserved and never given a meaning. */
const RESERVED: Readonly<Record<number, string>> = { 21: 'X9.42 DH', 23: 'AEDH', 24: 'AEDSA' };

/** An algorithm that has a number and no parameters: post-quantum, reserved, private (100 to 110) or unknown. */
export function numberedAlgorithm(id: number, catalog: Catalog): AlgorithmAsset {
  const name = POST_QUANTUM[id]?.name;
  if (!name) {
    const known = RESERVED[id] ? `reserved: ${RESERVED[id]}` : id >= 100 && id <= 110 ? 'private or experimental' : '';
    return catalog.algorithm({ family: 'unknown', parameterSet: `OpenPGP algorithm ${id}${known && ` (${known})`}` });
  }
  return catalog.algorithm({ family: name.startsWith('SLH') ? 'slh-dsa' : 'openpgp-pqc', parameterSet: name });
}

/** RFC 9580 5.5.5.4 to 5.5.5.6: curve OID, point, and for ECDH the KDF parameters. */
function curveKey(id: number, reader: MpiReader, catalog: Catalog): Material {
  const oid = decodeOid(reader.octets(reader.byte()));
  const point = reader.mpi();
  if (id === 18) reader.octets(reader.byte());
  const native = point[0] === 0x40 ? point.subarray(1) : point;
  if (oid === ED25519_LEGACY) return fromInfo(catalog, '1.3.101.112', undefined, native);
  if (oid === CURVE25519_LEGACY) return fromInfo(catalog, '1.3.101.110', undefined, native);
  const made = fromInfo(catalog, '1.2.840.10045.2.1', write.oid(oid), point);
  const family = id === 18 ? 'ecdh' : 'ecdsa';
  const curve = catalog.curve(oid)?.name ?? oid;
  return { ...made, algorithm: catalog.algorithm({ family, curve, ...(made.size ? { size: made.size } : {}) }) };
}

function fromInfo(catalog: Catalog, oid: string, parameters: Uint8Array | undefined, key: Uint8Array): Material {
  const read = readPublicKeyInfo(write.subjectPublicKeyInfo(oid, parameters, key), catalog);
  return { key: read, algorithm: read.algorithm, ...(read.size === undefined ? {} : { size: read.size }) };
}
