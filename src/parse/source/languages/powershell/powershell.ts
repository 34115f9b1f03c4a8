import type { Language } from '../../language.js';
import { type FunctionNode, NOTHING, type Node, type ObjectNode, type Parameter } from '../../tree/ir.js';
import {
  block,
  blockOf,
  field,
  type Lower,
  lit,
  lowering,
  named,
  part,
  path,
  spanOf,
  textOf,
} from '../../tree/lowering.js';
import { silent } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { argumentList, beginCommands, cmdlet, typeName } from './command.js';

/** Expressions stand in a row of a dozen kinds of one child each: they are passed over without descending. */
const WRAPPER =
  /^(?:pipeline|pipeline_chain|(?:logical|bitwise|comparison|additive|multiplicative|format|range|array_literal|unary|parenthesized|sub|array)_?(?:argument_)?expression|expression_with_unary_operator|argument_expression|string_literal|integer_literal|statement_list|key_expression|statement_block)$/;

/** The first node below that says something of its own. */
function bare(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (WRAPPER.test(at.type) && at.namedChildCount === 1) {
    const [only] = named(at);
    if (!only) break;
    at = only;
  }
  return at;
}

const skip = (node: SyntaxNode, go: Lower): Node => {
  const inner = bare(node);
  return inner === node ? blockOf(node, go) : go(inner);
};

const lower = lowering({
  pipeline: skip,
  pipeline_chain: (node, go) => piped(node, go),
  logical_expression: skip,
  bitwise_expression: (node, go) => operation(node, go),
  comparison_expression: skip,
  additive_expression: (node, go) => operation(node, go),
  multiplicative_expression: (node, go) => operation(node, go),
  format_expression: (node, go) => operation(node, go),
  range_expression: skip,
  unary_expression: skip,
  argument_expression: skip,
  logical_argument_expression: skip,
  bitwise_argument_expression: (node, go) => operation(node, go),
  comparison_argument_expression: skip,
  additive_argument_expression: (node, go) => operation(node, go),
  multiplicative_argument_expression: (node, go) => operation(node, go),
  format_argument_expression: skip,
  range_argument_expression: skip,
  string_literal: skip,
  integer_literal: skip,
  array_literal_expression: (node, go) => {
    const items = named(node);
    return items.length > 1 ? { k: 'list', items: items.map(go) } : skip(node, go);
  },
  array_expression: (node, go) => {
    const inner = blockOf(node, go);
    return inner.k === 'list' ? inner : { k: 'list', items: inner.k === 'block' ? inner.items : [inner] };
  },
  decimal_integer_literal: (node) => number(node.text),
  hexadecimal_integer_literal: (node) => number(node.text),
  real_literal: (node) => number(node.text),
  verbatim_string_characters: (node) => lit(node.text.slice(1, -1).replaceAll("''", "'")),
  verbatim_here_string_characters: (node) => lit(node.text.slice(2, -2).trim()),
  expandable_string_literal: (node, go) => expandable(node, 1, go),
  expandable_here_string_literal: (node, go) => expandable(node, 2, go),
  generic_token: (node) => (/^\d{1,9}$/.test(node.text) ? number(node.text) : lit(node.text)),
  variable: (node) => variable(node.text, node),
  braced_variable: (node) => variable(node.text, node),
  type_literal: (node) => typeName(node.text),
  cast_expression: (node, go) => {
    const [type, value] = named(node);
    return { k: 'typed', type: type ? go(type) : NOTHING, value: value ? go(value) : NOTHING };
  },
  member_access: (node, go) => memberOf(node, go),
  element_access: (node, go) => {
    const [object, index] = named(node).map(go);
    return { k: 'index', object: object ?? NOTHING, index: index ?? NOTHING };
  },
  invokation_expression: (node, go) => invocation(node, go),
  hash_literal_expression: (node, go) => hash(node, go),
  assignment_expression: (node, go) => ({ k: 'assign', target: target(node, go), value: part(node, 'value', go) }),
  command: (node, go) => (textOf(field(node, 'command_name')) === 'using' ? using(node) : cmdlet(node, [], go)),
  function_statement: (node, go) => functionOf(node, go),
  script_block_expression: (node, go) => scriptBlock(node, go),
  ...silent('param_block', 'attribute'),
  if_statement: (node, go) => conditional(node, go),
  switch_statement: (node, go) => {
    const arms = node.descendantsOfType('switch_clause').map((one) => (one ? blockOf(one, go) : NOTHING));
    return block([
      ...named(node)
        .filter((one) => one.type === 'switch_condition')
        .map(go),
      { k: 'branch', arms, exhaustive: false },
    ]);
  },
  foreach_statement: (node, go) => {
    const [bound, list, ...body] = named(node).map(go);
    const each: Node = { k: 'index', object: list ?? NOTHING, index: NOTHING };
    return block([{ k: 'assign', declares: true, target: bound ?? NOTHING, value: each }, ...body]);
  },
  while_statement: (node, go) => ({ k: 'branch', arms: [blockOf(node, go)], exhaustive: false }),
  catch_clause: (node, go) => ({ k: 'branch', arms: [blockOf(node, go)], exhaustive: false }),
  flow_control_statement: (node, go) =>
    /^return\b/i.test(node.text)
      ? { k: 'return', value: blockOf(node, go) }
      : block([blockOf(node, go), { k: 'stop' }]),
  class_statement: (node, go) => classOf(node, go),
  ...silent('enum_statement', 'comment'),
});

const PATH_AFTER_VARIABLE = /((?<=\s)\$(?:env:)?\w+)([\\/][\w.\\/-]+)(?=\s|$)/g;

export const POWERSHELL: Language = {
  id: 'powershell',
  // .NET is at hand under its own names, and so are the tools of the command line.
  rules: ['powershell', 'csharp', 'shell', 'commands'],
  extensions: ['.ps1', '.psm1', '.psd1'],
  // The grammar loses its way in `-f $home\\.ssh\\id_rsa`: what follows the variable is blanked.
  text: (text) => text.replace(PATH_AFTER_VARIABLE, (_, variable, rest) => variable + ' '.repeat(rest.length)),
  grammar: () => 'powershell',
  lower(root) {
    beginCommands(root);
    return { module: '', shared: true, body: [...parameters(root, lower).map(bound), ...named(root).map(lower)] };
  },
  tokens: (qualified) => {
    const [first = '', ...rest] = qualified.split('.');
    // Types of .NET have capital letters, names of command-line tools and what they do have none.
    return !/[A-Z]/.test(qualified) || rest.length === 0 ? [first] : undefined;
  },
};

function number(text: string): Node {
  const unit = { kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }[text.slice(-2).toLowerCase()] ?? 1;
  const value = Number(text.replace(/[kmg]b$|[ldu]$/i, '')) * unit;
  return Number.isNaN(value) ? NOTHING : lit(value);
}

/** Names of variables ignore case and may say a scope; those of the environment are settings. */
function variable(text: string, node: SyntaxNode): Node {
  const plain = text.replace(/^[$@]\{?|\}$/g, '').toLowerCase();
  if (plain === 'true' || plain === 'false') return lit(plain === 'true');
  if (plain === 'null') return lit(null);
  if (plain === 'this') return { k: 'this' };
  const setting = /^env:(.+)$/.exec(plain)?.[1];
  if (setting) {
    const args = [{ value: lit(setting.toUpperCase()) }];
    return { k: 'call', callee: { k: 'name', name: 'getenv' }, args, at: spanOf(node) };
  }
  return { k: 'name', name: plain.replace(/^(?:script|global|local|private|using):/, '') };
}

/** `a | b`: what comes before is handed to what follows as its first argument. */
function piped(node: SyntaxNode, go: Lower): Node {
  const [first, ...rest] = named(node);
  if (!first) return NOTHING;
  let value = go(first);
  for (const one of rest) value = one.type === 'command' ? cmdlet(one, [{ value }], go) : block([value, go(one)]);
  return value;
}

const OPERATORS: Readonly<Record<string, string>> = { '+': '+', '-': '-', '*': '*', '/': '/' };

function operation(node: SyntaxNode, go: Lower): Node {
  const parts = named(node).filter((one) => !/_operator$/.test(one.type));
  if (parts.length < 2) return skip(node, go);
  const [left, right] = [go(parts[0] as SyntaxNode), go(parts.at(-1) as SyntaxNode)];
  const written = node.children.find((one) => one && !parts.some((two) => two.id === one.id))?.text.toLowerCase() ?? '';
  if (written === '-bor') {
    return { k: 'list', items: [left, right].flatMap((one) => (one.k === 'list' ? one.items : [one])) };
  }
  if (written === '-f') {
    const args = right.k === 'list' ? right.items : [right];
    return {
      k: 'call',
      callee: { k: 'member', object: left, name: 'format' },
      args: args.map((value) => ({ value })),
      at: spanOf(node),
    };
  }
  return { k: 'op', op: OPERATORS[written] ?? written, left, right };
}

/** Text with variables and `$( )` in it. */
function expandable(node: SyntaxNode, quotes: number, go: Lower): Node {
  const holes = named(node).filter((one) => one.type === 'variable' || one.type === 'sub_expression');
  const plain = (text: string) => lit(text.replace(/`(.)/g, '$1').replaceAll('""', '"'));
  const end = node.text.length - quotes;
  if (holes.length === 0) return plain(node.text.slice(quotes, end));
  const parts: Node[] = [];
  let from = quotes;
  for (const hole of holes) {
    parts.push(plain(node.text.slice(from, hole.startIndex - node.startIndex)), go(hole));
    from = hole.endIndex - node.startIndex;
  }
  return { k: 'concat', parts: [...parts, plain(node.text.slice(from, end))] };
}

function memberOf(node: SyntaxNode, go: Lower): Node {
  const [object, name] = named(node);
  return { k: 'member', object: object ? go(object) : NOTHING, name: textOf(name ?? null), at: spanOf(name ?? node) };
}

/** `$x.Method(..)`, `[Type]::Method(..)`; `[Type]::new(..)` is the constructor. */
function invocation(node: SyntaxNode, go: Lower): Node {
  const [object, name] = named(node);
  const list = named(node).find((one) => one.type === 'argument_list') ?? null;
  const args = argumentList(list, go);
  const target: Node = object ? go(object) : NOTHING;
  const method = textOf(name ?? null);
  const callee: Node = /^new$/i.test(method)
    ? target
    : { k: 'member', object: target, name: method, at: spanOf(name ?? node) };
  return { k: 'call', callee, args, at: spanOf(name ?? node) };
}

function hash(node: SyntaxNode, go: Lower): Node {
  const entries = node.descendantsOfType('hash_entry').flatMap((one): ObjectNode['entries'][number][] => {
    if (!one || nearestHash(one) !== node.id) return [];
    const [key, ...value] = named(one);
    const text = textOf(key ?? null).replace(/^["']|["']$/g, '');
    const held = value.length === 1 ? go(value[0] as SyntaxNode) : block(value.map(go));
    // Named arguments ignore case; members are looked up as they are written.
    return [...new Set([text, text.toLowerCase()])].map((name) => ({ key: name, value: held }));
  });
  return { k: 'object', entries, at: spanOf(node) };
}

function nearestHash(node: SyntaxNode): number | undefined {
  let at = node.parent;
  while (at && at.type !== 'hash_literal_expression') at = at.parent;
  return at?.id;
}

function target(node: SyntaxNode, go: Lower): Node {
  const [left] = named(node);
  const lowered = left ? go(left) : NOTHING;
  return lowered.k === 'typed' && lowered.value ? lowered.value : lowered;
}

function using(node: SyntaxNode): Node {
  const [, space] = /^using\s+namespace\s+([\w.]+)/i.exec(node.text) ?? [];
  return space ? { k: 'import', local: '*', name: space } : NOTHING;
}

function conditional(node: SyntaxNode, go: Lower): Node {
  const others = named(field(node, 'elseif_clauses')).map((one) => blockOf(one, go));
  const last = field(node, 'else_clause');
  const own = named(node)
    .filter((one) => one.type === 'statement_block')
    .map(go);
  const arms = [block(own), ...others, ...(last ? [go(last)] : [])];
  return { k: 'branch', test: part(node, 'condition', go), arms, exhaustive: last !== null };
}

/** The parameters of `param( .. )`, wherever a script or function states them. */
function parameters(node: SyntaxNode, go: Lower): Parameter[] {
  const block_ = node.descendantsOfType(['param_block', 'function_parameter_declaration'])[0];
  const found = block_ && (block_.parent?.id === node.id || node.type !== 'program') ? block_ : undefined;
  return (found?.descendantsOfType('script_parameter') ?? []).flatMap((one): Parameter[] => {
    const own = one && named(one).find((child) => child.type === 'variable');
    if (!one || !own) return [];
    const value = named(one).find((child) => child.type === 'script_parameter_default');
    const lowered = variable(own.text, own);
    return lowered.k === 'name' ? [{ name: lowered.name, default: value ? blockOf(value, go) : undefined }] : [];
  });
}

/** A parameter of the script itself: its default, or what the caller of the script says. */
function bound(parameter: Parameter): Node {
  return {
    k: 'assign',
    declares: true,
    target: { k: 'name', name: parameter.name },
    value: parameter.default ?? { k: 'call', callee: { k: 'name', name: 'script-argument' }, args: [], at: NOWHERE },
  };
}

const NOWHERE = { row: 0, column: 0, start: 0, end: 0 };

function functionOf(node: SyntaxNode, go: Lower): FunctionNode {
  const own = named(node).find((one) => one.type === 'function_name');
  const body = named(node).filter((one) => one !== own && one.type !== 'function_name');
  const name = textOf(own ?? null).toLowerCase();
  return { k: 'function', name, params: parameters(node, go), body: block(body.map(go)), at: spanOf(node) };
}

function scriptBlock(node: SyntaxNode, go: Lower): Node {
  return {
    k: 'function',
    name: '',
    params: [{ name: '_' }],
    body: { k: 'return', value: blockOf(node, go) },
    at: spanOf(node),
  };
}

function classOf(node: SyntaxNode, go: Lower): Node {
  const [own, base] = named(node).filter((one) => one.type === 'simple_name');
  const members = named(node).flatMap((one): Node[] => {
    const still = named(one).some((child) => child.type === 'class_attribute' && /static/i.test(child.text));
    if (one.type === 'class_property_definition') {
      const parts = named(one).filter((child) => child.type !== 'class_attribute');
      const at = parts.findIndex((child) => child.type === 'variable');
      const name = (parts[at]?.text ?? '').replace(/^\$/, '');
      const value = parts[at + 1];
      const target: Node = { k: 'name', name };
      return [{ k: 'assign', declares: true, static: still, target, value: value ? go(value) : undefined }];
    }
    if (one.type !== 'class_method_definition') return [];
    const name = textOf(named(one).find((child) => child.type === 'simple_name') ?? null);
    const params = one.descendantsOfType('class_method_parameter').flatMap((child): Parameter[] => {
      const given = child && named(child).find((two) => two.type === 'variable');
      return given ? [{ name: given.text.replace(/^\$/, '').toLowerCase() }] : [];
    });
    const body = named(one).find((child) => child.type === 'script_block');
    const constructs = name === own?.text;
    return [
      { k: 'function', name, params, static: still, constructs, body: body ? go(body) : NOTHING, at: spanOf(one) },
    ];
  });
  const bases = base ? [path(base.text)] : [];
  return { k: 'class', name: textOf(own ?? null), bases, members, at: spanOf(node) };
}
