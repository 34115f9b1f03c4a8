import { compare } from '../basics/order.js';
import type { Exposure, Harm, Severity } from '../model/index.js';

/** The four things that decide what comes first, in this order: docs/priority.md. */
export interface Urgency {
  readonly tier: number;
  /** Years too late; more is more urgent. */
  readonly margin: number;
  /** ISO date; none counts as later than any. */
  readonly deadline?: string;
  /** Person-days of the remedy by itself, so that fewer places never make an item more urgent. */
  readonly effort: number;
}

/**
 * Harm in progress before harm to come.
 * 0 open to anyone today, 1 recorded on an exposed path today, 2 recorded by who gets inside, or broken and serious,
 * 3 forged later, or broken and less serious, 4 gaps and preparations.
 */
export function tierOf(harm: Harm, severity: Severity, exposure: Exposure): number {
  if (harm === 'classical')
    return severity === 'critical' ? 0 : severity === 'high' ? 2 : severity === 'medium' ? 3 : 4;
  if (harm === 'hndl') return exposure === 'internet' || exposure === 'partner' ? 1 : 2;
  return harm === 'tnfl' ? 3 : 4;
}

/** Negative when `a` is more urgent. */
export function byUrgency(a: Urgency, b: Urgency): number {
  return (
    a.tier - b.tier || b.margin - a.margin || compare(a.deadline ?? '9999', b.deadline ?? '9999') || a.effort - b.effort
  );
}
