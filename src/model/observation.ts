import type { CryptoAsset } from './asset.js';
import type { EndpointFact } from './endpoint-fact.js';
import type { Evidence, FileLocation } from './evidence.js';

/** What the cryptography is used for at one place. */
export type Purpose =
  | 'key-establishment'
  | 'encryption' // symmetric, or public-key when the asset's primitive is pke
  | 'signature'
  | 'hash'
  | 'mac'
  | 'kdf'
  | 'password-hash'
  | 'random'
  | 'certificate'
  | 'key-management' // a key exists, is generated, loaded or stored; purpose not determined
  | 'transport' // TLS, SSH, IPsec configuration
  | 'token' // JWT, JOSE, SAML
  | 'provides' // a library is present
  | 'unknown';

/** CycloneDX `cryptoFunctions`, and what surrounds them. */
export type Role =
  | 'keygen'
  | 'sign'
  | 'verify'
  | 'encrypt'
  | 'decrypt'
  | 'encapsulate'
  | 'decapsulate'
  | 'agree'
  | 'digest'
  | 'tag'
  | 'keyderive'
  | 'generate'
  | 'load'
  | 'configure'
  | 'issue'
  /** It is no use: the line chooses what one on another line does. */
  | 'decide'
  | 'other'
  | 'unknown';

export type CodeContext = 'production' | 'test' | 'example' | 'documentation' | 'vendored' | 'generated';

/** Where the choice of algorithm is made: how hard it is to change. */
export type Agility = 'literal' | 'constant' | 'configuration' | 'argument' | 'library-default' | 'unknown';

export interface Usage {
  readonly purpose: Purpose;
  readonly role: Role;
  readonly context: CodeContext;
  readonly agility?: Agility;
  /** Directory that owns the file: nearest manifest, or top-level folder. Filled in by the inventory. */
  readonly component?: string;
  /** Library or product by which it is used: `java.security`, `nginx`, `OpenSSL`. */
  readonly library?: string;
  readonly language?: string;
  /** The value is a documented default, not written in the file. Names product and version. */
  readonly default?: string;
  /** What could not be determined, and why: `size: from argument of sign()`. */
  readonly unknown?: readonly { readonly what: string; readonly why: string }[];
  /** Identifiers near the use (function, class, variables, table), raw: the lifespan stage reads them. */
  readonly hints?: readonly string[];
  /** Listener facts for exposure: `listen 443`, `bind 0.0.0.0:22`, `ingress`. */
  readonly exposure?: 'internet' | 'partner' | 'internal' | 'at-rest' | 'code-only';
  readonly forwardSecrecy?: boolean;
}

/** A pointer from this occurrence to something elsewhere; the inventory resolves it. */
export interface Reference {
  readonly relation: 'names-file' | 'same-key' | 'issued-by' | 'signed-by' | 'protected-by' | 'uses' | 'provides';
  /** Path (relative to the scan root), spki hash, key id, asset id: by `by`. */
  readonly by: 'path' | 'spki' | 'key-id' | 'subject' | 'asset';
  readonly value: string;
}

/** One asset seen at one place. */
export interface Observation {
  readonly asset: CryptoAsset;
  readonly evidence: Evidence;
  readonly usage: Usage;
  /** Id of the asset this one was read out of (the algorithm of a certificate): inventoried, judged through its owner. */
  readonly partOf?: string;
  readonly references?: readonly Reference[];
  /** Facts that only some rules and remedies need: `setting`, `before`, `product`, `version`, `directive` ... */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  /** Of a live endpoint: every question and its answer. */
  readonly facts?: readonly EndpointFact[];
}

/** A named datum of the scanned tree (column, property, message field): the lifespan stage classifies it. */
export interface DataField {
  readonly name: string;
  /** Table, type, message or schema that holds it. */
  readonly owner: string;
  readonly source:
    | 'sql'
    | 'orm'
    | 'protobuf'
    | 'graphql'
    | 'openapi'
    | 'json-schema'
    | 'avro'
    | 'form'
    | 'csv'
    | 'log'
    | 'other';
  readonly location: FileLocation;
}

/** A key and value of a configuration file: source code that reads the key gets the value. */
export interface ConfigSetting {
  readonly key: string;
  readonly value: string;
  readonly location: FileLocation;
}
