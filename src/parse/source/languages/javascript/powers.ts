import type { Node } from '../../tree/ir.js';
import { field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `(g ** x) % p` and `Math.pow(g, x) % p` are `Math.pow(g, x, p)`: the language has no function of its own for it. */
export function powerModulo(node: SyntaxNode, go: Lower): Node | undefined {
  if (textOf(field(node, 'operator')) !== '%') return undefined;
  let power = field(node, 'left');
  while (power?.type === 'parenthesized_expression') power = named(power)[0] ?? null;
  const [base, exponent, ...more] = operandsOf(power);
  if (!base || !exponent || more.length > 0) return undefined;
  const callee: Node = { k: 'member', object: { k: 'name', name: 'Math' }, name: 'pow', at: spanOf(node) };
  const args = [go(base), go(exponent), part(node, 'right', go)].map((value) => ({ value }));
  return { k: 'call', callee, args, at: spanOf(node) };
}

function operandsOf(power: SyntaxNode | null): readonly (SyntaxNode | null)[] {
  if (power?.type === 'binary_expression' && textOf(field(power, 'operator')) === '**')
    return [field(power, 'left'), field(power, 'right')];
  const called = power?.type === 'call_expression' && textOf(field(power, 'function')) === 'Math.pow';
  return called ? named(field(power, 'arguments')) : [];
}
