import { NOTHING, type Node } from '../../tree/ir.js';
import { type Lower, named } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Types that stand for what they hold, once it is there. */
const TRANSPARENT =
  /^(?:Promise|PromiseLike|Awaited|Readonly|Partial|Required|NonNullable|Ref|ShallowRef|MutableRefObject)$/;

/** `crypto.KeyObject`: a type of a module. */
export function nestedType(node: SyntaxNode): Node {
  const [first = '', ...rest] = node.text.split('.').map((one) => one.trim());
  return rest.reduce<Node>((object, name) => ({ k: 'member', object, name }), { k: 'name', name: first });
}

/** `Map<string, Key>` is a map; `Promise<Key>` will be the key. */
export function genericType(node: SyntaxNode, go: Lower): Node {
  const [type, given] = named(node);
  const held = type && TRANSPARENT.test(type.text) ? named(given ?? null)[0] : undefined;
  return go((held ?? type) as SyntaxNode);
}

/** `Key | null`: the one type that is not of the language itself. */
export function unionType(node: SyntaxNode, go: Lower): Node {
  const types = members(node).filter((one) => !/^(?:predefined_type|literal_type)$/.test(one.type));
  return types.length === 1 ? go(types[0] as SyntaxNode) : NOTHING;
}

/** `kind as 'ed25519'`: a text that the type states stands where nothing else is known. */
export function asserted(node: SyntaxNode, go: Lower): Node {
  const [value, type] = named(node);
  const text = type?.type === 'literal_type' ? named(type)[0] : undefined;
  const stated = go(value as SyntaxNode);
  return text?.type === 'string' ? { k: 'op', op: '??', left: stated, right: go(text) } : stated;
}

function members(node: SyntaxNode): SyntaxNode[] {
  return named(node).flatMap((one) => (one.type === 'union_type' ? members(one) : [one]));
}
