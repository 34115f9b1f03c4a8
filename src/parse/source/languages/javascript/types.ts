import { NOTHING, type Node } from '../../tree/ir.js';
import { field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Types that stand for what they hold, once it is there. */
const TRANSPARENT =
  /^(?:Promise|PromiseLike|Awaited|Readonly|Partial|Required|NonNullable|Ref|ShallowRef|MutableRefObject)$/;

/** Kinds of types that name one, which rules or the file may know. */
const NAMED = /^(?:type_identifier|nested_type_identifier|generic_type|union_type|object_type|intersection_type)$/;

/** The file being lowered, and the names of values that it declares: looked for when the first type is met. */
const present: { root?: SyntaxNode; values?: ReadonlySet<string> } = {};

export function beginTypes(root: SyntaxNode): void {
  present.root = root;
  present.values = undefined;
}

/** How TypeScript writes types. */
export const TYPES = {
  type_annotation: (node: SyntaxNode, go: Lower): Node => go(named(node)[0] as SyntaxNode),
  generic_type: genericType,
  union_type: unionType,
  nested_type_identifier: nestedType,
  interface_declaration: (node: SyntaxNode, go: Lower): Node => {
    const name = textOf(field(node, 'name'));
    const bases = named(named(node).find((one) => one.type === 'extends_type_clause') ?? null);
    return isValue(name) ? NOTHING : shape(name, bases, [field(node, 'body')], node, go);
  },
  type_alias_declaration: (node: SyntaxNode, go: Lower): Node => {
    const [name, type] = [textOf(field(node, 'name')), field(node, 'value')];
    if (!type || isValue(name)) return NOTHING;
    if (type.type === 'object_type') return shape(name, [], [type], node, go);
    if (type.type === 'intersection_type') return intersection(name, type, go);
    return NOTHING;
  },
  object_type: (node: SyntaxNode, go: Lower): Node => shape('', [], [node], node, go),
  intersection_type: (node: SyntaxNode, go: Lower): Node => intersection('', node, go),
};

/** `const Key = z.object(..); type Key = ..`: what is meant where no type is asked for is the value. */
function isValue(name: string): boolean {
  present.values ??= new Set(
    [...(present.root?.text ?? '').matchAll(/\b(?:const|let|var|class|function|enum|namespace)\s+([\w$]+)/g)].map(
      ([, declared = '']) => declared,
    ),
  );
  return present.values.has(name);
}

/** `Base & { key: KeyObject }` */
function intersection(name: string, node: SyntaxNode, go: Lower): Node {
  const parts = members(node, 'intersection_type');
  const bodies = parts.filter((one) => one.type === 'object_type');
  return shape(
    name,
    parts.filter((one) => one.type !== 'object_type'),
    bodies,
    node,
    go,
  );
}

/** A class that lists what its objects have, with the types that have a name: of others nothing is to be told. */
function shape(
  name: string,
  bases: readonly SyntaxNode[],
  bodies: readonly (SyntaxNode | null)[],
  node: SyntaxNode,
  go: Lower,
): Node {
  const fields = bodies.flatMap(named).flatMap((one): Node[] => {
    const type = one.type === 'property_signature' ? named(field(one, 'type'))[0] : undefined;
    if (!type || !NAMED.test(type.type)) return [];
    const target = { k: 'name', name: textOf(field(one, 'name')) } as const;
    return [{ k: 'assign', declares: true, target, type: go(type) }];
  });
  const above = bases.filter((one) => NAMED.test(one.type)).map(go);
  if (fields.length === 0 && above.length === 0) return NOTHING;
  return { k: 'class', name, bases: above, members: fields, shape: true, at: spanOf(node) };
}

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
  const types = members(node, 'union_type').filter((one) => !/^(?:predefined_type|literal_type)$/.test(one.type));
  return types.length === 1 ? go(types[0] as SyntaxNode) : NOTHING;
}

/** `kind as 'ed25519'`: a text that the type states stands where nothing else is known. */
export function asserted(node: SyntaxNode, go: Lower): Node {
  const [value, type] = named(node);
  const text = type?.type === 'literal_type' ? named(type)[0] : undefined;
  const stated = go(value as SyntaxNode);
  return text?.type === 'string' ? { k: 'op', op: '??', left: stated, right: go(text) } : stated;
}

function members(node: SyntaxNode, kind: 'union_type' | 'intersection_type'): SyntaxNode[] {
  return named(node).flatMap((one) => (one.type === kind ? members(one, kind) : [one]));
}
