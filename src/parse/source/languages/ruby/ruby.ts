import type { Language } from '../../language.js';
import {
  type Argument,
  type FunctionNode,
  NOTHING,
  type Node,
  type ObjectNode,
  type Parameter,
} from '../../tree/ir.js';
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
  spanOf,
  statements,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import { grown, listOf, makesTable } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { ran } from './commands.js';
import { caseOf, conditional, guarded, modified, returning } from './conditions.js';
import { ownClass, superCall } from './inheritance.js';
import { constantsOf, mixedIn, settingsIn } from './modules.js';
import { beginNames, heredocOf, isMethodName, isOutermost } from './names.js';
import { powerModulo } from './powers.js';
import { classSettings, isRecord, readersOf, recordMembers, symbolsOf } from './structs.js';

/** Methods that hand their object on. */
const TRANSPARENT = new Set(['freeze', 'to_s', 'to_sym', 'strip', 'presence', 'tap', 'itself']);

/** Under this name a method knows the block that it is called with. */
const BLOCK = '&block';

/** Methods that call the method which their first argument names. */
const SENDS = new Set(['send', 'public_send', '__send__']);

const lower = lowering({
  identifier: (node) => nameOrCall(node),
  constant: (node) => ({ k: 'name', name: node.text }),
  instance_variable: (node) => ({ k: 'member', object: { k: 'this' }, name: node.text.slice(1) }),
  class_variable: (node) => ({ k: 'member', object: { k: 'this' }, name: node.text.slice(2) }),
  global_variable: (node) => ({ k: 'name', name: node.text }),
  scope_resolution: (node, go) => {
    const scope = field(node, 'scope');
    const name = textOf(field(node, 'name'));
    if (scope) return { k: 'member', object: go(scope), name, at: spanOf(node) };
    return { k: isOutermost(name) ? 'name' : 'symbol', name };
  },
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
  heredoc_beginning: (node, go) => stringOf(heredocOf(node) ?? node, go),
  subshell: (node, go) => ran('system', [{ value: stringOf(node, go) }], NOTHING, spanOf(node)),
  chained_string: (node, go) => ({ k: 'concat', parts: named(node).map(go) }),
  interpolation: (node, go) => blockOf(node, go),
  parenthesized_statements: (node, go) => blockOf(node, go),
  array: listOf,
  string_array: listOf,
  // Not a text: what it may stand for is looked for in it (`when /rsa-sha256\z/`).
  regex: (node) => ({ k: 'op', op: '=~', left: NOTHING, right: lit(textOf(named(node)[0] ?? null)) }),
  symbol_array: (node) => ({ k: 'list', items: named(node).map((one) => lit(one.text)) }),
  hash: (node, go) => ({
    k: 'object',
    entries: named(node).flatMap((one): ObjectNode['entries'] => {
      if (one.type === 'hash_splat_argument') return [{ key: '...', value: blockOf(one, go) }];
      return one.type === 'pair' ? [{ key: part(one, 'key', go), value: pairValue(one, go), at: spanOf(one) }] : [];
    }),
    at: spanOf(node),
  }),
  element_reference: (node, go) => {
    const [object, index, ...more] = named(node);
    // `settings['tls', 'curves']` is a method of the object.
    if (object && index && more.length > 0)
      return {
        k: 'call',
        callee: { k: 'member', object: go(object), name: '[]' },
        args: [index, ...more].map((one) => ({ value: go(one) })),
        at: spanOf(node),
      };
    return {
      k: 'index',
      object: object ? go(object) : NOTHING,
      index: index ? go(index) : NOTHING,
      at: spanOf(node),
    };
  },
  call: (node, go) => call(node, go),
  yield: (node, go) => ({
    k: 'call',
    callee: { k: 'name', name: BLOCK },
    args: args(named(node)[0] ?? null, go),
    at: spanOf(node),
  }),
  right_assignment_list: listOf,
  super: (node, go) => superCall(node, undefined, go) ?? NOTHING,
  binary: (node, go) => {
    const op = textOf(field(node, 'operator'));
    const power = op === '%' ? powerModulo(node, go) : undefined;
    if (power) return power;
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
  if_modifier: (node, go) => modified(node, go),
  unless_modifier: (node, go) => modified(node, go),
  while: (node, go) => ({
    k: 'branch',
    test: part(node, 'condition', go),
    arms: [part(node, 'body', go)],
    exhaustive: false,
  }),
  case: (node, go) => caseOf(node, go),
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
  readsAreCalls: true,
  id: 'ruby',
  rules: ['ruby', 'commands', 'by-name', 'written-out', 'kept'],
  extensions: ['.rb', '.rake', '.gemspec', '.ru', '.erb'],
  names: ['rakefile', 'gemfile', 'vagrantfile', 'capfile'],
  handsFunctions: 'named',
  classBodiesRun: true,
  constructsBy: 'new',
  optionsAreLast: true,
  blocksTakeApart: true,
  grammar: () => 'ruby',
  text: withoutTightShifts,
  lower(root) {
    beginNames(root);
    return { module: '', shared: true, body: statements(root).map(lower) };
  },
};

/**
 * The grammar takes `name <<8` for the beginning of a text that runs to the end of the file. A comparison in its place, as long
 * and of no value, leaves everything else where it is.
 */
function withoutTightShifts(text: string): string {
  return /<<\d/.test(text) ? text.replace(/([A-Za-z_]\w* ?)<<(?=\d)/g, '$1<=') : text;
}

/** A name that is no local variable and is declared as a method calls that method; alone in a class body it is a call as well. */
function nameOrCall(node: SyntaxNode): Node {
  const name: Node = { k: 'name', name: node.text };
  const macro = node.parent?.type === 'body_statement' && /^(?:class|module)$/.test(node.parent.parent?.type ?? '');
  return macro || isMethodName(node) ? { k: 'call', callee: name, args: [], at: spanOf(node) } : name;
}

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
    // `**OPTIONS` hands the entries of a map over as named arguments.
    if (one.type === 'hash_splat_argument') return { name: '**', value: blockOf(one, go) };
    if (one.type === 'block_argument') return { name: BLOCK, value: blockHanded(one, go) };
    if (one.type !== 'pair') return { value: go(one) };
    const key = field(one, 'key');
    const stated = key && go(key);
    const name = stated?.k === 'lit' ? String(stated.value) : undefined;
    return name === undefined ? { value: pairValue(one, go) } : { name, value: pairValue(one, go), at: spanOf(one) };
  });
}

/** `&:upcase` is a block that calls this method, `&block` and `&method(:sign)` hand on one. */
function blockHanded(node: SyntaxNode, go: Lower): Node {
  const [given] = named(node);
  if (given?.type !== 'simple_symbol') return given ? go(given) : { k: 'name', name: BLOCK };
  const callee: Node = { k: 'member', object: { k: 'name', name: 'it' }, name: given.text.slice(1) };
  const body: Node = { k: 'return', value: { k: 'call', callee, args: [], at: spanOf(node) } };
  return { k: 'function', name: '', params: [{ name: 'it' }], body, at: spanOf(node) };
}

/** A block is a function among the arguments. */
function call(node: SyntaxNode, go: Lower): Node {
  const receiver = field(node, 'receiver');
  const method = textOf(field(node, 'method'));
  const given = field(node, 'block');
  if (receiver && TRANSPARENT.has(method)) return given ? tapped(receiver, given, go) : go(receiver);
  const list = args(field(node, 'arguments'), go);
  if (!receiver && method === 'super') return superCall(node, list, go) ?? block(list.map(({ value }) => value));
  if (!receiver && /^(?:raise|fail)$/.test(method)) return block([...list.map(({ value }) => value), { k: 'stop' }]);
  if (!receiver && method === 'include') return block(list.flatMap(({ value }) => constantsOf(value)));
  const [first, ...others] = list;
  const stated = first?.value.k === 'lit' ? String(first.value.value) : undefined;
  if (receiver && stated !== undefined) {
    const object = go(receiver);
    // `Net::SSH.method(:start)` hands a method on.
    if (method === 'method' || method === 'public_method') return { k: 'member', object, name: stated };
    if (method === 'const_get')
      return stated.split('::').reduce<Node>((at, name) => ({ k: 'member', object: at, name }), object);
    if (SENDS.has(method)) {
      return { k: 'call', callee: { k: 'member', object, name: stated }, args: others, at: spanOf(node) };
    }
  }
  if (given && !receiver) list.push(...settingsIn(given, go));
  const all = given ? [...list, { name: BLOCK, value: blockFunction(given, field(given, 'parameters'), go) }] : list;
  const owner = receiver ? go(receiver) : ownClass(node);
  const callee: Node = owner ? { k: 'member', object: owner, name: method } : { k: 'name', name: method };
  const at = calledAt(node, field(node, 'method'));
  return ran(method, list, { k: 'call', callee, args: all, at }, at);
}

/** `Request.new.tap { |one| one.sign(key, digest) }` hands the object on when the block has seen it. */
function tapped(receiver: SyntaxNode, given: SyntaxNode, go: Lower): Node {
  const [param] = parameters(named(field(given, 'parameters')), go);
  const held: Node = { k: 'name', name: param?.name ?? `&tap${receiver.startIndex}` };
  const seen = blockOf(field(given, 'body') ?? given, go);
  return block([{ k: 'assign', declares: true, target: held, value: go(receiver) }, seen, held]);
}

function blockFunction(node: SyntaxNode, list: SyntaxNode | null, go: Lower): Node {
  const body = field(node, 'body');
  return {
    k: 'function',
    name: '',
    params: list ? parameters(named(list), go) : unnamedParameters(body),
    body: body ? returning(body, go) : blockOf(node, go),
    at: spanOf(node),
  };
}

/** `{ JWT.encode(claims, key, _1) }`, `{ generate(it) }`. */
function unnamedParameters(body: SyntaxNode | null): Parameter[] {
  const text = textOf(body);
  if (/\b_[12]\b/.test(text)) return [{ name: '_1' }, ...(/\b_2\b/.test(text) ? [{ name: '_2' }] : [])];
  return /\bit\b/.test(text) ? [{ name: 'it' }] : [];
}

function assignment(node: SyntaxNode, go: Lower): Node {
  const left = field(node, 'left');
  if (!left) return NOTHING;
  const right = field(node, 'right');
  if (left.type === 'constant' && isRecord(right))
    return { k: 'class', name: left.text, bases: [], members: recordMembers(right, go), at: spanOf(node) };
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
  const value = grown(node, target, part(node, 'right', go));
  const made: Node = { k: 'assign', declares: constant, constant, static: constant, target, value };
  return makesTable(node, value) ? { ...made, unlessMade: true } : made;
}

function parameters(list: readonly SyntaxNode[], go: Lower): Parameter[] {
  return list.map((one) => {
    const name = one.type === 'identifier' ? one.text : textOf(field(one, 'name'));
    const value = field(one, 'value');
    if (one.type === 'destructured_parameter') return { name: '', pattern: { k: 'list', items: named(one).map(go) } };
    return { name, ...(value ? { default: go(value) } : {}), ...restOf(one) };
  });
}

/** `*args`, `**options`. */
function restOf({ type }: SyntaxNode): Pick<Parameter, 'rest'> {
  if (type === 'hash_splat_parameter') return { rest: 'named' };
  return type === 'splat_parameter' ? { rest: true } : {};
}

function methodOf(node: SyntaxNode, isStatic: boolean, go: Lower): FunctionNode {
  const name = textOf(field(node, 'name'));
  const body = field(node, 'body');
  const list = named(field(node, 'parameters'));
  const params = parameters(
    list.filter((one) => one.type !== 'block_parameter'),
    go,
  );
  const blocks = list
    .filter((one) => one.type === 'block_parameter')
    .map((one): Node => {
      const target: Node = { k: 'name', name: textOf(field(one, 'name')) };
      return { k: 'assign', declares: true, target, value: { k: 'name', name: BLOCK } };
    });
  return {
    k: 'function',
    name,
    params: [...params, { name: BLOCK }],
    body: body ? block([...blocks, returning(body, go)]) : NOTHING,
    static: isStatic,
    constructs: name === 'initialize',
    at: spanOf(node),
  };
}

/** `attr_reader :key` declares a method that hands out the field. */
function readers(node: SyntaxNode): Node[] {
  if (node.type !== 'call' || !/^(?:attr_reader|attr_accessor|attr)$/.test(textOf(field(node, 'method')))) return [];
  return readersOf(symbolsOf(node));
}

/** `private def key`, `memoize def key`, `private_class_method def self.key`: what a call of the class body is handed is a member. */
function declaredIn(node: SyntaxNode, go: Lower): Node[] {
  if (node.type !== 'call' || field(node, 'receiver')) return [];
  return named(field(node, 'arguments')).flatMap((one) => {
    if (/^(?:singleton_)?method$/.test(one.type)) return [go(one)];
    return declaredIn(one, go);
  });
}

/** What a statement of a class body declares; a block that is run in the classes that take a module in declares it there. */
function membersIn(node: SyntaxNode, go: Lower): Node[] {
  const mixes = node.type === 'call' && /^(?:included|prepended|class_methods)$/.test(textOf(field(node, 'method')));
  const given = mixes && !field(node, 'receiver') ? field(node, 'block') : null;
  if (given) {
    const inside = named(field(given, 'body')).flatMap((one) => membersIn(one, go));
    const ofClass = textOf(field(node, 'method')) === 'class_methods';
    return ofClass ? inside.map((one) => (one.k === 'function' ? { ...one, static: true } : one)) : inside;
  }
  const declared = [...readers(node), ...classSettings(node, go), ...declaredIn(node, go)];
  if (declared.length > 0) return declared;
  const made = go(node);
  return node.type === 'singleton_class' && made.k === 'block'
    ? made.items.map((item) => (item.k === 'function' ? { ...item, static: true } : item))
    : [made];
}

function classOf(node: SyntaxNode, go: Lower): Node {
  const base = named(field(node, 'superclass'))[0];
  const members = named(field(node, 'body')).flatMap((one) => membersIn(one, go));
  // `class Settings < Struct.new(:bits)`
  const record = isRecord(base) ? recordMembers(base, go) : undefined;
  const bases = [...(base && !record ? [base] : []), ...mixedIn(node)].map(go);
  const all = [...(record ?? []), ...members];
  return { k: 'class', name: textOf(field(node, 'name')), bases, members: all, at: spanOf(node) };
}
