import { compare } from '../basics/order.js';
import type { Catalog } from '../catalog/catalog.js';
import { contextOfPath } from '../catalog/code-context.js';
import type { CryptoAsset, Link, Location, Observation, Occurrence } from '../model/index.js';
import { Components } from './component.js';
import { withoutIdleDecisions } from './decisions.js';
import { settleFollowedLibraries } from './followed-libraries.js';
import { withKeyUse } from './key-use.js';
import { settleLibraryVersions } from './library-versions.js';
import { linkAssets } from './links.js';
import { namedCertificates } from './named-certificates.js';
import { settleProductDefaults } from './product-defaults.js';
import { markReachable } from './reachable.js';
import { withoutSaidTwice } from './said-twice.js';
import { markSharedPrimes, withoutModulus } from './shared-primes.js';
import { markWellKnownKeys } from './well-known-keys.js';

/** Assets once, with every place at which they were seen. */
export interface Inventory {
  /** By id, sorted by id. */
  readonly assets: readonly CryptoAsset[];
  /** Sorted by place. */
  readonly occurrences: readonly Occurrence[];
  readonly links: readonly Link[];
}

/**
 * Joins observations into assets and finds the links between them. Pure; the order of the input does not matter.
 * @param paths all files of the scan: they say which folder is a component
 * @param catalog knows the published keys; without it none is told from a real one
 */
export function takeInventory(
  seen: readonly Observation[],
  paths: readonly string[] = [],
  catalog?: Catalog,
): Inventory {
  const components = new Components(paths);
  const libraries = settleFollowedLibraries(settleLibraryVersions(withoutIdleDecisions(withoutSaidTwice(seen))));
  const judged = settleProductDefaults(libraries, (path) => components.of(path));
  const observations = markReachable(judged, paths);
  const assets = new Map<string, CryptoAsset>();
  for (const { asset } of observations) assets.set(asset.id, agreedPqc(assets.get(asset.id), asset));
  markSharedPrimes(assets, observations);
  if (catalog) markWellKnownKeys(assets, catalog);
  const seenAt = observations.map((one) => occurrence(withoutModulus(one), components)).sort(byPlace);
  const sorted = [...assets.values()].sort((a, b) => compare(a.id, b.id));
  const named = namedCertificates(sorted, seenAt);
  const found = unique(seenAt);
  const all = named.length === 0 ? found : unique([...seenAt, ...named].sort(byPlace));
  return { assets: sorted, occurrences: withKeyUse(all, assets), links: linkAssets(sorted, found) };
}

function occurrence({ asset, ...rest }: Observation, components: Components): Occurrence {
  const { location } = rest.evidence;
  if (location.type !== 'file') return { asset: asset.id, ...rest };
  const context = rest.usage.context === 'production' ? contextOfPath(location.path) : rest.usage.context;
  const component = rest.usage.component ?? components.of(location.path);
  return { asset: asset.id, ...rest, usage: { ...rest.usage, context, component } };
}

/** Two descriptions of one asset: the one that says more. Equal amounts are decided by content, not by order. */
function fuller(known: CryptoAsset | undefined, seen: CryptoAsset): CryptoAsset {
  if (!known) return seen;
  if (isSame(known, seen)) return known;
  const more = Object.keys(seen).length - Object.keys(known).length;
  if (more !== 0) return more > 0 ? seen : known;
  return JSON.stringify(seen) < JSON.stringify(known) ? seen : known;
}

/** The same but for lists and objects inside: most assets are seen again and again in the same words. */
function isSame(known: CryptoAsset, seen: CryptoAsset): boolean {
  const [names, others] = [Object.keys(known), Object.keys(seen)] as (keyof CryptoAsset)[][];
  return (
    names!.length === others!.length && names!.every((name, at) => others![at] === name && known[name] === seen[name])
  );
}

/** One package without a version, whose ranges at two places lead to different answers: of it nothing is known. */
function agreedPqc(known: CryptoAsset | undefined, seen: CryptoAsset): CryptoAsset {
  const asset = fuller(known, seen);
  const open = known?.kind === 'library' && seen.kind === 'library' && seen.version === undefined;
  return open && asset.kind === 'library' && known.pqc !== seen.pqc ? { ...asset, pqc: 'unknown' } : asset;
}

/**
 * Drops repetitions: the same asset at the same place, said in the same words, or by one rule that reached the place in
 * several ways (a caller of the file and one outside of it).
 */
function unique(sorted: readonly Occurrence[]): Occurrence[] {
  const kept: Occurrence[] = [];
  for (const one of sorted) {
    let known = false;
    for (let at = kept.length - 1; at >= 0 && !known; at--) {
      const previous = kept[at] as Occurrence;
      if (byPlaceAndAsset(previous, one) !== 0) break;
      known = byPlace(previous, one) === 0 || byOneRule(previous, one);
    }
    if (!known) kept.push(one);
  }
  return kept;
}

function byOneRule(a: Occurrence, b: Occurrence): boolean {
  const rule = a.details?.['rule'];
  return (
    rule !== undefined &&
    rule === b.details?.['rule'] &&
    a.partOf === b.partOf &&
    a.usage.role === b.usage.role &&
    a.usage.purpose === b.usage.purpose &&
    columnOf(a.evidence.location) > 0
  );
}

/** Total order over content: place, then asset, then everything else. */
function byPlace(a: Occurrence, b: Occurrence): number {
  return byPlaceAndAsset(a, b) || compare(JSON.stringify(a), JSON.stringify(b));
}

function byPlaceAndAsset(a: Occurrence, b: Occurrence): number {
  const one = a.evidence.location;
  const two = b.evidence.location;
  return (
    compare(place(one), place(two)) ||
    lineOf(one) - lineOf(two) ||
    columnOf(one) - columnOf(two) ||
    compare(a.asset, b.asset)
  );
}

function place(location: Location): string {
  return location.type === 'file' ? location.path : location.endpoint;
}

function lineOf(location: Location): number {
  return location.type === 'file' ? (location.line ?? 0) : 0;
}

function columnOf(location: Location): number {
  return location.type === 'file' ? (location.column ?? 0) : 0;
}
