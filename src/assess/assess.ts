import type { Catalog } from '../catalog/catalog.js';
import type { Inventory } from '../inventory/inventory.js';
import type { CryptoAsset, Finding, Knowledge, Occurrence, PolicyHit, PolicyInfo, RuleInfo } from '../model/index.js';
import { meets, type Subject } from './condition.js';
import { contentKey, fingerprint } from './fingerprint.js';
import { fill } from './message.js';
import { policyHits, policyInfo } from './policies.js';
import { type RuleBook, readRuleBook } from './read-rules.js';
import { subjectOf } from './subject.js';
import type { Rule } from './types.js';

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
  const assets = new Map(inventory.assets.map((asset) => [asset.id, asset]));
  const drafts: Draft[] = [];
  inventory.occurrences.forEach((occurrence, index) => {
    const asset = assets.get(occurrence.asset);
    if (!asset || occurrence.partOf !== undefined) return;
    const subject = subjectOf(occurrence, asset, catalog, today);
    const here: Draft[] = [];
    for (const rule of book.rules) {
      if (!meets(rule.when, subject)) continue;
      const policies = policyHits(book.policies, rule.id, subject, chosen);
      if (policies.length > 0) here.push({ rule, asset, occurrence, index, subject, policies });
    }
    drafts.push(...withoutCovered(here));
  });
  const findings = number(drafts).map(({ draft, print }) => finding(draft, print, book));
  return { findings, rules: usedRules(book, findings), policies: policyInfo(book.policies) };
}

interface Draft {
  readonly rule: Rule;
  readonly asset: CryptoAsset;
  readonly occurrence: Occurrence;
  readonly index: number;
  readonly subject: Subject;
  readonly policies: readonly PolicyHit[];
}

/** One place, one line to act on: what another rule covers is said in its message. */
function withoutCovered(here: readonly Draft[]): Draft[] {
  const covered = new Set(here.flatMap(({ rule }) => rule.covers ?? []));
  return here.filter(({ rule }) => !covered.has(rule.id));
}

/** Gives each draft its fingerprint: equal contents are counted in order of path, line and column. */
function number(drafts: readonly Draft[]): { draft: Draft; print: string }[] {
  const seen = new Map<string, number>();
  const ordered = drafts
    .map((draft) => ({ draft, place: placeOf(draft.occurrence) }))
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : a.draft.index - b.draft.index));
  return ordered.map(({ draft }) => {
    const key = contentKey(draft.rule.id, draft.asset, draft.occurrence);
    const index = seen.get(key) ?? 0;
    seen.set(key, index + 1);
    return { draft, print: fingerprint(key, index) };
  });
}

function placeOf({ evidence: { location } }: Occurrence): string {
  if (location.type === 'endpoint') return `\u{10ffff}${location.endpoint}`;
  return `${location.path}\n${pad(location.line)}\n${pad(location.column)}`;
}

function pad(value = 0): string {
  return String(value).padStart(9, '0');
}

function finding({ rule, asset, occurrence, index, subject, policies }: Draft, print: string, book: RuleBook): Finding {
  const remedy = book.remedies.find(
    (one) => one.rules.includes(rule.id) && (one.when === undefined || meets(one.when, subject)),
  );
  return {
    id: print.slice(0, 16),
    ruleId: rule.id,
    assetId: asset.id,
    occurrence: index,
    severity: rule.severityWhen?.find((one) => meets(one.when, subject))?.severity ?? rule.severity,
    confidence: occurrence.evidence.confidence,
    harm: rule.harmWhen?.find((one) => meets(one.when, subject))?.harm ?? rule.harm,
    message: fill(rule.messageWhen?.find((one) => meets(one.when, subject))?.message ?? rule.message, subject),
    policies,
    fingerprint: print,
    gated: occurrence.usage.context === 'production',
    ...(remedy ? { remedy: remedy.id } : {}),
  };
}

function usedRules(book: RuleBook, findings: readonly Finding[]): RuleInfo[] {
  const used = new Set(findings.map((one) => one.ruleId));
  return book.rules
    .filter((rule) => used.has(rule.id))
    .map(({ id, title, why, severity, harm, citations }) => ({ id, title, why, severity, harm, citations }));
}
