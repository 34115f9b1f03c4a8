import type { Catalog } from '../catalog/catalog.js';
import type { Inventory } from '../inventory/inventory.js';
import type { CryptoAsset, Finding, Knowledge, Occurrence, PolicyInfo, RuleInfo } from '../model/index.js';
import { contentKey, fingerprint } from './fingerprint.js';
import { Judge, type Judgement } from './judge.js';
import { policyInfo } from './policies.js';
import { type RuleBook, readRuleBook } from './read-rules.js';

export interface Assessment {
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleInfo[];
  readonly policies: readonly PolicyInfo[];
}

export interface AssessOptions {
  /** Jurisdictions or policy ids of the project: they switch on the demands that are `optIn`. */
  readonly jurisdictions?: readonly string[];
}

/**
 * Judges the inventory by the policies on a date. Only this stage says that something is wrong.
 * One finding per rule and occurrence; what was read out of a larger thing (`partOf`) is judged with its owner.
 * @param today ISO date
 */
export function assess(
  inventory: Inventory,
  knowledge: Knowledge,
  catalog: Catalog,
  today: string,
  options: AssessOptions = {},
): Assessment {
  const book = readRuleBook(knowledge);
  const chosen = new Set(options.jurisdictions ?? []);
  const judge = new Judge(book, catalog, today, chosen);
  const assets = new Map(inventory.assets.map((asset) => [asset.id, asset]));
  const drafts: Draft[] = [];
  inventory.occurrences.forEach((occurrence, index) => {
    const asset = assets.get(occurrence.asset);
    if (!asset || occurrence.partOf !== undefined) return;
    for (const judgement of judge.of(occurrence, asset)) drafts.push({ judgement, asset, occurrence, index });
  });
  const findings = number(drafts).map(finding);
  return { findings, rules: usedRules(book, findings), policies: policyInfo(book.policies) };
}

interface Draft {
  readonly judgement: Judgement;
  readonly asset: CryptoAsset;
  readonly occurrence: Occurrence;
  readonly index: number;
}

/** Gives each draft its fingerprint: equal contents are counted in order of path, line and column, endpoints after files. */
function number(drafts: readonly Draft[]): { draft: Draft; print: string }[] {
  const seen = new Map<string, number>();
  // The inventory is in order of place.
  const [files, endpoints] = [drafts.filter(isInFile), drafts.filter((one) => !isInFile(one))];
  return [...files, ...endpoints].map((draft) => {
    const key = contentKey(draft.judgement.rule.id, draft.asset, draft.occurrence);
    const index = seen.get(key) ?? 0;
    seen.set(key, index + 1);
    return { draft, print: fingerprint(key, index) };
  });
}

function isInFile({ occurrence }: Draft): boolean {
  return occurrence.evidence.location.type === 'file';
}

function finding({ draft, print }: { draft: Draft; print: string }): Finding {
  const { judgement, asset, occurrence, index } = draft;
  return {
    id: print.slice(0, 16),
    ruleId: judgement.rule.id,
    assetId: asset.id,
    occurrence: index,
    severity: judgement.severity,
    confidence: occurrence.evidence.confidence,
    harm: judgement.harm,
    message: judgement.message,
    policies: judgement.policies,
    fingerprint: print,
    gated: occurrence.usage.context === 'production',
    ...(judgement.remedy === undefined ? {} : { remedy: judgement.remedy }),
  };
}

function usedRules(book: RuleBook, findings: readonly Finding[]): RuleInfo[] {
  const used = new Set(findings.map((one) => one.ruleId));
  return book.rules
    .filter((rule) => used.has(rule.id))
    .map(({ id, title, why, severity, harm, citations }) => ({ id, title, why, severity, harm, citations }));
}
