import { compare } from '../basics/order.js';
import type { PolicyHit, PolicyInfo } from '../model/index.js';
import { meets, type Subject } from './condition.js';
import type { Demand, Policy } from './types.js';

/**
 * Every policy that objects to a rule's condition on this subject, earliest date first; without a date means now.
 * A policy that objects more than once keeps each dated demand once.
 */
export function policyHits(
  policies: readonly Policy[],
  ruleId: string,
  subject: Subject,
  chosen: ReadonlySet<string>,
): readonly PolicyHit[] {
  const hits: PolicyHit[] = [];
  for (const policy of policies) {
    for (const demand of policy.demands) {
      if (!demand.rules.includes(ruleId)) continue;
      if (demand.optIn && !isChosen(policy, chosen)) continue;
      if (demand.when && !meets(demand.when, subject)) continue;
      hits.push(hit(policy, demand));
    }
  }
  return hits.sort((a, b) => compare(a.from ?? '', b.from ?? '') || compare(a.policy, b.policy));
}

export function policyInfo(policies: readonly Policy[]): PolicyInfo[] {
  return policies.map((policy) => ({
    id: policy.id,
    title: policy.title,
    ...(policy.short ? { short: policy.short } : {}),
    authority: policy.authority,
    status: policy.status,
    confidence: policy.confidence,
    jurisdictions: policy.jurisdictions,
    baseline: policy.baseline === true,
    ...(policy.url ? { url: policy.url } : {}),
  }));
}

function hit(policy: Policy, demand: Demand): PolicyHit {
  return {
    policy: policy.id,
    title: policy.short ?? policy.title,
    status: demand.status,
    citation: demand.citation,
    confidence: demand.confidence ?? policy.confidence,
    ...(demand.from ? { from: demand.from } : {}),
    ...(policy.status === 'draft' ? { draft: true } : {}),
  };
}

function isChosen(policy: Policy, chosen: ReadonlySet<string>): boolean {
  return chosen.has(policy.id) || policy.jurisdictions.some((one) => chosen.has(one));
}
