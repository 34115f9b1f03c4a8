import type { Primitive, QuantumStatus } from '../model/index.js';

/** An algorithm described by its parts: what rules write and parsers pass. */
export interface AlgorithmSpec {
  /** Family id, e.g. `rsa`. */
  readonly family: string;
  /** Bits. */
  readonly size?: number;
  /** Any spelling or OID of a curve. */
  readonly curve?: string;
  /** Name of a parameter set: `ML-KEM-768`. */
  readonly parameterSet?: string;
  readonly mode?: string;
  readonly padding?: string;
  /** Any spelling of a digest. */
  readonly hash?: string;
  /** Overrides the family's primitive: an RSA key used for signatures is `signature`. */
  readonly primitive?: Primitive;
  readonly oid?: string;
  /** Names of what a composite consists of. */
  readonly components?: readonly string[];
}

export interface Family {
  readonly id: string;
  readonly name: string;
  readonly primitive: Primitive;
  readonly quantum: QuantumStatus;
  readonly classicalStatus?: 'broken' | 'weak' | 'legacy' | null;
  readonly sized?: boolean;
  readonly curved?: boolean;
  readonly strength?: Readonly<Record<string, number>>;
  readonly keySizes?: readonly number[];
  readonly digestSizes?: readonly number[];
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly aliases?: readonly string[];
  readonly oids?: readonly string[];
  readonly parameterSets?: readonly ParameterSet[];
  readonly standard: string;
  readonly source: string;
}

export interface ParameterSet {
  readonly name: string;
  readonly nistLevel?: number;
  readonly oid?: string;
  readonly components?: readonly string[];
  readonly aliases?: readonly string[];
  readonly status?: string;
}

/** A key whose private half is public: of `rules/keys`. */
export interface WellKnownKey {
  readonly title: string;
  /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal. */
  readonly spkiSha256: string;
  readonly purpose: 'test' | 'example' | 'default';
  readonly source: string;
}

export interface Curve {
  readonly name: string;
  readonly bits: number;
  /** Bits of the order of the base point, where they differ from `bits`: the key size that OpenSSL prints. */
  readonly orderBits?: number;
  /** How explicit parameters are recognised; see `rules/algorithms/curves.yaml`. */
  readonly parametersSha256?: string;
  readonly strength?: number;
  readonly oid?: string;
  readonly cyclonedx?: string;
  readonly aliases?: readonly string[];
}

/** A number on the wire and what it stands for. */
export interface CodePoint {
  readonly code: number;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly algorithm: AlgorithmSpec;
  readonly status?: string;
}

export interface CipherSuite {
  readonly code: number;
  /** IANA name. */
  readonly name: string;
  readonly openssl?: string;
  readonly gnutls?: string;
  /** `RSA`, `DHE`, `ECDHE`, `DH`, `ECDH`, `PSK`, ...; absent in TLS 1.3. */
  readonly keyExchange?: string;
  readonly authentication?: string;
  readonly cipher?: AlgorithmSpec;
  readonly hash?: string;
  readonly versions?: readonly string[];
}
