import { type Argument, type FunctionNode, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
import {
  args,
  block,
  blockOf,
  field,
  type Lower,
  lit,
  named,
  part,
  path,
  spanOf,
  textOf,
} from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { keptIn } from './commands.js';
import { heldType, madeLater } from './fields.js';
import { declaratorOf, declaredName, dotted, holds, typeName } from './names.js';
import { insideFunction } from './preprocessor.js';
import { isSnippet } from './snippets.js';
import { initialised, layoutOf, made } from './values.js';

/** Variables; a prototype says nothing about use. `T x(a, b)` and `T x{a}` construct a T. */
export function declaration(node: SyntaxNode, go: Lower): Node {
  const typeNode = field(node, 'type');
  const body = typeNode && field(typeNode, 'body') ? go(typeNode) : NOTHING;
  const words = named(node).map((one) => one.text);
  const type = typeNode && typeNode.type !== 'placeholder_type_specifier' ? typeName(typeNode) : undefined;
  const items: Node[] = [body];
  for (const one of node.childrenForFieldName('declarator')) {
    if (!one) continue;
    // `int (*sign)(..) = dlsym(..)` is a variable.
    const prototype = one.type === 'init_declarator' ? null : declaratorOf(one, 'function_declarator');
    if (prototype) {
      if (type && (isSnippet() || insideFunction(node))) items.push(vexing(type, prototype));
      continue;
    }
    // In `if (auto error = sign(..))` the value belongs to the declaration.
    const initial = field(one, 'value') ?? field(node, 'default_value') ?? field(node, 'value');
    const layout = layoutOf(typeNode);
    const value = type && initial ? constructed(type, initial, go, layout) : initialised(type, initial, go, layout);
    const none = /HANDLE$|_CTX$|^HCRYPT/.test(textOf(typeNode)) && initial?.text === '0';
    const empty =
      none || !initial || /^(?:NULL|nullptr|\{\s*(?:0|NULL|\{\s*0?\s*\})?\s*,?\s*\})$/.test(initial.text.slice(0, 40));
    const later = madeLater(node, declaredName(one));
    const fresh = type && empty && !later && typeNode?.type !== 'primitive_type' ? freshObject(type, one) : undefined;
    if (initial?.type === 'string_literal' || initial?.type === 'concatenated_string')
      items.push(...keptIn(value, spanOf(one)));
    items.push({
      k: 'assign',
      declares: true,
      constant: words.includes('const') || words.includes('constexpr'),
      static: words.includes('static'),
      target: { k: 'name', name: declaredName(one) },
      ...(type && !holdsType(type) && typeNode?.type !== 'primitive_type' ? { type } : {}),
      value: fresh ?? (initial ? value : undefined),
    });
  }
  const real = items.filter((one) => one !== NOTHING);
  return real.length === 1 ? (real[0] as Node) : block(real);
}

/** Inside a function `T x(a, b);` constructs an object; the grammar takes it for a prototype, the names for types. */
function vexing(type: Node, prototype: SyntaxNode): Node {
  const args = vexedArguments(field(prototype, 'parameters'), 0);
  const held = holdsType(type) && args[0] ? args[0].value : undefined;
  const value: Node = held ?? {
    k: 'call',
    callee: type,
    args,
    at: spanOf(prototype.parent ?? prototype),
    constructs: true,
  };
  return {
    k: 'assign',
    declares: true,
    target: { k: 'name', name: declaredName(prototype) },
    ...(held ? {} : { type }),
    value,
  };
}

const MOST_NESTED = 8;

/** `f(g(X), y)` read as parameters: types are names, functions without a name are calls. */
function vexedArguments(list: SyntaxNode | null, depth: number): Argument[] {
  if (depth > MOST_NESTED) return [];
  return named(list).map((one) => {
    const type = path(dotted(textOf(field(one, 'type') ?? one).replace(/[\s(].*$/s, '')));
    const inner = declaratorOf(field(one, 'declarator'), 'abstract_function_declarator');
    if (!inner) return { value: type };
    return {
      value: { k: 'call', callee: type, args: vexedArguments(field(inner, 'parameters'), depth + 1), at: spanOf(one) },
    };
  });
}

function holdsType(type: Node): boolean {
  const plain = type.k === 'generic' ? type.type : type;
  return (plain.k === 'name' || plain.k === 'member') && holds(plain.name);
}

/** `std::unique_ptr<T>` hands out a T. */
function heldBy(type: Node): Node {
  return (type.k === 'generic' && holdsType(type) && type.of[0]) || type;
}

/** `T x;` is an object that calls fill in; `T *x = NULL` one that a call will put there. */
function freshObject(type: Node, declarator: SyntaxNode): Node {
  // `OSSL_PARAM params[3];` is filled one by one.
  if (declarator.type === 'array_declarator') return { k: 'list', items: [] };
  const held = heldBy(type);
  if (held !== type) return { k: 'object', type: held, entries: [], at: spanOf(declarator) };
  if (declaratorOf(declarator, 'pointer_declarator')) return { k: 'object', type, entries: [], at: spanOf(declarator) };
  return { k: 'call', callee: type, args: [], at: spanOf(declarator), constructs: true };
}

function constructed(type: Node, initial: SyntaxNode, go: Lower, layout?: readonly string[]): Node {
  // A structure of C has no constructor: `CK_MECHANISM m{CKM_ECDSA, nullptr, 0}` fills its members.
  const given = initial.type === 'argument_list' || (initial.type === 'initializer_list' && !layout && braced(initial));
  if (!given) return initialised(type, initial, go, layout);
  const first = named(initial)[0];
  if (holdsType(type) && first) return go(first);
  const call = made(type, initial, initial, go);
  return call.k === 'call' ? { ...call, constructs: true } : call;
}

/** `T x{a}`, without the `=` of C. */
function braced(list: SyntaxNode): boolean {
  return !named(list).some((one) => one.type === 'initializer_pair') && list.previousSibling?.type !== '=';
}

export function parameters(declarator: SyntaxNode | null, go: Lower): Parameter[] {
  const list = declarator && field(declarator, 'parameters');
  return named(list)
    .filter((one) => (/parameter_declaration$/.test(one.type) && one.text !== 'void') || one.type === 'identifier')
    .map((one) => {
      // Before C89 only the names stand there.
      if (one.type === 'identifier') return { name: one.text };
      const type = field(one, 'type');
      const initial = field(one, 'default_value');
      return {
        name: declaredName(field(one, 'declarator')),
        ...(type && type.type !== 'primitive_type' ? { type: heldBy(typeName(type)) } : {}),
        ...(initial ? { default: go(initial) } : {}),
      };
    });
}

/** `void K::run()` belongs to K although it stands outside. */
export function functionOf(node: SyntaxNode, go: Lower): FunctionNode | typeof NOTHING {
  const declarator = declaratorOf(field(node, 'declarator'), 'function_declarator');
  const body = field(node, 'body');
  if (!declarator || !body) return NOTHING;
  const full = declaredName(field(declarator, 'declarator'));
  const cut = full.lastIndexOf('.');
  const name = full.slice(cut + 1);
  const fills = named(declarator)
    .filter((one) => one.type === 'field_initializer_list')
    .concat(named(node).filter((one) => one.type === 'field_initializer_list'))
    .flatMap((one) => named(one).map((child) => fieldInitializer(child, go)));
  return {
    k: 'function',
    name,
    params: parameters(declarator, go),
    body: block([...fills, go(body)]),
    ...(cut > 0 ? { receiver: { name: 'this', type: path(full.slice(0, cut)) } } : {}),
    // Where its name stands: the type of its result may be a line of its own.
    at: spanOf(declarator),
  };
}

/** `: bits(b)` sets a member before the body runs; `: Base(a, b)` constructs what is extended. */
function fieldInitializer(node: SyntaxNode, go: Lower): Node {
  const [name, list] = named(node);
  const values = named(list ?? null);
  if (name && list && (name.type === 'qualified_identifier' || extended(node).includes(name.text))) {
    return { k: 'call', callee: typeName(name), args: args(list, go), constructs: true, at: spanOf(node) };
  }
  const type = name && heldType(node, name.text, values);
  if (!name || !list || (values.length !== 1 && !type)) return list ? blockOf(list, go) : NOTHING;
  return {
    k: 'assign',
    target: { k: 'member', object: { k: 'this' }, name: name.text },
    value: type ? constructed(typeName(type), list, go, layoutOf(type)) : go(values[0] as SyntaxNode),
  };
}

/** What the class around this says that it extends. */
function extended(node: SyntaxNode): string[] {
  let at: SyntaxNode | null = node;
  while (at && !/^(?:class|struct)_specifier$/.test(at.type)) at = at.parent;
  return named(at).flatMap((one) => (one.type === 'base_class_clause' ? named(one).map((base) => base.text) : []));
}

export function recordOf(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'name'));
  const body = field(node, 'body');
  if (!body) return { k: 'name', name };
  const bases = named(node)
    .filter((one) => one.type === 'base_class_clause')
    .flatMap((one) =>
      named(one)
        .filter((base) => base.type !== 'access_specifier')
        .map(typeName),
    );
  const members = named(body).map((one) => {
    const made = go(one);
    return made.k === 'function' && made.name === name ? { ...made, constructs: true } : made;
  });
  return { k: 'class', name, bases, members, at: spanOf(node) };
}

/** Enumerators are constants of the enclosing scope; scoped ones also members of the enumeration. */
export function enumOf(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'name'));
  let next = 0;
  const constants = named(field(node, 'body'))
    .filter((one) => one.type === 'enumerator')
    .map((one): Node => {
      const value = field(one, 'value') ? part(one, 'value', go) : lit(next);
      next = (value.k === 'lit' && typeof value.value === 'number' ? value.value : next) + 1;
      return { k: 'assign', declares: true, constant: true, static: true, target: part(one, 'name', go), value };
    });
  const scoped: Node = { k: 'class', name, bases: [], members: constants, at: spanOf(node) };
  return name ? block([...constants, scoped]) : block(constants);
}
