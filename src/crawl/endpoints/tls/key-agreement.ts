import {
  createECDH,
  createPublicKey,
  diffieHellman,
  type ECDH,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { join } from '../../../parse/wire/bytes.js';

/** A key of ours for one group. Nothing is protected with it, so one serves for a whole run. */
export interface KeyAgreement {
  readonly share: Uint8Array;
  /** @throws ParseError when the server's share is none of this group */
  secret(serverShare: Uint8Array): Uint8Array;
}

/** Groups by code point whose secret can be computed here. FFDHE is not: no server has it alone. */
const ECDH_CURVES: Readonly<Record<number, string>> = {
  23: 'prime256v1',
  24: 'secp384r1',
  25: 'secp521r1',
  31: 'brainpoolP256r1',
  32: 'brainpoolP384r1',
  33: 'brainpoolP512r1',
};
const XDH: Readonly<Record<number, { type: 'x25519' | 'x448'; prefix: string }>> = {
  29: { type: 'x25519', prefix: '302a300506032b656e032100' },
  30: { type: 'x448', prefix: '3042300506032b656f033900' },
};

/** Post-quantum groups: the ML-KEM set, the classical part, and which of the two comes first (RFC 10024). */
const KEMS: Readonly<Record<number, { set: 'ml_kem512' | 'ml_kem768' | 'ml_kem1024'; with?: number; first?: 'kem' }>> =
  {
    512: { set: 'ml_kem512' },
    513: { set: 'ml_kem768' },
    514: { set: 'ml_kem1024' },
    4587: { set: 'ml_kem768', with: 23 },
    4588: { set: 'ml_kem768', with: 29, first: 'kem' },
    4589: { set: 'ml_kem1024', with: 24 },
  };

/** In the order in which a handshake is tried with them: cheap ones first. */
export const COMPUTABLE_GROUPS: readonly number[] = [23, 29, 24, 25, 30, 31, 32, 33, 4588, 4587, 4589, 513, 514, 512];

const made = new Map<number, Promise<KeyAgreement>>();

/** Our key for a group; undefined where none can be made. */
export function keyAgreement(group: number): Promise<KeyAgreement> | undefined {
  if (!COMPUTABLE_GROUPS.includes(group)) return undefined;
  const known = made.get(group) ?? make(group);
  made.set(group, known);
  return known;
}

async function make(group: number): Promise<KeyAgreement> {
  const curve = ECDH_CURVES[group];
  if (curve) return ecdh(curve);
  const xdh = XDH[group];
  return xdh ? montgomery(xdh.type, xdh.prefix) : kem(group);
}

function ecdh(curve: string): KeyAgreement {
  const key: ECDH = createECDH(curve);
  const share = new Uint8Array(key.generateKeys());
  return { share, secret: (theirs) => guarded(() => key.computeSecret(theirs)) };
}

function montgomery(type: 'x25519' | 'x448', prefix: string): KeyAgreement {
  const { publicKey, privateKey } = generateKeyPairSync(type as 'x25519');
  const header = Buffer.from(prefix, 'hex');
  const share = new Uint8Array((publicKey.export({ format: 'der', type: 'spki' }) as Buffer).subarray(header.length));
  return { share, secret: (theirs) => guarded(() => agree(privateKey, header, theirs)) };
}

function agree(privateKey: KeyObject, header: Buffer, theirs: Uint8Array): Buffer {
  const key = Buffer.concat([header, theirs]);
  return diffieHellman({ privateKey, publicKey: createPublicKey({ key, format: 'der', type: 'spki' }) });
}

/** ML-KEM is in no node:crypto before 24.7, and the answer must not depend on the runtime. Loaded when it is needed. */
async function kem(group: number): Promise<KeyAgreement> {
  const { set, with: partner, first } = KEMS[group] as (typeof KEMS)[number];
  const scheme = (await import('@noble/post-quantum/ml-kem.js'))[set];
  const { publicKey, secretKey } = scheme.keygen();
  const classical = partner === undefined ? undefined : await keyAgreement(partner);
  const inOrder = (kemPart: Uint8Array, other: Uint8Array) =>
    first === 'kem' ? join(kemPart, other) : join(other, kemPart);
  const ciphertext = { ml_kem512: 768, ml_kem768: 1088, ml_kem1024: 1568 }[set];
  return {
    share: classical ? inOrder(publicKey, classical.share) : publicKey,
    secret: (theirs) =>
      guarded(() => {
        if (!classical) return scheme.decapsulate(theirs, secretKey);
        const at = first === 'kem' ? ciphertext : theirs.length - ciphertext;
        const [kemPart, other] =
          first === 'kem'
            ? [theirs.subarray(0, at), theirs.subarray(at)]
            : [theirs.subarray(at), theirs.subarray(0, at)];
        return inOrder(scheme.decapsulate(kemPart, secretKey), classical.secret(other));
      }),
  };
}

function guarded(compute: () => Uint8Array): Uint8Array {
  try {
    return compute();
  } catch {
    throw new ParseError("the server's key share is none of its group");
  }
}
