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

/** Methods and wrappers that hand their object on: the value is what counts here. */
const TRANSPARENT = new Set([
  'unwrap',
  'expect',
  'unwrap_or_default',
  'clone',
  'as_ref',
  'as_mut',
  'borrow',
  'to_owned',
  'to_string',
  'into',
  'map_err',
  'await',
  'ok',
  'context',
  'with_context',
  'as_str',
  'to_vec',
  'as_slice',
  'iter',
  'into_iter',
]);
const WRAPPERS =
  /^(?:Ok|Some|Box::new|Arc::new|Rc::new|Mutex::new|RwLock::new|RefCell::new|Cow::Borrowed|String::from|std::sync::Arc::new|std::boxed::Box::new)$/;

/** Values made on first use: the closure is what they are. */
const LAZY = /(?:^|::)(?:LazyLock|LazyCell|Lazy|OnceLock|OnceCell)::new$/;

const lower = lowering({
  identifier: (node) => ({ k: 'name', name: node.text }),
  type_identifier: (node) => ({ k: 'name', name: node.text }),
  primitive_type: (node) => ({ k: 'name', name: node.text }),
  self: () => ({ k: 'this' }),
  scoped_identifier: (node) => scoped(node.text),
  scoped_type_identifier: (node) => scoped(node.text),
  generic_type: (node) => scoped(node.text),
  generic_function: (node, go) => part(node, 'function', go),
  reference_type: (node, go) => part(node, 'type', go),
  boolean_literal: (node) => lit(node.text === 'true'),
  integer_literal: (node) => numberLiteral(node.text.replace(/(?:[ui](?:8|16|32|64|128|size))$/, '')),
  float_literal: (node) => numberLiteral(node.text),
  string_literal: (node) => lit(unescaped(node.text.replace(/^[bc]?"|"$/g, ''))),
  raw_string_literal: (node) => lit(node.text.replace(/^[bc]?r#*"|"#*$/g, '')),
  char_literal: (node) => lit(unescaped(node.text.replace(/^b?'|'$/g, ''))),
  reference_expression: (node, go) => part(node, 'value', go),
  unary_expression: (node, go) => blockOf(node, go),
  parenthesized_expression: (node, go) => blockOf(node, go),
  try_expression: (node, go) => blockOf(node, go),
  await_expression: (node, go) => blockOf(node, go),
  type_cast_expression: (node, go) => part(node, 'value', go),
  field_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'value', go),
    name: textOf(field(node, 'field')),
    at: spanOf(node),
  }),
  index_expression: (node, go) => {
    const [object, index] = named(node);
    return { k: 'index', object: object ? go(object) : NOTHING, index: index ? go(index) : NOTHING };
  },
  call_expression: (node, go) => call(node, go),
  macro_invocation: (node, go) => macro(node, go),
  struct_expression: (node, go) => structOf(node, go),
  array_expression: (node, go) => ({ k: 'list', items: named(node).map(go) }),
  tuple_expression: (node, go) => ({ k: 'list', items: named(node).map(go) }),
  binary_expression: (node, go) => ({
    k: 'op',
    op: textOf(field(node, 'operator')),
    left: part(node, 'left', go),
    right: part(node, 'right', go),
  }),
  assignment_expression: (node, go) => ({
    k: 'assign',
    target: part(node, 'left', go),
    value: part(node, 'right', go),
  }),
  let_declaration: (node, go) => bind(field(node, 'pattern'), node, go),
  let_condition: (node, go) => bind(field(node, 'pattern'), node, go),
  const_item: (node, go) => constant(node, go),
  static_item: (node, go) => constant(node, go),
  if_expression: (node, go) => {
    const other = field(node, 'alternative');
    const arms = [part(node, 'consequence', go), ...(other ? [blockOf(other, go)] : [])];
    const test = part(node, 'condition', go);
    return usedAsValue(node) ? { k: 'choice', test, arms } : { k: 'branch', test, arms, exhaustive: other !== null };
  },
  match_expression: (node, go) => {
    const test = part(node, 'value', go);
    const arms = named(field(node, 'body')).map((arm) =>
      block([...patterns(field(arm, 'pattern'), test, go), part(arm, 'value', go)]),
    );
    return usedAsValue(node) ? { k: 'choice', test, arms } : { k: 'branch', test, arms, exhaustive: true };
  },
  for_expression: (node, go) => {
    const each: Node = { k: 'index', object: part(node, 'value', go), index: NOTHING };
    const name = field(node, 'pattern');
    const set: Node =
      name?.type === 'identifier' ? { k: 'assign', declares: true, target: go(name), value: each } : NOTHING;
    return { k: 'branch', arms: [block([set, part(node, 'body', go)])], exhaustive: false };
  },
  while_expression: (node, go) => ({
    k: 'branch',
    test: part(node, 'condition', go),
    arms: [part(node, 'body', go)],
    exhaustive: false,
  }),
  closure_expression: (node, go) => ({
    k: 'function',
    name: '',
    params: parameters(field(node, 'parameters'), go),
    body: { k: 'return', value: part(node, 'body', go) },
    at: spanOf(node),
  }),
  return_expression: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  function_item: (node, go) => functionOf(node, undefined, go),
  struct_item: (node, go) => ({
    k: 'class',
    name: textOf(field(node, 'name')),
    bases: [],
    members: fields(node, go),
    at: spanOf(node),
  }),
  enum_item: (node, go) => enumOf(node, go),
  impl_item: (node, go) => implOf(node, go),
  trait_item: (node, go) => block(named(field(node, 'body')).map(go)),
  mod_item: (node, go) => block(named(field(node, 'body')).map(go)),
  type_item: (node, go) => ({
    k: 'assign',
    declares: true,
    constant: true,
    target: { k: 'name', name: textOf(field(node, 'name')) },
    value: part(node, 'type', go),
  }),
  use_declaration: (node) => block(uses(field(node, 'argument'), '')),
  extern_crate_declaration: () => NOTHING,
  attribute_item: () => NOTHING,
  inner_attribute_item: () => NOTHING,
  line_comment: () => NOTHING,
  block_comment: () => NOTHING,
});

export const RUST: Language = {
  id: 'rust',
  rules: ['rust'],
  extensions: ['.rs'],
  grammar: () => 'rust',
  lower(root, path) {
    return { module: moduleOf(path), shared: false, body: named(root).map(lower) };
  },
};

/** `a/src/net/tls.rs` is `crate.net.tls`; `mod.rs`, `lib.rs` and `main.rs` are their folder. */
function moduleOf(path: string): string {
  const inside = path.replace(/^(?:.*\/)?src\//, '').replace(/\.rs$/, '');
  const parts = inside.split('/').filter((one) => !/^(?:mod|lib|main)$/.test(one));
  return ['crate', ...parts].join('.');
}

/** Paths without type arguments: `Rsa::<Private>::generate` is `Rsa.generate`. */
function scoped(text: string): Node {
  let plain = text.replace(/\s/g, '');
  for (let steps = 0; plain.includes('<') && steps < 8; steps++) {
    const next = plain.replace(/(?:::)?<[^<>]*>/g, '');
    if (next === plain) break;
    plain = next;
  }
  return path(plain.replace(/^::/, '').replaceAll('::', '.'));
}

function call(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  const list = args(field(node, 'arguments'), go);
  if (callee && WRAPPERS.test(callee.text.replace(/\s|<.*>/gs, '')) && list.length === 1)
    return list[0]?.value ?? NOTHING;
  if (callee && LAZY.test(callee.text.replace(/\s|<.*>/gs, '')) && list[0]?.value.k === 'function') {
    return { k: 'call', callee: list[0].value, args: [], at: spanOf(node) };
  }
  if (callee?.type === 'field_expression' && TRANSPARENT.has(textOf(field(callee, 'field')))) {
    return part(callee, 'value', go);
  }
  return { k: 'call', callee: callee ? go(callee) : NOTHING, args: list, at: spanOf(node) };
}

/** The arguments of a macro are raw tokens: literals and names are kept, `format!` becomes text. */
function macro(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'macro'));
  const tokens = named(named(node).find((one) => one.type === 'token_tree') ?? null).map(go);
  if (name === 'vec') return { k: 'list', items: tokens };
  if (name === 'format' || name === 'concat')
    return { k: 'concat', parts: name === 'concat' ? tokens : formatted(tokens) };
  return block(tokens);
}

function formatted(tokens: readonly Node[]): Node[] {
  const [first, ...rest] = tokens;
  if (first?.k !== 'lit' || typeof first.value !== 'string') return [...tokens];
  const pieces = first.value.split(/\{[^{}]*\}/);
  return pieces.flatMap((piece, index): Node[] =>
    index === 0 ? [lit(piece)] : [rest[index - 1] ?? NOTHING, lit(piece)],
  );
}

function structOf(node: SyntaxNode, go: Lower): Node {
  const entries = named(field(node, 'body')).flatMap((one) => {
    if (one.type === 'shorthand_field_initializer') return [{ key: one.text, value: blockOf(one, go) }];
    if (one.type === 'field_initializer') return [{ key: textOf(field(one, 'field')), value: part(one, 'value', go) }];
    return [];
  });
  return { k: 'object', type: part(node, 'name', go), entries, at: spanOf(node) };
}

function bind(pattern: SyntaxNode | null, node: SyntaxNode, go: Lower): Node {
  const value = field(node, 'value');
  const type = field(node, 'type');
  const bound = pattern ? patterns(pattern, value ? go(value) : undefined, go, type ? go(type) : undefined) : [];
  const other = field(node, 'alternative');
  const items = [...(bound.length > 0 ? bound : value ? [go(value)] : []), ...(other ? [go(other)] : [])];
  return items.length === 1 ? (items[0] as Node) : block(items);
}

/** `x`, `mut x`, `Some(x)`, `Ok(x)` bind x; `(a, b)` takes a tuple apart. */
function patterns(pattern: SyntaxNode | null, value: Node | undefined, go: Lower, type?: Node): Node[] {
  if (!pattern) return [];
  if (pattern.type === 'identifier') return [{ k: 'assign', declares: true, target: go(pattern), type, value }];
  if (pattern.type === 'tuple_pattern') {
    return [{ k: 'assign', declares: true, target: { k: 'list', items: named(pattern).map(go) }, value }];
  }
  if (/^(?:mut_pattern|ref_pattern|reference_pattern|match_pattern)$/.test(pattern.type)) {
    const inner = named(pattern).find((one) => one.type !== 'mutable_specifier');
    return inner ? patterns(inner, value, go, type) : [];
  }
  if (pattern.type === 'tuple_struct_pattern') return patterns(named(pattern)[1] ?? null, value, go);
  return [];
}

function constant(node: SyntaxNode, go: Lower): Node {
  return {
    k: 'assign',
    declares: true,
    constant: true,
    static: true,
    target: { k: 'name', name: textOf(field(node, 'name')) },
    type: part(node, 'type', go),
    value: field(node, 'value') ? part(node, 'value', go) : undefined,
  };
}

function usedAsValue(node: SyntaxNode): boolean {
  return node.parent !== null && !/^(?:expression_statement|source_file)$/.test(node.parent.type);
}

function parameters(list: SyntaxNode | null, go: Lower): Parameter[] {
  return named(list)
    .filter((one) => one.type === 'parameter' || one.type === 'identifier')
    .map((one) => {
      if (one.type === 'identifier') return { name: one.text };
      const type = field(one, 'type');
      return { name: textOf(field(one, 'pattern')).replace(/^mut\s+/, ''), ...(type ? { type: go(type) } : {}) };
    });
}

/** The last expression of the body is what the function returns. */
function functionOf(node: SyntaxNode, owner: Node | undefined, go: Lower): FunctionNode {
  const list = field(node, 'parameters');
  const statements = named(field(node, 'body'));
  const items = statements.map((one, index): Node => {
    const last = index === statements.length - 1;
    return last && !/(?:statement|declaration|item)$/.test(one.type) ? { k: 'return', value: go(one) } : go(one);
  });
  const hasSelf = named(list).some((one) => one.type === 'self_parameter');
  return {
    k: 'function',
    name: textOf(field(node, 'name')),
    params: parameters(list, go),
    returns: returned(field(node, 'return_type'), owner, go),
    body: block(items),
    static: !hasSelf,
    ...(owner ? { receiver: { name: 'self', type: owner } } : {}),
    at: spanOf(node),
  };
}

/** What is inside `Result<…>` and `Option<…>`; `Self` is the type of the implementation. */
function returned(node: SyntaxNode | null, owner: Node | undefined, go: Lower): Node | undefined {
  if (!node) return undefined;
  if (node.text === 'Self') return owner;
  if (node.type === 'generic_type' && /^(?:\w+::)*(?:Result|Option|Box|Arc|Rc)\b/.test(node.text)) {
    return returned(named(field(node, 'type_arguments'))[0] ?? null, owner, go);
  }
  return go(node);
}

function implOf(node: SyntaxNode, go: Lower): Node {
  const owner = part(node, 'type', go);
  const items = named(field(node, 'body')).map(
    (one): Node => (one.type === 'function_item' ? functionOf(one, owner, go) : go(one)),
  );
  return block(items);
}

function fields(node: SyntaxNode, go: Lower): Node[] {
  return named(field(node, 'body'))
    .filter((one) => one.type === 'field_declaration')
    .map((one) => ({
      k: 'assign',
      declares: true,
      target: { k: 'name', name: textOf(field(one, 'name')) },
      type: part(one, 'type', go),
    }));
}

function enumOf(node: SyntaxNode, go: Lower): Node {
  const members = named(field(node, 'body'))
    .filter((one) => one.type === 'enum_variant')
    .map((one): Node => {
      const name = textOf(field(one, 'name'));
      const value = field(one, 'value');
      return {
        k: 'assign',
        declares: true,
        static: true,
        constant: true,
        target: { k: 'name', name },
        value: value ? go(value) : lit(name),
      };
    });
  return { k: 'class', name: textOf(field(node, 'name')), bases: [], members, at: spanOf(node) };
}

/** `use a::{b, c::d as e, f::*}` one import a name. */
function uses(node: SyntaxNode | null, prefix: string): Node[] {
  if (!node) return [];
  const join = (name: string) =>
    (prefix ? `${prefix}.${name}` : name).replace(/\s/g, '').replaceAll('::', '.').replace(/^\./, '');
  switch (node.type) {
    case 'scoped_use_list':
      return uses(field(node, 'list'), join(textOf(field(node, 'path'))));
    case 'use_list':
      return named(node).flatMap((one) => uses(one, prefix));
    case 'use_as_clause':
      return [{ k: 'import', local: textOf(field(node, 'alias')), name: join(textOf(field(node, 'path'))) }];
    case 'use_wildcard':
      return [{ k: 'import', local: '*', name: join(textOf(named(node)[0] ?? null)) }];
    case 'self':
      return [{ k: 'import', local: prefix.slice(prefix.lastIndexOf('.') + 1), name: prefix }];
    default: {
      const name = join(node.text);
      return [{ k: 'import', local: name.slice(name.lastIndexOf('.') + 1), name }];
    }
  }
}
