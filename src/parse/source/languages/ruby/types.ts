import { field, type Lower, named, textOf } from '../../tree/lowering.js';
import type { Narrowing } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** What holds after a statement: `raise .. unless key.is_a?(RSA)`, `unless key.is_a?(RSA) raise .. end`. */
export function guardIn(statement: SyntaxNode, go: Lower): readonly Narrowing[] {
  const runsUnless = /^unless/.test(statement.type);
  if (!runsUnless && !/^if/.test(statement.type)) return [];
  if (field(statement, 'alternative')) return [];
  const body = field(statement, 'body') ?? named(field(statement, 'consequence')).at(-1) ?? null;
  const left =
    /^(?:return|next|break)$/.test(body?.type ?? '') || (body?.type === 'call' && /^(?:raise|fail)\b/.test(body.text));
  return left ? testsIn(field(statement, 'condition'), runsUnless, go) : [];
}

/** The types that a condition tells where it holds, or where it does not. */
export function testsIn(condition: SyntaxNode | null, holds: boolean, go: Lower): readonly Narrowing[] {
  if (!condition) return [];
  switch (condition.type) {
    case 'parenthesized_statements':
      return testsIn(named(condition)[0] ?? null, holds, go);
    case 'unary':
      return testsIn(field(condition, 'operand'), !holds, go);
    case 'binary': {
      const operator = textOf(field(condition, 'operator'));
      const [left, right] = [field(condition, 'left'), field(condition, 'right')];
      if (operator === '===' && holds && left && right && isConstant(left))
        return [{ target: go(right), to: [go(left)] }];
      const both = holds ? /^(?:&&|and)$/ : /^(?:\|\||or)$/;
      return both.test(operator) ? [left, right].flatMap((one) => testsIn(one, holds, go)) : [];
    }
    case 'call': {
      const target = field(condition, 'receiver');
      const type = named(field(condition, 'arguments'))[0];
      const asks = /^(?:is_a\?|kind_of\?|instance_of\?)$/.test(textOf(field(condition, 'method')));
      return holds && asks && target && type ? [{ target: go(target), to: [go(type)] }] : [];
    }
    default:
      return [];
  }
}

/** `when RSA, EC` says what the subject of `case` is. */
export function patternsOf(clause: SyntaxNode, subject: SyntaxNode | null, go: Lower): readonly Narrowing[] {
  const patterns = clause.childrenForFieldName('pattern').flatMap((one) => (one ? [named(one)[0] ?? one] : []));
  if (!subject || patterns.length === 0 || !patterns.every(isConstant)) return [];
  return [{ target: go(subject), to: patterns.map(go) }];
}

function isConstant(node: SyntaxNode): boolean {
  return node.type === 'constant' || (node.type === 'scope_resolution' && isConstant(field(node, 'name') ?? node));
}
