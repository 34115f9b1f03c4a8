import type { Finding, PolicyHit, PolicyInfo } from '../model/index.js';

/** Which policies bind this project. */
export interface Binding {
  readonly policies: ReadonlySet<string>;
  readonly chosen: readonly string[];
  /** The project names none, so the baseline policies stand in. */
  readonly assumed: boolean;
}

/** The policies of the chosen jurisdictions (or chosen by id); what holds anywhere always holds. */
export function bindingPolicies(
  policies: readonly PolicyInfo[],
  jurisdictions: readonly string[] | undefined,
): Binding {
  const chosen = jurisdictions ?? [];
  const assumed = chosen.length === 0;
  const binds = policies.filter(
    ({ id, jurisdictions: own = [], baseline }) =>
      own.includes('any') || (assumed ? baseline : chosen.includes(id) || own.some((one) => chosen.includes(one))),
  );
  return { policies: new Set(binds.map(({ id }) => id)), chosen, assumed };
}

/** The earliest dated demand on a finding that binds. */
export function deadlineOf(finding: Finding, binding: Binding): (PolicyHit & { readonly from: string }) | undefined {
  let earliest: (PolicyHit & { readonly from: string }) | undefined;
  for (const hit of finding.policies) {
    if (hit.from === undefined || !binding.policies.has(hit.policy)) continue;
    if (earliest === undefined || hit.from < earliest.from) earliest = { ...hit, from: hit.from };
  }
  return earliest;
}
