import { createDiffieHellmanGroup, createECDH, generateKeyPairSync, randomBytes } from 'node:crypto';
import { type Proposal, TRANSFORM, type Transform } from '../../../parse/wire/ike/proposal.js';

/** Key-exchange groups that are asked for (IANA IKEv2 transform type 4), strongest first; 22 is kept back: see `WRONG_GROUP`. */
export const IKE_GROUPS: readonly number[] = [
  37, 36, 35, 32, 31, 21, 20, 19, 30, 29, 28, 18, 17, 16, 15, 14, 24, 23, 27, 26, 25, 5, 2, 1,
];

/** ML-KEM in the order in which it is offered as additional key exchange. */
export const IKE_KEMS: readonly number[] = [36, 37, 35];

/**
 * Group of the share that goes with a question about other groups. It is in no proposal, so that a server which has one of
 * them answers INVALID_KE_PAYLOAD with its choice and keeps no state (RFC 7296 section 1.2).
 */
export const WRONG_GROUP = 22;
export const WRONG_SHARE = new Uint8Array(128).fill(1);

const CIPHERS: readonly Transform[] = [
  { type: TRANSFORM.encryption, id: 12, keyLength: 256 },
  { type: TRANSFORM.encryption, id: 12, keyLength: 128 },
  { type: TRANSFORM.encryption, id: 3 },
];
const AEADS: readonly Transform[] = [
  { type: TRANSFORM.encryption, id: 20, keyLength: 256 },
  { type: TRANSFORM.encryption, id: 20, keyLength: 128 },
  { type: TRANSFORM.encryption, id: 28 },
];
const PRFS: readonly Transform[] = [7, 6, 5, 2].map((id) => ({ type: TRANSFORM.prf, id }));
const INTEGRITIES: readonly Transform[] = [14, 13, 12, 2].map((id) => ({ type: TRANSFORM.integrity, id }));

/** Every common cipher, PRF and integrity with these groups; with `kems`, each proposal demands one as additional exchange. */
export function proposalsFor(groups: readonly number[], kems: readonly number[] = []): Proposal[] {
  const exchanges: Transform[] = groups.map((id) => ({ type: TRANSFORM.keyExchange, id }));
  const additional: Transform[] = kems.map((id) => ({ type: TRANSFORM.addke1, id }));
  return [
    { transforms: [...AEADS, ...PRFS, ...exchanges, ...additional] },
    { transforms: [...CIPHERS, ...PRFS, ...INTEGRITIES, ...exchanges, ...additional] },
  ];
}

const MODP: Readonly<Record<number, string>> = {
  2: 'modp2',
  5: 'modp5',
  14: 'modp14',
  15: 'modp15',
  16: 'modp16',
  17: 'modp17',
  18: 'modp18',
};
const ECP: Readonly<Record<number, string>> = {
  19: 'prime256v1',
  20: 'secp384r1',
  21: 'secp521r1',
  28: 'brainpoolP256r1',
  29: 'brainpoolP384r1',
  30: 'brainpoolP512r1',
};

/** A share of ours for a group (RFC 5903 section 7: coordinates without a prefix; RFC 8031). */
export function ikeShare(group: number): Uint8Array | undefined {
  const modp = MODP[group];
  if (modp) {
    const key = createDiffieHellmanGroup(modp);
    return padded(key.generateKeys(), key.getPrime().length);
  }
  const ecp = ECP[group];
  if (ecp) return new Uint8Array(createECDH(ecp).generateKeys().subarray(1));
  if (group === 31 || group === 32) {
    const { publicKey } = generateKeyPairSync(group === 31 ? 'x25519' : ('x448' as 'x25519'));
    return new Uint8Array(
      (publicKey.export({ format: 'der', type: 'spki' }) as Buffer).subarray(group === 31 ? -32 : -56),
    );
  }
  return undefined;
}

function padded(bytes: Buffer, size: number): Uint8Array {
  return new Uint8Array(Buffer.concat([Buffer.alloc(size - bytes.length), bytes]));
}

export function freshNonce(): Uint8Array {
  return new Uint8Array(randomBytes(32));
}

export function freshSpi(): Uint8Array {
  return new Uint8Array(randomBytes(8));
}
