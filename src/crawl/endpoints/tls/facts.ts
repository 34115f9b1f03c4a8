import { type Fact, unknown } from '../fact.js';

/** One certificate chain of the server and how it was got. */
export interface Chain {
  /** DER, end entity first. */
  readonly certificates: readonly Uint8Array[];
  readonly version: string;
  /** Scheme with which the server proved the key, where it was seen. */
  readonly scheme?: number;
}

/** What a handshake shows beside version, suite, group and certificate. */
export type Feature =
  | 'ALPN'
  | 'OCSP staple'
  | 'certificate timestamps'
  | 'client certificate asked for'
  | 'session ticket'
  | 'session id'
  | 'extended master secret'
  | 'encrypt-then-MAC'
  | 'secure renegotiation'
  | 'compression'
  | 'resumption in TLS 1.3'
  | 'early data'
  | 'hello without server name'
  | 'GREASE';

export type Preference = 'server' | 'client' | 'mixed';

/** Everything that was found out about one TLS endpoint. Filled in as the examination goes on. */
export interface TlsFacts {
  readonly versions: Map<string, Fact>;
  /** Groups of TLS 1.3 by code point. */
  readonly groups: Map<number, Fact>;
  /** Supported groups, preferred first. */
  order: number[];
  /** Whose order decides: `mixed` is that of OpenSSL's tuples, server's between them and the client's within. */
  preference?: Preference;
  /** What was selected out of all groups in the order in which they are offered. */
  selectedFirst?: number;
  /** Group that a browser would end up with. */
  browser: Fact<number>;
  /** Does a hello of more than 1.4 kB, as every hybrid needs, come through? */
  largeHello: Fact;
  readonly chains: Chain[];
  /** Suites seen, by version, in the order in which they were selected. */
  readonly suites: Map<string, number[]>;
  /** Versions whose suites were all asked for. */
  readonly allSuites: Set<string>;
  /** Schemes with which the server proved a key. */
  readonly schemes: Set<number>;
  /** Each scheme asked for; only at full depth. */
  readonly acceptedSchemes: Map<number, Fact>;
  /** Key exchange up to TLS 1.2: the curve, the bits of the prime, RSA key transport. */
  ecdhe: Fact<number>;
  dhe: Fact<number>;
  staticRsa: Fact;
  /** What else the handshakes showed. */
  readonly features: Map<Feature, Fact<string | number | true>>;
  /** The server's list promises a hybrid before what it selects. */
  skipsHybrid?: boolean;
  /** What could not be found out, and why. */
  readonly missing: { readonly what: string; readonly why: string }[];
  /** Some hello was answered with a ServerHello: refusals of others then mean something. */
  answered: boolean;
}

export function noFacts(): TlsFacts {
  const notAsked = unknown('not asked');
  return {
    versions: new Map(),
    groups: new Map(),
    order: [],
    browser: notAsked,
    largeHello: notAsked,
    chains: [],
    suites: new Map(),
    allSuites: new Set(),
    schemes: new Set(),
    acceptedSchemes: new Map(),
    features: new Map(),
    ecdhe: notAsked,
    dhe: notAsked,
    staticRsa: notAsked,
    missing: [],
    answered: false,
  };
}

export function isSupported(fact: Fact<unknown> | undefined): boolean {
  return fact?.state === 'supported';
}

/** Remembers a suite under its version, once. */
export function noteSuite(facts: TlsFacts, version: string, suite: number): void {
  const known = facts.suites.get(version) ?? [];
  if (!known.includes(suite)) facts.suites.set(version, [...known, suite]);
}

/** Remembers a feature; once seen, another handshake without it does not take it away. */
export function noteFeature(facts: TlsFacts, feature: Feature, fact: Fact<string | number | true>): void {
  if (!isSupported(facts.features.get(feature))) facts.features.set(feature, fact);
}
