import type { Language } from '../../language.js';
import { type Argument, type FunctionNode, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
import {
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
  statements,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import { listOf, silent } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { isCase, readCases } from './cases.js';
import { conditions, ifOf, loop, switchOf } from './conditions.js';

/** Modules that may stand before a name without changing it. */
const MODULES = new Set([
  'CryptoKit',
  'Crypto',
  'CryptoSwift',
  '_CryptoExtras',
  'CryptoExtras',
  'CommonCrypto',
  'Security',
]);

/** Digest methods that CryptoSwift gives to Data, String and arrays of bytes. */
const DIGESTS = /^(?:md5|sha1|sha224|sha256|sha384|sha512|sha3)$/;

/** Whether the present file imports CryptoSwift. Files are lowered one after the other. */
let extended = false;

const lower = lowering({
  simple_identifier: (node) => ownName(node),
  type_identifier: (node) => ownName(node),
  user_type: (node) => typeName(node),
  optional_type: (node, go) => part(node, 'wrapped', go),
  self_expression: () => ({ k: 'this' }),
  boolean_literal: (node) => lit(node.text === 'true'),
  integer_literal: (node) => numberLiteral(node.text),
  hex_literal: (node) => numberLiteral(node.text),
  line_string_literal: (node, go) => text(node, go),
  multi_line_string_literal: (node, go) => text(node, go),
  interpolated_expression: (node, go) => part(node, 'value', go),
  array_literal: listOf,
  dictionary_literal: (node, go) => {
    const values = node.childrenForFieldName('value');
    const entries = node.childrenForFieldName('key').flatMap((key, index) => {
      const value = values[index];
      return key && value ? [{ key: keyOf(key, go), value: go(value) }] : [];
    });
    return { k: 'object', entries, at: spanOf(node) };
  },
  navigation_expression: (node, go) => member(node, go),
  // `.p256` is a member of a type that only the compiler knows; operators before a value leave it as it is.
  prefix_expression: (node, go) => {
    const target = field(node, 'target');
    if (node.text.startsWith('.') && target)
      return { k: 'member', object: { k: 'symbol', name: 'implicit' }, name: target.text, at: spanOf(node) };
    return target ? go(target) : NOTHING;
  },
  call_expression: (node, go) => call(node, go),
  constructor_expression: (node, go) => call(node, go),
  comparison_expression: (node, go) => generic(node, go) ?? binary(node, go),
  equality_expression: (node, go) => binary(node, go),
  additive_expression: (node, go) => binary(node, go),
  multiplicative_expression: (node, go) => binary(node, go),
  nil_coalescing_expression: (node, go) => ({ k: 'choice', arms: [part(node, 'value', go), part(node, 'if_nil', go)] }),
  ternary_expression: (node, go) => ({
    k: 'choice',
    test: part(node, 'condition', go),
    arms: [part(node, 'if_true', go), part(node, 'if_false', go)],
  }),
  as_expression: (node, go) => part(node, 'expr', go),
  try_expression: (node, go) => part(node, 'expr', go),
  await_expression: (node, go) => part(node, 'expr', go),
  assignment: (node, go) => ({ k: 'assign', target: part(node, 'target', go), value: part(node, 'result', go) }),
  property_declaration: (node, go) => property(node, go),
  lambda_literal: (node, go) => ({
    k: 'function',
    name: '',
    params: node.descendantsOfType('lambda_parameter').map((one) => ({ name: one ? textOf(field(one, 'name')) : '' })),
    body: returning(named(node).find((one) => one.type === 'statements') ?? null, go),
    at: spanOf(node),
  }),
  if_statement: (node, go) => ifOf(node, go),
  guard_statement: (node, go) => {
    const other = named(node).filter((one) => one.type === 'statements');
    return block([...conditions(node, go), { k: 'branch', arms: other.map(go), exhaustive: false }]);
  },
  for_statement: (node, go) => loop(node, go),
  while_statement: (node, go) => loop(node, go),
  switch_statement: (node, go) => switchOf(node, go),
  catch_block: (node, go) => ({ k: 'branch', arms: [blockOf(node, go)], exhaustive: false }),
  control_transfer_statement: (node, go) => {
    const result = field(node, 'result');
    if (/^return\b/.test(node.text)) return { k: 'return', value: result ? go(result) : NOTHING };
    return /^throw\b/.test(node.text) ? block([blockOf(node, go), { k: 'stop' }]) : NOTHING;
  },
  function_declaration: (node, go) => functionOf(node, go),
  init_declaration: (node, go) => ({ ...functionOf(node, go), constructs: true }),
  class_declaration: (node, go) => classOf(node, go),
  ...silent('protocol_declaration', 'import_declaration', 'attribute', 'modifiers', 'type_annotation'),
  typealias_declaration: (node, go) => {
    const [name, type] = node.childrenForFieldName('name');
    if (!name || !type) return NOTHING;
    const target: Node = { k: 'name', name: name.text };
    return { k: 'assign', declares: true, constant: true, target, value: go(type) };
  },
  ...silent('comment', 'multiline_comment'),
});

export const SWIFT: Language = {
  id: 'swift',
  rules: ['swift', 'apple', 'by-name', 'written-out', 'kept'],
  extensions: ['.swift'],
  grammar: () => 'swift',
  lower(root) {
    readCases(root);
    extended = named(root).some((one) => one.type === 'import_declaration' && /\bCryptoSwift\b/.test(one.text));
    return { module: '', shared: true, body: statements(root).map(lower) };
  },
  // `CryptoSwift.digest.md5` is written `.md5()`; C names are words of their own.
  tokens(qualified) {
    const parts = qualified.replace(/=$/, '').split('.');
    return parts[1] === 'digest'
      ? ['CryptoSwift', parts.at(-1) ?? '']
      : [...new Set(parts.slice(-2).reverse())].filter((one) => one !== 'implicit');
  },
};

function typeName(node: SyntaxNode): Node {
  const names = named(node).filter((one) => one.type === 'type_identifier');
  const kept = names.length > 1 && MODULES.has(names[0]?.text ?? '') ? names.slice(1) : names;
  return path(kept.map((one) => one.text).join('.'));
}

function text(node: SyntaxNode, go: Lower): Node {
  const parts = named(node).map((one) => (one.type === 'interpolated_expression' ? go(one) : lit(unescaped(one.text))));
  if (parts.length === 0) return lit('');
  return parts.length === 1 ? (parts[0] as Node) : { k: 'concat', parts };
}

/** `kSecAttrKeyType as String` is known to rules by its name. */
function keyOf(node: SyntaxNode, go: Lower): Node | string {
  const name = /^(k[A-Z]\w+)(?:\s+as\b.*)?$/s.exec(node.text)?.[1];
  return name ?? go(node);
}

function member(node: SyntaxNode, go: Lower): Node {
  const target = field(node, 'target');
  const suffix = field(node, 'suffix');
  const name = textOf(suffix ? field(suffix, 'suffix') : null);
  if (target && MODULES.has(target.text)) return { k: 'name', name };
  const object = target ? go(target) : NOTHING;
  // An enumeration case stands for its raw value.
  return name === 'rawValue' || name === 'self' ? object : { k: 'member', object, name, at: spanOf(suffix ?? node) };
}

function call(node: SyntaxNode, go: Lower): Node {
  const [target] = named(node);
  const suffix = named(node).find((one) => /_suffix$/.test(one.type));
  if (!target || !suffix) return blockOf(node, go);
  if (suffix.text.startsWith('[')) {
    const inside = named(named(suffix)[0] ?? null)[0];
    const key = inside ? keyOf(field(inside, 'value') ?? inside, go) : NOTHING;
    return { k: 'index', object: go(target), index: typeof key === 'string' ? lit(key) : key };
  }
  // `[String: Any]()` is an empty dictionary, `[UInt8]()` an empty array.
  if (suffix.text === '()' && target.type === 'dictionary_literal')
    return { k: 'object', entries: [], at: spanOf(node) };
  if (suffix.text === '()' && target.type === 'array_literal') return { k: 'list', items: [] };
  const made = go(target);
  const callee: Node =
    extended && made.k === 'member' && DIGESTS.test(made.name)
      ? block([made.object, { k: 'symbol', name: `CryptoSwift.digest.${made.name}` }])
      : made.k === 'member' && made.name === 'init'
        ? made.object
        : made;
  return {
    k: 'call',
    callee,
    args: [...args(suffix, go), ...typeArguments(target, go)],
    at: (made.k === 'member' && made.at) || spanOf(node),
  };
}

/** Labels are names of arguments; a trailing closure has none. */
function args(suffix: SyntaxNode, go: Lower): Argument[] {
  return named(suffix).flatMap((one): Argument[] => {
    if (one.type !== 'value_arguments') return [{ name: '&closure', value: go(one) }];
    return named(one).map((each) => {
      const name = textOf(field(each, 'name'));
      const value = field(each, 'value') ? part(each, 'value', go) : blockOf(each, go);
      return name ? { name, value } : { value };
    });
  });
}

/** What stands in `<…>` is handed to rules as the argument `of`. */
function typeArguments(target: SyntaxNode, go: Lower): Argument[] {
  const list = named(target).find((one) => one.type === 'type_arguments');
  const first = named(list ?? null)[0];
  return first ? [{ name: 'of', value: go(first) }] : [];
}

/** `HMAC<SHA256>.authenticationCode(…)` reads to the grammar as two comparisons. */
function generic(node: SyntaxNode, go: Lower): Node | undefined {
  const type = field(node, 'lhs');
  const rest = field(node, 'rhs');
  const [argument, called] = rest?.type === 'comparison_expression' ? [field(rest, 'lhs'), field(rest, 'rhs')] : [];
  const function_ = called?.type === 'call_expression' ? named(called)[0] : undefined;
  const suffix = called && named(called).find((one) => one.type === 'call_suffix');
  if (!type || !argument || function_?.type !== 'prefix_expression' || !suffix) return undefined;
  const callee: Node = { k: 'member', object: go(type), name: textOf(field(function_, 'target')) };
  return { k: 'call', callee, args: [...args(suffix, go), { name: 'of', value: go(argument) }], at: spanOf(node) };
}

function binary(node: SyntaxNode, go: Lower): Node {
  const op = textOf(field(node, 'op'));
  return { k: 'op', op, left: part(node, 'lhs', go), right: part(node, 'rhs', go) };
}

function property(node: SyntaxNode, go: Lower): Node {
  const computed = field(node, 'computed_value');
  const name = textOf(field(node, 'name'));
  if (computed) {
    const getter = named(computed).find((one) => one.type === 'computed_getter') ?? computed;
    const setter = named(computed).find((one) => one.type === 'computed_setter');
    const given = returning(named(getter).find((one) => one.type === 'statements') ?? null, go);
    const body = setter ? block([go(setter), given]) : given;
    const still = /\b(?:static|class)\b/.test(textOf(named(node).find((one) => one.type === 'modifiers') ?? null));
    return { k: 'function', name, params: [], body, getter: true, static: still, at: spanOf(node) };
  }
  const annotation = named(node).find((one) => one.type === 'type_annotation');
  const type = annotation && field(annotation, 'name');
  const words = textOf(named(node).find((one) => one.type === 'modifiers') ?? null);
  return {
    k: 'assign',
    declares: true,
    constant: named(node).some((one) => one.type === 'value_binding_pattern' && one.text === 'let'),
    static: /\b(?:static|class)\b/.test(words),
    target: { k: 'name', name },
    type: type && /_type$/.test(type.type) ? go(type) : undefined,
    value: field(node, 'value') ? ofType(part(node, 'value', go), type, go) : undefined,
  };
}

/** `let key: SymmetricKey = .init(size: .bits256)` makes one of the declared type, `var kind: Kind = .rsa` is a case of it. */
function ofType(value: Node, type: SyntaxNode | null | undefined, go: Lower): Node {
  const hidden = value.k === 'member' && value.object.k === 'symbol' && value.object.name === 'implicit';
  if (hidden && type?.type === 'user_type' && isCase(value.name)) return { ...value, object: go(type) };
  const implicit = value.k === 'call' && value.callee.k === 'symbol' && value.callee.name === 'implicit';
  return implicit && type ? { ...value, callee: go(type) } : value;
}

/** A body of one expression is its value. */
function returning(statements: SyntaxNode | null, go: Lower): Node {
  const items = named(statements);
  const only = items.length === 1 ? items[0] : undefined;
  if (only && !/_statement$|_declaration$|^assignment$/.test(only.type)) return { k: 'return', value: go(only) };
  return block(items.map(go));
}

/** A parameter is called by its label and read by its name. */
function functionOf(node: SyntaxNode, go: Lower): FunctionNode {
  const list = named(node).filter((one) => one.type === 'parameter');
  const renamed: Node[] = [];
  const params = list.map((one): Parameter => {
    const names = one.childrenForFieldName('name');
    const own = textOf(names[0] ?? null);
    const label = textOf(field(one, 'external_name'));
    const type = names[1] && /_type$/.test(names[1].type) ? go(names[1]) : undefined;
    const value = one.nextSibling?.type === '=' ? one.nextNamedSibling : null;
    if (!label || label === '_') return { name: own, type, ...(value ? { default: go(value) } : {}) };
    renamed.push({ k: 'assign', declares: true, target: { k: 'name', name: own }, value: { k: 'name', name: label } });
    return { name: label, type, ...(value ? { default: go(value) } : {}) };
  });
  const body = field(node, 'body');
  const statements = named(body).find((one) => one.type === 'statements') ?? null;
  return {
    k: 'function',
    name: textOf(field(node, 'name')),
    params,
    body: block([...renamed, returning(statements, go)]),
    returns: returnType(node, go),
    static: /\b(?:static|class)\b/.test(textOf(named(node).find((one) => one.type === 'modifiers') ?? null)),
    at: spanOf(node),
  };
}

/** The type after the arrow stands among the names of the function. */
function returnType(node: SyntaxNode, go: Lower): Node | undefined {
  const type = node.childrenForFieldName('name').find((one) => one && /(?:user|optional)_type$/.test(one.type));
  return type ? go(type) : undefined;
}

function classOf(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'name'));
  const at = spanOf(node);
  const bases = named(node)
    .filter((one) => one.type === 'inheritance_specifier')
    .map((one) => part(one, 'inherits_from', go));
  const members = named(field(node, 'body')).flatMap((one) =>
    one.type === 'enum_entry' ? entries(one, name, go) : [go(one)],
  );
  if (textOf(field(node, 'declaration_kind')) !== 'extension') return { k: 'class', name, bases, members, at };
  // An extension adds methods to a type that stands elsewhere.
  const type = path(name);
  return block(
    members.map((one) => (one.k === 'function' && !one.static ? { ...one, receiver: { name: 'this', type } } : one)),
  );
}

function entries(node: SyntaxNode, type: string, go: Lower): Node[] {
  const made: Node[] = [];
  for (const name of node.childrenForFieldName('name')) {
    const next = name?.nextSibling?.type === '=' ? name.nextNamedSibling : null;
    const $name = { name: '$name', value: lit(textOf(name)) };
    const value: Node = next
      ? go(next)
      : { k: 'call', callee: { k: 'name', name: type }, args: [$name], at: spanOf(node) };
    made.push({
      k: 'assign',
      declares: true,
      static: true,
      constant: true,
      target: { k: 'name', name: textOf(name) },
      value,
    });
  }
  return made;
}

/** `Self` is the type in which it stands: its static members are those of `self`. */
function ownName(node: SyntaxNode): Node {
  return node.text === 'Self' ? { k: 'this' } : { k: 'name', name: node.text };
}
