import { compare } from '../basics/order.js';
import type { Inventory } from '../inventory/inventory.js';
import {
  type Finding,
  type Lifespan,
  type ProjectConfig,
  type RuleInfo,
  SEVERITIES,
  type WorkItem,
} from '../model/index.js';
import type { Binding } from './deadlines.js';
import { type Linked, linkItems } from './dependencies.js';
import { effortOf, migrationYears } from './effort.js';
import { type Group, groupFindings } from './group.js';
import { byUrgency, tierOf, type Urgency } from './order.js';
import { standingsOf, type TreeVersions, treeVersions } from './prerequisites.js';
import { reasonOf } from './reason.js';
import type { Remedy } from './remedies.js';
import { figuresOf, type RiskInput, sourcesOf } from './risk.js';
import { stepsOf } from './steps.js';
import { isThirdParty } from './third-party.js';
import type { Threat } from './threat.js';
import { withUpgrades } from './upgrades.js';
import { WAVES } from './waves.js';

export interface ItemInput {
  readonly findings: readonly Finding[];
  readonly lifespans: Readonly<Record<string, Lifespan>>;
  readonly inventory: Inventory;
  readonly rules: readonly RuleInfo[];
  readonly remedies: ReadonlyMap<string, Remedy>;
  readonly project?: ProjectConfig;
  readonly binding: Binding;
  readonly threat: Threat;
  readonly today: string;
  /** Data class → how a sentence names it. */
  readonly phrases: ReadonlyMap<string, string>;
}

/** Work items in the order in which they should be done. The order is total: the id decides between equals. */
export function workItems(input: ItemInput): readonly WorkItem[] {
  const versions = treeVersions(input.inventory);
  const groups = groupFindings(input.findings, input.inventory.occurrences, input.lifespans, input.remedies);
  const drafts = groups.map((group) => draftOf(group, input, versions));
  const linked = linkItems(withUpgrades(drafts, input.remedies, versions, input.project), input.remedies);
  return linked
    .sort((a, b) => byUrgency(a.urgency, b.urgency) || a.rank - b.rank || compare(a.draft.item.id, b.draft.item.id))
    .map(finish);
}

export interface Draft {
  readonly group: Group;
  readonly urgency: Urgency;
  /** Ids of upgrades that have to come first. */
  readonly waitsFor?: readonly string[];
  readonly item: Omit<WorkItem, 'priority' | 'wave' | 'blockedBy' | 'unblocks'>;
}

function draftOf(group: Group, input: ItemInput, versions: TreeVersions): Draft {
  const { remedy, component, findings } = group;
  const { occurrences } = input.inventory;
  const migration = migrationYears(group, input.project);
  const { binding, threat, today } = input;
  const judged = findings.map((finding) => {
    const lifespan = input.lifespans[finding.id];
    const asked: RiskInput = { finding, lifespan, migration, binding, threat, today };
    const risk = figuresOf(asked);
    const urgency: Urgency = {
      tier: tierOf(finding.harm, finding.severity, lifespan?.exposure ?? 'unknown'),
      margin: risk.margin,
      ...(risk.policyDate ? { deadline: risk.policyDate } : {}),
      effort: remedy.days[0] + remedy.days[1],
    };
    return { finding, lifespan, asked, risk, urgency };
  });
  const first = judged.reduce((best, one) => (byUrgency(one.urgency, best.urgency) < 0 ? one : best));
  const risk = { ...first.risk, because: sourcesOf(first.asked) };
  const deadline = judged
    .map(({ risk }) => risk.policyDate)
    .filter((one) => one !== undefined)
    .sort()[0];
  const owner = first.lifespan?.owner;
  const rule = input.rules.find((one) => one.id === first.finding.ruleId);
  const thirdParty = isThirdParty(component, input.project);
  return {
    group,
    urgency: first.urgency,
    item: {
      id: group.id,
      title: remedy.title,
      component,
      ...(owner ? { owner } : {}),
      remedy: remedy.id,
      findings: findings.map((one) => one.id),
      harm: first.finding.harm,
      severity: SEVERITIES[Math.max(...findings.map((one) => SEVERITIES.indexOf(one.severity)))]!,
      ...(deadline ? { deadline } : {}),
      exposure: first.lifespan?.exposure ?? 'unknown',
      dataClasses: [...new Set(judged.flatMap(({ lifespan }) => lifespan?.dataClasses ?? []))].sort(),
      risk,
      effort: effortOf(group, occurrences, input.project, thirdParty),
      prerequisites: standingsOf(remedy, component, versions).map(({ text }) => text),
      compatibility: remedy.compatibility ?? [],
      steps: stepsOf(group, occurrences),
      verify: `qday scan ${component}: no finding ${[...new Set(findings.map((one) => one.ruleId))].sort().join(', ')} remains`,
      ...(remedy.fix ? { fix: remedy.fix } : {}),
      reason: reasonOf({ ...first, risk, ruleTitle: rule?.title ?? first.finding.message, phrases: input.phrases }),
      because: [
        {
          text: `remedy ${remedy.id}`,
          source: remedy.source,
          ...(remedy.confidence === 'verified' ? {} : { assumed: true }),
        },
        ...risk.because,
      ],
    },
  };
}

function finish({ draft, blockedBy, unblocks, wave }: Linked, index: number): WorkItem {
  return { ...draft.item, priority: index + 1, wave: WAVES.indexOf(wave) + 1, blockedBy, unblocks };
}
