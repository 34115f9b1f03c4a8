import type { AlgorithmAsset } from './algorithm.js';

/** RFC 5280 certificate, request, CRL ... as read. Dates are ISO 8601 in UTC. */
export interface CertificateAsset {
  readonly kind: 'certificate';
  /** `certificate/<sha-256 of the DER, hex>`. */
  readonly id: string;
  readonly name: string;
  readonly format: string; // 'X.509', 'X.509 request', 'OpenSSH', 'attribute certificate', ...
  readonly subject: string;
  readonly issuer: string;
  readonly serialNumber?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly fingerprintSha256: string;
  /** SHA-256 of the SubjectPublicKeyInfo DER, hex: links certificate, key and request. */
  readonly spkiSha256?: string;
  readonly publicKey?: AlgorithmAsset;
  readonly signature?: AlgorithmAsset;
  readonly alternativePublicKey?: AlgorithmAsset; // Catalyst
  readonly alternativeSignature?: AlgorithmAsset;
  readonly selfSigned?: boolean;
  readonly isCa?: boolean;
  readonly pathLength?: number;
  readonly keyUsage?: readonly string[];
  readonly extendedKeyUsage?: readonly string[];
  readonly subjectAlternativeNames?: readonly string[];
  readonly policies?: readonly string[];
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
  /** Weaknesses read from the bytes: `roca`, `even-modulus`, `explicit-curve-parameters`, `exponent-3` ... */
  readonly weaknesses?: readonly string[];
  /** Title of the published key that this is (`rules/keys`): everybody has the private half. */
  readonly wellKnownKey?: string;
}

/** TLS, SSH, IPsec ... as configured or as negotiated. One asset per distinct set of parameters. */
export interface ProtocolAsset {
  readonly kind: 'protocol';
  readonly id: string;
  readonly name: string;
  readonly type:
    | 'tls'
    | 'dtls'
    | 'quic'
    | 'ssh'
    | 'ike'
    | 'ipsec'
    | 'wireguard'
    | 'openvpn'
    | 'openpgp'
    | 'kerberos'
    | 'jose'
    | 'saml'
    | 'dnssec'
    | 'dkim'
    | 'other';
  readonly versions: readonly string[];
  /** Canonical names in preference order. Empty with `unknown` naming it: not determined. */
  readonly cipherSuites: readonly string[];
  /** Key-establishment groups or methods, in preference order. */
  readonly groups: readonly string[];
  readonly signatureSchemes: readonly string[];
  /** Where the group list is from. `product-default` carries the product in `because`. */
  readonly groupsFrom?: 'explicit' | 'product-default' | 'observed' | 'unknown';
  /** The end of the connection that this describes. */
  readonly side?: 'server' | 'client' | 'both';
  /** Derived from the lists: does any or the preferred key establishment resist a quantum computer? */
  readonly keyEstablishment:
    | 'quantum-safe'
    | 'quantum-safe-preferred'
    | 'quantum-safe-offered'
    | 'classical-only'
    | 'unknown';
  readonly because?: string;
}

/** Keys, keystores, tokens and other material. Never carries the secret value. */
export interface MaterialAsset {
  readonly kind: 'related-crypto-material';
  readonly id: string;
  readonly name: string;
  readonly type:
    | 'private-key'
    | 'public-key'
    | 'secret-key'
    | 'key'
    | 'keystore'
    | 'dh-parameters'
    | 'credential'
    | 'token'
    | 'signature'
    | 'other';
  readonly format: string; // 'PKCS#8', 'SEC1', 'OpenSSH', 'JWK', 'PKCS#12', ...
  readonly algorithm?: AlgorithmAsset;
  readonly size?: number;
  readonly spkiSha256?: string;
  /** Public fingerprint in the format's own custom (OpenSSH `SHA256:...`, OpenPGP hex). */
  readonly fingerprint?: string;
  /** How the material itself is protected; absent = not protected, `unknown` = could not tell. */
  readonly securedBy?: { readonly mechanism: string; readonly algorithm?: AlgorithmAsset };
  readonly weaknesses?: readonly string[];
  /** Title of the published key that this is (`rules/keys`): everybody has the private half. */
  readonly wellKnownKey?: string;
  /** ISO 8601 in UTC, where the format carries them (OpenPGP, JWK of providers). */
  readonly creationDate?: string;
  readonly expirationDate?: string;
  readonly comment?: string;
}

/** A package, module, linked or imported library that provides cryptography. */
export interface LibraryAsset {
  readonly kind: 'library';
  readonly id: string; // package URL without version where the version is unknown
  readonly name: string;
  readonly ecosystem: string;
  readonly version?: string;
  readonly purl: string;
  /** Id of the entry in `rules/libraries/`, when it is a known one. */
  readonly entry?: string;
  readonly provides: readonly string[]; // family ids
  readonly pqc: 'capable-now' | 'needs-upgrade' | 'none' | 'unknown';
  readonly direct?: boolean;
}

export type CryptoAsset = AlgorithmAsset | CertificateAsset | ProtocolAsset | MaterialAsset | LibraryAsset;
