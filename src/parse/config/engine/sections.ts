import type { Draft } from '../tree.js';
import type { SectionMerge } from './rule.js';

const DEEPEST = 8;
const DEEPEST_BLOCK = 64;

/**
 * Puts the settings of a section before those of each section that names it, so that its own words win. Sections that
 * are there only to be taken over go; a name that is not in the file stays as it is written.
 */
export function mergeSections(root: Draft, { section, by, own }: SectionMerge): void {
  const sections = new Map<string, Draft>();
  for (const one of root.children) if (one.name === section && one.args[0]) sections.set(one.args[0], one);
  const taken = new Set<Draft>();

  const settingsOf = (one: Draft, chain: readonly Draft[]): Draft[] => {
    const before: Draft[] = [];
    const rest: Draft[] = [];
    for (const setting of one.children) {
      const other = setting.name === by ? sections.get(setting.value) : undefined;
      if (!other || chain.includes(other) || chain.length > DEEPEST) rest.push(setting);
      else {
        taken.add(other);
        before.push(...settingsOf(other, [...chain, other]));
      }
    }
    return [...before, ...rest];
  };

  const merged = [...sections.values()].map((one) => [one, settingsOf(one, [one])] as const);
  for (const [one, settings] of merged) one.children = settings.map((setting) => ({ ...setting, parent: one }));
  root.children = root.children.filter(
    (one) => !taken.has(one) || one.children.some((setting) => own.includes(setting.name)),
  );
}

/** Puts the settings of a conditional block in its place. One that asks for the absence of something stays apart. */
export function openConditions(root: Draft, names: readonly string[], depth = 0): void {
  const opened = root.children.flatMap((one) => {
    if (one.children.length === 0 || depth > DEEPEST_BLOCK) return [one];
    openConditions(one, names, depth + 1);
    if (!names.includes(one.name) || one.args[0]?.startsWith('!')) return [one];
    for (const inner of one.children) inner.parent = root;
    return one.children;
  });
  root.children = opened;
}
