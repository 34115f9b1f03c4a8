export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
export const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** Harvest-now-decrypt-later, trust-now-forge-later, or broken without a quantum computer. */
export type Harm = 'hndl' | 'tnfl' | 'classical' | 'none';

export interface Suppression {
  readonly by: 'inline' | 'ignore-file' | 'baseline' | 'context';
  readonly reason: string;
  readonly owner?: string;
  readonly until?: string;
  /** Where the suppression is written. */
  readonly at?: string;
}

/** One rule violated at one place. */
export interface Finding {
  /** Stable over moved lines: see `fingerprint`. Unique in a report. */
  readonly id: string;
  readonly ruleId: string;
  readonly assetId: string;
  /** Index into `Report.occurrences`. */
  readonly occurrence: number;
  readonly severity: Severity;
  /** 0..1, from the evidence. */
  readonly confidence: number;
  readonly harm: Harm;
  /** One sentence stating the present condition. */
  readonly message: string;
  /** The policies that this violates, with the date from which: earliest first. */
  readonly policies: readonly PolicyHit[];
  /** rule + asset + normalised content + occurrence index; never the line. */
  readonly fingerprint: string;
  readonly remedy?: string;
  readonly suppression?: Suppression;
  /** Against a base or baseline; absent when there is none. */
  readonly change?: 'new' | 'unchanged' | 'fixed';
  /** False for tests, examples, documentation, vendored and generated code, unless asked for. */
  readonly gated: boolean;
}

export interface PolicyHit {
  readonly policy: string;
  readonly title: string;
  /** ISO date from which the policy says so; absent = now. */
  readonly from?: string;
  readonly status: 'deprecated' | 'disallowed' | 'required' | 'recommended';
  readonly draft?: boolean;
  readonly citation: string;
  /** How the date is known: `verified`, `secondary`, `memory`: what is not verified is printed as an assumption. */
  readonly confidence?: string;
}

/** Does this finding fail the gate: open, in gated code, severe enough and, in scope `new`, not in the base? */
export function countsForGate(
  { suppression, gated, severity, change }: Pick<Finding, 'suppression' | 'gated' | 'severity' | 'change'>,
  { failOn, scope = 'all' }: { readonly failOn: Severity | 'never'; readonly scope?: 'all' | 'new' },
): boolean {
  if (failOn === 'never' || suppression || !gated) return false;
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(failOn) && (scope === 'all' || change !== 'unchanged');
}
