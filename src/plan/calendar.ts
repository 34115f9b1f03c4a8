import { compare } from '../basics/order.js';
import {
  bodiesOf,
  type CalendarEntry,
  type CryptoAsset,
  type Finding,
  type Knowledge,
  type PolicyInfo,
  type WorkItem,
} from '../model/index.js';
import type { Binding } from './deadlines.js';

/** Further than this an expiry is not a date to plan for. */
const HORIZON_YEARS = 15;

/** Every date that matters to this plan, in order: policies that bind, certificates, latest starts, ends of suppressions. */
export function calendarOf(
  items: readonly WorkItem[],
  findings: readonly Finding[],
  assets: readonly CryptoAsset[],
  policies: readonly PolicyInfo[],
  knowledge: Knowledge,
  binding: Binding,
  today: string,
): readonly CalendarEntry[] {
  const horizon = `${Number(today.slice(0, 4)) + HORIZON_YEARS}-12-31`;
  const entries: CalendarEntry[] = [
    ...policyDates(findings, binding),
    ...milestones(knowledge, policies, binding),
    ...assets.flatMap((asset): CalendarEntry[] =>
      asset.kind === 'certificate' && asset.notAfter !== undefined
        ? [
            {
              date: asset.notAfter.slice(0, 10),
              kind: 'certificate-expiry',
              text: `${asset.name} expires`,
              ref: asset.id,
            },
          ]
        : [],
    ),
    ...items.flatMap((item): CalendarEntry[] =>
      item.deadline && item.deadline > today
        ? [
            {
              date: latest(today, `${item.risk.startBy}-12-31`),
              kind: 'start-by',
              text: `Start: ${item.title} (${item.component})`,
              ref: item.id,
            },
          ]
        : [],
    ),
    ...findings.flatMap((finding): CalendarEntry[] =>
      finding.suppression?.until
        ? [
            {
              date: finding.suppression.until,
              kind: 'suppression-expiry',
              text: `Suppression of ${finding.ruleId} ends: ${finding.suppression.reason}`,
              ref: finding.id,
            },
          ]
        : [],
    ),
  ];
  const unique = new Map(
    entries.filter(({ date }) => date >= today && date <= horizon).map((one) => [`${one.date}\n${one.text}`, one]),
  );
  return [...unique.values()].sort((a, b) => compare(a.date, b.date) || compare(a.text, b.text));
}

/** A policy date once, however many findings it concerns. */
function policyDates(findings: readonly Finding[], binding: Binding): CalendarEntry[] {
  const dates = new Map<string, { entry: CalendarEntry; count: number }>();
  for (const finding of findings) {
    if (!finding.gated || finding.suppression) continue;
    for (const hit of finding.policies) {
      if (hit.from === undefined || !binding.policies.has(hit.policy)) continue;
      const key = `${hit.policy}\n${hit.from}\n${hit.citation}`;
      const known = dates.get(key);
      const text = `${hit.title}${hit.draft ? ' (draft)' : ''}: ${hit.citation}`;
      dates.set(key, {
        entry: { date: hit.from, kind: 'policy', text, ref: hit.policy },
        count: (known?.count ?? 0) + 1,
      });
    }
  }
  return [...dates.values()].map(({ entry, count }) => ({
    ...entry,
    text: `${entry.text} [${count} finding${count === 1 ? '' : 's'}]`,
  }));
}

interface Milestone {
  readonly date: string;
  readonly text: string;
  readonly citation: string;
  readonly confidence: string;
}

/** Dates that bind the organisation: inventories, plans. */
function milestones(knowledge: Knowledge, policies: readonly PolicyInfo[], binding: Binding): CalendarEntry[] {
  const titles = new Map(policies.map(({ id, title, short }) => [id, short ?? title]));
  return bodiesOf(knowledge, 'policies')
    .flatMap((body) => (body['policies'] ?? []) as readonly { id: string; milestones?: readonly Milestone[] }[])
    .filter(({ id }) => binding.policies.has(id))
    .flatMap(({ id, milestones: own = [] }) =>
      own.map(
        ({ date, text, confidence }): CalendarEntry => ({
          date,
          kind: 'policy',
          text: `${titles.get(id) ?? id}: ${text}${confidence === 'verified' ? '' : ` (${confidence} source)`}`,
          ref: id,
        }),
      ),
    );
}

function latest(a: string, b: string): string {
  return a > b ? a : b;
}
