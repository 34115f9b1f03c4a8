import { sha256 } from '../basics/hash.js';
import type { CryptoAsset, Occurrence } from '../model/index.js';

/**
 * What identifies a finding besides its rule: asset and normalised content, never the line. Keys and certificates
 * are identified by their own bytes, so a moved file keeps them; code by file name, symbol, scope and excerpt.
 */
export function contentKey(ruleId: string, asset: CryptoAsset, occurrence: Occurrence): string {
  const { location, symbol, scope, excerpt } = occurrence.evidence;
  const place = location.type === 'endpoint' ? location.endpoint : hasOwnIdentity(asset) ? '' : baseName(location.path);
  return [ruleId, asset.id, place, symbol ?? '', scope ?? '', normalise(excerpt ?? '')].join('\n');
}

/** Hex fingerprint of a content key and the index among findings with an equal key, in order of place. */
export function fingerprint(key: string, index: number): string {
  return sha256(`${key}\n${index}`).slice(0, 32);
}

function hasOwnIdentity(asset: CryptoAsset): boolean {
  return asset.kind === 'certificate' || asset.kind === 'related-crypto-material';
}

/** Indentation, line breaks and quote style are not content. */
function normalise(excerpt: string): string {
  return excerpt.replace(/["'`]/g, '"').replace(/\s+/g, ' ').trim();
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
