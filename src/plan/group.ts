import type { Finding, Lifespan, Occurrence } from '../model/index.js';
import type { Remedy } from './remedies.js';

/** The findings that one team answers with one remedy. */
export interface Group {
  readonly id: string;
  readonly remedy: Remedy;
  readonly component: string;
  readonly findings: readonly Finding[];
}

/** Open findings in production code by remedy, component and owner; a finding without a remedy is planned for by its rule. */
export function groupFindings(
  findings: readonly Finding[],
  occurrences: readonly Occurrence[],
  lifespans: Readonly<Record<string, Lifespan>>,
  remedies: ReadonlyMap<string, Remedy>,
): readonly Group[] {
  const groups = new Map<string, { remedy: Remedy; component: string; findings: Finding[] }>();
  for (const finding of findings) {
    if (!finding.gated || finding.suppression || finding.change === 'fixed') continue;
    const remedy = (finding.remedy === undefined ? undefined : remedies.get(finding.remedy)) ?? noRemedy(finding);
    const component = componentOf(occurrences[finding.occurrence]);
    const key = [remedy.id, component, lifespans[finding.id]?.owner ?? ''].join('\n');
    const group = groups.get(key);
    if (group) group.findings.push(finding);
    else groups.set(key, { remedy, component, findings: [finding] });
  }
  return [...groups.entries()].map(([key, group]) => ({ id: idOf(key), ...group }));
}

/** `remedy@component`, readable and stable. */
function idOf(key: string): string {
  const [remedy, component, owner] = key.split('\n');
  return `${remedy}@${component}${owner ? `#${owner}` : ''}`;
}

/** An endpoint is a component of its own. */
function componentOf(occurrence: Occurrence | undefined): string {
  const location = occurrence?.evidence.location;
  if (location?.type === 'endpoint') return location.endpoint;
  return occurrence?.usage.component ?? '.';
}

/** A user's rule may have no remedy yet: the work is to decide on one. */
function noRemedy(finding: Finding): Remedy {
  return {
    id: `decide-${finding.ruleId}`,
    rules: [finding.ruleId],
    title: `Decide what to do about ${finding.ruleId.replaceAll('-', ' ')}`,
    wave: 'now',
    days: [0.5, 2],
    years: 0.25,
    kind: 'process',
    change: 'No remedy is written for this rule: add one in rules/remedies/ or with --rules',
    source: 'no remedy for this rule',
  };
}
