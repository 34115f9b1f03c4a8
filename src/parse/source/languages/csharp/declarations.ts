import { type Argument, type FunctionNode, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
import { block, blockOf, field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import { enumMember, membersOf } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

export function typeOf(node: SyntaxNode | null, go: Lower): Node | undefined {
  return node && node.type !== 'implicit_type' ? go(node) : undefined;
}

export function modifiers(node: SyntaxNode): Set<string> {
  return new Set(
    named(node)
      .filter((one) => one.type === 'modifier')
      .map((one) => one.text),
  );
}

export function variables(node: SyntaxNode, words: Set<string>, go: Lower): Node {
  const type = typeOf(field(node, 'type'), go);
  const items = named(node)
    .filter((one) => one.type === 'variable_declarator')
    .map((one): Node => {
      const name = field(one, 'name') ?? named(one).find((child) => child.type === 'tuple_pattern');
      const value = named(one).find((child) => child.id !== name?.id);
      return {
        k: 'assign',
        declares: true,
        constant: words.has('const') || words.has('readonly'),
        static: words.has('static') || words.has('const'),
        target: name?.type === 'tuple_pattern' ? go(name) : { k: 'name', name: textOf(name ?? null) },
        type,
        value: value ? go(value) : undefined,
      };
    });
  return items.length === 1 ? (items[0] as Node) : block(items);
}

/** A name that a block declares twice stands in two arms of `#if`, all of which are read: it is one or the other. */
export function bodyOf(node: SyntaxNode, go: Lower): Node {
  const made = blockOf(node, go);
  if (made.k !== 'block') return made;
  const seen = new Set<string>();
  const items = made.items.map((one): Node => {
    if (one.k !== 'assign' || !one.declares || one.target.k !== 'name') return one;
    if (seen.has(one.target.name)) return { ...one, another: true };
    seen.add(one.target.name);
    return one;
  });
  return block(items);
}

/** A property with a value or an expression body is a field; its accessors may hold uses of their own. */
export function property(node: SyntaxNode, go: Lower): Node {
  const value = field(node, 'value');
  const set: Node = {
    k: 'assign',
    declares: true,
    static: modifiers(node).has('static'),
    target: { k: 'name', name: textOf(field(node, 'name')) },
    type: typeOf(field(node, 'type'), go),
    value: value ? (value.type === 'arrow_expression_clause' ? blockOf(value, go) : go(value)) : undefined,
  };
  const getter = accessors(node).find((one) => !isSetter(one));
  if (!getter) return set;
  const name = textOf(field(node, 'name'));
  const still = modifiers(node).has('static');
  return { k: 'function', name, params: [], body: body(getter, go), getter: true, static: still, at: spanOf(node) };
}

function accessors(property: SyntaxNode): SyntaxNode[] {
  return named(field(property, 'accessors')).filter((one) => field(one, 'body'));
}

function isSetter(accessor: SyntaxNode): boolean {
  return /^(?:set|init)$/.test(textOf(field(accessor, 'name')));
}

/** What is written behind `set` or `init` of a property is a method that is given `value`. */
function setters(list: SyntaxNode | null, go: Lower): FunctionNode[] {
  const properties = named(list).filter((one) => one.type === 'property_declaration');
  return properties.flatMap((one) =>
    accessors(one)
      .filter(isSetter)
      .map((setter) => ({
        k: 'function',
        name: `set_${textOf(field(one, 'name'))}`,
        params: [{ name: 'value', type: typeOf(field(one, 'type'), go) }],
        body: body(setter, go),
        static: modifiers(one).has('static'),
        at: spanOf(setter),
      })),
  );
}

function parameters(list: SyntaxNode | null, go: Lower): Parameter[] {
  return named(list)
    .filter((one) => one.type === 'parameter')
    .map((one) => {
      const [type, name] = [field(one, 'type'), field(one, 'name')];
      const initial = named(one).find(
        (child) => child.id !== type?.id && child.id !== name?.id && !/modifier|attribute/.test(child.type),
      );
      return {
        name: textOf(name),
        ...(type ? { type: go(type) } : {}),
        ...(initial ? { default: go(initial) } : {}),
      };
    });
}

function body(node: SyntaxNode, go: Lower): Node {
  const inner = field(node, 'body');
  if (!inner) return NOTHING;
  return inner.type === 'arrow_expression_clause' ? { k: 'return', value: blockOf(inner, go) } : go(inner);
}

export function method(node: SyntaxNode, go: Lower): FunctionNode {
  const returns = field(node, 'returns') ?? field(node, 'type');
  const chained = named(node).find((one) => one.type === 'constructor_initializer');
  return {
    k: 'function',
    name: textOf(field(node, 'name')),
    params: parameters(field(node, 'parameters'), go),
    returns: returns ? go(returns) : undefined,
    body: chained ? block([constructedBefore(chained, go), body(node, go)]) : body(node, go),
    static: modifiers(node).has('static'),
    at: spanOf(node),
  };
}

/** `: base(key)`, `: this(key, 2048)`: another constructor makes the same object before. */
function constructedBefore(node: SyntaxNode, go: Lower): Node {
  const list = named(node).find((one) => one.type === 'argument_list') ?? null;
  return again(/^:\s*this\b/.test(node.text) ? 'this' : 'super', list, node, go);
}

function again(name: 'super' | 'this', list: SyntaxNode | null, node: SyntaxNode, go: Lower): Node {
  const args = named(list).flatMap((one) => argument(one, go) ?? []);
  return { k: 'call', callee: { k: 'member', object: { k: 'this' }, name }, args, at: spanOf(node) };
}

export function argument(node: SyntaxNode | undefined, go: Lower): Argument | undefined {
  if (!node) return undefined;
  const name = field(node, 'name');
  const value = named(node).find((one) => one.id !== name?.id);
  if (!value) return undefined;
  return name ? { name: name.text, value: go(value) } : { value: go(value) };
}

export function lambda(node: SyntaxNode, go: Lower): Node {
  const list = field(node, 'parameters');
  const inner = field(node, 'body') ?? named(node).find((one) => one.type === 'block') ?? null;
  const params = list?.type === 'implicit_parameter' ? [{ name: list.text }] : parameters(list, go);
  const value = inner ? go(inner) : NOTHING;
  return {
    k: 'function',
    name: '',
    params,
    body: inner?.type === 'block' ? value : { k: 'return', value },
    at: spanOf(node),
  };
}

export function classOf(node: SyntaxNode, go: Lower): Node {
  const above = named(named(node).find((one) => one.type === 'base_list') ?? null);
  const bases = above.filter((one) => one.type !== 'argument_list').map((one) => baseOf(one, go));
  const given = above.find((one) => one.type === 'argument_list');
  const params = parameters(named(node).find((one) => one.type === 'parameter_list') ?? null, go);
  const members = [
    ...primary(params, given, node, go),
    ...membersOf(field(node, 'body'), go),
    ...setters(field(node, 'body'), go),
  ];
  const typeParameters = named(named(node).find((one) => one.type === 'type_parameter_list') ?? null)
    .map((one) => textOf(field(one, 'name') ?? named(one)[0] ?? null))
    .filter(Boolean);
  const name = textOf(field(node, 'name'));
  return { k: 'class', name, bases, members, ...(typeParameters.length > 0 && { typeParameters }), at: spanOf(node) };
}

/** `SignerBase<ECDsa>` with its type arguments: a field of the class above may be of that type. */
function baseOf(node: SyntaxNode, go: Lower): Node {
  const of = node.type === 'generic_name' ? named(named(node)[1] ?? null) : [];
  return of.length > 0 ? { k: 'generic', type: go(node), of: of.map(go) } : go(node);
}

/** Primary constructor, of a record or a class: its parameters are in scope of every member, and some of them go to the class above. */
function primary(params: readonly Parameter[], given: SyntaxNode | undefined, node: SyntaxNode, go: Lower): Node[] {
  if (params.length === 0 && !given) return [];
  const fields = params.map(
    (one): Node => ({ k: 'assign', declares: true, target: { k: 'name', name: one.name }, type: one.type }),
  );
  const fill = params.map(
    ({ name }): Node => ({
      k: 'assign',
      target: { k: 'member', object: { k: 'this' }, name },
      value: { k: 'name', name },
    }),
  );
  const onward = given ? [again('super', given, given, go)] : [];
  const body = block([...fill, ...onward]);
  return [...fields, { k: 'function', name: '', params, body, constructs: true, at: spanOf(node) }];
}

export function enumOf(node: SyntaxNode, go: Lower): Node {
  const members = named(field(node, 'body')).map((one) => enumMember(one, go));
  return { k: 'class', name: textOf(field(node, 'name')), bases: [], members, at: spanOf(node) };
}
