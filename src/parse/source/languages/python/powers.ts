import type { Node } from '../../tree/ir.js';
import { field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `(g ** x) % p` and `pow(g, x) % p` are `pow(g, x, p)`. */
export function powerModulo(node: SyntaxNode, go: Lower): Node | undefined {
  if (textOf(field(node, 'operator')) !== '%') return undefined;
  let power = field(node, 'left');
  while (power?.type === 'parenthesized_expression') power = named(power)[0] ?? null;
  if (!power) return undefined;
  const written = power.type === 'binary_operator' && textOf(field(power, 'operator')) === '**';
  const called = power.type === 'call' && textOf(field(power, 'function')) === 'pow';
  const operands = written
    ? [field(power, 'left'), field(power, 'right')]
    : called
      ? named(field(power, 'arguments'))
      : [];
  const [base, exponent] = operands;
  if (!base || !exponent || operands.length !== 2) return undefined;
  const args = [base, exponent].map((one) => ({ value: go(one) }));
  const modulus = { value: part(node, 'right', go) };
  return { k: 'call', callee: { k: 'name', name: 'pow' }, args: [...args, modulus], at: spanOf(node) };
}
