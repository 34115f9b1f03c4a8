import { remedyEntries } from '../catalog/remedy-entries.js';
import { bodiesOf, type Knowledge } from '../model/index.js';
import type { Policy, RemedySelector, Rule } from './types.js';

export interface RuleBook {
  readonly rules: readonly Rule[];
  readonly policies: readonly Policy[];
  readonly remedies: readonly RemedySelector[];
}

/** Rules, policies and remedy selectors of all documents. A later entry with the same id replaces the earlier one. */
export function readRuleBook(knowledge: Knowledge): RuleBook {
  const rules = new Map<string, Rule>();
  const policies = new Map<string, Policy>();
  for (const body of bodiesOf(knowledge, 'policies')) {
    for (const rule of (body['rules'] ?? []) as readonly Rule[]) rules.set(rule.id, rule);
    for (const policy of (body['policies'] ?? []) as readonly Policy[]) policies.set(policy.id, policy);
  }
  return {
    rules: [...rules.values()],
    policies: [...policies.values()],
    remedies: bySpecificity([...remedyEntries<RemedySelector>(knowledge).values()]),
  };
}

/** Remedies with a context before those without: the general one is the last resort. */
function bySpecificity(remedies: readonly RemedySelector[]): RemedySelector[] {
  return [...remedies].sort((a, b) => Number(a.when === undefined) - Number(b.when === undefined));
}
