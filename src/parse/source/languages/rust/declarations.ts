import { type FunctionNode, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
import { block, field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import { enumMember } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { convertedFrom, heldTypes, state } from './names.js';
import { placesIn, REFERS, TAKES_APART } from './patterns.js';
import { madeAs, typeParameters } from './targets.js';
import { heldType, returned } from './types.js';

/** Of several definitions the configuration takes one; that of tests is not meant where there is another. */
export function constant(node: SyntaxNode, go: Lower): Node {
  const twins = twinsOf(node);
  if (twins.length > 0 && isOfTests(node) && !twins.every(isOfTests)) return NOTHING;
  return {
    k: 'assign',
    declares: true,
    constant: true,
    static: true,
    ...(twins.some((one) => !isOfTests(one)) && { another: true }),
    target: { k: 'name', name: textOf(field(node, 'name')) },
    type: part(node, 'type', go),
    value: field(node, 'value') ? part(node, 'value', go) : undefined,
  };
}

/** Other constants of the same name beside one that stands under a condition. */
function twinsOf(node: SyntaxNode): SyntaxNode[] {
  const name = textOf(field(node, 'name'));
  if (!conditionOf(node) || !node.parent) return [];
  return named(node.parent).filter((one) => {
    return one.type === node.type && one.startIndex !== node.startIndex && textOf(field(one, 'name')) === name;
  });
}

function conditionOf(node: SyntaxNode): string | undefined {
  for (let at = node.previousSibling; at?.type === 'attribute_item'; at = at.previousSibling)
    if (/^#\[cfg\(/.test(at.text)) return at.text;
  return undefined;
}

/** `#[cfg(test)]` */
function isOfTests(node: SyntaxNode): boolean {
  return /^#\[cfg\(\s*test\s*\)\]/.test(conditionOf(node) ?? '');
}

export function parameters(list: SyntaxNode | null, go: Lower): Parameter[] {
  return named(list)
    .filter((one) => one.type === 'parameter' || /(?:identifier|pattern)$/.test(one.type))
    .map((one) => {
      if (one.type !== 'parameter') return bound(one, go);
      const type = field(one, 'type');
      const pattern = field(one, 'pattern');
      return { ...(pattern ? bound(pattern, go) : { name: '' }), ...withType(type, go) };
    });
}

function withType(type: SyntaxNode | null, go: Lower): { type?: Node } {
  const made = returned(type, state.owner, go);
  return made ? { type: made } : {};
}

/** `x`, `mut x`, `&x` and `(a, b)` of a parameter. */
function bound(pattern: SyntaxNode, go: Lower): Parameter {
  if (TAKES_APART.test(pattern.type)) return { name: '', pattern: placesIn(pattern, go) };
  const inner = REFERS.test(pattern.type) ? named(pattern).find((one) => one.type !== 'mutable_specifier') : undefined;
  return inner ? bound(inner, go) : { name: pattern.text };
}

/** The last expression of the body is what the function returns. */
export function functionOf(node: SyntaxNode, owner: Node | undefined, go: Lower): FunctionNode {
  const list = field(node, 'parameters');
  const types = typeParameters(node);
  const wanted = field(node, 'return_type');
  const returns = returned(wanted, owner, go);
  const statements = named(field(node, 'body'));
  const items = statements.map((one, index): Node => {
    if (index < statements.length - 1 || !isValue(one)) return go(one);
    const value = one.type === 'expression_statement' ? (named(one)[0] ?? one) : one;
    return { k: 'return', value: madeAs(value, { type: returns, written: heldType(wanted) }, go) ?? go(one) };
  });
  const hasSelf = named(list).some((one) => one.type === 'self_parameter');
  return {
    k: 'function',
    name: textOf(field(node, 'name')),
    params: [...parameters(list, go), ...types.params],
    returns,
    body: types.bound(block(items)),
    static: !hasSelf,
    ...(owner ? { receiver: { name: 'self', type: owner } } : {}),
    at: spanOf(node),
  };
}

/** A `match` or `if` at the end needs no semicolon to be a statement, and without one it is the value. */
function isValue(node: SyntaxNode): boolean {
  if (node.type === 'expression_statement') return !node.text.endsWith(';');
  return !/(?:statement|declaration|item)$/.test(node.type);
}

/** A structure has the methods of what it gives by `Deref`. */
export function structOf(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'name'));
  const target = state.derefs.get(name);
  return { k: 'class', name, bases: target ? [go(target)] : [], members: fields(node, go), at: spanOf(node) };
}

export function implOf(node: SyntaxNode, go: Lower): Node {
  const owner = part(node, 'type', go);
  const outer = state.owner;
  state.owner = owner.k === 'generic' ? owner.type : owner;
  const members = named(field(node, 'body'));
  const types = members.filter((one) => one.type === 'type_item');
  state.associated = new Map(types.map((one) => [textOf(field(one, 'name')), part(one, 'type', go)]));
  const from = convertedFrom(node);
  const items = members.map((one): Node => {
    if (one.type === 'type_item') return NOTHING;
    if (one.type === 'function_item' && from) return block(conversion(functionOf(one, state.owner, go), from, go));
    if (one.type === 'function_item') return functionOf(one, state.owner, go);
    if (one.type !== 'const_item') return go(one);
    // A constant of the type is a static member of it.
    const made = constant(one, go);
    const name = textOf(field(one, 'name'));
    return made.k === 'assign' ? { ...made, target: { k: 'member', object: state.owner ?? owner, name } } : made;
  });
  state.owner = outer;
  state.associated = new Map();
  return block(items);
}

/** `impl From<Kind> for &'static Algorithm { fn from(kind: Kind) .. }`: `kind.into()` calls it as well. */
function conversion(made: FunctionNode, from: SyntaxNode, go: Lower): FunctionNode[] {
  const [given] = made.params;
  if (!given || !/^(?:try_)?from$/.test(made.name)) return [made];
  return [made, { ...made, name: 'into', params: [], static: false, receiver: { name: given.name, type: go(from) } }];
}

/** Fields by their names; those of `struct Key(SigningKey)` by their numbers. */
function fields(node: SyntaxNode, go: Lower): Node[] {
  const body = field(node, 'body');
  const made = (name: string, type: SyntaxNode | null): Node => ({
    k: 'assign',
    declares: true,
    target: { k: 'name', name },
    ...withType(type, go),
  });
  if (body?.type === 'ordered_field_declaration_list') return heldTypes(body).map((one, at) => made(String(at), one));
  return named(body)
    .filter((one) => one.type === 'field_declaration')
    .map((one) => made(textOf(field(one, 'name')), field(one, 'type')));
}

/** A constant of an enum with methods is an object of it, so that they can be called on it. */
function constantOf(variant: SyntaxNode, owner: string, go: Lower): Node {
  const made = enumMember(variant, go);
  if (made.k !== 'assign' || field(variant, 'value') || field(variant, 'body')) return made;
  const named = { name: '$name', value: made.value ?? NOTHING };
  const value: Node = { k: 'call', callee: { k: 'name', name: owner }, args: [named], at: spanOf(variant) };
  return { ...made, value };
}

/** The enum, and its variants that hold something as classes that extend it. */
export function enumOf(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'name'));
  const all = named(field(node, 'body')).filter((one) => one.type === 'enum_variant');
  const members = all.map((one) => (state.behaving.has(name) ? constantOf(one, name, go) : enumMember(one, go)));
  const holding = all.filter((one) => field(one, 'body'));
  return block([
    { k: 'class', name, bases: [], members, at: spanOf(node) },
    ...holding.map(
      (one): Node => ({
        k: 'class',
        name: `${name}::${textOf(field(one, 'name'))}`,
        bases: [{ k: 'name', name }],
        members: fields(one, go),
        at: spanOf(one),
      }),
    ),
  ]);
}

const TEST =
  /^#\[\s*(?:cfg\s*\((?!\s*not\b).{0,80}\btest\b|(?:\w+::){0,3}(?:test|bench|rstest|test_case|proptest|quickcheck)\b)/s;

/** Rows of the items that are built for tests only: `#[cfg(test)] mod tests`, `#[test] fn`, `#[tokio::test] async fn`. */
export function testRows(root: SyntaxNode): [number, number][] {
  return root.descendantsOfType('attribute_item').flatMap((attribute): [number, number][] => {
    if (!TEST.test(attribute.text.slice(0, 200))) return [];
    let item = attribute.nextNamedSibling;
    while (item && (item.type === 'attribute_item' || /comment/.test(item.type))) item = item.nextNamedSibling;
    return item ? [[attribute.startPosition.row, item.endPosition.row]] : [];
  });
}
