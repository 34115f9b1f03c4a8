import { addTo } from '../../../basics/groups.js';
import type { Observation } from '../../../model/index.js';
import type { BookedRule } from '../rules/rule-book.js';

interface Made {
  readonly rule: BookedRule;
  readonly observations: readonly Observation[];
}

/**
 * The call that ends an operation, `token.SignedString(key)` after `jwt.NewWithClaims(method, ..)`, is a use where it stands alone
 * or on a line of its own. It says nothing new on the line of what it ends, nor where no family is known; one that only counts
 * `elsewhere` says nothing new in the function in which what it ends is made, but for a second end of what is begun once.
 */
export function withoutRepeats(all: readonly Made[]): Observation[] {
  const beginnings = all.flatMap(({ rule, observations }) => (rule.completes ? [] : observations));
  const lines = new Set(beginnings.filter((one) => !one.partOf).map(lineOf));
  const again = endsAgain(all, beginnings);
  return all.flatMap(({ rule, observations }) => {
    if (!rule.completes) return observations;
    const isNew = (one: Observation) => (rule.completes === 'elsewhere' ? again.has(one) : !lines.has(lineOf(one)));
    return observations.filter((one) => isKnown(one) && isNew(one));
  });
}

/** Of the ends of one family in a function those that are more than its beginnings, in the order of the lines. */
function endsAgain(all: readonly Made[], beginnings: readonly Observation[]): ReadonlySet<Observation> {
  const begun = new Map<string, Set<number>>();
  for (const one of beginnings) {
    if (one.partOf) continue;
    const lines = begun.get(functionOf(one)) ?? new Set();
    begun.set(functionOf(one), lines.add(rowOf(one)));
  }
  const ends = new Map<string, Observation[]>();
  for (const { rule, observations } of all)
    if (rule.completes === 'elsewhere') for (const one of observations) addTo(ends, functionOf(one), one);
  return new Set(
    [...ends].flatMap(([name, some]) => {
      const before = begun.get(name)?.size ?? 0;
      // The lines that decide them are told with the beginnings, where there are any.
      const own = before > 0 ? some.filter((one) => !one.partOf) : some;
      const rows = [...new Set(own.map(rowOf))].sort((one, other) => one - other);
      const told = new Set(rows.slice(before));
      return own.filter((one) => told.has(rowOf(one)));
    }),
  );
}

function rowOf({ evidence: { location } }: Observation): number {
  return location.type === 'file' ? (location.line ?? 0) : 0;
}

function isKnown({ asset }: Observation): boolean {
  return asset.kind !== 'algorithm' || asset.family !== 'unknown';
}

function lineOf({ asset, evidence: { location } }: Observation): string {
  return `${location.type === 'file' ? location.line : ''}/${kindOf(asset)}`;
}

function functionOf({ asset, evidence }: Observation): string {
  return `${evidence.scope ?? ''}/${kindOf(asset)}`;
}

function kindOf(asset: Observation['asset']): string {
  return asset.kind === 'algorithm' ? asset.family : asset.id;
}
