import { compareVersions } from '../catalog/versions.js';
import type { ProjectConfig } from '../model/index.js';
import { effortOf, migrationYears } from './effort.js';
import type { Group } from './group.js';
import type { Draft } from './items.js';
import { byUrgency } from './order.js';
import { type Standing, standingsOf, type TreeVersion, type TreeVersions } from './prerequisites.js';
import type { Remedy } from './remedies.js';

/** The entry of `rules/remedies/` that says what an upgrade takes. */
const REMEDY = 'upgrade-library';

interface Upgrade {
  readonly id: string;
  readonly has: TreeVersion;
  /** The highest version that an item waits for. */
  readonly atLeast: string;
  readonly waiting: readonly Draft[];
}

/**
 * A prerequisite whose version the tree names, and which is too old, is work of its own that other items wait for. What
 * the tree does not say stays a sentence of the item.
 * @returns the items with what they wait for, and the upgrades
 */
export function withUpgrades(
  drafts: readonly Draft[],
  remedies: ReadonlyMap<string, Remedy>,
  versions: TreeVersions,
  project: ProjectConfig | undefined,
): readonly Draft[] {
  const remedy = remedies.get(REMEDY);
  if (!remedy) return drafts;
  const upgrades = new Map<string, Upgrade>();
  const waits = new Map<Draft, string[]>();
  for (const draft of drafts) {
    for (const standing of standingsOf(draft.group.remedy, draft.group.component, versions)) {
      const upgrade = note(upgrades, standing, draft);
      if (upgrade) waits.set(draft, [...(waits.get(draft) ?? []), upgrade]);
    }
  }
  return [
    ...drafts.map((draft) => ({ ...draft, waitsFor: waits.get(draft) ?? [] })),
    ...[...upgrades.values()].map((upgrade) => draftOf(upgrade, remedy, project)),
  ];
}

function note(upgrades: Map<string, Upgrade>, { prerequisite, tooOld }: Standing, draft: Draft): string | undefined {
  if (!tooOld || prerequisite.atLeast === undefined) return undefined;
  const id = `${REMEDY}-${tooOld.asset.name}@${tooOld.sighting.usage.component ?? '.'}`;
  const known = upgrades.get(id);
  const higher = known && compareVersions(known.atLeast, prerequisite.atLeast) > 0;
  const atLeast = higher ? known.atLeast : prerequisite.atLeast;
  upgrades.set(id, { id, has: tooOld, atLeast, waiting: [...(known?.waiting ?? []), draft] });
  return id;
}

function draftOf({ id, has, atLeast, waiting }: Upgrade, remedy: Remedy, project: ProjectConfig | undefined): Draft {
  const component = has.sighting.usage.component ?? '.';
  const group: Group = { id, remedy, component, findings: [] };
  const first = waiting.reduce((best, one) => (byUrgency(one.urgency, best.urgency) < 0 ? one : best));
  const { location, excerpt } = has.sighting.evidence;
  const place =
    location.type === 'file'
      ? { path: location.path, ...(location.line ? { line: location.line } : {}) }
      : { path: location.endpoint };
  const { label } = has;
  const wanted = `${label.split(' ')[0]} ${atLeast} or later`;
  const deadline = waiting.flatMap(({ item }) => item.deadline ?? []).sort()[0];
  const migration = migrationYears(group, project);
  const classes = new Set(waiting.flatMap(({ item }) => item.dataClasses));
  const dependents = `${waiting.length} item${waiting.length === 1 ? '' : 's'} of this plan wait${waiting.length === 1 ? 's' : ''} for it`;
  return {
    group,
    urgency: first.urgency,
    waitsFor: [],
    item: {
      id,
      title: `Upgrade ${label} to ${atLeast} or later`,
      component,
      ...(first.item.owner ? { owner: first.item.owner } : {}),
      remedy: remedy.id,
      findings: [],
      harm: first.item.harm,
      severity: first.item.severity,
      ...(deadline ? { deadline } : {}),
      exposure: first.item.exposure,
      dataClasses: [...classes].sort(),
      risk: first.item.risk,
      effort: { ...effortOf(group, [], project, false), drivers: [dependents] },
      prerequisites: [],
      compatibility: remedy.compatibility ?? [],
      steps: [{ text: remedy.change, location: place, before: excerpt ?? label, after: wanted }],
      verify: `qday scan ${component}: the inventory has ${wanted}`,
      reason: `${dependents}${waiting.length === 1 ? ':' : ', the first of them'} "${first.item.title}"; the tree has ${label}.`,
      because: [
        { text: `remedy ${remedy.id}`, source: remedy.source, assumed: true },
        migration.because,
        ...first.item.risk.because,
      ],
    },
  };
}
