import type { Observation } from '../../../model/index.js';
import type { BookedRule } from '../rules/rule-book.js';

interface Made {
  readonly rule: BookedRule;
  readonly observations: readonly Observation[];
}

/**
 * The call that ends an operation, `token.SignedString(key)` after `jwt.NewWithClaims(method, ..)`, is a use where it stands alone
 * or on a line of its own. It says nothing new on the line of what it ends, nor where no family is known; one that only counts
 * `elsewhere` says nothing new in the function in which what it ends is made.
 */
export function withoutRepeats(all: readonly Made[]): Observation[] {
  const beginnings = all.flatMap(({ rule, observations }) => (rule.completes ? [] : observations));
  const lines = new Set(beginnings.filter((one) => !one.partOf).map(lineOf));
  const functions = new Set(beginnings.map(functionOf));
  return all.flatMap(({ rule, observations }) => {
    if (!rule.completes) return observations;
    const isNew = (one: Observation) =>
      rule.completes === 'elsewhere' ? !functions.has(functionOf(one)) : !lines.has(lineOf(one));
    return observations.filter((one) => isKnown(one) && isNew(one));
  });
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
