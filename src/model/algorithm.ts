/** What an algorithm is for, in CycloneDX 1.7's `primitive` vocabulary. */
export type Primitive =
  | 'drbg'
  | 'mac'
  | 'block-cipher'
  | 'stream-cipher'
  | 'signature'
  | 'hash'
  | 'pke'
  | 'xof'
  | 'kdf'
  | 'key-agree'
  | 'kem'
  | 'ae'
  | 'combiner'
  | 'key-wrap'
  | 'other'
  | 'unknown';

/**
 * What a quantum computer does to an algorithm. A fact of the catalogue, never a verdict:
 * policies decide from which date which status is wrong.
 */
export type QuantumStatus =
  | 'quantum-vulnerable' // Shor: RSA, (EC)DH, (EC)DSA, EdDSA, ...
  | 'quantum-safe' // standardised post-quantum
  | 'quantum-safe-hybrid' // post-quantum and classical combined
  | 'quantum-safe-not-standardised'
  | 'quantum-safe-obsolete' // drafts replaced by a standard (Kyber, Dilithium)
  | 'quantum-resistant' // symmetric and hash: Grover only
  | 'not-applicable'
  | 'unknown';

/** One algorithm with its parameters as far as they are known. Absent means unknown, never a default. */
export interface AlgorithmAsset {
  readonly kind: 'algorithm';
  /** Content identity, e.g. `algorithm/RSA-2048`. Equal content, equal id. */
  readonly id: string;
  /** CycloneDX registry pattern: `RSA-2048`, `ECDSA-P-256-SHA-256`, `AES-256-GCM`. */
  readonly name: string;
  /** Id of the family in `rules/algorithms/`: `rsa`, `ecdsa`, `aes`, `ml-kem`; `unknown` when only a raw name was seen. */
  readonly family: string;
  readonly primitive: Primitive;
  readonly quantum: QuantumStatus;
  /** CycloneDX `parameterSetIdentifier`: `2048`, `P-256`, `768`. */
  readonly parameterSetIdentifier?: string;
  /** Key, modulus or digest size in bits, where that is what the parameter set means. */
  readonly size?: number;
  /** Canonical curve name of the catalogue: `P-256`, `secp256k1`, `Curve25519`. */
  readonly curve?: string;
  readonly mode?: string;
  readonly padding?: string;
  /** Digest used inside: signature hash, HMAC hash, KDF PRF. Canonical name such as `SHA-256`. */
  readonly hash?: string;
  readonly oid?: string;
  /** What a composite signature or KEM consists of: `ML-DSA-65`, `ECDSA-P-256`. */
  readonly components?: readonly string[];
  /** SP 800-57 part 1 table 2; absent when the size is not known. */
  readonly classicalSecurityLevel?: number;
  /** 0 = no category met (CycloneDX). */
  readonly nistQuantumSecurityLevel?: number;
}
