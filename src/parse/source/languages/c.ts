import type { Node as SyntaxNode } from 'web-tree-sitter';
import { type FunctionNode, NOTHING, type Node, type Parameter } from '../ir.js';
import type { Language } from '../language.js';
import {
  args,
  block,
  blockOf,
  field,
  type Lower,
  lit,
  lowering,
  named,
  numberLiteral,
  part,
  path,
  spanOf,
  textOf,
  unescaped,
} from '../lowering.js';
import { conditional, define, insideFunction } from './c-preprocessor.js';

/** C and C++ share one lowering: the C++ grammar extends the C one, and headers do not say which they are. */
const lower = lowering({
  identifier: (node) => ({ k: 'name', name: node.text }),
  type_identifier: (node) => ({ k: 'name', name: node.text }),
  field_identifier: (node) => ({ k: 'name', name: node.text }),
  namespace_identifier: (node) => ({ k: 'name', name: node.text }),
  qualified_identifier: (node) => qualified(node),
  template_type: (node) => ({ k: 'name', name: node.text.replace(/\s/g, '') }),
  type_descriptor: (node, go) => part(node, 'type', go),
  struct_specifier: (node, go) => recordOf(node, go),
  class_specifier: (node, go) => recordOf(node, go),
  union_specifier: (node, go) => recordOf(node, go),
  enum_specifier: (node, go) => enumOf(node, go),
  this: () => ({ k: 'this' }),
  true: () => lit(true),
  false: () => lit(false),
  null: () => lit(null),
  number_literal: (node) => numberLiteral(node.text.replace(/'/g, '')),
  string_literal: (node) => lit(stringValue(node)),
  raw_string_literal: (node) => lit(textOf(named(node).find((one) => one.type === 'raw_string_content') ?? null)),
  char_literal: (node) => lit(unescaped(node.text.replace(/^[^']*'|'$/g, ''))),
  concatenated_string: (node, go) => ({ k: 'concat', parts: named(node).map(go) }),
  parenthesized_expression: (node, go) => blockOf(node, go),
  field_expression: (node, go) => member(node, go),
  subscript_expression: (node, go) => ({
    k: 'index',
    object: part(node, 'argument', go),
    index: field(node, 'index') ? part(node, 'index', go) : part(node, 'indices', go),
  }),
  subscript_argument_list: (node, go) => blockOf(node, go),
  // Address and dereference name the same object: what a call does to `&key` it does to `key`.
  pointer_expression: (node, go) => part(node, 'argument', go),
  call_expression: (node, go) => call(node, go),
  new_expression: (node, go) => made(part(node, 'type', go), field(node, 'arguments'), node, go),
  compound_literal_expression: (node, go) => initialised(part(node, 'type', go), field(node, 'value'), go),
  initializer_list: (node, go) => initialised(undefined, node, go),
  binary_expression: (node, go) => ({
    k: 'op',
    op: textOf(field(node, 'operator')),
    left: part(node, 'left', go),
    right: part(node, 'right', go),
  }),
  conditional_expression: (node, go) => ({
    k: 'choice',
    test: part(node, 'condition', go),
    arms: [part(node, 'consequence', go), part(node, 'alternative', go)],
  }),
  assignment_expression: (node, go) => ({
    k: 'assign',
    target: part(node, 'left', go),
    value: initialised(undefined, field(node, 'right'), go),
  }),
  cast_expression: (node, go) => part(node, 'value', go),
  lambda_expression: (node, go) => ({
    k: 'function',
    name: '',
    params: parameters(field(node, 'declarator'), go),
    body: part(node, 'body', go),
    at: spanOf(node),
  }),
  declaration: (node, go) => declaration(node, go),
  field_declaration: (node, go) => declaration(node, go),
  function_definition: (node, go) => functionOf(node, go),
  template_declaration: (node, go) =>
    block(
      named(node)
        .filter((one) => one.type !== 'template_parameter_list')
        .map(go),
    ),
  namespace_definition: (node, go) => ({ k: 'block', items: named(field(node, 'body')).map(go) }),
  if_statement: (node, go) => {
    const other = field(node, 'alternative');
    const arms = [part(node, 'consequence', go), ...(other ? [go(other)] : [])];
    return { k: 'branch', test: part(node, 'condition', go), arms, exhaustive: other !== null };
  },
  while_statement: (node, go) => loop(node, go),
  do_statement: (node, go) => blockOf(node, go),
  for_statement: (node, go) => loop(node, go),
  for_range_loop: (node, go) => {
    const name = declaredName(field(node, 'declarator'));
    const value: Node = { k: 'index', object: part(node, 'right', go), index: NOTHING };
    const bind: Node = { k: 'assign', declares: true, target: { k: 'name', name }, value };
    return { k: 'branch', arms: [block([bind, part(node, 'body', go)])], exhaustive: false };
  },
  switch_statement: (node, go) => {
    const cases = named(field(node, 'body')).filter((one) => one.type === 'case_statement');
    const value = (one: SyntaxNode) => field(one, 'value');
    const arms = cases.map((one) =>
      block(
        named(one)
          .filter((child) => child.id !== value(one)?.id)
          .map(go),
      ),
    );
    const exhaustive = cases.some((one) => value(one) === null);
    return { k: 'branch', test: part(node, 'condition', go), arms, exhaustive };
  },
  try_statement: (node, go) => {
    const [body, ...handlers] = named(node);
    const caught = handlers.map((one): Node => ({ k: 'branch', arms: [part(one, 'body', go)], exhaustive: false }));
    return block([...(body ? [go(body)] : []), ...caught]);
  },
  return_statement: (node, go) => ({ k: 'return', value: initialisedChild(node, go) }),
  goto_statement: () => ({ k: 'stop' }),
  throw_statement: (node, go) => block([blockOf(node, go), { k: 'stop' }]),
  preproc_include: () => NOTHING,
  preproc_def: (node) => define(node),
  preproc_function_def: () => NOTHING,
  preproc_ifdef: (node, go) => conditional(node, go),
  preproc_if: (node, go) => conditional(node, go),
  preproc_else: (node, go) => conditional(node, go),
  preproc_elif: (node, go) => conditional(node, go),
  preproc_call: () => NOTHING,
  using_declaration: (node) => using(node),
  namespace_alias_definition: (node) => {
    const [local, target] = named(node);
    return { k: 'import', local: textOf(local ?? null), name: dotted(textOf(target ?? null)) };
  },
  comment: () => NOTHING,
});

export const C: Language = {
  id: 'c',
  rules: ['c', 'apple'],
  extensions: ['.c', '.h', '.cc', '.cpp', '.cxx', '.c++', '.hh', '.hpp', '.hxx', '.inl', '.ipp', '.cu', '.ino'],
  grammar: (path) => (/\.(c|h)$/i.test(path) ? 'c' : 'cpp'),
  lower(root) {
    return { module: '', shared: true, body: named(root).map(lower) };
  },
  // A C function is its own word; a C++ name needs its namespace somewhere in the file, and template arguments may be spaced.
  tokens(qualified) {
    const parts = qualified
      .replace(/<[^.]*>/g, '')
      .replace(/=$/, '')
      .split('.');
    const own = parts.filter((one) => one !== 'Encryption' && one !== 'Decryption');
    return parts.length > 1 ? [...new Set([own.at(-1) ?? '', parts[0] ?? ''])] : parts;
  },
};

/** `a::b::c` and `a.b.c` are one spelling in rules. */
function dotted(text: string): string {
  return text.replace(/\s/g, '').replace(/^::/, '').replaceAll('::', '.');
}

function qualified(node: SyntaxNode): Node {
  return path(dotted(node.text.replace(/^(std::make_(?:unique|shared))<.*$/s, '$1')));
}

function member(node: SyntaxNode, go: Lower): Node {
  return { k: 'member', object: part(node, 'argument', go), name: textOf(field(node, 'field')), at: spanOf(node) };
}

/** `std::make_unique<T>(…)` makes a T; every other call is what it says. */
function call(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  const type = callee && /^std::make_(?:unique|shared)<(.+)>$/s.exec(callee.text.replace(/\s/g, ''))?.[1];
  const target = type ? path(dotted(type)) : part(node, 'function', go);
  return made(target, field(node, 'arguments'), node, go);
}

function made(callee: Node, list: SyntaxNode | null, at: SyntaxNode, go: Lower): Node {
  return { k: 'call', callee, args: args(list, go), at: spanOf(at) };
}

function stringValue(node: SyntaxNode): string {
  return unescaped(node.text.replace(/^(?:u8|[uUL])?"|"$/g, ''));
}

/** `{ .bits = 1, 2 }` names its members or counts them. */
function initialised(type: Node | undefined, node: SyntaxNode | null, go: Lower): Node {
  if (!node) return NOTHING;
  if (node.type !== 'initializer_list') return go(node);
  const items = named(node);
  if (!items.some((one) => one.type === 'initializer_pair')) return { k: 'list', items: items.map(go) };
  const entries = items
    .filter((one) => one.type === 'initializer_pair')
    .map((one) => ({
      key: textOf(field(one, 'designator')).replace(/^\./, ''),
      value: initialised(undefined, field(one, 'value'), go),
    }));
  return { k: 'object', type, entries, at: spanOf(node) };
}

function initialisedChild(node: SyntaxNode, go: Lower): Node {
  return initialised(undefined, named(node)[0] ?? null, go);
}

/** The name inside pointers, arrays, references and function declarators. */
function declaredName(node: SyntaxNode | null): string {
  for (let at = node, steps = 0; at && steps < 20; steps++) {
    if (/identifier$/.test(at.type) || at.type === 'destructor_name' || at.type === 'operator_name')
      return dotted(at.text);
    at = field(at, 'declarator') ?? named(at)[0] ?? null;
  }
  return '';
}

function declaratorOf(node: SyntaxNode | null, type: string): SyntaxNode | null {
  for (let at = node, steps = 0; at && steps < 20; steps++) {
    if (at.type === type) return at;
    at = field(at, 'declarator') ?? (at.type === 'reference_declarator' ? (named(at)[0] ?? null) : null);
  }
  return null;
}

/** Variables; a prototype says nothing about use. `T x(a, b)` and `T x{a}` construct a T. */
function declaration(node: SyntaxNode, go: Lower): Node {
  const typeNode = field(node, 'type');
  const body = typeNode && field(typeNode, 'body') ? go(typeNode) : NOTHING;
  const words = named(node).map((one) => one.text);
  const type = typeNode && typeNode.type !== 'placeholder_type_specifier' ? typeName(typeNode) : undefined;
  const items: Node[] = [body];
  for (const one of node.childrenForFieldName('declarator')) {
    if (!one) continue;
    const prototype = declaratorOf(one, 'function_declarator');
    if (prototype) {
      if (type && insideFunction(node)) items.push(vexing(type, prototype));
      continue;
    }
    const initial = field(one, 'value') ?? field(node, 'default_value');
    const value = type && initial ? constructed(type, initial, go) : initialised(type, initial, go);
    const empty = !initial || initial.type === 'null' || initial.text === 'nullptr';
    const fresh = type && empty && typeNode?.type !== 'primitive_type' ? freshObject(type, one) : undefined;
    items.push({
      k: 'assign',
      declares: true,
      constant: words.includes('const') || words.includes('constexpr'),
      static: words.includes('static'),
      target: { k: 'name', name: declaredName(one) },
      type,
      value: fresh ?? (initial ? value : undefined),
    });
  }
  const real = items.filter((one) => one !== NOTHING);
  return real.length === 1 ? (real[0] as Node) : block(real);
}

/** Inside a function `T x(a, b);` constructs an object; the grammar takes it for a prototype, the names for types. */
function vexing(type: Node, prototype: SyntaxNode): Node {
  const given = named(field(prototype, 'parameters'));
  const args = given.map((one) => ({ value: path(dotted(one.text.replace(/[\s(].*$/s, ''))) }));
  const value: Node = { k: 'call', callee: type, args, at: spanOf(prototype.parent ?? prototype) };
  return { k: 'assign', declares: true, target: { k: 'name', name: declaredName(prototype) }, type, value };
}

/** `T x;` is an object that calls fill in; `T *x = NULL` one that a call will put there. */
function freshObject(type: Node, declarator: SyntaxNode): Node {
  if (declaratorOf(declarator, 'pointer_declarator')) return { k: 'object', type, entries: [], at: spanOf(declarator) };
  return { k: 'call', callee: type, args: [], at: spanOf(declarator) };
}

function constructed(type: Node, initial: SyntaxNode, go: Lower): Node {
  if (initial.type === 'argument_list') return made(type, initial, initial, go);
  return initialised(type, initial, go);
}

function typeName(node: SyntaxNode): Node {
  const name = field(node, 'name');
  if (name && /specifier$/.test(node.type)) return { k: 'name', name: name.text };
  return path(dotted(node.text.replace(/<.*>$/s, (generic) => generic.replace(/\s/g, ''))));
}

function parameters(declarator: SyntaxNode | null, go: Lower): Parameter[] {
  const list = declarator && field(declarator, 'parameters');
  return named(list)
    .filter((one) => /parameter_declaration$/.test(one.type))
    .map((one) => {
      const type = field(one, 'type');
      const initial = field(one, 'default_value');
      return {
        name: declaredName(field(one, 'declarator')),
        ...(type ? { type: typeName(type) } : {}),
        ...(initial ? { default: go(initial) } : {}),
      };
    })
    .filter((one) => one.name !== '');
}

/** `void K::run()` belongs to K although it stands outside. */
function functionOf(node: SyntaxNode, go: Lower): FunctionNode | typeof NOTHING {
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
    at: spanOf(node),
  };
}

/** `: bits(b)` sets a member before the body runs. */
function fieldInitializer(node: SyntaxNode, go: Lower): Node {
  const [name, list] = named(node);
  const values = named(list ?? null);
  if (!name || values.length !== 1) return list ? blockOf(list, go) : NOTHING;
  return {
    k: 'assign',
    target: { k: 'member', object: { k: 'this' }, name: name.text },
    value: go(values[0] as SyntaxNode),
  };
}

function recordOf(node: SyntaxNode, go: Lower): Node {
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
function enumOf(node: SyntaxNode, go: Lower): Node {
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

function loop(node: SyntaxNode, go: Lower): Node {
  const before = ['initializer', 'condition', 'update']
    .map((one) => part(node, one, go))
    .filter((one) => one !== NOTHING);
  return block([...before, { k: 'branch', arms: [part(node, 'body', go)], exhaustive: false }]);
}

/** `using namespace N` brings everything of N; `using N::x` one name. */
function using(node: SyntaxNode): Node {
  const name = dotted(textOf(named(node)[0] ?? null));
  if (/^using\s+namespace\b/.test(node.text)) return { k: 'import', local: '*', name };
  return { k: 'import', local: name.slice(name.lastIndexOf('.') + 1), name };
}
