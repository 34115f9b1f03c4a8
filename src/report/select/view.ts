import { compare } from '../../basics/order.js';
import {
  type CryptoAsset,
  type Finding,
  type Location,
  type Occurrence,
  type PolicyHit,
  type Report,
  type RuleInfo,
  SEVERITIES,
  type WorkItem,
} from '../../model/index.js';

/** A finding with everything it points to. */
export interface FindingView {
  readonly finding: Finding;
  readonly rule: RuleInfo;
  readonly asset?: CryptoAsset;
  readonly occurrence?: Occurrence;
  readonly place: Place;
  readonly item?: WorkItem;
  /** What objects: the policies that bind this project first. */
  readonly policies: readonly PolicyHit[];
  /** How many of them bind: of the jurisdictions chosen, or of the baseline where none is. */
  readonly binding: number;
}

/** A place as every format prints it. */
export interface Place {
  /** File path or endpoint. */
  readonly name: string;
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly isFile: boolean;
  /** For an endpoint: the line of the targets file that names it. */
  readonly declaredAt?: { readonly path: string; readonly line: number };
}

export function placeOf(location: Location | undefined): Place {
  if (!location) return { name: '(place not recorded)', isFile: false };
  if (location.type === 'endpoint')
    return { name: location.endpoint, isFile: false, ...(location.declaredAt && { declaredAt: location.declaredAt }) };
  const { path, line, column, endLine, endColumn } = location;
  return { name: path, line, column, endLine, endColumn, isFile: true };
}

/** `NIST IR 8547: deprecated from 2030-12-31 (draft)`. */
export function policyText({ title, status, from, draft }: PolicyHit): string {
  return `${title}: ${status}${from ? ` from ${from}` : ''}${draft ? ' (draft)' : ''}`;
}

export function placeText(place: Pick<Place, 'name' | 'line'>): string {
  return place.line ? `${place.name}:${place.line}` : place.name;
}

/** The path of the file itself when the place is inside an archive: `a.jar!/b.class` → `a.jar`. */
export function outerPath(path: string): string {
  const at = path.indexOf('!/');
  return at < 0 ? path : path.slice(0, at);
}

/** Look-ups over one report, made once for a rendering. */
export class View {
  readonly findings: readonly FindingView[];
  readonly open: readonly FindingView[];
  readonly suppressed: readonly FindingView[];
  readonly items: readonly WorkItem[];
  private readonly assets: ReadonlyMap<string, CryptoAsset>;
  private readonly byId: ReadonlyMap<string, FindingView>;

  constructor(readonly report: Report) {
    this.assets = new Map(report.assets.map((asset) => [asset.id, asset]));
    const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
    this.items = [...report.plan.items].sort((a, b) => a.priority - b.priority);
    const chosen = new Set(report.plan.jurisdictions?.chosen);
    const itemOf = new Map(this.items.flatMap((item) => item.findings.map((id) => [id, item] as const)));
    this.findings = report.findings
      .map((finding): FindingView => {
        const occurrence = report.occurrences[finding.occurrence];
        const binding = finding.policies.filter(({ policy }) => chosen.has(policy));
        return {
          finding,
          rule: rules.get(finding.ruleId) ?? bareRule(finding),
          asset: this.assets.get(finding.assetId),
          occurrence,
          place: placeOf(occurrence?.evidence.location),
          item: itemOf.get(finding.id),
          policies: [...binding, ...finding.policies.filter(({ policy }) => !chosen.has(policy))],
          binding: binding.length,
        };
      })
      .sort(byUrgency);
    this.byId = new Map(this.findings.map((one) => [one.finding.id, one]));
    this.open = this.findings.filter(({ finding }) => !finding.suppression);
    this.suppressed = this.findings.filter(({ finding }) => finding.suppression);
  }

  asset(id: string): CryptoAsset | undefined {
    return this.assets.get(id);
  }

  finding(id: string): FindingView | undefined {
    return this.byId.get(id);
  }

  findingsOf(item: WorkItem): readonly FindingView[] {
    return item.findings.flatMap((id) => this.byId.get(id) ?? []).sort(byUrgency);
  }
}

/** Gated first, then work order, severity, confidence; the place last, so that the order is total and stable. */
function byUrgency(a: FindingView, b: FindingView): number {
  return (
    Number(b.finding.gated) - Number(a.finding.gated) ||
    (a.item?.priority ?? Number.MAX_SAFE_INTEGER) - (b.item?.priority ?? Number.MAX_SAFE_INTEGER) ||
    SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity) ||
    b.finding.confidence - a.finding.confidence ||
    compare(a.place.name, b.place.name) ||
    (a.place.line ?? 0) - (b.place.line ?? 0) ||
    compare(a.finding.id, b.finding.id)
  );
}

/** A report whose rule list lost an entry is still rendered, with what the finding itself says. */
function bareRule({ ruleId, severity, harm, message }: Finding): RuleInfo {
  return { id: ruleId, title: message, why: '', severity, harm, citations: [] };
}

/** A line that only chooses what a use on another line does is none. */
export function isUse({ usage }: Pick<Occurrence, 'usage'>): boolean {
  return usage.role !== 'decide';
}
