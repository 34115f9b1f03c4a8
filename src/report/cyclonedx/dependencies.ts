import { compare } from '../../basics/order.js';
import type { CryptoAsset, Report } from '../../model/index.js';
import type { JsonObject } from './types.js';

/**
 * `dependencies`: the scanned thing depends on what it uses; an asset on what it is made of or points to;
 * a library *provides* what it implements, which does not mean that it is used (CBOM guide, section 0x50).
 */
export function dependencies(report: Report, assets: readonly CryptoAsset[], root: string): JsonObject[] {
  const known = new Set(assets.map(({ id }) => id));
  const dependsOn = new Map<string, Set<string>>(assets.map(({ id }) => [id, new Set<string>()]));
  const provides = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, from: string, to: string | undefined) => {
    if (!to || from === to || !known.has(from) || !known.has(to)) return;
    const set = map.get(from) ?? new Set();
    map.set(from, set.add(to));
  };
  for (const asset of assets) for (const part of partsOf(asset)) add(dependsOn, asset.id, part);
  for (const { asset, partOf } of report.occurrences) if (partOf) add(dependsOn, partOf, asset);
  for (const { from, to, relation } of report.links) add(relation === 'provides' ? provides : dependsOn, from, to);
  for (const asset of assets) {
    if (asset.kind !== 'library') continue;
    const families = new Set(asset.provides);
    for (const other of assets)
      if (other.kind === 'algorithm' && families.has(other.family)) add(provides, asset.id, other.id);
  }
  const used = new Set(report.occurrences.filter(({ partOf }) => !partOf).map(({ asset }) => asset));
  return [
    { ref: root, dependsOn: [...used].filter((id) => known.has(id)).sort(compare) },
    ...assets.map(({ id }) => ({
      ref: id,
      ...entry('dependsOn', dependsOn.get(id)),
      ...entry('provides', provides.get(id)),
    })),
  ];
}

function entry(name: 'dependsOn' | 'provides', refs: ReadonlySet<string> | undefined): JsonObject {
  return refs && refs.size > 0 ? { [name]: [...refs].sort(compare) } : {};
}

/** Ids of the algorithms that an asset carries inside. */
export function partsOf(asset: CryptoAsset): readonly (string | undefined)[] {
  if (asset.kind === 'certificate')
    return [asset.publicKey?.id, asset.signature?.id, asset.alternativePublicKey?.id, asset.alternativeSignature?.id];
  if (asset.kind === 'related-crypto-material') return [asset.algorithm?.id, asset.securedBy?.algorithm?.id];
  return [];
}
