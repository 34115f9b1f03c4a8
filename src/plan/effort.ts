import type { Agility, Effort, Occurrence, ProjectConfig } from '../model/index.js';
import type { Group } from './group.js';

const HARD: ReadonlySet<Agility | undefined> = new Set<Agility | undefined>(['literal', undefined, 'unknown']);
const MAX_SITES = 200;

/**
 * Person-days as a range, with what drives them: the remedy, the number of places, how the algorithm is chosen there, who
 * owns it. A statement of the project wins.
 */
export function effortOf(
  group: Group,
  occurrences: readonly Occurrence[],
  project: ProjectConfig | undefined,
  thirdParty: boolean,
): Effort {
  const { remedy, findings } = group;
  const sites = findings.flatMap((one) => occurrences[one.occurrence] ?? []);
  const stated = statedEffort(group, project);
  if (stated?.days) return sized(stated.days, [`stated in qday.yaml${stated.reason ? `: ${stated.reason}` : ''}`]);
  const files = new Set(
    sites.map(({ evidence: { location } }) => (location.type === 'file' ? location.path : location.endpoint)),
  );
  const further = Math.min(MAX_SITES, Math.max(0, sites.length - 1));
  const [low, high] = remedy.perSite ?? [0, 0];
  const drivers = [`${plural(sites.length, 'place')} in ${plural(files.size, 'file')}`];
  let scale = 1;
  const literal = sites.filter(({ usage }) => HARD.has(usage.agility)).length;
  if (remedy.kind === 'code' && literal > 0) {
    drivers.push(`${literal} of them with the algorithm written in the code`);
    scale += 0.25 * (literal / Math.max(1, sites.length));
  }
  if (remedy.kind === 'code' && sites.some(({ usage }) => usage.purpose === 'encryption')) {
    drivers.push('stored or sent ciphertexts have to be read in both forms');
  }
  if (remedy.kind === 'hardware') drivers.push('devices in the field');
  if (thirdParty) {
    drivers.push('run by a third party: asking and testing instead of changing');
    scale *= 1.5;
  }
  return sized([(remedy.days[0] + low * further) * scale, (remedy.days[1] + high * further) * scale], drivers);
}

/** Y: years from decision to done, and where the number is from. */
export function migrationYears(group: Group, project: ProjectConfig | undefined) {
  const stated = statedEffort(group, project);
  if (stated?.years !== undefined) {
    return {
      years: stated.years,
      because: { text: `${stated.years} years to migrate, as stated`, source: 'qday.yaml effort' },
    };
  }
  return {
    years: group.remedy.years,
    because: {
      text: `${group.remedy.years} years to migrate: usual for this change`,
      source: `rules/remedies ${group.remedy.id}`,
      assumed: true,
    },
  };
}

function statedEffort({ remedy, component }: Group, project: ProjectConfig | undefined) {
  return project?.effort?.find(
    (one) => (one.remedy ?? remedy.id) === remedy.id && (one.component ?? component) === component,
  );
}

function sized(days: readonly [number, number], drivers: readonly string[]): Effort {
  const range: [number, number] = [half(days[0]), half(Math.max(days[0], days[1]))];
  const high = range[1];
  const size = high <= 1 ? 'XS' : high <= 4 ? 'S' : high <= 15 ? 'M' : high <= 40 ? 'L' : 'XL';
  return { size, days: range, drivers };
}

/** Half days, never nothing. */
function half(days: number): number {
  return Math.max(0.5, Math.round(days * 2) / 2);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
