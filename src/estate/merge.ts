import { compare } from '../basics/order.js';
import {
  countsForGate,
  type EstateMember,
  type Finding,
  type Report,
  SEVERITIES,
  type Severity,
  type WorkItem,
} from '../model/index.js';
import { asMember } from './member.js';
import { addCoverage, addProgress, union } from './sets.js';

/**
 * Joins reports into one of an estate. A union of sets, so that neither order nor grouping nor repetition matters:
 * merge(a, merge(b, c)) = merge(merge(c, b), a), merge(a, a) = merge(a). Two reports of one name on different days are
 * both kept: how one thing develops is for `trend`.
 */
export function mergeReports(named: readonly { readonly name: string; readonly report: Report }[]): Report {
  const all = named.map(({ name, report }) => asMember(report, name));
  const first = all[0];
  if (!first) throw new Error('nothing to merge');
  const members = union(all.flatMap(({ estate = [] }) => estate));
  const assets = byId(all.flatMap((one) => one.assets));
  const occurrences = union(all.flatMap((one) => one.occurrences));
  const indexOf = new Map(occurrences.map((one, at) => [JSON.stringify(one), at]));
  const findings = byId(
    all.flatMap((one) =>
      one.findings.map((finding) => ({
        ...finding,
        occurrence: indexOf.get(JSON.stringify(one.occurrences[finding.occurrence])) ?? -1,
      })),
    ),
  );
  const failOn = strictest(all.map(({ verdict }) => verdict.failOn));
  const scope = all.every(({ verdict }) => verdict.scope === 'new') ? ('new' as const) : ('all' as const);
  const gating = findings.filter((one) => countsForGate(one, { failOn, scope })).length;
  const incomplete = members.some(({ status }) => status === 'incomplete');
  const open = findings.filter(({ suppression }) => !suppression);
  return {
    schemaVersion: first.schemaVersion,
    tool: latestTool(members),
    today: members.reduce((day, { today }) => (today > day ? today : day), ''),
    targets: union(members.map(({ name }) => name)),
    verdict: {
      status: gating > 0 ? 'findings' : incomplete ? 'incomplete' : 'pass',
      failOn,
      ...(scope === 'new' && { scope }),
      gating,
      bySeverity: Object.fromEntries(
        SEVERITIES.map((one) => [one, open.filter(({ severity }) => severity === one).length]),
      ) as Record<Severity, number>,
      suppressed: findings.length - open.length,
      progress: members.map(({ progress }) => progress).reduce(addProgress),
    },
    coverage: members.map(({ coverage }) => coverage).reduce(addCoverage),
    attempts: union(all.flatMap((one) => one.attempts)),
    assets,
    occurrences,
    links: union(all.flatMap((one) => one.links)),
    fields: union(all.flatMap((one) => one.fields)),
    rules: byId(all.flatMap((one) => one.rules)),
    policies: byId(all.flatMap((one) => one.policies)),
    findings,
    lifespans: Object.fromEntries(union(all.flatMap((one) => Object.entries(one.lifespans)))),
    plan: {
      items: inOrder(byId(all.flatMap((one) => one.plan.items))),
      waves: union(all.flatMap((one) => one.plan.waves)).sort((a, b) => a.number - b.number),
      calendar: union(all.flatMap((one) => one.plan.calendar)).sort((a, b) => compare(a.date, b.date)),
      pathways: byId(all.flatMap((one) => one.plan.pathways)),
      agility: union(all.flatMap((one) => one.plan.agility)),
      ...planContext(all),
    },
    notices: union(all.flatMap((one) => one.notices)),
    ...(all.some(({ fixed }) => fixed) && { fixed: union(all.flatMap(({ fixed = [] }) => fixed)) }),
    estate: members,
  };
}

/** What the plans rest on; of scenarios that differ the later in text order, whichever came first. */
function planContext(all: readonly Report[]): Pick<Report['plan'], 'threat' | 'jurisdictions'> {
  const threat = union(all.flatMap(({ plan }) => plan.threat ?? [])).at(-1);
  const jurisdictions = all.flatMap(({ plan }) => plan.jurisdictions ?? []);
  return {
    ...(threat ? { threat } : {}),
    ...(jurisdictions.length > 0
      ? {
          jurisdictions: {
            chosen: union(jurisdictions.flatMap(({ chosen }) => chosen)),
            assumed: jurisdictions.some(({ assumed }) => assumed),
          },
        }
      : {}),
  };
}

/** One of each id; where two differ, the later in text order, whichever came first. */
function byId<T extends { readonly id: string }>(values: readonly T[]): readonly T[] {
  return [...new Map(union(values).map((one) => [one.id, one])).values()].sort((a, b) => compare(a.id, b.id));
}

/** One order of work for the whole estate: what is latest first; a total order that does not ask where it came from. */
function inOrder(items: readonly WorkItem[]): readonly WorkItem[] {
  const rank = ({ severity }: Finding | WorkItem) => SEVERITIES.indexOf(severity);
  return [...items]
    .sort((a, b) => a.wave - b.wave || b.risk.margin - a.risk.margin || rank(b) - rank(a) || compare(a.id, b.id))
    .map((item, at) => ({ ...item, priority: at + 1 }));
}

function strictest(thresholds: readonly (Severity | 'never')[]): Severity | 'never' {
  return SEVERITIES.find((one) => thresholds.includes(one)) ?? 'never';
}

function latestTool(members: readonly EstateMember[]): Report['tool'] {
  const tools = members.map(({ tool }) => tool);
  const version =
    tools
      .map((one) => one.version)
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .at(-1) ?? '';
  return {
    name: 'qday',
    version,
    rules: [...new Set(tools.flatMap(({ rules }) => rules.split('+')))].sort(compare).join('+'),
  };
}
