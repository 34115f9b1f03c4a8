import { addTo } from '../basics/groups.js';
import type { PastFinding } from '../model/index.js';
import type { Printed } from './fingerprint.js';

export interface Base {
  readonly kind: 'baseline' | 'git' | 'report';
  readonly name: string;
  readonly findings: readonly PastFinding[];
  /** New path → path in the base, as far as git says so. */
  readonly renames?: ReadonlyMap<string, string>;
}

export interface Compared {
  readonly printed: readonly Printed[];
  readonly fixed: readonly PastFinding[];
}

/**
 * Marks each finding new or unchanged against a base, and lists what the base had and is gone.
 *
 * Each finding of the base stands for one finding here at most, so that a second identical call is new. Pairs are made
 * from the surest to the least sure: same fingerprint; same content in the same path; in the path git says it was renamed
 * from; in a file of the same name whose old place holds that content no longer (a moved directory without git).
 */
export function compareWithBase(printed: readonly Printed[], base: Base): Compared {
  const open = new Set(base.findings);
  const pairs = new Map<Printed, PastFinding>();
  const renamed = (path: string) => base.renames?.get(path) ?? path;
  const keys: readonly ((one: Printed) => string)[] = [
    ({ finding }) => `print\n${finding.fingerprint}`,
    ({ content, path }) => `path\n${content}\n${renamed(path)}`,
    ({ content, path }) => `name\n${content}\n${fileName(path)}`,
  ];
  const pastKeys: readonly ((one: PastFinding) => string)[] = [
    ({ fingerprint }) => `print\n${fingerprint}`,
    ({ content, place }) => `path\n${content}\n${place}`,
    ({ content, place }) => `name\n${content}\n${fileName(place)}`,
  ];
  for (const [step, key] of keys.entries()) {
    const waiting = new Map<string, PastFinding[]>();
    for (const past of open) {
      if (step > 0 && past.content === undefined) continue;
      const name = pastKeys[step]!(past);
      addTo(waiting, name, past);
    }
    for (const one of printed) {
      if (pairs.has(one)) continue;
      const past = waiting.get(key(one))?.shift();
      if (!past) continue;
      pairs.set(one, past);
      open.delete(past);
    }
  }
  return {
    printed: printed.map((one) => {
      const past = pairs.get(one);
      if (!past) return { ...one, finding: { ...one.finding, change: 'new' } };
      // A renamed finding keeps the fingerprint under which it is known.
      return { ...one, finding: { ...one.finding, fingerprint: past.fingerprint, change: 'unchanged' } };
    }),
    fixed: [...open],
  };
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
