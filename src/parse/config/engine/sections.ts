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

const MOST_INHERITED = 5_000;

/**
 * `venus : connections.gw-gw, defaults { … }`: a block takes over the settings and blocks of others, which it names by their way
 * from the top of the file; its own win (strongswan.conf(5), "Referencing other sections"). A name that is not in the file,
 * or that leads back to the block, is passed over.
 */
export function inheritBlocks(root: Draft): void {
  let copied = 0;
  const done = new Set<Draft>();
  const settle = (block: Draft, chain: readonly Draft[]): void => {
    if (done.has(block) || chain.includes(block) || chain.length > DEEPEST_BLOCK) return;
    for (const other of namedBlocks(root, block)) {
      if (chain.includes(other) || isInside(block, other)) continue;
      settle(other, [...chain, block]);
      takeOver(other, block);
    }
    for (const child of [...block.children]) settle(child, [...chain, block]);
    done.add(block);
  };
  const takeOver = (from: Draft, to: Draft): void => {
    for (const one of from.children) {
      const own = to.children.find((child) => child.name === one.name);
      if (own && own.children.length > 0 && one.children.length > 0) takeOver(one, own);
      if (own || ++copied > MOST_INHERITED) continue;
      const copy: Draft = { ...one, children: [], parent: to };
      to.children.push(copy);
      takeOver(one, copy);
    }
  };
  settle(root, []);
}

/** The blocks that the arguments of a block name. */
function namedBlocks(root: Draft, block: Draft): Draft[] {
  if (!block.parent || block.args.length === 0) return [];
  return block.args
    .flatMap((arg) => arg.split(','))
    .flatMap((way) => {
      let at: Draft | undefined = way === '' ? undefined : root;
      for (const name of way.split('.')) at = at?.children.find((one) => one.name === name);
      return at && at !== block ? [at] : [];
    });
}

function isInside(block: Draft, other: Draft): boolean {
  for (let around: Draft | undefined = block.parent; around; around = around.parent) if (around === other) return true;
  return false;
}
