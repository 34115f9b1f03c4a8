import type { Node } from './ir.js';
import { field, type Lower, named, textOf } from './lowering.js';
import type { Narrowing } from './shapes.js';
import type { SyntaxNode } from './syntax-node.js';

const NEGATED = /^(?:unary_op_expression|unary_expression)$/;

/** The types that a condition tells where it holds, or where it does not: PHP, JavaScript. */
export function testsIn(condition: SyntaxNode | null, holds: boolean, go: Lower): readonly Narrowing[] {
  if (!condition) return [];
  switch (condition.type) {
    case 'parenthesized_expression':
      return testsIn(named(condition)[0] ?? null, holds, go);
    case 'unary_op_expression':
    case 'unary_expression':
      return condition.text.startsWith('!') ? testsIn(named(condition)[0] ?? null, !holds, go) : [];
    case 'binary_expression': {
      const operator = textOf(field(condition, 'operator')).toLowerCase();
      const [left, right] = [field(condition, 'left'), field(condition, 'right')];
      if (operator === 'instanceof') return instanceTest(left, right, holds, go);
      const both = holds ? /^(?:&&|and)$/ : /^(?:\|\||or)$/;
      return both.test(operator) ? [left, right].flatMap((one) => testsIn(one, holds, go)) : [];
    }
    case 'function_call_expression':
      return holds ? subclassTest(condition, go) : [];
    default:
      return [];
  }
}

/** `is_subclass_of($a, B::class)` of PHP, where the first may be the name of a class as well. */
function subclassTest(call: SyntaxNode, go: Lower): Narrowing[] {
  if (!/^\\?is_(?:subclass_of|a)$/i.test(textOf(field(call, 'function')))) return [];
  const [target, type] = named(field(call, 'arguments')).map((one) => named(one)[0]);
  return target && type?.type === 'class_constant_access_expression' ? [{ target: go(target), to: [go(type)] }] : [];
}

/** `!$a instanceof B` negates the test, whichever way the syntax tree nests it. */
function instanceTest(left: SyntaxNode | null, right: SyntaxNode | null, holds: boolean, go: Lower): Narrowing[] {
  const negated = NEGATED.test(left?.type ?? '');
  const target = negated && left ? (named(left)[0] ?? null) : left;
  if (!target || !right || holds === negated) return [];
  const type: Node = go(right);
  return [{ target: go(target), to: [type] }];
}
