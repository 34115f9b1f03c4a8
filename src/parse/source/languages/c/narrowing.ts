import type { Node } from '../../tree/ir.js';
import { field, type Lower, named, textOf } from '../../tree/lowering.js';
import { type Narrowing, narrowed } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

const MOST_TESTS = 8;

/**
 * What a condition tells where it holds: `type == EVP_PKEY_RSA && n > 0`, `!strcmp(name, "ec")`, `a == X || a == Y`.
 * `run/branches/comparison.ts` reads tests of all languages, but takes constants by their names; here the target has their values.
 */
export function equalities(condition: SyntaxNode | null, go: Lower, left = MOST_TESTS): Narrowing[] {
  if (!condition || left === 0) return [];
  const [only, ...more] = named(condition);
  switch (condition.type) {
    case 'parenthesized_expression':
    case 'condition_clause':
      return only && more.length === 0 ? equalities(only, go, left - 1) : [];
    case 'unary_expression':
      return textOf(field(condition, 'operator')) === '!' ? sameText(field(condition, 'argument'), go) : [];
    case 'binary_expression':
      return compared(condition, go, left);
    default:
      return [];
  }
}

function compared(node: SyntaxNode, go: Lower, left: number): Narrowing[] {
  const [one, other] = [field(node, 'left'), field(node, 'right')];
  const told = () => [one, other].map((side) => equalities(side, go, left - 1));
  switch (textOf(field(node, 'operator'))) {
    case '&&':
      return told().flat();
    case '||': {
      const [[a, ...as] = [], [b, ...bs] = []] = told();
      const same = a && b && as.length + bs.length === 0 && JSON.stringify(a.target) === JSON.stringify(b.target);
      return same ? [{ ...a, to: [...a.to, ...b.to] }] : [];
    }
    case '==':
      return other?.text === '0' ? sameText(one, go) : [...equal(one, other, go), ...equal(other, one, go)];
    default:
      return [];
  }
}

const COMPARES = /^(?:std::)?_?(?:g_)?(?:str|wcs)(?:n?case|n?i)?cmp0?i?$/;

/** `strcmp(name, "rsa")`, which is 0 where they are equal. */
function sameText(call: SyntaxNode | null, go: Lower): Narrowing[] {
  if (call?.type !== 'call_expression' || !COMPARES.test(textOf(field(call, 'function')))) return [];
  const [one, other] = named(field(call, 'arguments'));
  return [...equal(one ?? null, other ?? null, go), ...equal(other ?? null, one ?? null, go)];
}

function equal(target: SyntaxNode | null, value: SyntaxNode | null, go: Lower): Narrowing[] {
  if (!target || !value || !/^(?:identifier|field_expression)$/.test(target.type) || !isConstant(value)) return [];
  if (isConstant(target)) return [];
  return [{ target: unplaced(go(target)), to: [go(value)], equal: true }];
}

/** Names of constants are written large; a text stands for itself. */
function isConstant(node: SyntaxNode): boolean {
  if (node.type === 'string_literal') return true;
  return /identifier$/.test(node.type) && /^(?:\w+::)*k?[A-Z][A-Z0-9_]{2,}\w*$/.test(node.text);
}

/** Two names are compared by what they name, not by where they stand. */
function unplaced(node: Node): Node {
  if (node.k === 'name') return { k: 'name', name: node.name };
  return node.k === 'member' ? { k: 'member', object: unplaced(node.object), name: node.name } : node;
}

/** The arms of a `switch`, each where its subject is what the case says; cases without statements belong to the next. */
export function casesOf(parts: readonly SyntaxNode[], subject: Node, go: Lower): Node[] {
  let before: Node[] = [];
  const target = unplaced(subject);
  return parts.map((one) => {
    const value = one.type === 'case_statement' ? field(one, 'value') : null;
    const arm = go(one);
    if (!value || (target.k !== 'name' && target.k !== 'member')) {
      before = [];
      return arm;
    }
    const to = [...before, go(value)];
    const empty = named(one).every((child) => child.id === value.id);
    before = empty ? to : [];
    return empty ? arm : narrowed([{ target, to, equal: true }], arm);
  });
}
