import { NOTHING, type Node, type Parameter } from '../../tree/ir.js';
import { block, field, type Lower, lit, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** A function, method or arrow function; parameters of a constructor that are fields as well are stored there. */
export function functionOf(node: SyntaxNode, go: Lower): Node & { k: 'function' } {
  const body = field(node, 'body');
  const single = field(node, 'parameter');
  const lowered = body ? go(body) : NOTHING;
  const own = textOf(field(node, 'name')).replace(/^#/, '');
  const stored = storedParameters(node);
  return {
    k: 'function',
    name: own,
    params: single ? [{ name: single.text }] : parameters(field(node, 'parameters'), go),
    body:
      body && body.type !== 'statement_block'
        ? { k: 'return', value: lowered }
        : stored.length > 0
          ? block([...stored.map(keep), lowered])
          : lowered,
    static: node.children.some((one) => one?.type === 'static'),
    constructs: node.type === 'method_definition' && own === 'constructor',
    at: spanOf(node),
  };
}

function parameters(node: SyntaxNode | null, go: Lower): Parameter[] {
  return named(node).map((one): Parameter => {
    const wrapped = one.type === 'required_parameter' || one.type === 'optional_parameter';
    const target = wrapped
      ? (field(one, 'pattern') ?? one)
      : one.type === 'assignment_pattern'
        ? (field(one, 'left') ?? one)
        : one;
    const value = wrapped ? field(one, 'value') : one.type === 'assignment_pattern' ? field(one, 'right') : null;
    const type = wrapped ? field(one, 'type') : null;
    const base = { default: value ? go(value) : undefined, type: type ? go(type) : undefined };
    if (target.type === 'identifier') return { ...base, name: target.text };
    if (target.type === 'rest_pattern') return { ...base, name: textOf(named(target)[0] ?? null), rest: true };
    return { ...base, name: '', pattern: go(target) };
  });
}

/** A class; a getter is a field with the value that it returns. */
export function classOf(node: SyntaxNode, go: Lower): Node {
  const heritage = named(node).find((one) => one.type === 'class_heritage');
  const base = named(heritage ?? null)[0];
  const value = base?.type === 'extends_clause' ? field(base, 'value') : base;
  const members = named(field(node, 'body')).map((one): Node => {
    if (isGetter(one)) return got(one, go);
    if (one.type !== 'field_definition' && one.type !== 'public_field_definition') return go(one);
    const key = textOf(field(one, 'property') ?? field(one, 'name')).replace(/^#/, '');
    const held = field(one, 'value') ? part(one, 'value', go) : undefined;
    const still = one.children.some((child) => child?.type === 'static');
    if (held?.k === 'function') return { ...held, name: key, static: still };
    const type = field(one, 'type') ? part(one, 'type', go) : undefined;
    const constant = one.children.some((child) => child?.type === 'readonly');
    return {
      k: 'assign',
      declares: true,
      static: still,
      constant,
      target: { k: 'name', name: key },
      value: held,
      type,
    };
  });
  const maker = named(field(node, 'body')).find((one) => textOf(field(one, 'name')) === 'constructor');
  const fields = maker ? storedParameters(maker).map((one) => fieldOfParameter(one, go)) : [];
  const made: Node = {
    k: 'class',
    name: textOf(field(node, 'name')),
    bases: value ? [go(value)] : [],
    members: [...fields, ...members],
    at: spanOf(node),
  };
  const decorators = named(node).filter((one) => one.type === 'decorator');
  return decorators.length > 0 ? block([...decorators.map(go), made]) : made;
}

/** `constructor(private readonly jwt: JwtService)`: the parameter is a field of the same name. */
function storedParameters(node: SyntaxNode): SyntaxNode[] {
  if (textOf(field(node, 'name')) !== 'constructor') return [];
  return named(field(node, 'parameters')).filter((one) =>
    one.children.some((child) => child?.type === 'accessibility_modifier' || child?.type === 'readonly'),
  );
}

function keep(parameter: SyntaxNode): Node {
  const name = textOf(field(parameter, 'pattern'));
  return { k: 'assign', target: { k: 'member', object: { k: 'this' }, name }, value: { k: 'name', name } };
}

function fieldOfParameter(parameter: SyntaxNode, go: Lower): Node {
  const name = textOf(field(parameter, 'pattern'));
  const value = field(parameter, 'value') ? part(parameter, 'value', go) : undefined;
  const type = field(parameter, 'type') ? part(parameter, 'type', go) : undefined;
  return { k: 'assign', declares: true, target: { k: 'name', name }, value, type };
}

/** `get bits() { .. }` of a class or an object. */
export function isGetter(node: SyntaxNode): boolean {
  return node.type === 'method_definition' && node.children.some((one) => one?.type === 'get');
}

/** What a getter gives: its function, called where the field is first asked for. */
export function gotten(node: SyntaxNode, go: Lower): Node {
  return { k: 'call', callee: { ...functionOf(node, go), name: '' }, args: [], at: spanOf(node) };
}

function got(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'name')).replace(/^#/, '');
  const still = node.children.some((one) => one?.type === 'static');
  return { k: 'assign', declares: true, static: still, target: { k: 'name', name }, value: gotten(node, go) };
}

export function enumOf(node: SyntaxNode, go: Lower): Node {
  const members = named(field(node, 'body')).map((one): Node => {
    const key = one.type === 'enum_assignment' ? textOf(field(one, 'name')) : one.text;
    const value = one.type === 'enum_assignment' ? part(one, 'value', go) : lit(key);
    return { k: 'assign', declares: true, static: true, constant: true, target: { k: 'name', name: key }, value };
  });
  return { k: 'class', name: textOf(field(node, 'name')), bases: [], members, at: spanOf(node) };
}
