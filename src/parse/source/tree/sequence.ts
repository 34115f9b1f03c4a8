import type { Node } from './ir.js';

/** Statements of nested blocks in line: declarations in them are visible around them. */
export function flatten(items: readonly Node[]): readonly Node[] {
  return items.some((one) => one.k === 'block')
    ? items.flatMap((one) => (one.k === 'block' ? flatten(one.items) : [one]))
    : items;
}

/** Does control surely leave the function (or the loop) at the end of this arm? */
export function leaves(arm: Node): boolean {
  const { k } = end(arm);
  return k === 'return' || k === 'stop';
}

/** Does it go back to the caller there, other than by an error? */
export function goesBack(arm: Node): boolean {
  return end(arm).k === 'return';
}

function end(arm: Node): Node {
  if (arm.k === 'narrowed') return end(arm.body);
  const last = arm.k === 'block' ? arm.items.at(-1) : undefined;
  return last ? end(last) : arm;
}
