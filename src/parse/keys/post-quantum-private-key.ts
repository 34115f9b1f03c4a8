import { children, contents, type Element, readElement, TAG } from '../pki/der.js';

/** NIST CSOR arcs: sigAlgs 20..31 and 35..46 are SLH-DSA, kems 1..3 are ML-KEM. */
const SLH_DSA = /^2\.16\.840\.1\.101\.3\.4\.3\.(2\d|3[015-9]|4[0-6])$/;
const ML_KEM: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.4.1': 2,
  '2.16.840.1.101.3.4.4.2': 3,
  '2.16.840.1.101.3.4.4.3': 4,
};

/**
 * The public half that post-quantum private keys carry inside: SLH-DSA keys end with it (FIPS 205 9.1), expanded
 * ML-KEM keys hold it in the middle (FIPS 203 algorithm 16). ML-DSA keys and seeds do not carry theirs.
 */
export function embeddedPublicKey(oid: string, secret: Uint8Array): Uint8Array | undefined {
  if (SLH_DSA.test(oid)) {
    const bare = unwrapped(secret);
    return [64, 96, 128].includes(bare.length) ? bare.subarray(bare.length / 2) : undefined;
  }
  const rank = ML_KEM[oid];
  return rank === undefined ? undefined : encapsulationKey(secret, rank);
}

/** dk = dk_PKE (384k) ‖ ek (384k + 32) ‖ H(ek) ‖ z. */
function encapsulationKey(secret: Uint8Array, rank: number): Uint8Array | undefined {
  const expanded = expandedKey(secret);
  if (expanded.length !== 768 * rank + 96) return undefined;
  return expanded.subarray(384 * rank, 768 * rank + 32);
}

/** RFC 9935: CHOICE { seed [0], expandedKey OCTET STRING, both SEQUENCE { seed, expandedKey } }, or bare octets. */
function expandedKey(secret: Uint8Array): Uint8Array {
  try {
    const choice = readElement(secret);
    if (choice.end !== secret.length || choice.tagClass !== 0) return secret;
    if (choice.tag === TAG.octetString) return contents(choice);
    return contents(children(choice)[1] as Element);
  } catch {
    return secret;
  }
}

function unwrapped(secret: Uint8Array): Uint8Array {
  const wrapped = secret[0] === TAG.octetString && [66, 98, 130, 131].includes(secret.length);
  return wrapped ? contents(readElement(secret)) : secret;
}
