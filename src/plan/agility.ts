import { addTo } from '../basics/groups.js';
import { compare } from '../basics/order.js';
import type { AgilityScore, Occurrence } from '../model/index.js';

/** What a component does, counted, and what each fact does to the score of 100. Weights are ours, and printed with the score. */
const FACTS = [
  {
    id: 'literal',
    fact: 'algorithm written as a literal at the call',
    weight: -40,
    improve: 'Name the algorithm in one constant or setting instead of at each call.',
  },
  {
    id: 'constant',
    fact: 'algorithm in a constant of the code',
    weight: -15,
    improve: 'Read the algorithm from configuration, so that a change needs no release.',
  },
  {
    id: 'scattered',
    fact: 'files that call cryptography themselves',
    weight: -30,
    improve: 'Put all calls behind one module of the component and call that.',
  },
  {
    id: 'unversioned',
    fact: 'encryption without a version or method byte seen',
    weight: -15,
    improve: 'Write a version byte in front of each ciphertext, so that old and new can be told apart.',
  },
  {
    id: 'default',
    fact: 'left to the default of a library',
    weight: -5,
    improve: 'State the groups and algorithms explicitly, quantum-safe first.',
  },
  {
    id: 'library',
    fact: 'libraries without post-quantum algorithms',
    weight: -20,
    improve: 'Upgrade to a library generation that has ML-KEM and ML-DSA.',
  },
] as const;

type FactId = (typeof FACTS)[number]['id'];

/**
 * How easily each component changes its cryptography: 100 less the share of each hindering fact times its weight.
 * The score is of facts seen; a component in which nothing was seen has none.
 */
export function agilityOf(
  occurrences: readonly Occurrence[],
  libraries: ReadonlyMap<string, boolean>,
): readonly AgilityScore[] {
  const components = new Map<string, Occurrence[]>();
  for (const occurrence of occurrences) {
    const { usage, partOf } = occurrence;
    if (usage.context !== 'production' || partOf !== undefined || occurrence.evidence.location.type !== 'file')
      continue;
    addTo(components, usage.component ?? '.', occurrence);
  }
  return [...components]
    .map(([component, own]) => score(component, own, libraries))
    .filter((one) => one !== undefined)
    .sort((a, b) => a.score - b.score || compare(a.component, b.component));
}

function score(
  component: string,
  own: readonly Occurrence[],
  libraries: ReadonlyMap<string, boolean>,
): AgilityScore | undefined {
  const code = own.filter(({ evidence }) => evidence.technique === 'syntax-tree');
  const settings = own.filter(({ usage }) => usage.agility !== undefined);
  const known = own.flatMap(({ asset }) => (libraries.has(asset) ? [libraries.get(asset)!] : []));
  if (settings.length === 0 && code.length === 0 && known.length === 0) return undefined;
  const files = new Set(code.map(({ evidence: { location } }) => (location.type === 'file' ? location.path : '')));
  const encrypting = code.filter(({ usage }) => usage.purpose === 'encryption' && usage.role === 'encrypt');
  const versioned = encrypting.filter(({ usage }) =>
    usage.hints?.some((hint) => /version|kid|key_?id|method|header/i.test(hint)),
  );
  const count = (agility: string) => settings.filter(({ usage }) => usage.agility === agility).length;
  const shares: Record<FactId, { count: number; share: number }> = {
    literal: part(count('literal'), settings.length),
    constant: part(count('constant'), settings.length),
    // One file is a wrapper; from five on it is scattered.
    scattered: { count: files.size, share: Math.min(1, Math.max(0, files.size - 1) / 4) },
    unversioned: part(encrypting.length - versioned.length, encrypting.length),
    default: part(count('library-default'), settings.length),
    library: part(known.filter((capable) => !capable).length, known.length),
  };
  const facts = FACTS.map(({ id, fact, weight }) => ({
    id,
    fact,
    count: shares[id].count,
    effect: Math.round(weight * shares[id].share),
  }));
  const worst = facts.filter(({ effect }) => effect < 0).sort((a, b) => a.effect - b.effect);
  return {
    component,
    score: Math.max(0, 100 + facts.reduce((sum, { effect }) => sum + effect, 0)),
    facts: facts
      .filter(({ count, effect }) => count > 0 || effect !== 0)
      .map(({ fact, count, effect }) => ({ fact, count, effect: effect + 0 })),
    improvements: worst.slice(0, 3).map(({ id }) => FACTS.find((one) => one.id === id)!.improve),
  };
}

function part(count: number, total: number): { count: number; share: number } {
  return { count, share: total === 0 ? 0 : count / total };
}
