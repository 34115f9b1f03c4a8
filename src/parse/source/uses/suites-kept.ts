import type { Catalog } from '../../../catalog/catalog.js';
import type { Observation } from '../../../model/index.js';
import type { Place } from './evidence.js';
import { exchangeOf, type Named, type Written, written } from './protocol-parts.js';
import { withoutPrefix } from './setting-texts.js';
import type { Slots } from './use.js';

/** What lists are called that say what is not wanted. */
const UNWANTED =
  /exclu|weak|den(?:y|ied)|black|insecure|disallow|unsupported|forbid|block|reject|prohibit|disable|bad|broken|avoid|unsafe/i;

/** A single name may be any text; suites come in lists. */
const FEWEST = 2;
const MOST = 24;
const CONFIDENCE = 0.6;

/**
 * Cipher suites that code keeps in a list under a name and that no configuration in the file was seen to take: who sets
 * them stands elsewhere. Their key exchanges are inventoried where they are written, as lines that decide it.
 * @param constants names of the file with their values
 * @param told what the file says anyway
 */
export function suitesKept(
  constants: Readonly<Record<string, Slots>>,
  place: Place,
  told: readonly Observation[],
  catalog: Catalog,
): Observation[] {
  const known = new Set(told.map(keyOf));
  return Object.entries(constants).flatMap(([name, slots]) => {
    const texts = UNWANTED.test(name) ? [] : written(slots);
    const suites = texts.every(({ text }) => catalog.suite(withoutPrefix(text))) ? texts : [];
    if (suites.length < FEWEST || suites.length > MOST) return [];
    return suites.flatMap((one) => keptOf(one, name, place, catalog)).filter((one) => !known.has(keyOf(one)));
  });
}

function keptOf({ text, at }: Written, symbol: string, place: Place, catalog: Catalog): Observation[] {
  const exchange = exchangeOf(text, catalog);
  return exchange && at && !at.path ? [keptAt(at, exchange, symbol, place, catalog)] : [];
}

/** A line that decides what somebody else uses. */
export function keptAt(
  { line, column }: { readonly line: number; readonly column: number },
  { spec, purpose }: Named,
  symbol: string,
  place: Place,
  catalog: Catalog,
): Observation {
  const asset = catalog.algorithm(spec);
  return {
    asset,
    evidence: {
      location: { type: 'file', path: place.path, line, column },
      technique: 'syntax-tree',
      confidence: CONFIDENCE,
      symbol,
    },
    usage: { purpose, role: 'decide', context: place.context, agility: 'constant', language: place.language },
    partOf: asset.id,
  };
}

function keyOf({ asset, evidence: { location } }: Observation): string {
  return `${asset.id} ${location.type === 'file' ? location.line : ''}`;
}
