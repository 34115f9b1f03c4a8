import { bodiesOf, type Knowledge } from '../model/index.js';
import { fold } from './fold.js';
import type { AlgorithmSpec, CipherSuite, CodePoint, Curve, Family, WellKnownKey } from './types.js';

interface AlgorithmsBody {
  readonly families?: readonly Family[];
  readonly curves?: readonly Curve[];
  readonly oids?: Readonly<Record<string, AlgorithmSpec>>;
  readonly spellings?: Readonly<Record<string, AlgorithmSpec>>;
  readonly tls?: {
    readonly groups?: readonly CodePoint[];
    readonly signatureSchemes?: readonly CodePoint[];
    readonly suites?: readonly CipherSuite[];
  };
  readonly ssh?: Readonly<Record<string, Readonly<Record<string, AlgorithmSpec>>>>;
  readonly ike?: Readonly<Record<string, readonly CodePoint[]>>;
}

/** The documents of kind `algorithms`, indexed for look-up. */
export interface Tables {
  readonly families: ReadonlyMap<string, Family>;
  /** Folded name → spec. */
  readonly names: ReadonlyMap<string, AlgorithmSpec>;
  readonly oids: ReadonlyMap<string, AlgorithmSpec>;
  /** Folded name or OID → curve. */
  readonly curves: ReadonlyMap<string, Curve>;
  /** SHA-256 of the SubjectPublicKeyInfo → key. */
  readonly wellKnownKeys: ReadonlyMap<string, WellKnownKey>;
  readonly groups: readonly CodePoint[];
  readonly signatureSchemes: readonly CodePoint[];
  readonly suites: readonly CipherSuite[];
  /** `kex`, `host-key`, `cipher`, `mac` → exact name → spec. */
  readonly ssh: ReadonlyMap<string, ReadonlyMap<string, AlgorithmSpec>>;
  /** `encryption`, `prf`, `integrity`, `key-exchange` ... → code points. */
  readonly ike: ReadonlyMap<string, readonly CodePoint[]>;
}

/** Builds the look-up tables. Later documents (the user's) win. */
export function buildTables(knowledge: Knowledge): Tables {
  const bodies = bodiesOf<AlgorithmsBody>(knowledge, 'algorithms');
  const families = new Map<string, Family>();
  const names = new Map<string, AlgorithmSpec>();
  const oids = new Map<string, AlgorithmSpec>();
  const curves = new Map<string, Curve>();
  const ssh = new Map<string, Map<string, AlgorithmSpec>>();
  const ike = new Map<string, CodePoint[]>();
  for (const body of bodies) {
    for (const family of body.families ?? []) addFamily(family, families, names, oids);
    for (const curve of body.curves ?? []) addCurve(curve, curves);
    for (const [oid, spec] of Object.entries(body.oids ?? {})) oids.set(oid, { ...spec, oid });
    for (const [name, spec] of Object.entries(body.spellings ?? {})) names.set(fold(name), spec);
    for (const [list, entries] of Object.entries(body.ssh ?? {})) {
      ssh.set(list, new Map([...(ssh.get(list) ?? []), ...Object.entries(entries)]));
    }
    for (const [list, entries] of Object.entries(body.ike ?? {})) ike.set(list, [...(ike.get(list) ?? []), ...entries]);
  }
  return {
    families,
    names,
    oids,
    curves,
    wellKnownKeys: wellKnownKeys(knowledge),
    groups: bodies.flatMap((body) => body.tls?.groups ?? []),
    signatureSchemes: bodies.flatMap((body) => body.tls?.signatureSchemes ?? []),
    suites: bodies.flatMap((body) => body.tls?.suites ?? []),
    ssh,
    ike,
  };
}

/** The documents of kind `keys`. */
function wellKnownKeys(knowledge: Knowledge): Map<string, WellKnownKey> {
  const keys = bodiesOf<{ readonly keys: readonly WellKnownKey[] }>(knowledge, 'keys').flatMap((body) => body.keys);
  return new Map(keys.map((key) => [key.spkiSha256, key]));
}

function addFamily(
  family: Family,
  families: Map<string, Family>,
  names: Map<string, AlgorithmSpec>,
  oids: Map<string, AlgorithmSpec>,
): void {
  families.set(family.id, family);
  for (const name of [family.id, family.name, ...(family.aliases ?? [])]) names.set(fold(name), { family: family.id });
  for (const oid of family.oids ?? []) oids.set(oid, { family: family.id, oid });
  for (const [canonical, others] of Object.entries(family.names ?? {})) {
    for (const name of [canonical, ...others]) names.set(fold(name), { family: family.id, parameterSet: canonical });
  }
  for (const set of family.parameterSets ?? []) {
    const spec: AlgorithmSpec = { family: family.id, parameterSet: set.name };
    for (const name of [set.name, ...(set.aliases ?? [])]) names.set(fold(name), spec);
    if (set.oid) oids.set(set.oid, { ...spec, oid: set.oid });
  }
}

function addCurve(curve: Curve, curves: Map<string, Curve>): void {
  for (const name of [curve.name, ...(curve.aliases ?? [])]) curves.set(fold(name), curve);
  for (const key of [curve.oid, curve.parametersSha256]) if (key) curves.set(key, curve);
}
