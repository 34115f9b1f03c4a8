import type { Node as SyntaxNode } from 'web-tree-sitter';
import { type Argument, type FunctionNode, NOTHING, type Node, type Parameter } from '../ir.js';
import type { Language } from '../language.js';
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
  textOf,
  unescaped,
} from '../lowering.js';

/** Methods that hand their object on. */
const TRANSPARENT = new Set(['freeze', 'dup', 'to_s', 'to_sym', 'strip', 'presence', 'tap', 'itself']);

const lower = lowering({
  identifier: (node) => ({ k: 'name', name: node.text }),
  constant: (node) => ({ k: 'name', name: node.text }),
  instance_variable: (node) => ({ k: 'member', object: { k: 'this' }, name: node.text.slice(1) }),
  class_variable: (node) => ({ k: 'member', object: { k: 'this' }, name: node.text.slice(2) }),
  global_variable: (node) => ({ k: 'name', name: node.text }),
  scope_resolution: (node) => path(node.text.replace(/\s/g, '').replace(/^::/, '').replaceAll('::', '.')),
  self: () => ({ k: 'this' }),
  true: () => lit(true),
  false: () => lit(false),
  nil: () => lit(null),
  integer: (node) => numberLiteral(node.text),
  float: (node) => numberLiteral(node.text),
  simple_symbol: (node) => lit(node.text.slice(1)),
  delimited_symbol: (node, go) => stringOf(node, go),
  hash_key_symbol: (node) => lit(node.text),
  string: (node, go) => stringOf(node, go),
  bare_string: (node, go) => stringOf(node, go),
  heredoc_body: () => NOTHING,
  heredoc_beginning: () => NOTHING,
  chained_string: (node, go) => ({ k: 'concat', parts: named(node).map(go) }),
  interpolation: (node, go) => blockOf(node, go),
  parenthesized_statements: (node, go) => blockOf(node, go),
  array: (node, go) => ({ k: 'list', items: named(node).map(go) }),
  string_array: (node, go) => ({ k: 'list', items: named(node).map(go) }),
  symbol_array: (node) => ({ k: 'list', items: named(node).map((one) => lit(one.text)) }),
  hash: (node, go) => ({
    k: 'object',
    entries: named(node)
      .filter((one) => one.type === 'pair')
      .map((one) => ({ key: part(one, 'key', go), value: pairValue(one, go) })),
    at: spanOf(node),
  }),
  element_reference: (node, go) => {
    const [object, index] = named(node);
    return { k: 'index', object: object ? go(object) : NOTHING, index: index ? go(index) : NOTHING };
  },
  call: (node, go) => call(node, go),
  super: (node, go) => blockOf(node, go),
  binary: (node, go) => {
    const op = textOf(field(node, 'operator'));
    const [left, right] = [part(node, 'left', go), part(node, 'right', go)];
    return op === '||' || op === 'or' ? { k: 'choice', arms: [left, right] } : { k: 'op', op, left, right };
  },
  conditional: (node, go) => ({
    k: 'choice',
    test: part(node, 'condition', go),
    arms: [part(node, 'consequence', go), part(node, 'alternative', go)],
  }),
  assignment: (node, go) => assignment(node, go),
  operator_assignment: (node, go) => assignment(node, go),
  if: (node, go) => conditional(node, go),
  unless: (node, go) => conditional(node, go),
  elsif: (node, go) => conditional(node, go),
  if_modifier: (node, go) => ({
    k: 'branch',
    test: part(node, 'condition', go),
    arms: [part(node, 'body', go)],
    exhaustive: false,
  }),
  unless_modifier: (node, go) => ({
    k: 'branch',
    test: part(node, 'condition', go),
    arms: [part(node, 'body', go)],
    exhaustive: false,
  }),
  while: (node, go) => ({
    k: 'branch',
    test: part(node, 'condition', go),
    arms: [part(node, 'body', go)],
    exhaustive: false,
  }),
  case: (node, go) => {
    const arms = named(node).filter((one) => one.type === 'when' || one.type === 'else');
    const made = arms.map((one) => (one.type === 'when' ? part(one, 'body', go) : blockOf(one, go)));
    const test = part(node, 'value', go);
    return isValue(node)
      ? { k: 'choice', test, arms: made }
      : { k: 'branch', test, arms: made, exhaustive: arms.some((one) => one.type === 'else') };
  },
  begin: (node, go) => guarded(named(node), go),
  return: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  method: (node, go) => methodOf(node, false, go),
  singleton_method: (node, go) => methodOf(node, true, go),
  lambda: (node, go) => blockFunction(field(node, 'body') ?? node, field(node, 'parameters'), go),
  class: (node, go) => classOf(node, go),
  module: (node, go) => classOf(node, go),
  singleton_class: (node, go) => blockOf(field(node, 'body') ?? node, go),
  comment: () => NOTHING,
});

export const RUBY: Language = {
  id: 'ruby',
  rules: ['ruby'],
  extensions: ['.rb', '.rake', '.gemspec', '.ru', '.erb'],
  names: ['rakefile', 'gemfile', 'vagrantfile', 'capfile'],
  grammar: () => 'ruby',
  lower(root) {
    return { module: '', shared: true, body: named(root).map(lower) };
  },
};

function stringOf(node: SyntaxNode, go: Lower): Node {
  const parts = named(node).map((one) => {
    if (one.type === 'interpolation') return go(one);
    if (one.type === 'escape_sequence') return lit(unescaped(one.text));
    return lit(one.text);
  });
  if (parts.length === 0) return lit('');
  return parts.length === 1 ? (parts[0] as Node) : { k: 'concat', parts };
}

/** `key:` alone stands for the variable of that name. */
function pairValue(node: SyntaxNode, go: Lower): Node {
  return field(node, 'value') ? part(node, 'value', go) : { k: 'name', name: textOf(field(node, 'key')) };
}

function args(list: SyntaxNode | null, go: Lower): Argument[] {
  return named(list).map((one) => {
    if (one.type !== 'pair') return { value: go(one) };
    const key = field(one, 'key');
    const name =
      key?.type === 'hash_key_symbol' ? key.text : key?.type === 'simple_symbol' ? key.text.slice(1) : undefined;
    return name === undefined ? { value: pairValue(one, go) } : { name, value: pairValue(one, go) };
  });
}

/** A block is a function among the arguments. */
function call(node: SyntaxNode, go: Lower): Node {
  const receiver = field(node, 'receiver');
  const method = textOf(field(node, 'method'));
  if (receiver && TRANSPARENT.has(method)) return go(receiver);
  const given = field(node, 'block');
  const list = args(field(node, 'arguments'), go);
  const all = given ? [...list, { name: '&block', value: blockFunction(given, field(given, 'parameters'), go) }] : list;
  const callee: Node = receiver ? { k: 'member', object: go(receiver), name: method } : { k: 'name', name: method };
  return { k: 'call', callee, args: all, at: spanOf(node) };
}

function blockFunction(node: SyntaxNode, list: SyntaxNode | null, go: Lower): Node {
  const body = field(node, 'body');
  return {
    k: 'function',
    name: '',
    params: parameters(list, go),
    body: body ? returning(body, go) : blockOf(node, go),
    at: spanOf(node),
  };
}

function assignment(node: SyntaxNode, go: Lower): Node {
  const left = field(node, 'left');
  if (!left) return NOTHING;
  if (left.type === 'left_assignment_list') {
    return {
      k: 'assign',
      declares: true,
      target: { k: 'list', items: named(left).map(go) },
      value: part(node, 'right', go),
    };
  }
  // `ctx.version = x` parses as a call without arguments on the left.
  const target: Node =
    left.type === 'call'
      ? { k: 'member', object: part(left, 'receiver', go), name: textOf(field(left, 'method')), at: spanOf(left) }
      : go(left);
  const constant = left.type === 'constant';
  return { k: 'assign', declares: constant, constant, static: constant, target, value: part(node, 'right', go) };
}

function conditional(node: SyntaxNode, go: Lower): Node {
  const other = field(node, 'alternative');
  const arms = [
    part(node, 'consequence', go),
    ...(other ? [other.type === 'else' ? blockOf(other, go) : go(other)] : []),
  ];
  const test = part(node, 'condition', go);
  return isValue(node) ? { k: 'choice', test, arms } : { k: 'branch', test, arms, exhaustive: other !== null };
}

function isValue(node: SyntaxNode): boolean {
  return /^(?:assignment|argument_list|pair|return|operator_assignment)$/.test(node.parent?.type ?? '');
}

/** Statements with `rescue`, `else` and `ensure` among them. */
function guarded(nodes: readonly SyntaxNode[], go: Lower): Node {
  return block(
    nodes.map((one) =>
      one.type === 'rescue' ? { k: 'branch', arms: [part(one, 'body', go)], exhaustive: false } : go(one),
    ),
  );
}

function parameters(list: SyntaxNode | null, go: Lower): Parameter[] {
  return named(list).map((one) => {
    const name = one.type === 'identifier' ? one.text : textOf(field(one, 'name'));
    const value = field(one, 'value');
    return { name, ...(value ? { default: go(value) } : {}), ...(/splat/.test(one.type) ? { rest: true } : {}) };
  });
}

/** The last expression is what the method returns. */
function returning(body: SyntaxNode, go: Lower): Node {
  const statements = named(body);
  const items = statements.map((one, index): Node => {
    if (one.type === 'rescue') return { k: 'branch', arms: [part(one, 'body', go)], exhaustive: false };
    const last =
      index === statements.length - 1 &&
      !/^(?:return|if|unless|case|while|begin|method|class|module|ensure)$/.test(one.type);
    return last ? { k: 'return', value: go(one) } : go(one);
  });
  return block(items);
}

function methodOf(node: SyntaxNode, isStatic: boolean, go: Lower): FunctionNode {
  const name = textOf(field(node, 'name'));
  const body = field(node, 'body');
  return {
    k: 'function',
    name,
    params: parameters(field(node, 'parameters'), go),
    body: body ? returning(body, go) : NOTHING,
    static: isStatic,
    constructs: name === 'initialize',
    at: spanOf(node),
  };
}

function classOf(node: SyntaxNode, go: Lower): Node {
  const base = named(field(node, 'superclass'))[0];
  const members = named(field(node, 'body')).flatMap((one): Node[] => {
    const made = go(one);
    // Names that are handed out by `attr_reader` and friends are the fields themselves.
    return one.type === 'singleton_class' && made.k === 'block'
      ? made.items.map((item) => (item.k === 'function' ? { ...item, static: true } : item))
      : [made];
  });
  return { k: 'class', name: textOf(field(node, 'name')), bases: base ? [go(base)] : [], members, at: spanOf(node) };
}
