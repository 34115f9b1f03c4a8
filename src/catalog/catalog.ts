import type { AlgorithmAsset, Knowledge, Primitive } from '../model/index.js';
import { parseCompoundName } from './compound-name.js';
import { fold } from './fold.js';
import { classicalLevel, quantumLevel } from './levels.js';
import { canonicalName } from './naming.js';
import { buildTables, type Tables } from './tables.js';
import type { AlgorithmSpec, CipherSuite, CodePoint, Curve, Family, WellKnownKey } from './types.js';

const made = new WeakMap<Knowledge, Catalog>();

/** The catalogue of this knowledge, built once: its tables take longer than a small scan. */
export function catalogOf(knowledge: Knowledge): Catalog {
  const known = made.get(knowledge) ?? new Catalog(knowledge);
  made.set(knowledge, known);
  return known;
}

/** Names, OIDs and code points → algorithms. Pure look-ups over `rules/algorithms/`. */
export class Catalog {
  readonly #tables: Tables;
  readonly #groups = new Map<string | number, CodePoint>();
  readonly #schemes = new Map<string | number, CodePoint>();
  readonly #suites = new Map<string | number, CipherSuite>();
  readonly #ike = new Map<string, CodePoint>();

  constructor(knowledge: Knowledge) {
    this.#tables = buildTables(knowledge);
    index(this.#groups, this.#tables.groups);
    index(this.#schemes, this.#tables.signatureSchemes);
    for (const suite of this.#tables.suites) {
      this.#suites.set(suite.code, suite);
      for (const name of [suite.name, suite.openssl, suite.gnutls]) if (name) this.#suites.set(fold(name), suite);
    }
    for (const [list, points] of this.#tables.ike) {
      for (const point of points) {
        this.#ike.set(`${list}/${point.code}`, point);
        for (const name of [point.name, ...(point.aliases ?? [])]) this.#ike.set(`${list}/${fold(name)}`, point);
      }
    }
  }

  family(id: string): Family | undefined {
    return this.#tables.families.get(id);
  }

  get families(): Iterable<Family> {
    return this.#tables.families.values();
  }

  /**
   * The asset for an algorithm given by its parts. Parts not given stay unknown.
   * An unknown family gives family `unknown` under the raw name.
   */
  algorithm(spec: AlgorithmSpec): AlgorithmAsset {
    const curve = spec.curve === undefined ? undefined : this.curve(spec.curve);
    const family = this.family(familyOnCurve(spec.family, curve?.name));
    if (!family) return unknownAlgorithm(spec.parameterSet ?? spec.family, spec.oid);
    const hash = spec.hash === undefined ? undefined : this.digestName(spec.hash);
    const set = family.parameterSets?.find((one) => one.name === spec.parameterSet);
    const size = spec.size ?? (family.keySizes?.length === 1 ? family.keySizes[0] : undefined);
    const primitive = spec.primitive ?? family.primitive;
    const curveName = curve?.name ?? spec.curve;
    const ownDigest = family.names ? spec.parameterSet : undefined;
    const name = canonicalName(family, { ...spec, size, curve: curveName, hash, primitive });
    const parameterSetIdentifier =
      ownDigest ?? set?.name ?? curveName ?? (size === undefined ? undefined : String(size));
    return {
      kind: 'algorithm',
      id: `algorithm/${name}${spec.padding && !paddingInName(family.id) ? `/${spec.padding.toLowerCase()}` : ''}${primitive === family.primitive ? '' : `/${primitive}`}`,
      name,
      family: family.id,
      primitive,
      quantum: family.quantum,
      ...defined({
        parameterSetIdentifier,
        size,
        curve: curveName,
        mode: spec.mode?.toLowerCase(),
        padding: spec.padding?.toLowerCase(),
        hash,
        oid: spec.oid,
        components: spec.components ?? set?.components,
        classicalSecurityLevel: classicalLevel(family, size, curve, ownDigest ?? family.name),
        nistQuantumSecurityLevel: quantumLevel(family, size, set?.nistLevel, ownDigest ?? family.name),
      }),
    };
  }

  /** The parts of an algorithm spelled in any known way, `undefined` when no part is known. */
  spec(text: string): AlgorithmSpec | undefined {
    return this.#tables.names.get(fold(text)) ?? parseCompoundName(text, this);
  }

  /** The asset for a spelled algorithm: `SHA256withRSA`, `AES/GCM/NoPadding`, `aes-256-cbc`, `RS256`. */
  named(text: string, primitive?: Primitive): AlgorithmAsset | undefined {
    const spec = this.spec(text);
    return spec && this.algorithm(primitive ? { ...spec, primitive } : spec);
  }

  /** Exact (folded) name only, no compound grammar: used by the grammar itself. */
  simple(text: string): AlgorithmSpec | undefined {
    return this.#tables.names.get(fold(text));
  }

  /** The asset for an OID; an unknown OID stays visible as `unknown` under its number. */
  oid(oid: string): AlgorithmAsset {
    const spec = this.#tables.oids.get(oid);
    return spec ? this.algorithm({ ...spec, oid }) : unknownAlgorithm(oid, oid);
  }

  oidSpec(oid: string): AlgorithmSpec | undefined {
    return this.#tables.oids.get(oid);
  }

  /** The published key with this SHA-256 of its SubjectPublicKeyInfo, when it is one. */
  wellKnownKey(spkiSha256: string): WellKnownKey | undefined {
    return this.#tables.wellKnownKeys.get(spkiSha256);
  }

  /** By canonical name, alias or OID. */
  curve(nameOrOid: string): Curve | undefined {
    return this.#tables.curves.get(nameOrOid) ?? this.#tables.curves.get(fold(nameOrOid));
  }

  /** Canonical digest name for any spelling; the spelling itself when it is not known. */
  digestName(text: string): string {
    const spec = this.simple(text);
    if (!spec) return text;
    return spec.parameterSet ?? this.family(spec.family)?.name ?? text;
  }

  /** TLS group by IANA code point, name or alias. */
  group(nameOrCode: string | number): CodePoint | undefined {
    return this.#groups.get(typeof nameOrCode === 'number' ? nameOrCode : fold(nameOrCode));
  }

  get groups(): readonly CodePoint[] {
    return this.#tables.groups;
  }

  signatureScheme(nameOrCode: string | number): CodePoint | undefined {
    return this.#schemes.get(typeof nameOrCode === 'number' ? nameOrCode : fold(nameOrCode));
  }

  get signatureSchemes(): readonly CodePoint[] {
    return this.#tables.signatureSchemes;
  }

  /** Cipher suite by code point, IANA, OpenSSL or GnuTLS name. */
  suite(nameOrCode: string | number): CipherSuite | undefined {
    return this.#suites.get(typeof nameOrCode === 'number' ? nameOrCode : fold(nameOrCode));
  }

  get suites(): readonly CipherSuite[] {
    return this.#tables.suites;
  }

  /** SSH algorithm by list (`kex`, `host-key`, `cipher`, `mac`) and its exact wire name. */
  ssh(list: string, name: string): AlgorithmSpec | undefined {
    return this.#tables.ssh.get(list)?.get(name);
  }

  sshNames(list: string): readonly string[] {
    return [...(this.#tables.ssh.get(list)?.keys() ?? [])];
  }

  /** IKEv2 transform by list (`encryption`, `prf`, `integrity`, `key-exchange`) and number or keyword. */
  ike(list: string, nameOrCode: string | number): CodePoint | undefined {
    return this.#ike.get(`${list}/${typeof nameOrCode === 'number' ? nameOrCode : fold(nameOrCode)}`);
  }
}

function index(map: Map<string | number, CodePoint>, points: readonly CodePoint[]): void {
  for (const point of points) {
    map.set(point.code, point);
    for (const name of [point.name, ...(point.aliases ?? [])]) map.set(fold(name), point);
  }
}

/**
 * "EC" on an Edwards or Montgomery curve is EdDSA or X25519/X448 (RFC 7748, RFC 8032), whatever an API calls it.
 * ECDSA on the Weierstrass form of Curve25519 stays what it is: X25519 signs nothing.
 */
function familyOnCurve(family: string, curve?: string): string {
  if (!['ec', 'ecdsa', 'ecdh'].includes(family)) return family;
  if (curve === 'Ed25519' || curve === 'Ed448') return 'eddsa';
  return family !== 'ecdsa' && (curve === 'Curve25519' || curve === 'Curve448') ? 'xdh' : family;
}

function paddingInName(family: string): boolean {
  return family === 'rsa';
}

function unknownAlgorithm(name: string, oid?: string): AlgorithmAsset {
  const base = { kind: 'algorithm', id: `algorithm/unknown/${name}`, name, family: 'unknown' } as const;
  return { ...base, primitive: 'unknown', quantum: 'unknown', ...defined({ oid }) };
}

/** Drops the keys whose value is undefined, so that equal assets are equal objects. */
function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
