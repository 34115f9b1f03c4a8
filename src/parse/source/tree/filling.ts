import { NOTHING, type Node } from './ir.js';

/** The name of which a condition asks whether it has no value yet: `bits == 0`, `!bits`, `curve === undefined`. */
export function askedForNothing(test: Node): string | undefined {
  if (test.k === 'op' && /^===?$/.test(test.op))
    return test.right.k === 'lit' && !test.right.value ? nameOf(test.left) : undefined;
  // `!x` is lowered to its argument and nothing.
  if (test.k !== 'block' || test.items.length > 2) return undefined;
  const [asked, nothing] = test.items;
  return nothing === NOTHING ? nameOf(asked) : test.items.length === 1 && asked ? askedForNothing(asked) : undefined;
}

function nameOf(node: Node | undefined): string | undefined {
  return node?.k === 'name' || node?.k === 'member' ? node.name : undefined;
}
