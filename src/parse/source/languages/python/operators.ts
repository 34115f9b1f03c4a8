import type { Node } from '../../tree/ir.js';
import { field, type Lower, lit, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Places of a text that are filled in one after the other: `'rsa:%s' % bits`. */
const PLACE = /%[sdi]/;

/** A text with what is put into it, as a text that is put together. */
export function filledText(node: SyntaxNode, go: Lower): Node | undefined {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (textOf(field(node, 'operator')) !== '%' || left?.type !== 'string' || !right) return undefined;
  const text = go(left);
  if (text.k !== 'lit' || typeof text.value !== 'string') return undefined;
  const pieces = text.value.split(PLACE);
  // `"%s req -keyout %s" % words`: a tuple that has a name.
  const isNamed = pieces.length > 2 && (right.type === 'identifier' || right.type === 'attribute');
  const item = (at: number): Node => ({ k: 'index', object: go(right), index: lit(at) });
  const values =
    right.type === 'tuple' ? named(right).map(go) : isNamed ? pieces.slice(1).map((_, at) => item(at)) : [go(right)];
  if (right.type === 'dictionary' || pieces.some((one) => one.includes('%')) || pieces.length !== values.length + 1)
    return undefined;
  const parts = pieces.flatMap((one, at) => [lit(one), ...(values[at] ? [values[at]] : [])]);
  return { k: 'concat', parts: parts.filter((one, at) => at === 0 || one.k !== 'lit' || one.value !== '') };
}

/**
 * `(p - 1) * (q - 1)`: of two primes the number of what has an inverse (RFC 8017, section 3.2). As a call of `arithmetic.totient`, so
 * that rules can ask for it.
 */
export function totientOf(node: SyntaxNode, go: Lower): Node | undefined {
  if (textOf(field(node, 'operator')) !== '*') return undefined;
  const [one, other] = ['left', 'right'].map((side) => lessOne(field(node, side)));
  if (!one || !other || one.text === other.text) return undefined;
  const args = [one, other].map((value) => ({ value: go(value) }));
  return { k: 'call', callee: { k: 'symbol', name: 'arithmetic.totient' }, args, at: spanOf(node) };
}

const LONGEST_TERM = 120;
const THREE_SQUARES = /^[(\s]*3\s*\*.*(?:\*\*\s*2|\bpow\(|\*)/s;
const TWICE = /^[(\s]*(?:2\s*\*|.{1,40}\*\s*2[)\s]*$)/s;
const INVERTS = /inv|pow|div/i;

/**
 * `(3 * x ** 2 + a) * inverse(2 * y, p)`: the slope of the tangent, by which a point of a curve is doubled (SEC 1, section 2.2.1).
 * As a call of `arithmetic.tangent`, so that rules can ask for it.
 */
export function tangentOf(node: SyntaxNode, go: Lower): Node | undefined {
  if (textOf(field(node, 'operator')) !== '*') return undefined;
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const inverted = right?.type === 'call' && INVERTS.test(textOf(field(right, 'function')));
  if (!left || !inverted || left.text.length > LONGEST_TERM || !THREE_SQUARES.test(left.text)) return undefined;
  const [twice] = named(field(right, 'arguments'));
  if (!twice || twice.text.length > LONGEST_TERM || !TWICE.test(twice.text)) return undefined;
  const args = [left, right].map((value) => ({ value: go(value) }));
  return { k: 'call', callee: { k: 'symbol', name: 'arithmetic.tangent' }, args, at: spanOf(node) };
}

/** What one is taken from. */
function lessOne(operand: SyntaxNode | null): SyntaxNode | null {
  const inner = operand?.type === 'parenthesized_expression' ? (named(operand)[0] ?? null) : null;
  if (inner?.type !== 'binary_operator' || textOf(field(inner, 'operator')) !== '-') return null;
  return field(inner, 'right')?.text === '1' ? field(inner, 'left') : null;
}

/** An operator between two operands, as it stands. */
export function operation(node: SyntaxNode, go: Lower): Node {
  const op = textOf(field(node, 'operator'));
  return { k: 'op', op, left: part(node, 'left', go), right: part(node, 'right', go), at: spanOf(node) };
}
