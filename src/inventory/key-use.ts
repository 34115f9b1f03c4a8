import type { CryptoAsset, Occurrence, Purpose } from '../model/index.js';
import { isDecision } from './decisions.js';

/** What a key whose use is not written beside it is for, by the uses of such keys nearby. */
export type KeyUse = 'signature' | 'encryption';

/** The families that one key object can serve for both; a key of EC becomes ECDSA or ECDH at its use. */
const FAMILIES: Readonly<Record<string, string>> = { rsa: 'rsa', ec: 'ec', ecdsa: 'ec', ecdh: 'ec', ecies: 'ec' };
const OPEN: ReadonlySet<Purpose> = new Set<Purpose>(['key-management', 'unknown']);

/**
 * A key is often made in one place and used in another. Where nothing at the place says what an RSA or EC key is for,
 * the uses of that family in the same file say it, else those in the same component (`details.keyUse`, with
 * `details.keyUseFrom` = file or component). If keys of the family both sign and decrypt there, decryption counts:
 * what is recorded today is harmed first.
 */
export function withKeyUse(occurrences: readonly Occurrence[], assets: ReadonlyMap<string, CryptoAsset>): Occurrence[] {
  const byFile = new Map<string, KeyUse>();
  const byComponent = new Map<string, KeyUse>();
  for (const occurrence of occurrences) {
    const family = familyOf(occurrence, assets);
    const use = family && useOf(occurrence, assets);
    if (!use) continue;
    note(byFile, `${pathOf(occurrence)}\n${family}`, use);
    note(byComponent, inComponent(occurrence, family), use);
  }
  return occurrences.map((occurrence) => {
    const family = isOpen(occurrence, assets) ? familyOf(occurrence, assets) : undefined;
    if (!family) return occurrence;
    const inFile = byFile.get(`${pathOf(occurrence)}\n${family}`);
    const use = inFile ?? byComponent.get(inComponent(occurrence, family));
    if (!use) return occurrence;
    return {
      ...occurrence,
      details: { ...occurrence.details, keyUse: use, keyUseFrom: inFile ? 'file' : 'component' },
    };
  });
}

/** Code in two languages does not share its key objects, nor does a test with what it tests. */
function inComponent({ usage }: Occurrence, family: string): string {
  return [usage.context, usage.component, usage.language, family].join('\n');
}

function note(uses: Map<string, KeyUse>, key: string, use: KeyUse): void {
  if (uses.get(key) !== 'encryption') uses.set(key, use);
}

function familyOf({ asset: id }: Occurrence, assets: ReadonlyMap<string, CryptoAsset>): string | undefined {
  const asset = assets.get(id);
  return asset?.kind === 'algorithm' ? FAMILIES[asset.family] : undefined;
}

function isOpen({ asset: id, usage, partOf }: Occurrence, assets: ReadonlyMap<string, CryptoAsset>): boolean {
  const asset = assets.get(id);
  if (asset?.kind !== 'algorithm' || partOf !== undefined) return false;
  return OPEN.has(usage.purpose) && asset.primitive !== 'signature' && asset.primitive !== 'key-agree';
}

function useOf(occurrence: Occurrence, assets: ReadonlyMap<string, CryptoAsset>): KeyUse | undefined {
  const { usage } = occurrence;
  const asset = assets.get(occurrence.asset);
  if (asset?.kind !== 'algorithm' || isDecision(occurrence)) return undefined;
  if (usage.purpose === 'signature' || usage.role === 'sign' || usage.role === 'verify') return 'signature';
  if (usage.purpose === 'encryption' || usage.purpose === 'key-establishment') return 'encryption';
  if (usage.role === 'encrypt' || usage.role === 'decrypt' || usage.role === 'agree') return 'encryption';
  if (usage.purpose === 'token') return 'signature';
  return asset.primitive === 'signature' && usage.role !== 'keygen' ? 'signature' : undefined;
}

function pathOf({ evidence: { location } }: Occurrence): string {
  return location.type === 'file' ? location.path : location.endpoint;
}
