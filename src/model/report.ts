import type { CryptoAsset } from './asset.js';
import type { Attempt } from './attempt.js';
import type { EndpointFact } from './endpoint-fact.js';
import type { Evidence } from './evidence.js';
import type { Finding, Harm, Severity } from './finding.js';
import type { Lifespan } from './lifespan.js';
import type { DataField, Reference, Usage } from './observation.js';
import type { Plan } from './plan.js';

export const REPORT_VERSION = 1;

/** One place at which an asset was seen. `asset` is an id in `Report.assets`. */
export interface Occurrence {
  readonly asset: string;
  readonly evidence: Evidence;
  readonly usage: Usage;
  readonly partOf?: string;
  readonly references?: readonly Reference[];
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  readonly facts?: readonly EndpointFact[];
}

/** A resolved connection between two assets. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly relation: Reference['relation'] | 'certificate-of' | 'issuer-of' | 'configured-in';
}

/** What was looked at, in numbers; what was not is in `attempts`. */
export interface Coverage {
  readonly files: number;
  readonly bytes: number;
  readonly ignored: number;
  /** Files that no parser had a reason to open beyond the candidate filter. */
  readonly withoutCryptography: number;
  /** Binary files of no format that any parser reads: what is in there is not known. */
  readonly binaries?: number;
  readonly parsed: Readonly<Record<string, number>>; // by parser id
  readonly endpoints: number;
  readonly notExamined: number;
}

/** A rule as printed: everything an output needs to explain a finding without `rules/`. */
export interface RuleInfo {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  readonly harm: Harm;
  readonly citations: readonly { readonly text: string; readonly url?: string }[];
}

export interface PolicyInfo {
  readonly id: string;
  readonly title: string;
  /** What sentences and tables call it. */
  readonly short?: string;
  readonly authority: string;
  readonly status: 'final' | 'draft';
  readonly confidence: string;
  readonly jurisdictions?: readonly string[];
  /** Counts when the project names no jurisdictions. */
  readonly baseline?: boolean;
  readonly url?: string;
}

/** Everything a scan found out. Every output is a rendering of this and of nothing else. */
export interface Report {
  readonly schemaVersion: typeof REPORT_VERSION;
  readonly tool: { readonly name: 'qday'; readonly version: string; readonly rules: string };
  /** The date everything was judged on, ISO. Enters the pipeline once. */
  readonly today: string;
  readonly targets: readonly string[];
  readonly verdict: Verdict;
  readonly coverage: Coverage;
  readonly attempts: readonly Attempt[];
  readonly assets: readonly CryptoAsset[];
  readonly occurrences: readonly Occurrence[];
  readonly links: readonly Link[];
  readonly fields: readonly (DataField & { readonly dataClass: string })[];
  readonly rules: readonly RuleInfo[];
  readonly policies: readonly PolicyInfo[];
  readonly findings: readonly Finding[];
  /** By finding id. */
  readonly lifespans: Readonly<Record<string, Lifespan>>;
  readonly plan: Plan;
  /** What the user should know about this run: unused ignores, assumptions, clipped lists. */
  readonly notices: readonly string[];
  /** What the findings were compared with; absent when nothing was. */
  readonly base?: { readonly kind: 'baseline' | 'git' | 'report'; readonly name: string };
  /** Findings of the base that are no longer there. */
  readonly fixed?: readonly PastFinding[];
  /** The reports this one was merged from; absent in the report of one scan. */
  readonly estate?: readonly EstateMember[];
}

/** One scanned thing of an estate: what cannot be added up twice. */
export interface EstateMember {
  readonly name: string;
  readonly today: string;
  readonly targets: readonly string[];
  readonly tool: Report['tool'];
  readonly coverage: Coverage;
  readonly status: Verdict['status'];
  readonly progress: Verdict['progress'];
}

/** A finding of an earlier report: enough to name it when its occurrence is gone. */
export interface PastFinding {
  readonly fingerprint: string;
  /** What was found without where: lets a moved or renamed place be recognised. */
  readonly content?: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  /** Path or endpoint. */
  readonly place: string;
  readonly line?: number;
}

/** Decided before any rendering: formats never change it. */
export interface Verdict {
  readonly status: 'pass' | 'findings' | 'incomplete';
  readonly failOn: Severity | 'never';
  /** `new`: only findings that the base does not have count. Absent = `all`. */
  readonly scope?: 'all' | 'new';
  /** Findings that count for the gate. */
  readonly gating: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly suppressed: number;
  readonly progress: {
    readonly keyEstablishment: { readonly safe: number; readonly total: number };
    readonly signatures: { readonly safe: number; readonly total: number };
  };
}
