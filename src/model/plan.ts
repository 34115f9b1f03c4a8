import type { Harm, Severity } from './finding.js';
import type { Because, Exposure } from './lifespan.js';
import type { ThreatScenario } from './project.js';

export interface Effort {
  readonly size: 'XS' | 'S' | 'M' | 'L' | 'XL';
  /** Person-days, low and high. */
  readonly days: readonly [number, number];
  readonly drivers: readonly string[];
}

/** Mosca's inequality with its inputs. All in years. */
export interface Risk {
  /** X: how long the data must stay secret, or the signature trusted. */
  readonly x: number;
  /** Y: how long the change takes here. */
  readonly y: number;
  /** Z by policy: years until the earliest date that applies; absent when none does. */
  readonly zPolicy?: number;
  readonly policyDate?: string;
  readonly policyId?: string;
  /** Z by threat: years until the central scenario year. */
  readonly zThreat: number;
  /** X + Y − Z with the smaller Z: positive = too late already by that many years. */
  readonly margin: number;
  /** 0..1: probability that a quantum computer exists while the data still must be secret. */
  readonly exposureProbability?: number;
  /** Year by which the change must have started. */
  readonly startBy: number;
  readonly because: readonly Because[];
}

export interface Step {
  readonly text: string;
  readonly location?: { readonly path: string; readonly line?: number };
  readonly before?: string;
  readonly after?: string;
}

/** Findings with one remedy in one component: a unit that one team can do. */
export interface WorkItem {
  readonly id: string;
  readonly title: string;
  readonly component: string;
  readonly owner?: string;
  readonly remedy: string;
  readonly findings: readonly string[];
  readonly harm: Harm;
  readonly severity: Severity;
  /** 1 = first. Total order. */
  readonly priority: number;
  readonly wave: number;
  readonly deadline?: string;
  readonly exposure: Exposure;
  readonly dataClasses: readonly string[];
  readonly risk: Risk;
  readonly effort: Effort;
  readonly prerequisites: readonly string[];
  readonly blockedBy: readonly string[];
  readonly unblocks: readonly string[];
  readonly compatibility: readonly string[];
  readonly steps: readonly Step[];
  readonly verify?: string;
  /** Name of the mechanical change that `qday fix` makes at the places of the steps. */
  readonly fix?: string;
  /** One sentence: why it stands here. */
  readonly reason: string;
  readonly because: readonly Because[];
}

export interface Wave {
  readonly number: number;
  readonly title: string;
  readonly from?: string;
  readonly until?: string;
  readonly items: readonly string[];
}

export type PathwayOption =
  | 'classic-unchanged'
  | 'pqc-only'
  | 'hybrid-pqc-qkd'
  | 'qkd-only'
  | 'isolated-optical-enclave';

export interface Pathway {
  readonly id: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly declared: boolean;
  readonly dataClasses: readonly string[];
  readonly chosen: PathwayOption;
  readonly reason: string;
  readonly options: readonly {
    readonly option: PathwayOption;
    readonly feasible: boolean;
    readonly verdict: string;
    readonly figures?: Readonly<Record<string, number | string>>;
  }[];
  readonly because: readonly Because[];
}

export interface AgilityScore {
  readonly component: string;
  readonly score: number; // 0..100
  readonly facts: readonly { readonly fact: string; readonly count: number; readonly effect: number }[];
  readonly improvements: readonly string[];
}

export interface CalendarEntry {
  readonly date: string;
  readonly kind: 'policy' | 'certificate-expiry' | 'start-by' | 'suppression-expiry' | 'end-of-life';
  readonly text: string;
  readonly ref?: string;
}

/** Person-days of the plan by who has to do the work. */
export interface OwnerTotal {
  readonly owner: string;
  readonly items: number;
  readonly days: readonly [number, number];
}

export interface Plan {
  readonly items: readonly WorkItem[];
  readonly waves: readonly Wave[];
  readonly calendar: readonly CalendarEntry[];
  readonly pathways: readonly Pathway[];
  readonly agility: readonly AgilityScore[];
  /** The quantum-computer scenario that Z by threat rests on. */
  readonly threat?: ThreatScenario & { readonly centralYear: number };
  /** The jurisdictions whose dates count; `assumed` when the project names none. */
  readonly jurisdictions?: { readonly chosen: readonly string[]; readonly assumed: boolean };
  readonly owners?: readonly OwnerTotal[];
}
