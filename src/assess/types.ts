import type { Harm, PolicyHit, Severity } from '../model/index.js';
import type { Condition } from './condition.js';

export interface Citation {
  readonly text: string;
  readonly url?: string;
}

/** What is wrong, whoever says so. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  /** The first that holds replaces `severity`: purpose, role and exposure as data. */
  readonly severityWhen?: readonly { readonly when: Condition; readonly severity: Severity }[];
  readonly harm: Harm;
  readonly harmWhen?: readonly { readonly when: Condition; readonly harm: Harm }[];
  /** One sentence with `{field}` of the subject. */
  readonly message: string;
  readonly messageWhen?: readonly { readonly when: Condition; readonly message: string }[];
  readonly when: Condition;
  /** Rules that say less of the same place: where this one holds, theirs is no finding of its own. */
  readonly covers?: readonly string[];
  readonly citations: readonly Citation[];
}

/** Who says so, from when, and for what. */
export interface Policy {
  readonly id: string;
  readonly title: string;
  /** What sentences and tables call it. */
  readonly short?: string;
  readonly authority: string;
  readonly status: 'final' | 'draft';
  readonly confidence: string;
  readonly jurisdictions: readonly string[];
  /** Counts for the plan when the project names no jurisdictions. */
  readonly baseline?: boolean;
  readonly binding?: string;
  readonly citation: string;
  readonly url?: string;
  readonly demands: readonly Demand[];
  /** Dates that bind the organisation, not an asset: inventories, plans. */
  readonly milestones?: readonly {
    readonly date: string;
    readonly text: string;
    readonly citation: string;
    readonly confidence: string;
  }[];
}

export interface Demand {
  readonly rules: readonly string[];
  readonly when?: Condition;
  readonly from?: string;
  readonly status: PolicyHit['status'];
  readonly citation: string;
  readonly confidence?: string;
  /** Applies only where the project chooses this policy or one of its jurisdictions. */
  readonly optIn?: boolean;
}

/** Which remedy answers which rule in which context. The first that holds is taken. */
export interface RemedySelector {
  readonly id: string;
  readonly rules: readonly string[];
  readonly when?: Condition;
}
