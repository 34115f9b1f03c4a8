import { outlineBrackets } from '../../dormant/brackets.js';
import type { Language } from '../../language.js';
import { type Argument, type CallNode, NOTHING, type Node } from '../../tree/ir.js';
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
import { assigned, type Case, eachOf, ifElse, leaving, listOf, silent, switchOn, ternary } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

import { withCommands } from '../commands/arguments.js';
import { listWithCommand } from '../commands/words.js';
import { anonymousObject } from './anonymous.js';
import { withoutConditionals } from './conditionals.js';
import {
  argument,
  bodyOf,
  classOf,
  enumOf,
  lambda,
  method,
  modifiers,
  property,
  typeOf,
  variables,
} from './declarations.js';
import { isPattern, labelsOf, switchExpression, switchSection } from './patterns.js';
import { powerModulo } from './powers.js';
import { tuple } from './tuples.js';

const OPTIONS = /^IOptions(?:Snapshot|Monitor)?$/;

const lower = lowering({
  identifier: (node) => ({ k: 'name', name: node.text }),
  predefined_type: (node) => ({ k: 'name', name: node.text }),
  qualified_name: (node) => path(plain(node.text)),
  alias_qualified_name: (node) => path(plain(node.text.replace(/^global::/, ''))),
  generic_name: (node, go) => go(optionsOf(node) ?? (named(node)[0] as SyntaxNode)),
  nullable_type: (node, go) => part(node, 'type', go),
  array_type: () => NOTHING,
  this: () => ({ k: 'this' }),
  base: () => ({ k: 'this' }),
  boolean_literal: (node) => lit(node.text === 'true'),
  null_literal: () => lit(null),
  integer_literal: (node) => numberLiteral(node.text),
  real_literal: (node) => numberLiteral(node.text.replace(/[fdm]$/i, '')),
  character_literal: (node) => lit(unescaped(node.text.slice(1, -1))),
  string_literal: (node) => lit(unescaped(node.text.slice(1, -1).replace(/"u$/, ''))),
  verbatim_string_literal: (node) => lit(node.text.slice(2, -1).replaceAll('""', '"')),
  raw_string_literal: (node) => lit(node.text.replace(/^"{3,}\s*|\s*"{3,}$/g, '')),
  interpolated_string_expression: (node, go) => ({
    k: 'concat',
    parts: named(node)
      .filter((one) => /^(?:string_content|escape_sequence|interpolation)$/.test(one.type))
      .map((one) => (one.type === 'interpolation' ? interpolation(one, go) : lit(unescaped(one.text)))),
  }),
  parenthesized_expression: (node, go) => blockOf(node, go),
  member_access_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'expression', go),
    name: memberName(node),
    at: spanOf(node),
  }),
  conditional_access_expression: (node, go) => {
    const [object, access] = named(node);
    return object && access ? rebased(go(access), go(object)) : NOTHING;
  },
  member_binding_expression: (node) => ({ k: 'member', object: NOTHING, name: textOf(field(node, 'name')) }),
  element_access_expression: (node, go) => ({
    k: 'index',
    object: part(node, 'expression', go),
    index: argument(named(field(node, 'subscript'))[0], go)?.value ?? NOTHING,
  }),
  invocation_expression: (node, go) =>
    nameOf(node) ?? withCommands(call(part(node, 'function', go), field(node, 'arguments'), node, go)),
  object_creation_expression: (node, go) => created(part(node, 'type', go), node, go),
  implicit_object_creation_expression: (node, go) => created(expectedType(node, go), node, go),
  anonymous_object_creation_expression: anonymousObject,
  array_creation_expression: (node, go) => {
    const filled = named(node).find((one) => one.type === 'initializer_expression');
    return filled ? go(filled) : NOTHING;
  },
  implicit_array_creation_expression: (node, go) => {
    const filled = named(node).find((one) => one.type === 'initializer_expression');
    return filled ? go(filled) : NOTHING;
  },
  initializer_expression: (node, go) => listWithCommand(named(node).map(go), spanOf(node)),
  collection_expression: (node, go) => listWithCommand(named(node).map(go), spanOf(node)),
  tuple_expression: tuple,
  tuple_pattern: listOf,
  binary_expression: (node, go) => {
    const op = textOf(field(node, 'operator'));
    const power = op === '%' ? powerModulo(node, go) : undefined;
    if (power) return power;
    const [left, right] = [part(node, 'left', go), part(node, 'right', go)];
    // Flags joined by `|` are all set.
    if (op === '|') return { k: 'list', items: [left, right].flatMap((one) => (one.k === 'list' ? one.items : [one])) };
    return op === '??' ? { k: 'choice', arms: [left, right] } : { k: 'op', op, left, right };
  },
  conditional_expression: ternary,
  switch_expression: switchExpression,
  is_pattern_expression: isPattern,
  cast_expression: (node, go) => ({ k: 'typed', type: part(node, 'type', go), value: part(node, 'value', go) }),
  as_expression: (node, go) => ({ k: 'typed', type: part(node, 'right', go), value: part(node, 'left', go) }),
  await_expression: (node, go) => blockOf(node, go),
  assignment_expression: assigned,
  lambda_expression: (node, go) => lambda(node, go),
  anonymous_method_expression: (node, go) => lambda(node, go),
  local_declaration_statement: (node, go) => blockOf(node, go),
  variable_declaration: (node, go) => variables(node, new Set(), go),
  field_declaration: (node, go) => {
    const inner = named(node).find((one) => one.type === 'variable_declaration');
    return inner ? variables(inner, modifiers(node), go) : NOTHING;
  },
  property_declaration: (node, go) => property(node, go),
  declaration_expression: (node, go) => ({
    k: 'assign',
    declares: true,
    target: part(node, 'name', go),
    type: typeOf(field(node, 'type'), go),
  }),
  declaration_pattern: (node, go) => ({
    k: 'assign',
    declares: true,
    target: part(node, 'name', go),
    type: part(node, 'type', go),
  }),
  foreach_statement: (node, go) =>
    eachOf(part(node, 'right', go), part(node, 'left', go), part(node, 'body', go), typeOf(field(node, 'type'), go)),
  if_statement: ifElse,
  switch_statement: (node, go) => {
    const value = part(node, 'value', go);
    const cases = named(field(node, 'body')).map((one): Case => {
      const patterns = named(one).filter((child) => /pattern$/.test(child.type));
      const labels = patterns.length > 0 ? labelsOf(one, patterns, go) : undefined;
      return { labels, body: switchSection(one, value, go), falls: patterns.length === named(one).length };
    });
    return switchOn(value, cases);
  },
  try_statement: (node, go) => {
    const [body, ...rest] = named(node);
    const after = rest.map(
      (one): Node =>
        one.type === 'finally_clause'
          ? blockOf(one, go)
          : { k: 'branch', arms: [part(one, 'body', go)], exhaustive: false },
    );
    return block([...(body ? [go(body)] : []), ...after]);
  },
  block: bodyOf,
  return_statement: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  yield_statement: (node, go) => blockOf(node, go),
  throw_statement: leaving,
  class_declaration: (node, go) => classOf(node, go),
  struct_declaration: (node, go) => classOf(node, go),
  record_declaration: (node, go) => classOf(node, go),
  interface_declaration: (node, go) => classOf(node, go),
  enum_declaration: (node, go) => enumOf(node, go),
  method_declaration: (node, go) => method(node, go),
  local_function_statement: (node, go) => method(node, go),
  constructor_declaration: (node, go) => ({ ...method(node, go), constructs: true }),
  namespace_declaration: (node, go) => ({ k: 'block', items: named(field(node, 'body')).map(go) }),
  using_directive: (node) => using(node),
  global_statement: (node, go) => blockOf(node, go),
  ...silent('attribute_list', 'comment'),
});

export const CSHARP: Language = {
  id: 'csharp',
  rules: ['csharp', 'commands', 'by-name', 'written-out', 'kept'],
  handsFunctions: 'members',
  extensions: ['.cs', '.cshtml', '.razor', '.csx'],
  grammar: () => 'csharp',
  outline: (text) => outlineBrackets(text, { characters: true, verbatim: true, blocks: true, directives: true }),
  text: withoutConditionals,
  lower(root) {
    const heads = root.descendantsOfType([
      'file_scoped_namespace_declaration',
      'namespace_declaration',
      'using_directive',
    ]);
    const space = heads.find((one) => one?.type !== 'using_directive');
    const module = space ? plain(textOf(field(space, 'name'))) : '';
    return {
      module,
      shared: true,
      piece: !heads.some((one) => one?.type === 'using_directive'),
      body: [...namespacesAround(module), ...statements(root).map(lower)],
    };
  },
  opens: new Set(['Value', 'CurrentValue']),
  bare: dotnetBare,
};

/**
 * `using` may stand in another file, once for all: a type of the platform, else the only library type of that name. Where the file
 * has no `using` at all they do, and of several libraries Bouncy Castle is the likely one.
 */
function dotnetBare(names: readonly string[], module: string, piece = false): string | undefined {
  const own = names.find((one) => one.startsWith('System.'));
  if (own || (module && !piece)) return own;
  const [only, ...others] = names.length > 1 ? names.filter((one) => one.startsWith('Org.BouncyCastle.')) : names;
  return others.length === 0 ? only : undefined;
}

/** Without type arguments and spaces. */
function plain(text: string): string {
  return text.replace(/<[^<>]*>/g, '').replace(/\s/g, '');
}

function memberName(node: SyntaxNode): string {
  return plain(textOf(field(node, 'name')));
}

/** `a?.B()` is `a.B()` where it matters here. */
function rebased(access: Node, object: Node): Node {
  if (access.k === 'member')
    return { ...access, object: access.object === NOTHING ? object : rebased(access.object, object) };
  if (access.k === 'call') return { ...access, callee: rebased(access.callee, object) };
  return access;
}

function interpolation(node: SyntaxNode, go: Lower): Node {
  const value = named(node).find((one) => !/brace|clause/.test(one.type));
  return value ? go(value) : NOTHING;
}

/** `nameof(RSA.Create)` is a text. */
function nameOf(node: SyntaxNode): Node | undefined {
  if (textOf(field(node, 'function')) !== 'nameof') return undefined;
  return lit(textOf(field(node, 'arguments')).replace(/^.*\.|[()\s]/g, ''));
}

function call(callee: Node, list: SyntaxNode | null, node: SyntaxNode, go: Lower): CallNode {
  const args = named(list)
    .map((one) => argument(one, go))
    .filter((one): one is Argument => one !== undefined);
  const access = field(node, 'function');
  const name = access && field(access, 'name');
  return { k: 'call', callee, args: [...args, ...typeArgument(name, go)], at: calledAt(node, name) };
}

/** `IOptions<SigningOptions>` is known by the type of the options that it hands out (options pattern of .NET). */
function optionsOf(node: SyntaxNode): SyntaxNode | undefined {
  const [name, types] = named(node);
  return OPTIONS.test(name?.text ?? '') ? named(types ?? null)[0] : undefined;
}

/** `provider.GetService<T>()`: the type that a method is called for. */
function typeArgument(name: SyntaxNode | null, go: Lower): Argument[] {
  const types = name?.type === 'generic_name' ? named(named(name)[1] ?? null) : [];
  const [only] = types;
  return only && types.length === 1 && only.type !== 'predefined_type' ? [{ name: 'of', value: go(only) }] : [];
}

/** Members set in braces after a construction are named arguments of it: `new RSACng { KeySize = 3072 }`. */
function created(type: Node, node: SyntaxNode, go: Lower): Node {
  const list = field(node, 'arguments') ?? named(node).find((one) => one.type === 'argument_list') ?? null;
  // A type is made, whatever method has its name.
  const made = call(type.k === 'name' ? { k: 'generic', type, of: [] } : type, list, node, go);
  const initial = field(node, 'initializer') ?? named(node).find((one) => one.type === 'initializer_expression');
  if (!initial) return withCommands(made);
  const members = named(initial);
  const set = members
    .filter((one) => one.type === 'assignment_expression')
    .map((one) => ({ key: keyOf(field(one, 'left'), go), value: setTo(field(one, 'right'), go), at: spanOf(one) }));
  const pairs = members
    .filter((one) => one.type === 'initializer_expression' && one.namedChildCount === 2)
    .map((one) => ({ key: go(named(one)[0] as SyntaxNode), value: go(named(one)[1] as SyntaxNode) }));
  if (set.length === 0 && pairs.length > 0) return { k: 'object', type, entries: pairs, at: spanOf(node) };
  if (set.length === 0) return members.length > 0 ? listWithCommand(members.map(go), spanOf(node)) : made;
  if (set.some((one) => typeof one.key !== 'string')) return { k: 'object', type, entries: set, at: spanOf(node) };
  return withCommands({
    ...made,
    args: [...made.args, ...set.map((one) => ({ name: one.key as string, value: one.value, at: one.at, sets: true }))],
  });
}

/** `Options = { Level = 3 }`: members of an object that is there already. */
function setTo(node: SyntaxNode | null, go: Lower): Node {
  const members = node?.type === 'initializer_expression' ? named(node) : [];
  const sets = members.length > 0 && members.every((one) => one.type === 'assignment_expression');
  if (!node || !sets) return node ? go(node) : NOTHING;
  const entries = members.map((one) => ({
    key: keyOf(field(one, 'left'), go),
    value: setTo(field(one, 'right'), go),
    at: spanOf(one),
  }));
  return { k: 'object', entries, at: spanOf(node) };
}

function keyOf(node: SyntaxNode | null, go: Lower): string | Node {
  if (node?.type === 'element_binding_expression') return argument(named(node)[0], go)?.value ?? NOTHING;
  return textOf(node);
}

/** `RSA r = new(2048)`: the declaration says what is made; a property that is set is taken to have the name of its type. */
function expectedType(node: SyntaxNode, go: Lower): Node {
  const set = node.parent?.type === 'assignment_expression' ? field(node.parent, 'left') : null;
  if (set?.type === 'member_access_expression') return { k: 'name', name: textOf(field(set, 'name')) };
  for (let at = node.parent, steps = 0; at && steps < 4; at = at.parent, steps++) {
    const type = field(at, 'type') ?? field(at, 'returns');
    if (type) return go(type);
  }
  return NOTHING;
}

/** In `namespace A.B.C` the names of A.B and of A are seen without a `using`. */
function namespacesAround(module: string): Node[] {
  const parts = module.split('.');
  return parts
    .slice(1)
    .map((_, at) => ({ k: 'import', local: '*', name: parts.slice(0, parts.length - 1 - at).join('.') }));
}

/** `using N;` brings all of N, `using A = N.T;` one name, `using static N.T;` the members of a type. */
function using(node: SyntaxNode): Node {
  const alias = field(node, 'name');
  const target = named(node).find((one) => one.id !== alias?.id);
  const name = plain(textOf(target ?? null).replace(/^global::/, ''));
  return { k: 'import', local: alias ? alias.text : '*', name };
}
