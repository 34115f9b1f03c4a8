import { type Finding, SEVERITIES, type Severity } from '../model/index.js';

export interface GateOptions {
  readonly failOn: Severity | 'never';
  /** `new`: only what the base does not have. The default with a base. */
  readonly scope?: 'all' | 'new';
}

/** Findings that fail the gate: open, in gated code, severe enough and, in scope `new`, not in the base. */
export function gating(findings: readonly Finding[], { failOn, scope = 'all' }: GateOptions): readonly Finding[] {
  if (failOn === 'never') return [];
  const least = SEVERITIES.indexOf(failOn);
  return findings.filter(
    ({ suppression, gated, severity, change }) =>
      !suppression && gated && SEVERITIES.indexOf(severity) >= least && (scope === 'all' || change !== 'unchanged'),
  );
}
