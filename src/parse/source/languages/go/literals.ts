import { NOTHING, type Node, type ObjectNode, type Span } from '../../tree/ir.js';
import { blockOf, field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { listWithCommand } from '../commands/words.js';

export function composite(node: SyntaxNode, go: Lower): Node {
  const type = field(node, 'type');
  const body = field(node, 'body');
  const value = body ? literalValue(body, go, elementIn(type)) : NOTHING;
  if (
    type?.type === 'map_type' ||
    type?.type === 'slice_type' ||
    type?.type === 'array_type' ||
    type?.type === 'implicit_length_array_type'
  )
    return type.type === 'map_type' && named(body).length === 0 ? emptyMap(type, spanOf(node), go) : value;
  if (value.k === 'object') return { ...value, type: type ? go(type) : undefined, at: spanOf(node) };
  return { k: 'object', type: type ? go(type) : undefined, entries: inOrder(value), at: spanOf(node) };
}

/** `profile{3072, elliptic.P384()}`: what stands in a structure without names belongs to its fields in their order. */
function inOrder(value: Node): ObjectNode['entries'] {
  return value.k === 'list' ? value.items.map((one, at) => ({ key: String(at), value: one })) : [];
}

/** The type of structures that stand in a list or map without theirs: `[]profile{{2048}, {4096}}`. */
function elementIn(type: SyntaxNode | null): SyntaxNode | undefined {
  const element = type && field(type, type.type === 'map_type' ? 'value' : 'element');
  const inner = element?.type === 'pointer_type' ? named(element)[0] : element;
  return inner && /^(?:type_identifier|qualified_type)$/.test(inner.type) ? inner : undefined;
}

/** A map that the code fills: known by the type of what it holds, and by what is put into it. */
export function emptyMap(type: SyntaxNode, at: Span, go: Lower): Node {
  return { k: 'typed', type: go(type), value: { k: 'object', entries: [], at } };
}

/** @param element type of the structures in it that have none of their own */
export function literalValue(node: SyntaxNode, go: Lower, element?: SyntaxNode): Node {
  const item = (one: SyntaxNode): Node => {
    const inner = one.type === 'literal_element' ? named(one)[0] : one;
    if (!element || inner?.type !== 'literal_value') return go(one);
    const value = literalValue(inner, go);
    const at = spanOf(inner);
    return { k: 'object', type: go(element), entries: value.k === 'object' ? value.entries : inOrder(value), at };
  };
  const pairs = named(node).filter((one) => one.type === 'keyed_element');
  if (pairs.length === 0) return listWithCommand(named(node).map(item), spanOf(node));
  const entries = pairs.flatMap((one): ObjectNode['entries'][number][] => {
    const [key, value] = named(one);
    if (!key || !value) return [];
    const inner = key.type === 'literal_element' ? named(key)[0] : key;
    const name = inner?.type === 'identifier' ? inner.text : inner ? go(inner) : '';
    return [{ key: name, value: item(value), at: spanOf(one) }];
  });
  return { k: 'object', entries, at: spanOf(node) };
}

/** `[32]byte`: octets of a length that the type states. */
export function emptyArray(type: SyntaxNode, go: Lower): Node | undefined {
  const [length, element] = ['length', 'element'].map((name) => field(type, name));
  if (type.type !== 'array_type' || !length || !isOctet(element ?? null)) return undefined;
  return { k: 'call', callee: builtin('make'), args: [{ value: NOTHING }, { value: go(length) }], at: spanOf(type) };
}

/** The type of a key that is as long as its type says. Rules know those with the lengths that keys have. */
export function arrayType(node: SyntaxNode, go: Lower): Node {
  const length = textOf(field(node, 'length'));
  if (!isOctet(field(node, 'element')) || !/^(?:16|24|32)$/.test(length)) return blockOf(node, go);
  return { k: 'symbol', name: `builtin.octets${length}` };
}

export function isOctet(type: SyntaxNode | null): boolean {
  return /^(?:byte|uint8)$/.test(textOf(type));
}

/** `key[:32]` has a length of its own, and `key[4:]` one that nobody states; `key[:]` is the whole. */
export function sliceOf(node: SyntaxNode, go: Lower): Node {
  const [operand, start, end] = ['operand', 'start', 'end'].map((name) => field(node, name));
  if (!operand) return NOTHING;
  const from = start && !/^0+$/.test(start.text) ? go(start) : undefined;
  if (!end && !from) return go(operand);
  const to = end ? go(end) : undefined;
  const length: Node | undefined = to && from ? { k: 'op', op: '-', left: to, right: from } : to;
  const values = length ? [go(operand), length] : [go(operand)];
  return { k: 'call', callee: builtin('slice'), args: values.map((value) => ({ value })), at: spanOf(node) };
}

export function builtin(name = ''): Node {
  return { k: 'symbol', name: `builtin.${name}` };
}
