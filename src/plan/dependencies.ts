import type { Draft } from './items.js';
import { byUrgency, type Urgency } from './order.js';
import type { Remedy, WaveName } from './remedies.js';
import { WAVES } from './waves.js';

export interface Linked {
  readonly draft: Draft;
  /** The item's own urgency, or that of what waits for it. */
  readonly urgency: Urgency;
  /** Of equals the blocker comes first: the place of the remedy in the chains of `rules/remedies/`, whatever of them is here. */
  readonly rank: number;
  readonly blockedBy: readonly string[];
  readonly unblocks: readonly string[];
  readonly wave: WaveName;
}

/**
 * Links items by the remedies that have to come before them (in the same component, and for authorities anywhere) and by upgrades. A blocker
 * is as urgent as the most urgent item that waits for it; a blocked item is in no earlier wave than its blockers.
 */
export function linkItems(drafts: readonly Draft[], remedies: ReadonlyMap<string, Remedy>): Linked[] {
  const before = new Map<Draft, readonly Draft[]>(
    drafts.map((draft) => [draft, drafts.filter((other) => other !== draft && blocks(other, draft))]),
  );
  const depths = new Map<Draft, number>();
  const depth = (draft: Draft, path: readonly Draft[] = []): number => {
    const known = depths.get(draft);
    if (known !== undefined) return known;
    // A circle among remedies would be an error of the rules; it must not hang the plan.
    const value = path.includes(draft)
      ? 0
      : Math.max(0, ...before.get(draft)!.map((one) => depth(one, [...path, draft]) + 1));
    depths.set(draft, value);
    return value;
  };
  const deepestFirst = [...drafts].sort((a, b) => depth(b) - depth(a));
  const urgency = new Map<Draft, Urgency>(drafts.map((draft) => [draft, draft.urgency]));
  for (const draft of deepestFirst) {
    for (const blocker of before.get(draft)!) {
      if (byUrgency(urgency.get(draft)!, urgency.get(blocker)!) < 0) urgency.set(blocker, urgency.get(draft)!);
    }
  }
  const wave = new Map<Draft, number>(drafts.map((draft) => [draft, WAVES.indexOf(draft.group.remedy.wave)]));
  for (const draft of [...deepestFirst].reverse()) {
    const least = Math.max(wave.get(draft)!, ...before.get(draft)!.map((one) => wave.get(one)!));
    wave.set(draft, least);
  }
  return drafts.map((draft) => ({
    draft,
    urgency: urgency.get(draft)!,
    rank: rankOf(draft.group.remedy, remedies),
    blockedBy: before
      .get(draft)!
      .map((one) => one.item.id)
      .sort(),
    unblocks: drafts
      .filter((other) => before.get(other)!.includes(draft))
      .map((one) => one.item.id)
      .sort(),
    wave: WAVES[wave.get(draft)!]!,
  }));
}

/**
 * Longest chain of remedies that come before this one. An upgrade, which no rule asks for, comes before all. That it does not
 * depend on which items there are keeps a suppressed finding from moving its neighbours.
 */
function rankOf(remedy: Remedy, remedies: ReadonlyMap<string, Remedy>, path: readonly string[] = []): number {
  if (remedy.rules.length === 0) return 0;
  const before = (remedy['after-remedies'] ?? []).filter((id) => id !== remedy.id && !path.includes(id));
  const ranks = before.flatMap((id) => {
    const one = remedies.get(id);
    return one ? [rankOf(one, remedies, [...path, remedy.id])] : [];
  });
  return 1 + Math.max(0, ...ranks);
}

function blocks(blocker: Draft, draft: Draft): boolean {
  if (draft.waitsFor?.includes(blocker.item.id)) return true;
  const needs = draft.group.remedy['after-remedies'] ?? [];
  if (!needs.includes(blocker.group.remedy.id)) return false;
  return blocker.group.remedy.kind === 'certificate' || blocker.group.component === draft.group.component;
}
