import { testsIn } from '../../tree/instance-tests.js';
import { field, type Lower, named } from '../../tree/lowering.js';
import type { Narrowing } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

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
