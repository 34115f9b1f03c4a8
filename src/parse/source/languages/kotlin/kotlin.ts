import type { Language } from '../../language.js';
import { type Argument, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
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
import { assigned, type Case, eachOf, leaving, listOf, silent, switchOn, toldIn } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withCommands } from '../commands/arguments.js';
import { jvmBare, jvmUnbound, ofPlatform } from '../java/java.js';
import { injectedIn } from './annotations.js';
import { readable } from './newer.js';
import { textOfString } from './text.js';
import { referenceOf, typeOf } from './types.js';

const inside = (node: SyntaxNode, go: Lower): Node => blockOf(node, go);
/** Literals that the grammar takes for names. */
const WORDS = new Map<string, boolean | null>([
  ['null', null],
  ['true', true],
  ['false', false],
]);
const TYPES = new Set(['user_type', 'nullable_type', 'non_nullable_type', 'parenthesized_type']);

const lower = lowering({
  identifier: (node) =>
    WORDS.has(node.text) ? lit(WORDS.get(node.text) ?? null) : { k: 'name', name: node.text.replace(/`/g, '') },
  qualified_identifier: (node) => path(node.text.replace(/\s/g, '')),
  user_type: (node, go) => typeOf(node, go),
  nullable_type: inside,
  this_expression: () => ({ k: 'this' }),
  super_expression: () => ({ k: 'this' }),
  number_literal: (node) => numberLiteral(node.text.replace(/[uU]$/, '')),
  string_literal: (node, go) => textOfString(node, go),
  multiline_string_literal: (node, go) => textOfString(node, go),
  character_literal: (node) => lit(unescaped(node.text.slice(1, -1))),
  parenthesized_expression: inside,
  navigation_expression: (node, go) => {
    const [object, member] = named(node);
    if (!object || !member) return blockOf(node, go);
    const reference = referenceOf(node, object, member, go);
    if (reference) return reference;
    return { k: 'member', object: go(object), name: member.text.replace(/`/g, ''), at: spanOf(member) };
  },
  index_expression: (node, go) => {
    const [object, index] = named(node);
    return object && index ? { k: 'index', object: go(object), index: go(index) } : NOTHING;
  },
  call_expression: (node, go) => call(node, go),
  constructor_invocation: (node, go) => call(node, go),
  callable_reference: (node, go) => {
    const parts = named(node);
    const last = parts.at(-1);
    return parts.length > 1 && last
      ? { k: 'member', object: go(parts[0] as SyntaxNode), name: last.text }
      : blockOf(node, go);
  },
  annotated_lambda: inside,
  lambda_literal: (node, go) => lambda(node, go),
  anonymous_function: (node, go) => functionOf(node, go),
  infix_expression: (node, go) => {
    const [left, word, right] = named(node);
    if (!left || !word || !right) return blockOf(node, go);
    if (word.text === 'to') return { k: 'list', items: [go(left), go(right)] };
    const at = spanOf(word);
    return {
      k: 'call',
      callee: { k: 'member', object: go(left), name: word.text, at },
      args: [{ value: go(right) }],
      at,
    };
  },
  collection_literal: listOf,
  binary_expression: (node, go) => binary(node, go),
  as_expression: (node, go) => ({ k: 'typed', type: part(node, 'right', go), value: part(node, 'left', go) }),
  property_declaration: (node, go) => extensionProperty(node, go) ?? property(node, go),
  assignment: assigned,
  if_expression: (node, go) => {
    const [, ...arms] = named(node);
    const test = part(node, 'condition', go);
    return {
      k: 'branch',
      test,
      arms: arms.map(go),
      when: [toldIn(field(node, 'condition'), test)],
      exhaustive: arms.length > 1,
    };
  },
  when_expression: (node, go) => {
    const subject = named(node).find((one) => one.type === 'when_subject');
    const cases = named(node).flatMap((one): Case[] => {
      if (one.type !== 'when_entry') return [];
      const conditions = one.childrenForFieldName('condition').flatMap((each) => (each ? [go(each)] : []));
      const labels = conditions.length > 0 ? conditions : undefined;
      return [{ labels, body: go(named(one).at(-1) as SyntaxNode) }];
    });
    // Without a subject the conditions are tests of their own.
    const made = switchOn(subject ? blockOf(subject, go) : NOTHING, cases);
    return subject || made.k !== 'branch' ? made : { ...made, when: undefined };
  },
  for_statement: (node, go) => {
    const [variable, list, body] = named(node);
    if (!variable || !list) return blockOf(node, go);
    const target: Node = { k: 'name', name: textOf(named(variable)[0] ?? variable) };
    return eachOf(go(list), target, body ? go(body) : NOTHING);
  },
  try_expression: (node, go) => {
    // Its value is that of the last statement that runs: of the block, or of one that catches.
    const [last, rest] = apart(named(node), (one) => one.type === 'finally_block');
    return block([...last.map(go), { k: 'choice', arms: rest.map(go) }]);
  },
  catch_block: (node, go) => ({ k: 'branch', arms: [go(named(node).at(-1) as SyntaxNode)], exhaustive: false }),
  return_expression: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  throw_expression: leaving,
  function_declaration: (node, go) => functionOf(node, go),
  secondary_constructor: (node, go) => ({ ...functionOf(node, go), constructs: true }),
  class_declaration: (node, go) => classOf(node, go),
  object_declaration: (node, go) => classOf(node, go),
  companion_object: (node, go) => classOf(node, go),
  object_literal: (node, go) => classOf(node, go),
  type_alias: (node, go) => ({
    k: 'assign',
    declares: true,
    constant: true,
    target: { k: 'name', name: textOf(field(node, 'type')) },
    value: typeIn(node, go),
  }),
  import: (node) => importOf(node),
  ...silent('package_header', 'line_comment', 'block_comment', 'annotation', 'modifiers'),
});

export const KOTLIN: Language = {
  id: 'kotlin',
  rules: ['java', 'kotlin', 'commands', 'by-name', 'written-out', 'kept'],
  handsFunctions: 'members',
  beanProperties: true,
  importsFirst: true,
  extensions: ['.kt', '.kts'],
  text: readable,
  grammar: () => 'kotlin',
  lower(root) {
    const header = named(root).find((one) => one.type === 'package_header');
    const module = header ? textOf(named(header)[0] ?? null).replace(/\s/g, '') : '';
    return { module, shared: true, body: statements(root).map(lower) };
  },
  unbound: jvmUnbound,
  isStandard: ofPlatform,
  bare: jvmBare,
};

function call(node: SyntaxNode, go: Lower): Node {
  const parts = named(node);
  const callee = parts[0];
  if (!callee) return NOTHING;
  // `f(x) { }`: the block is one more argument of the call before it.
  if (callee.type === 'call_expression' && parts.length === 2 && parts[1]?.type === 'annotated_lambda') {
    const made = go(callee);
    if (made.k === 'call') return { ...made, args: [...made.args, { value: go(parts[1]) }] };
  }
  const list = parts.find((one) => one.type === 'value_arguments');
  const trailing = parts.find((one) => one.type === 'annotated_lambda');
  const given = named(list ?? null).map((one): Argument => argument(one, go));
  if (trailing) given.push({ value: go(trailing) });
  const member = callee.type === 'navigation_expression' ? named(callee)[1] : undefined;
  return withCommands({ k: 'call', callee: go(callee), args: given, at: spanOf(member ?? node) });
}

function argument(node: SyntaxNode, go: Lower): Argument {
  const parts = named(node);
  const labelled = parts.length === 2 && parts[0]?.type === 'identifier';
  const value = parts.at(-1);
  return labelled
    ? { name: textOf(parts[0] ?? null), value: go(value as SyntaxNode) }
    : { value: value ? go(value) : NOTHING };
}

function apart<T>(items: readonly T[], test: (one: T) => boolean): readonly [T[], T[]] {
  return [items.filter(test), items.filter((one) => !test(one))];
}

/** A lambda without parameters has `it`; its last expression is its value. */
function lambda(node: SyntaxNode, go: Lower): Node {
  const list = named(node).find((one) => one.type === 'lambda_parameters');
  const body = named(node).filter((one) => one !== list && one.id !== list?.id);
  const params = list ? named(list).map((one) => ({ name: textOf(named(one)[0] ?? one) })) : [{ name: 'it' }];
  return { k: 'function', name: '', params, body: { k: 'return', value: block(body.map(go)) }, at: spanOf(node) };
}

function binary(node: SyntaxNode, go: Lower): Node {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const op = node.text
    .slice((left?.endIndex ?? 0) - node.startIndex, (right?.startIndex ?? 0) - node.startIndex)
    .trim();
  return { k: 'op', op, left: left ? go(left) : NOTHING, right: right ? go(right) : NOTHING };
}

function typeIn(node: SyntaxNode | undefined, go: Lower): Node | undefined {
  const type = named(node ?? null).find((one) => TYPES.has(one.type));
  return type ? go(type) : undefined;
}

/** `val x: T = v`, `val (a, b) = v`, `val x by lazy { v }`, `val x get() = v`. */
function property(node: SyntaxNode, go: Lower): Node {
  const parts = named(node);
  const variable = parts.find(
    (one) => one.type === 'variable_declaration' || one.type === 'multi_variable_declaration',
  );
  const constant = /^(?:[\w\s@]*\s)?(?:val)\b/.test(node.text.slice(0, 200));
  const value = parts.find((one) => one.startIndex > (variable?.endIndex ?? 0) && !TYPES.has(one.type));
  const several = variable?.type === 'multi_variable_declaration';
  const target: Node = several
    ? { k: 'list', items: named(variable ?? null).map((one) => ({ k: 'name', name: textOf(named(one)[0] ?? null) })) }
    : { k: 'name', name: textOf(named(variable ?? null)[0] ?? null).replace(/`/g, '') };
  return {
    k: 'assign',
    declares: true,
    constant,
    target,
    type: typeIn(variable, go),
    value: injectedIn(node, go) ?? (value ? initialOf(value, go) : undefined),
  };
}

/** `val Type.x get() = v`. */
function extensionProperty(node: SyntaxNode, go: Lower): Node | undefined {
  const parts = named(node);
  const variable = parts.find((one) => one.type === 'variable_declaration');
  const extended = parts.find((one) => TYPES.has(one.type) && one.endIndex <= (variable?.startIndex ?? 0));
  const getter = parts.find((one) => one.type === 'getter');
  if (!variable || !extended || !getter) return undefined;
  const body = named(getter).find((one) => one.type === 'function_body' || one.type === 'block');
  const inner = body?.type === 'function_body' ? named(body)[0] : body;
  const lowered = inner ? go(inner) : NOTHING;
  return {
    k: 'function',
    name: textOf(named(variable)[0] ?? null).replace(/`/g, ''),
    params: [],
    extends: go(extended),
    getter: true,
    returns: typeIn(variable, go),
    body: inner && inner.type !== 'block' ? { k: 'return', value: lowered } : lowered,
    at: spanOf(node),
  };
}

function initialOf(node: SyntaxNode, go: Lower): Node {
  if (node.type === 'getter') return getterValue(node, go);
  if (node.type !== 'property_delegate') return go(node);
  const literal = node.descendantsOfType('lambda_literal')[0];
  return literal ? { k: 'call', callee: go(literal), args: [], at: spanOf(node) } : blockOf(node, go);
}

/** `get() = v`, `get() { return v }`: the block runs like a function without arguments. */
function getterValue(node: SyntaxNode, go: Lower): Node {
  const body = named(node).at(-1) as SyntaxNode;
  const inner = body.type === 'function_body' ? named(body)[0] : body;
  if (inner?.type !== 'block') return go(body);
  const at = spanOf(node);
  return { k: 'call', callee: { k: 'function', name: '', params: [], body: go(inner), at }, args: [], at };
}

/** A default value stands after its parameter. */
function parameters(node: SyntaxNode | undefined, go: Lower): Parameter[] {
  const made: Parameter[] = [];
  for (const one of named(node ?? null)) {
    const last = made.at(-1);
    if (one.type === 'parameter' || one.type === 'class_parameter') {
      const parts = named(one).filter((child) => child.type !== 'modifiers');
      const value = parts.find(
        (child) => child !== parts[0] && !TYPES.has(child.type) && child.type !== 'function_type',
      );
      made.push({
        name: textOf(parts[0] ?? null).replace(/`/g, ''),
        type: typeIn(one, go),
        default: value ? go(value) : injectedIn(one, go),
      });
    } else if (last && one.type !== 'parameter_modifiers') made[made.length - 1] = { ...last, default: go(one) };
  }
  return made;
}

function functionOf(node: SyntaxNode, go: Lower): Node & { k: 'function' } {
  const parts = named(node);
  const body = parts.find((one) => one.type === 'function_body' || one.type === 'block');
  const inner = body?.type === 'function_body' ? named(body)[0] : body;
  const lowered = inner ? go(inner) : NOTHING;
  const list = parts.find((one) => one.type === 'function_value_parameters');
  const result = parts.find((one) => TYPES.has(one.type) && one.startIndex > (list?.endIndex ?? 0));
  const extended = parts.find((one) => TYPES.has(one.type) && one.endIndex <= (field(node, 'name')?.startIndex ?? 0));
  return {
    k: 'function',
    name: textOf(field(node, 'name')).replace(/`/g, ''),
    params: parameters(list, go),
    returns: result ? go(result) : undefined,
    extends: extended ? go(extended) : undefined,
    body: inner && inner.type !== 'block' ? { k: 'return', value: lowered } : lowered,
    at: spanOf(node),
  };
}

function classOf(node: SyntaxNode, go: Lower): Node {
  const parts = named(node);
  const single = node.type !== 'class_declaration';
  const at = spanOf(node);
  const name = textOf(field(node, 'name')) || (node.type === 'companion_object' ? 'Companion' : '');
  const primary = parts.find((one) => one.type === 'primary_constructor');
  const params = parameters(
    named(primary ?? null).find((one) => one.type === 'class_parameters'),
    go,
  );
  const fill = params.map(
    (one): Node => ({
      k: 'assign',
      target: { k: 'member', object: { k: 'this' }, name: one.name },
      value: { k: 'name', name: one.name },
    }),
  );
  const made: Node[] = params.map((one) => ({
    k: 'assign',
    declares: true,
    target: { k: 'name', name: one.name },
    type: one.type,
    value: one.default,
  }));
  const above = parts
    .filter((one) => one.type === 'delegation_specifiers')
    .flatMap((one) => one.descendantsOfType('constructor_invocation')[0] ?? [])
    .slice(0, 1);
  const given = above.flatMap((one) => named(one).filter((child) => child.type === 'value_arguments'));
  const onward: Node[] = given.map((one) => ({
    k: 'call',
    callee: { k: 'member', object: { k: 'this' }, name: 'super' },
    args: named(one).map((child) => argument(child, go)),
    at: spanOf(one),
  }));
  if (primary || onward.length > 0)
    made.push({ k: 'function', name: '', params, body: block([...fill, ...onward]), constructs: true, at });
  const body = parts.find((one) => one.type === 'class_body' || one.type === 'enum_class_body');
  for (const one of statements(body ?? null)) made.push(...memberOf(one, name, single, go));
  const supers = parts.filter((one) => one.type === 'delegation_specifiers').flatMap((one) => named(one));
  const bases = supers.flatMap((one) => {
    const type = one.descendantsOfType('user_type')[0];
    return type ? [go(type)] : [];
  });
  return { k: 'class', name, bases, members: made, single, at };
}

/** Members of an object and of a companion belong to the class itself. */
function memberOf(node: SyntaxNode, owner: string, single: boolean, go: Lower): Node[] {
  if (node.type === 'companion_object') {
    const companion = go(node);
    return companion.k === 'class' ? [...companion.members] : [];
  }
  if (node.type === 'enum_entry') {
    const key = textOf(named(node)[0] ?? null);
    const list = named(node).find((one) => one.type === 'value_arguments');
    const given = [...named(list ?? null).map((one) => argument(one, go)), { name: '$name', value: lit(key) }];
    const value: Node = { k: 'call', callee: { k: 'name', name: owner }, args: given, at: spanOf(node) };
    return [{ k: 'assign', declares: true, static: true, constant: true, target: { k: 'name', name: key }, value }];
  }
  const made = go(node);
  const parts = node.isError && made.k === 'block' ? made.items : [made];
  return parts.map((one) => (single && (one.k === 'assign' || one.k === 'function') ? { ...one, static: true } : one));
}

function importOf(node: SyntaxNode): Node {
  const [source, alias] = named(node);
  const name = textOf(source ?? null).replace(/\s/g, '');
  if (/\.\*\s*$/.test(node.text)) return { k: 'import', local: '*', name };
  return { k: 'import', local: alias ? alias.text : name.slice(name.lastIndexOf('.') + 1), name };
}
