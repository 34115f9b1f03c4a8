import type { Language } from '../../language.js';
import { testsIn } from '../../tree/instance-tests.js';
import { type Argument, NOTHING, type Node } from '../../tree/ir.js';
import {
  block,
  blockOf,
  calledAt,
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
import {
  type Case,
  eachOf,
  enumMember,
  guardedBlock,
  leaving,
  listOf,
  narrowed,
  silent,
  switchOn,
  toldIn,
} from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { callWithRead, commandsRun, listWithCommand } from '../commands/words.js';
import { classOf, constants, dotted, functionOf, properties, uses } from './declarations.js';
import { guardIn } from './types.js';

const lower = lowering({
  name: (node) => constantName(node.text),
  qualified_name: (node) => qualified(node.text),
  relative_scope: () => ({ k: 'this' }),
  variable_name: (node) => (node.text === '$this' ? { k: 'this' } : { k: 'name', name: node.text }),
  named_type: (node, go) => blockOf(node, go),
  optional_type: (node, go) => blockOf(node, go),
  primitive_type: () => NOTHING,
  boolean: (node) => lit(/^true$/i.test(node.text)),
  null: () => lit(null),
  integer: (node) => numberLiteral(node.text),
  float: (node) => numberLiteral(node.text),
  string: (node) => lit(node.text.slice(1, -1).replace(/\\(['\\])/g, '$1')),
  encapsed_string: (node, go) => interpolated(node, go),
  heredoc: (node, go) => interpolated(named(node).find((one) => one.type === 'heredoc_body') ?? node, go),
  nowdoc: (node) => lit(textOf(named(node).find((one) => one.type === 'nowdoc_body') ?? null)),
  parenthesized_expression: (node, go) => blockOf(node, go),
  cast_expression: (node, go) => part(node, 'value', go),
  member_access_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'object', go),
    name: textOf(field(node, 'name')),
    at: spanOf(node),
  }),
  nullsafe_member_access_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'object', go),
    name: textOf(field(node, 'name')),
    at: spanOf(node),
  }),
  class_constant_access_expression: (node, go) => {
    const [scope, name] = named(node);
    const object = scope ? go(scope) : NOTHING;
    // `X::class` is the name of the class: what is made by it is an X.
    return textOf(name ?? null) === 'class' ? object : { k: 'member', object, name: textOf(name ?? null) };
  },
  scoped_property_access_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'scope', go),
    name: textOf(field(node, 'name')).replace(/^\$/, ''),
    at: spanOf(node),
  }),
  subscript_expression: (node, go) => {
    const [object, index] = named(node);
    return { k: 'index', object: object ? go(object) : NOTHING, index: index ? go(index) : NOTHING };
  },
  function_call_expression: (node, go) => call(calleeOf(node, go), node, go),
  member_call_expression: (node, go) =>
    call(
      { k: 'member', object: part(node, 'object', go), name: textOf(field(node, 'name')), at: spanOf(node) },
      node,
      go,
    ),
  nullsafe_member_call_expression: (node, go) =>
    call(
      { k: 'member', object: part(node, 'object', go), name: textOf(field(node, 'name')), at: spanOf(node) },
      node,
      go,
    ),
  scoped_call_expression: (node, go) =>
    call(
      { k: 'member', object: part(node, 'scope', go), name: textOf(field(node, 'name')), at: spanOf(node) },
      node,
      go,
    ),
  object_creation_expression: (node, go) => {
    const type = named(node).find((one) => one.type !== 'arguments');
    return call(type ? go(type) : NOTHING, node, go);
  },
  array_creation_expression: (node, go) => arrayOf(node, go),
  binary_expression: (node, go) => {
    const op = textOf(field(node, 'operator'));
    const [left, right] = [part(node, 'left', go), part(node, 'right', go)];
    if (op === '.') return { k: 'concat', parts: [left, right] };
    if (op === '+' && (left.k === 'object' || right.k === 'object')) {
      const entries = [right, left].map((value) => ({ key: '...', value }));
      return { k: 'object', entries, at: spanOf(node) };
    }
    return op === '??' ? { k: 'choice', arms: [left, right] } : { k: 'op', op, left, right };
  },
  conditional_expression: (node, go) => ({
    k: 'choice',
    test: part(node, 'condition', go),
    arms: [field(node, 'body') ? part(node, 'body', go) : part(node, 'condition', go), part(node, 'alternative', go)],
  }),
  match_expression: (node, go) => ({
    k: 'choice',
    test: part(node, 'condition', go),
    arms: named(field(node, 'body')).map((one) => part(one, 'return_expression', go)),
  }),
  assignment_expression: (node, go) => ({
    k: 'assign',
    target: part(node, 'left', go),
    value: part(node, 'right', go),
  }),
  augmented_assignment_expression: (node, go) => {
    const [left, right] = [part(node, 'left', go), part(node, 'right', go)];
    const op = textOf(field(node, 'operator'));
    const value: Node =
      op === '??='
        ? { k: 'choice', arms: [left, right] }
        : op === '.='
          ? { k: 'concat', parts: [left, right] }
          : { k: 'op', op: op.slice(0, -1), left, right };
    return { k: 'assign', target: left, value };
  },
  list_literal: listOf,
  const_declaration: (node, go) => constants(node, go),
  property_declaration: (node, go) => properties(node, go),
  if_statement: (node, go) => {
    const others = node.childrenForFieldName('alternative').filter((one): one is SyntaxNode => one !== null);
    const arms = [node, ...others].map((one) =>
      narrowed(testsIn(field(one, 'condition'), true, go), part(one, 'body', go)),
    );
    const exhaustive = others.some((one) => one.type === 'else_clause');
    const tests = [node, ...others].filter((one) => one.type !== 'else_clause');
    const when = tests.map((one) => toldIn(field(one, 'condition'), part(one, 'condition', go)));
    return { k: 'branch', test: part(node, 'condition', go), arms, when, exhaustive };
  },
  compound_statement: (node, go) => guardedBlock(statements(node), go, (one) => guardIn(one, go)),
  while_statement: (node, go) => ({
    k: 'branch',
    test: part(node, 'condition', go),
    arms: [part(node, 'body', go)],
    exhaustive: false,
  }),
  foreach_statement: (node, go) => {
    const [list, bound] = named(node);
    const target = bound?.type === 'pair' ? named(bound)[1] : bound;
    const each = target && /^(?:variable_name|list_literal)$/.test(target.type) ? go(target) : undefined;
    return eachOf(list ? go(list) : NOTHING, each, part(node, 'body', go));
  },
  switch_statement: (node, go) => {
    const cases = named(field(node, 'body')).map((one): Case => {
      const value = field(one, 'value');
      const body = named(one).filter((child) => child.id !== value?.id);
      return { labels: value ? [go(value)] : undefined, body: block(body.map(go)), falls: body.length === 0 };
    });
    return switchOn(part(node, 'condition', go), cases);
  },
  try_statement: (node, go) => {
    const handlers = named(node).filter((one) => /^(?:catch|finally)_clause$/.test(one.type));
    const after = handlers.map(
      (one): Node =>
        one.type === 'finally_clause'
          ? part(one, 'body', go)
          : { k: 'branch', arms: [part(one, 'body', go)], exhaustive: false },
    );
    return block([part(node, 'body', go), ...after]);
  },
  return_statement: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  throw_expression: leaving,
  function_definition: (node, go) => functionOf(node, go),
  method_declaration: (node, go) => functionOf(node, go),
  anonymous_function: (node, go) => functionOf(node, go),
  arrow_function: (node, go) => ({ ...functionOf(node, go), body: { k: 'return', value: part(node, 'body', go) } }),
  class_declaration: (node, go) => classOf(node, go),
  trait_declaration: (node, go) => classOf(node, go),
  interface_declaration: (node, go) => classOf(node, go),
  anonymous_class: (node, go) => classOf(node, go),
  enum_declaration: (node, go) => classOf(node, go),
  enum_case: enumMember,
  namespace_definition: (node, go) => (field(node, 'body') ? blockOf(field(node, 'body') as SyntaxNode, go) : NOTHING),
  namespace_use_declaration: (node) => block(uses(node)),
  ...silent('text', 'php_tag', 'attribute_list', 'comment'),
});

export const PHP: Language = {
  id: 'php',
  membersAreNamed: true,
  callNamesObject: true,
  rules: ['php', 'commands', 'by-name', 'written-out', 'kept'],
  extensions: ['.php', '.phtml', '.inc', '.php5', '.php7', '.module'],
  // A piece of code without its opening tag, as answers and manuals print it.
  grammar: (path, text) => (path.endsWith('.php') && !text.includes('<?') ? 'php-only' : 'php'),
  lower(root, path) {
    const space = root.descendantsOfType('namespace_definition')[0];
    return {
      module: space ? dotted(textOf(field(space, 'name'))) : '',
      shared: true,
      body: named(root).map((one) => returned(one, path)),
    };
  },
  // A class without a `use`: a snippet, or a file of the global namespace.
  bare: (names, module) => (module ? undefined : (names.find((one) => one.startsWith('phpseclib3.')) ?? only(names))),
  // Functions and constants fall back to the global namespace, classes do not.
  unbound: (name, module) => (module && /^(?![A-Z]+_[A-Z])[A-Z]\w*[a-z]/.test(name) ? `${module}.${name}` : name),
};

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined;
}

/** A file that hands out an array, as configuration of frameworks does: a literal of the type `php.returned.<file>`. */
function returned(node: SyntaxNode, file: string): Node {
  const made = lower(node);
  if (node.type !== 'return_statement' || made.k !== 'return' || made.value?.k !== 'object') return made;
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\..*$/, '');
  return { k: 'return', value: { ...made.value, type: { k: 'symbol', name: `php.returned.${name}` } } };
}

/** `\A\b` is the name in full; `A\b` begins with a name that `use` may have brought. */
function qualified(text: string): Node {
  const name = dotted(text);
  return text.startsWith('\\') && name.includes('.') ? { k: 'symbol', name } : path(name);
}

function constantName(text: string): Node {
  if (/^(?:true|false)$/i.test(text)) return lit(/^true$/i.test(text));
  return { k: 'name', name: text };
}

function interpolated(node: SyntaxNode, go: Lower): Node {
  const parts = named(node).map((one) => {
    if (one.type === 'string_content') return lit(one.text);
    if (one.type === 'escape_sequence') return lit(unescaped(one.text));
    return go(one);
  });
  return parts.length === 1 ? (parts[0] as Node) : { k: 'concat', parts };
}

/** Functions of the extensions, whose names do not depend on case. */
const EXTENSION = /^(?:openssl|hash|sodium|mcrypt|curl|stream)_/i;

function calleeOf(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  if (callee?.type === 'name') {
    return { k: 'name', name: EXTENSION.test(callee.text) ? callee.text.toLowerCase() : callee.text };
  }
  return callee ? go(callee) : NOTHING;
}

/** Calls that the language itself gives another form: `define('A', 1)`, `array_merge(..)`, `array_map(f, xs)`, `call_user_func('f', ..)`. */
function special(name: string, args: readonly Argument[], node: SyntaxNode): Node | undefined {
  const [first, second] = args;
  const text = first?.value.k === 'lit' && typeof first.value.value === 'string' ? first.value.value : undefined;
  if (name === 'array_map' && first?.value.k === 'function' && second) {
    const one: Node = { k: 'index', object: second.value, index: NOTHING };
    return { k: 'list', items: [{ k: 'call', callee: first.value, args: [{ value: one }], at: spanOf(node) }] };
  }
  if (name === 'define' && text !== undefined && second) {
    return { k: 'assign', declares: true, constant: true, target: { k: 'name', name: text }, value: second.value };
  }
  if (name === 'call_user_func' && text !== undefined) {
    return { k: 'call', callee: path(dotted(text).replace('::', '.')), args: args.slice(1), at: spanOf(node) };
  }
  if (/^array_(?:merge|replace)$/.test(name) && args.some((one) => one.value.k === 'object')) {
    return { k: 'object', entries: args.map((one) => ({ key: '...', value: one.value })), at: spanOf(node) };
  }
  return undefined;
}

function call(callee: Node, node: SyntaxNode, go: Lower): Node {
  const list = field(node, 'arguments') ?? named(node).find((one) => one.type === 'arguments') ?? null;
  const args = argumentsOf(list, go);
  const other = callee.k === 'name' ? special(callee.name, args, node) : undefined;
  if (other) return other;
  const made: Node = { k: 'call', callee, args, at: calledAt(node, field(node, 'name')) };
  const commands = commandsRun(callee.k === 'name' || callee.k === 'member' ? callee.name : '', args, spanOf(node));
  return callWithRead(commands, made);
}

function argumentsOf(list: SyntaxNode | null, go: Lower): Argument[] {
  return named(list)
    .filter((one) => one.type === 'argument')
    .map((one) => {
      const name = field(one, 'name');
      const value = named(one).find((child) => child.id !== name?.id && child.type !== 'reference_modifier');
      return { value: value ? go(value) : NOTHING, ...(name ? { name: name.text } : {}) };
    });
}

/** A list, or a map when a key or a spread stands in it; an empty one may become either and is kept as a map. */
function arrayOf(node: SyntaxNode, go: Lower): Node {
  const items = named(node).filter((one) => one.type === 'array_element_initializer');
  const keyed = items.length === 0 || items.some((one) => one.namedChildCount > 1 || spreads(one));
  if (!keyed)
    return listWithCommand(
      items.map((one) => blockOf(one, go)),
      spanOf(node),
    );
  let next = 0;
  const entries = items.map((one) => {
    const [key, value] = named(one);
    if (spreads(one)) return { key: '...', value: key ? blockOf(key, go) : NOTHING };
    return value && key
      ? { key: go(key), value: go(value), at: spanOf(one) }
      : { key: String(next++), value: blockOf(one, go) };
  });
  return { k: 'object', entries, at: spanOf(node) };
}

function spreads(item: SyntaxNode): boolean {
  return named(item)[0]?.type === 'variadic_unpacking';
}
