import type { Node } from './ir.js';

/** Statements of nested blocks in line: declarations in them are visible around them. */
export function flatten(items: readonly Node[]): readonly Node[] {
  return items.some((one) => one.k === 'block')
    ? items.flatMap((one) => (one.k === 'block' ? flatten(one.items) : [one]))
    : items;
}

/** Does control surely leave the function (or the loop) at the end of this arm? */
export function leaves(arm: Node): boolean {
  if (arm.k === 'return' || arm.k === 'stop') return true;
  if (arm.k === 'narrowed') return leaves(arm.body);
  const last = arm.k === 'block' ? arm.items.at(-1) : undefined;
  return last !== undefined && leaves(last);
}
