import type { Catalog } from '../catalog/catalog.js';
import type { CryptoAsset } from '../model/index.js';

/**
 * Marks keys whose private half everybody has (`rules/keys`). On a private key it is a fact that makes its loss harmless;
 * a public key or certificate that relies on such a key protects nothing.
 */
export function markWellKnownKeys(assets: Map<string, CryptoAsset>, catalog: Catalog): void {
  for (const [id, asset] of assets) {
    if (asset.kind !== 'certificate' && asset.kind !== 'related-crypto-material') continue;
    const known = asset.spkiSha256 === undefined ? undefined : catalog.wellKnownKey(asset.spkiSha256);
    if (!known) continue;
    const isPrivate = asset.kind === 'related-crypto-material' && asset.type === 'private-key';
    const weaknesses = [...(asset.weaknesses ?? []), ...(isPrivate ? [] : ['published-private-key'])];
    assets.set(id, { ...asset, wellKnownKey: known.title, ...(weaknesses.length > 0 ? { weaknesses } : {}) });
  }
}
