import type { Observation } from '../../../model/index.js';
import type { BookedRule } from '../rules/rule-book.js';

interface Made {
  readonly rule: BookedRule;
  readonly observations: readonly Observation[];
}

/**
 * The call that ends an operation, `token.SignedString(key)` after `jwt.NewWithClaims(method, ..)`, is a use where it stands alone
 * or on a line of its own. It says nothing new on the line of what it ends, nor where no family is known.
 */
export function withoutRepeats(all: readonly Made[]): Observation[] {
  const told = new Set(
    all.flatMap(({ rule, observations }) =>
      rule.completes ? [] : observations.filter((one) => !one.partOf).map((one) => placeOf(one)),
    ),
  );
  return all.flatMap(({ rule, observations }) =>
    rule.completes ? observations.filter((one) => isKnown(one) && !told.has(placeOf(one))) : observations,
  );
}

function isKnown({ asset }: Observation): boolean {
  return asset.kind !== 'algorithm' || asset.family !== 'unknown';
}

function placeOf({ asset, evidence: { location } }: Observation): string {
  const family = asset.kind === 'algorithm' ? asset.family : asset.id;
  return `${location.type === 'file' ? location.line : ''}/${family}`;
}
