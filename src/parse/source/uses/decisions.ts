import type { Observation } from '../../../model/index.js';
import type { Place } from './evidence.js';
import type { Told } from './several.js';

/** The parts that choose an algorithm; a size or a digest alone chooses none. */
const CHOOSING = ['parameters', 'algorithm', 'curve'] as const;

/** Places that one use names; what is chosen from more is a table of everything there is. */
const MOST = 12;

/**
 * Where code writes the value that decides a use which stands on another line: the constant `ALG = "RS256"`, a row of a
 * table of curves, a line of options. It is the line that a migration changes: inventoried as a part of the use, judged with it.
 */
export function decisions(told: readonly Told[], place: Place): Observation[] {
  const made = new Map<string, Observation>();
  for (const { use, choice, observation } of told) {
    if (observation.asset.kind !== 'algorithm' || !isNamed(observation.asset.family)) continue;
    for (const part of CHOOSING) {
      const slot = choice[part];
      if (!slot?.at || slot.from === 'library-default' || slot.typeOnly) continue;
      const { line, column, path = place.path } = slot.at;
      const key = `${path}:${line}/${observation.asset.id}`;
      if (made.size >= MOST || made.has(key) || (path === place.path && line === use.line)) continue;
      made.set(key, decision(observation, { type: 'file', path, line, column }));
    }
  }
  return [...made.values()];
}

function isNamed(family: string): boolean {
  return family !== 'unknown' && !family.startsWith('classical-');
}

function decision({ asset, evidence, usage }: Observation, location: Observation['evidence']['location']): Observation {
  const { decidedAt: _, excerpt: __, ...told } = evidence;
  const { unknown: ___, ...rest } = usage;
  return { asset, evidence: { ...told, location }, usage: { ...rest, role: 'decide' }, partOf: asset.id };
}
