import type { CryptoAsset, Link, Observation, Occurrence } from '../model/index.js';

/** Assets once, with every place at which they were seen. */
export interface Inventory {
  /** By id, sorted by id. */
  readonly assets: readonly CryptoAsset[];
  readonly occurrences: readonly Occurrence[];
  readonly links: readonly Link[];
}

/** Joins observations into assets. Pure; the order of the input does not matter. */
export function takeInventory(observations: readonly Observation[]): Inventory {
  const assets = new Map<string, CryptoAsset>();
  for (const { asset } of observations) if (!assets.has(asset.id)) assets.set(asset.id, asset);
  const occurrences = observations.map(({ asset, ...rest }): Occurrence => ({ asset: asset.id, ...rest }));
  return {
    assets: [...assets.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    occurrences,
    links: [],
  };
}
