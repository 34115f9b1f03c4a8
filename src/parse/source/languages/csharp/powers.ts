import type { Node } from '../../tree/ir.js';
import { field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** What computes a power of two numbers. */
const POWERS = /^(?:System\.)?(?:Math|(?:Numerics\.)?BigInteger)\.Pow$/;
const MODULO = 'System.Numerics.BigInteger.ModPow';

/** `(long)Math.Pow(g, a) % p` and `BigInteger.Pow(g, a) % p` are `BigInteger.ModPow(g, a, p)`. */
export function powerModulo(node: SyntaxNode, go: Lower): Node | undefined {
  let power = field(node, 'left');
  while (power?.type === 'parenthesized_expression' || power?.type === 'cast_expression')
    power = power.type === 'cast_expression' ? field(power, 'value') : (named(power)[0] ?? null);
  if (power?.type !== 'invocation_expression' || !POWERS.test(textOf(field(power, 'function')))) return undefined;
  const operands = named(field(power, 'arguments'));
  if (operands.length !== 2) return undefined;
  const args = operands.map((one) => ({ value: go(named(one)[0] ?? one) }));
  const modulus = { value: part(node, 'right', go) };
  return { k: 'call', callee: { k: 'symbol', name: MODULO }, args: [...args, modulus], at: spanOf(node) };
}
