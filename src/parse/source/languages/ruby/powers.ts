import type { Node } from '../../tree/ir.js';
import { field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `(g ** x) % p` is `g.pow(x, p)`. */
export function powerModulo(node: SyntaxNode, go: Lower): Node | undefined {
  let power = field(node, 'left');
  while (power?.type === 'parenthesized_statements') power = named(power)[0] ?? null;
  if (power?.type !== 'binary' || textOf(field(power, 'operator')) !== '**') return undefined;
  const args = [part(power, 'right', go), part(node, 'right', go)].map((value) => ({ value }));
  const callee: Node = { k: 'member', object: part(power, 'left', go), name: 'pow', at: spanOf(node) };
  return { k: 'call', callee, args, at: spanOf(node) };
}
