import { compare } from '../basics/order.js';
import type { Inventory } from '../inventory/inventory.js';
import { classPhrases, readDataClasses } from '../lifespan/data-classes.js';
import type {
  Finding,
  Knowledge,
  Lifespan,
  OwnerTotal,
  Plan,
  PolicyInfo,
  ProjectConfig,
  RuleInfo,
  ThreatScenario,
  WorkItem,
} from '../model/index.js';
import { agilityOf } from './agility.js';
import { calendarOf } from './calendar.js';
import { bindingPolicies } from './deadlines.js';
import { workItems } from './items.js';
import { pathwaysOf } from './pathways.js';
import { readRemedies } from './remedies.js';
import { chooseThreat } from './threat.js';
import { wavesOf } from './waves.js';

export interface PlanInput {
  readonly findings: readonly Finding[];
  readonly lifespans: Readonly<Record<string, Lifespan>>;
  readonly inventory: Inventory;
  readonly rules: readonly RuleInfo[];
  readonly policies: readonly PolicyInfo[];
  readonly knowledge: Knowledge;
  readonly project?: ProjectConfig;
  /** Overrides the project's jurisdictions. */
  readonly jurisdictions?: readonly string[];
  /** Scenario id or year: overrides the project's (`--threat`). */
  readonly threat?: string | ThreatScenario;
  /** ISO date. */
  readonly today: string;
  /** Texts of measured link data by the path written in `qday.yaml`. */
  readonly measurements?: Readonly<Record<string, string>>;
}

/**
 * What to do, in which order, and why: docs/priority.md. Pure: equal input, equal plan.
 * @throws UserError when the threat scenario is not known
 */
export function makePlan(input: PlanInput): Plan {
  const { findings, inventory, knowledge, project, policies, today } = input;
  const threat = chooseThreat(knowledge, input.threat ?? project?.threat, today);
  const binding = bindingPolicies(policies, input.jurisdictions?.length ? input.jurisdictions : project?.jurisdictions);
  const phrases = classPhrases(readDataClasses(knowledge, project));
  const items = workItems({ ...input, remedies: readRemedies(knowledge), binding, threat, phrases });
  const libraries = new Map(
    inventory.assets.flatMap((asset) =>
      asset.kind === 'library' && asset.pqc !== 'unknown' ? [[asset.id, asset.pqc === 'capable-now'] as const] : [],
    ),
  );
  return {
    items,
    waves: wavesOf(items, today),
    calendar: calendarOf(items, findings, inventory.assets, policies, knowledge, binding, today),
    pathways: pathwaysOf({
      project,
      inventory,
      lifespans: input.lifespans,
      findings,
      knowledge,
      threat,
      today,
      measurements: input.measurements ?? {},
    }),
    agility: agilityOf(inventory.occurrences, libraries),
    threat: { ...threat.scenario, centralYear: threat.centralYear },
    jurisdictions: { chosen: [...binding.policies].sort(), assumed: binding.assumed },
    owners: ownerTotals(items),
  };
}

/** Person-days by owner; where no owner is known, by component. */
function ownerTotals(items: readonly WorkItem[]): readonly OwnerTotal[] {
  const totals = new Map<string, { items: number; low: number; high: number }>();
  for (const { owner, component, effort } of items) {
    const key = owner ?? component;
    const total = totals.get(key) ?? { items: 0, low: 0, high: 0 };
    totals.set(key, { items: total.items + 1, low: total.low + effort.days[0], high: total.high + effort.days[1] });
  }
  return [...totals]
    .map(([owner, { items: count, low, high }]) => ({ owner, items: count, days: [low, high] as const }))
    .sort((a, b) => b.days[1] - a.days[1] || compare(a.owner, b.owner));
}
