import type { Catalog } from '../../../catalog/catalog.js';
import type { AlgorithmAsset, Observation } from '../../../model/index.js';
import type { PartName } from '../rules/rule.js';
import type { KnownSlot, Slot, Use } from './use.js';

/** So many alternatives of one family are told each by itself. */
const MOST_TOLD = 4;
/** Bits of strength below which an alternative is weak (SP 800-131A). */
const LEAST_STRENGTH = 112;
/** Names that a reason lists. */
const MOST_NAMED = 12;

export type Choice = Partial<Record<PartName, KnownSlot>>;

export interface Told {
  readonly use: Use;
  readonly choice: Choice;
  readonly observation: Observation;
}

/**
 * What a parameter of a large enumeration may be (each of thirty curves) is one use that lists them, not thirty uses.
 * One that is weak is told by itself: among others nobody would see it.
 * @param again tells the use with parts in which what differs is not known
 */
export function gathered(
  told: readonly Told[],
  again: (use: Use, choice: Choice) => Observation | undefined,
  catalog: Catalog,
): Observation[] {
  const weak = ({ observation }: Told) => isWeak(observation.asset, catalog);
  const kinds = new Map<string, Told[]>();
  for (const one of told) {
    const kind = kindOf(one.observation);
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  return [...kinds].flatMap(([kind, ones]): Observation[] => {
    const strong = ones.filter((one) => !weak(one));
    const distinct = [...new Map(strong.map((one) => [one.observation.asset.id, one])).values()];
    const made = kind && distinct.length > MOST_TOLD ? inOne(distinct, again) : undefined;
    const apart = made ? ones.filter(weak) : ones;
    return [...(made ? [made] : []), ...apart.map((one) => one.observation)];
  });
}

/** Is the algorithm, or its digest, broken or short of strength? */
function isWeak(asset: Observation['asset'], catalog: Catalog): boolean {
  if (asset.kind !== 'algorithm') return false;
  const digest = asset.hash === undefined ? undefined : catalog.spec(asset.hash);
  return [asset, ...(digest ? [catalog.algorithm(digest)] : [])].some(
    ({ family, classicalSecurityLevel = LEAST_STRENGTH }) =>
      classicalSecurityLevel < LEAST_STRENGTH || catalog.family(family)?.classicalStatus === 'broken',
  );
}

/** Modes, and the paddings of encryption, are judged each by itself. */
function kindOf({ asset }: Observation): string {
  if (asset.kind !== 'algorithm' || asset.family === 'unknown') return '';
  return [asset.family, asset.mode, asset.primitive === 'pke' && asset.padding].join('/');
}

function inOne(
  ones: readonly Told[],
  again: (use: Use, choice: Choice) => Observation | undefined,
): Observation | undefined {
  const [{ use, choice: first }] = ones as [Told];
  const assets = ones.map(({ observation }) => observation.asset as AlgorithmAsset);
  const names = assets.map(({ name }) => name);
  const more = names.length > MOST_NAMED ? ', ...' : '';
  const why: Slot[] = [{ why: `one of ${names.slice(0, MOST_NAMED).join(', ')}${more}` }];
  const common: Choice = {};
  const parts: Record<string, readonly Slot[]> = { ...use.parts };
  for (const name of ['size', 'curve']) parts[name] ??= why;
  for (const [name, slot] of Object.entries(first) as [PartName, KnownSlot][]) {
    if (ones.every((one) => one.choice[name]?.known === slot.known)) common[name] = slot;
    else if (name === 'algorithm') common[name] = { ...slot, known: assets[0]?.family ?? '' };
    else parts[name] = why;
  }
  return again({ ...use, parts }, common);
}
