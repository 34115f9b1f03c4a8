import type { Catalog } from '../../../catalog/catalog.js';
import { wordsOf } from '../rules/named-rules.js';
import type { Told } from './several.js';

const SHORTEST = 3;

/**
 * Of several families that a key of the use may be of, those that the function around it names: in `sign_rsa` the key is one of
 * RSA, whatever else the field may hold.
 */
export function asNamed(told: readonly Told[], catalog: Catalog): readonly Told[] {
  const families = new Set(told.map(familyOf));
  if (families.size < 2) return told;
  const kept = told.filter((one) => namedAround(one, catalog).has(familyOf(one)));
  return kept.length > 0 ? kept : told;
}

function familyOf({ observation: { asset } }: Told): string | undefined {
  return asset.kind === 'algorithm' ? asset.family : undefined;
}

function namedAround({ use: { scope = '' } }: Told, catalog: Catalog): ReadonlySet<string | undefined> {
  const words = [...wordsOf(scope.slice(scope.lastIndexOf('.') + 1))].filter((word) => word.length >= SHORTEST);
  return new Set(words.flatMap((word) => catalog.spec(word)?.family ?? []));
}
