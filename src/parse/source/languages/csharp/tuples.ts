import type { Node } from '../../tree/ir.js';
import { field, type Lower, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { argument } from './declarations.js';

/** `(key, hash)`, `(Sign: key, Wrap: other)`: its elements have the names that they are given, that the method says, or of what they are. */
export function tuple(node: SyntaxNode, go: Lower): Node {
  const elements = named(node).flatMap((one) => argument(one, go) ?? []);
  const said = namesOfType(node);
  const names = elements.map(({ name, value }, at) => name ?? (said[at] || impliedBy(value)));
  return { k: 'list', items: elements.map(({ value }) => value), names };
}

function impliedBy(value: Node): string {
  return value.k === 'name' || value.k === 'member' ? value.name : '';
}

/** Between a tuple and the method that hands it back: `return`, `=>`, an arm. */
const MOST_STEPS = 6;

function namesOfType(node: SyntaxNode): readonly string[] {
  for (let at = node.parent, steps = 0; at && steps < MOST_STEPS; at = at.parent, steps++) {
    const type = field(at, 'returns') ?? field(at, 'type');
    if (type) return type.type === 'tuple_type' ? named(type).map((one) => textOf(field(one, 'name'))) : [];
    if (!/return|arrow|block|switch|conditional/.test(at.type)) return [];
  }
  return [];
}
