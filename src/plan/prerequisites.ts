import { type ProductVersion, ProductVersions, placeOf } from '../catalog/product-versions.js';
import { compareVersions, isLineOf } from '../catalog/versions.js';
import type { Inventory } from '../inventory/inventory.js';
import type { Occurrence } from '../model/index.js';
import type { Prerequisite, Remedy } from './remedies.js';

export type TreeVersion = ProductVersion<Occurrence>;
export type TreeVersions = ProductVersions<Occurrence>;

/** The libraries, images and runtimes of the tree by the names that remedies use. */
export function treeVersions({ assets, occurrences }: Inventory): TreeVersions {
  const byId = new Map(assets.map((asset) => [asset.id, asset]));
  const versions = new ProductVersions<Occurrence>();
  // What tests, examples and documents name is not what runs, nor is the machine of a CI job.
  for (const occurrence of occurrences)
    if (occurrence.usage.context === 'production' && occurrence.details?.['scope'] !== 'build')
      versions.add(byId.get(occurrence.asset), occurrence);
  return versions;
}

/** A prerequisite beside what the tree has of it today. */
export interface Standing {
  readonly prerequisite: Prerequisite;
  /** The prerequisite and what the tree has, in words. */
  readonly text: string;
  /** What the tree has, where its version is known and too low. */
  readonly tooOld?: TreeVersion;
}

/** Each prerequisite of a remedy with what the tree has today. */
export function standingsOf(remedy: Remedy, component: string, versions: TreeVersions): readonly Standing[] {
  return (remedy.prerequisites ?? []).map((one) => standingOf(one, component, versions));
}

function standingOf(prerequisite: Prerequisite, component: string, versions: TreeVersions): Standing {
  const { products, atLeast, text: needed } = prerequisite;
  const says = (what: string): Standing => ({ prerequisite, text: `${needed}${what}` });
  if (!products) return says('');
  const found = versions.of(products, component);
  if (found.length === 0) return says(' — the tree does not say which version it has');
  const known = found.filter(({ version }) => version !== undefined);
  if (known.length === 0) return says(` — ${placeOf(found[0]!.sighting)} names no version`);
  // `golang:1` is 1.26 or 1.27, as of the day on which it is built: too old is only what surely is.
  const moving = (version: string) => atLeast !== undefined && version !== atLeast && isLineOf(version, atLeast);
  const fixed = known.filter(({ version }) => !moving(version!));
  if (fixed.length === 0) {
    const { label, sighting } = known[0]!;
    return says(` — ${label} (${placeOf(sighting)}) names a moving line`);
  }
  const oldest = fixed.reduce((a, b) => (compareVersions(a.version!, b.version!) <= 0 ? a : b));
  const has = ` — the tree has ${oldest.label} (${placeOf(oldest.sighting)})`;
  if (atLeast === undefined) return says(has);
  const met = compareVersions(oldest.version!, atLeast) >= 0 || isBackport(oldest);
  return met ? says(`${has}: enough`) : { ...says(`${has}: upgrade first`), tooOld: oldest };
}

/** Capable although its number is below the first one that is: a later release of an older line, a distribution's own build. */
function isBackport({ asset, sighting, version }: TreeVersion): boolean {
  const first = sighting.details?.['firstPqcVersion'];
  return asset.pqc === 'capable-now' && !(typeof first === 'string' && compareVersions(version!, first) >= 0);
}
