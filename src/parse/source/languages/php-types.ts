import type { Node } from '../tree/ir.js';
import { field, type Lower, named, textOf } from '../tree/lowering.js';
import type { Narrowing } from '../tree/shapes.js';
import type { SyntaxNode } from '../tree/syntax-node.js';

/** What holds after `if (!$key instanceof RSA) { throw ..; }`. */
export function guardIn(statement: SyntaxNode, go: Lower): readonly Narrowing[] {
  if (statement.type !== 'if_statement' || statement.childForFieldName('alternative')) return [];
  const body = field(statement, 'body');
  const last = body?.type === 'compound_statement' ? named(body).at(-1) : body;
  const leaves =
    /^(?:return|continue|break|exit)_statement$/.test(last?.type ?? '') ||
    (last?.type === 'expression_statement' && named(last)[0]?.type === 'throw_expression');
  return leaves ? testsIn(field(statement, 'condition'), false, go) : [];
}

/** The types that a condition tells where it holds, or where it does not. */
export function testsIn(condition: SyntaxNode | null, holds: boolean, go: Lower): readonly Narrowing[] {
  if (!condition) return [];
  switch (condition.type) {
    case 'parenthesized_expression':
      return testsIn(named(condition)[0] ?? null, holds, go);
    case 'unary_op_expression':
      return testsIn(named(condition)[0] ?? null, !holds, go);
    case 'binary_expression': {
      const operator = textOf(field(condition, 'operator')).toLowerCase();
      const [left, right] = [field(condition, 'left'), field(condition, 'right')];
      if (operator === 'instanceof') return instanceTest(left, right, holds, go);
      const both = holds ? /^(?:&&|and)$/ : /^(?:\|\||or)$/;
      return both.test(operator) ? [left, right].flatMap((one) => testsIn(one, holds, go)) : [];
    }
    default:
      return [];
  }
}

/** `!$a instanceof B` negates the test, whichever way the syntax tree nests it. */
function instanceTest(left: SyntaxNode | null, right: SyntaxNode | null, holds: boolean, go: Lower): Narrowing[] {
  const negated = left?.type === 'unary_op_expression';
  const target = negated ? (named(left)[0] ?? null) : left;
  if (!target || !right || holds === negated) return [];
  const type: Node = go(right);
  return [{ target: go(target), to: [type] }];
}
