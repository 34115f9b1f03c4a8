import type { Inventory } from '../inventory/inventory.js';
import type { LibraryAsset, Occurrence } from '../model/index.js';
import type { Prerequisite, Remedy } from './remedies.js';
import { compareVersions } from './versions.js';

/** The libraries, images and runtimes of the tree by the names that remedies use. */
export class TreeVersions {
  readonly #seen: {
    readonly names: ReadonlySet<string>;
    readonly asset: LibraryAsset;
    readonly occurrence: Occurrence;
  }[] = [];

  constructor({ assets, occurrences }: Inventory) {
    const libraries = new Map(
      assets.flatMap((asset) => (asset.kind === 'library' ? [[asset.id, asset] as const] : [])),
    );
    for (const occurrence of occurrences) {
      const asset = libraries.get(occurrence.asset);
      if (!asset) continue;
      const product = occurrence.details?.['product'];
      const names = [asset.entry, asset.name, `${asset.ecosystem}/${asset.name}`, product].filter(
        (one): one is string => typeof one === 'string',
      );
      this.#seen.push({ names: new Set(names), asset, occurrence });
    }
  }

  /** What the tree says it has of a product, nearest component first. */
  of(products: readonly string[], component: string) {
    const found = this.#seen.filter(({ names }) => products.some((one) => names.has(one)));
    const own = found.filter(({ occurrence }) => occurrence.usage.component === component);
    return own.length > 0 ? own : found;
  }
}

/** A prerequisite beside what the tree has of it today. */
export interface Standing {
  readonly prerequisite: Prerequisite;
  /** The prerequisite and what the tree has, in words. */
  readonly text: string;
  /** What the tree has, where its version is known and too low. */
  readonly tooOld?: { readonly asset: LibraryAsset; readonly occurrence: Occurrence };
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
  const known = found.filter(({ asset }) => asset.version !== undefined);
  if (known.length === 0) return says(` — ${where(found[0]!)} names no version`);
  const oldest = known.reduce((a, b) => (compareVersions(a.asset.version!, b.asset.version!) <= 0 ? a : b));
  const { name, version } = oldest.asset;
  if (atLeast === undefined) return says(` — the tree has ${name} ${version} (${where(oldest)})`);
  // An image of another product states that product's version, not the version of what it ships.
  if (oldest.asset.pqc === 'unknown')
    return says(` — the tree has ${name} ${version} (${where(oldest)}); what it ships is not known`);
  const met = oldest.asset.pqc === 'capable-now' || compareVersions(version!, atLeast) >= 0;
  const standing = says(` — the tree has ${name} ${version} (${where(oldest)}): ${met ? 'enough' : 'upgrade first'}`);
  return met ? standing : { ...standing, tooOld: oldest };
}

function where({ occurrence: { evidence } }: { occurrence: Occurrence }): string {
  const { location } = evidence;
  return location.type === 'file' ? `${location.path}${location.line ? `:${location.line}` : ''}` : location.endpoint;
}
