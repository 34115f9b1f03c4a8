import { NOTHING, type Node } from '../../tree/ir.js';
import { field, type Lower, named, part, path, textOf } from '../../tree/lowering.js';
import { type Narrowing, narrowed } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** What an `if` or `elif` runs, where its condition holds. */
export function armOf(node: SyntaxNode, go: Lower): Node {
  return narrowed(testsIn(field(node, 'condition'), true, go), part(node, 'consequence', go));
}

/** What holds after a statement: `assert isinstance(x, T)`, `if not isinstance(x, T): raise ..`. */
export function guardIn(statement: SyntaxNode, go: Lower): readonly Narrowing[] {
  if (statement.type === 'assert_statement') return testsIn(named(statement)[0] ?? null, true, go);
  if (statement.type !== 'if_statement' || field(statement, 'alternative')) return [];
  const last = named(field(statement, 'consequence')).at(-1);
  const left = /^(?:raise|return|continue|break)_statement$/.test(last?.type ?? '');
  return left ? testsIn(field(statement, 'condition'), false, go) : [];
}

/** `case RSAPrivateKey():`, `case A() | B():` say what the subject is. */
export function patternsOf(clause: SyntaxNode, subject: Node, go: Lower): readonly Narrowing[] {
  const pattern = named(named(clause).find((one) => one.type === 'case_pattern') ?? null)[0];
  const whole = pattern?.type === 'as_pattern' ? named(named(pattern)[0] ?? null)[0] : pattern;
  const all = whole?.type === 'union_pattern' ? named(whole) : whole ? [whole] : [];
  if (all.length === 0 || !all.every((one) => one.type === 'class_pattern')) return [];
  const to = all.flatMap((one) => named(one)[0] ?? []).map((one) => go(one));
  return [{ target: subject, to }];
}

/** `case 'rsa' | Kind.RSA:` What the subject equals; nothing where the clause asks for more. */
export function constantsOf(clause: SyntaxNode, go: Lower): readonly Node[] {
  const pattern = named(named(clause).find((one) => one.type === 'case_pattern') ?? null)[0];
  if (!pattern || field(clause, 'guard')) return [];
  const all = pattern.type === 'union_pattern' ? named(pattern) : [pattern];
  return all.every(isConstant) ? all.map((one) => (one.type === 'dotted_name' ? path(one.text) : go(one))) : [];
}

/** A bare name binds. */
function isConstant(pattern: SyntaxNode): boolean {
  return /^(?:string|integer)$/.test(pattern.type) || (pattern.type === 'dotted_name' && pattern.text.includes('.'));
}

/** `cast(T, x)` of `typing`. */
export function castOf(node: SyntaxNode, go: Lower): Node | undefined {
  if (!/^(?:typing\.|t\.)?cast$/.test(textOf(field(node, 'function')))) return undefined;
  const [type, value] = named(field(node, 'arguments'));
  if (!type || !value) return undefined;
  const stated = type.type === 'string' ? path(type.text.replace(/["']/g, '')) : go(type);
  return { k: 'typed', type: stated, value: go(value) };
}

/** The types that a condition tells where it holds, or where it does not. */
function testsIn(condition: SyntaxNode | null, holds: boolean, go: Lower): readonly Narrowing[] {
  if (!condition) return [];
  switch (condition.type) {
    case 'parenthesized_expression':
      return testsIn(named(condition)[0] ?? null, holds, go);
    case 'not_operator':
      return testsIn(field(condition, 'argument'), !holds, go);
    case 'boolean_operator': {
      // `a and b` holds: both; `a or b` does not: neither.
      const both = textOf(field(condition, 'operator')) === (holds ? 'and' : 'or');
      return both ? ['left', 'right'].flatMap((side) => testsIn(field(condition, side), holds, go)) : [];
    }
    case 'call':
      return holds ? instanceTest(condition, go) : [];
    default:
      return [];
  }
}

function instanceTest(call: SyntaxNode, go: Lower): readonly Narrowing[] {
  const [target, type] = named(field(call, 'arguments'));
  if (textOf(field(call, 'function')) !== 'isinstance' || !target || !type) return [];
  return [{ target: go(target), to: typesIn(type).map(go) }];
}

/** `(A, B)` and `A | B`. */
function typesIn(type: SyntaxNode): readonly SyntaxNode[] {
  if (type.type === 'tuple') return named(type);
  if (type.type !== 'binary_operator') return [type];
  return ['left', 'right'].flatMap((side) => {
    const one = field(type, side);
    return one ? typesIn(one) : [];
  });
}

/** `Optional[X]`, `"X"`, `X | None` all name X. */
export function typeOf(node: SyntaxNode, go: Lower): Node {
  const [inner] = named(node);
  if (!inner) return NOTHING;
  if (inner.type === 'string') return path(inner.text.replace(/["']/g, ''));
  if (inner.type === 'binary_operator')
    return part(inner, field(inner, 'left')?.type === 'none' ? 'right' : 'left', go);
  if (inner.type === 'generic_type') {
    const argumentType = named(named(inner)[1] ?? null)[0];
    return /^(?:typing\.)?Optional$/.test(textOf(named(inner)[0] ?? null)) && argumentType
      ? go(argumentType)
      : go(named(inner)[0] as SyntaxNode);
  }
  return go(inner);
}
