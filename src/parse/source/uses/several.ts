import type { AlgorithmAsset, Observation } from '../../../model/index.js';
import type { PartName } from '../rules/rule.js';
import type { KnownSlot, Slot, Use } from './use.js';

/** So many alternatives of one family are told each by itself. */
const MOST_TOLD = 4;
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
 * @param again tells the use with parts in which what differs is not known
 */
export function gathered(
  told: readonly Told[],
  again: (use: Use, choice: Choice) => Observation | undefined,
): Observation[] {
  const families = new Map<string, Told[]>();
  for (const one of told) {
    const family = familyOf(one.observation);
    families.set(family, [...(families.get(family) ?? []), one]);
  }
  return [...families].flatMap(([family, ones]): Observation[] => {
    const distinct = [...new Map(ones.map((one) => [one.observation.asset.id, one])).values()];
    const made = family && distinct.length > MOST_TOLD ? inOne(distinct, family, again) : undefined;
    return made ? [made] : ones.map((one) => one.observation);
  });
}

function familyOf({ asset }: Observation): string {
  return asset.kind === 'algorithm' && asset.family !== 'unknown' ? asset.family : '';
}

function inOne(
  ones: readonly Told[],
  family: string,
  again: (use: Use, choice: Choice) => Observation | undefined,
): Observation | undefined {
  const [{ use, choice: first }] = ones as [Told];
  const names = ones.map(({ observation }) => (observation.asset as AlgorithmAsset).name);
  const more = names.length > MOST_NAMED ? ', ...' : '';
  const why: Slot[] = [{ why: `one of ${names.slice(0, MOST_NAMED).join(', ')}${more}` }];
  const common: Choice = {};
  const parts: Record<string, readonly Slot[]> = { ...use.parts };
  for (const name of ['size', 'curve']) parts[name] ??= why;
  for (const [name, slot] of Object.entries(first) as [PartName, KnownSlot][]) {
    if (ones.every((one) => one.choice[name]?.known === slot.known)) common[name] = slot;
    else if (name === 'algorithm') common[name] = { ...slot, known: family };
    else parts[name] = why;
  }
  return again({ ...use, parts }, common);
}
