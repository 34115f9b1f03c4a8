import type { Language } from '../../language.js';
import { NOTHING, type Node } from '../../tree/ir.js';
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
import { ifElse, leaving, listOf, membersOf, silent } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withCommands } from '../commands/arguments.js';
import { commandsOf, listWithCommand } from '../commands/words.js';
import { jvmBare, jvmUnbound, ofPlatform } from '../java/java.js';
import { args, parameters } from './arguments.js';
import { classOf, enumOf, extensionOf, implicitClass, isImplicit, withCompanions } from './classes.js';
import { matchOf } from './patterns.js';

const inside = (node: SyntaxNode, go: Lower): Node => blockOf(node, go);

const lower = lowering({
  identifier: (node) =>
    node.text === 'this' || node.text === 'super' ? { k: 'this' } : { k: 'name', name: node.text },
  wildcard: () => ({ k: 'name', name: '_' }),
  type_identifier: (node) => ({ k: 'name', name: node.text }),
  stable_identifier: (node) => path(node.text.replace(/\s/g, '')),
  stable_type_identifier: (node) => path(node.text.replace(/\s/g, '')),
  generic_type: (node, go) => go(named(node)[0] as SyntaxNode),
  generic_function: (node, go) => called(node, part(node, 'function', go)),
  boolean_literal: (node) => lit(node.text === 'true'),
  null_literal: () => lit(null),
  integer_literal: (node) => numberLiteral(node.text),
  string: (node) => lit(node.text.startsWith('"""') ? node.text.slice(3, -3) : unescaped(node.text.slice(1, -1))),
  interpolated_string_expression: (node, go) => interpolated(node, go),
  parenthesized_expression: inside,
  tuple_expression: listOf,
  field_expression: (node, go) => {
    const name = textOf(field(node, 'field'));
    const member: Node & { k: 'member' } = {
      k: 'member',
      object: part(node, 'value', go),
      name,
      at: spanOf(field(node, 'field') ?? node),
    };
    if (/^!!?<?$/.test(name)) return block([...commandsOf(member.object, spanOf(node)), member.object]);
    return METHOD.test(name) ? called(node, member) : member;
  },
  call_expression: (node, go) => call(node, go),
  instance_expression: (node, go) => {
    const [type, ...rest] = named(node);
    const list = rest.find((one) => one.type === 'arguments');
    const body = rest.find((one) => one.type === 'template_body');
    const given = args(list, go);
    const at = spanOf(node);
    if (!body) return { k: 'call', callee: type ? go(type) : NOTHING, args: given, at };
    const callee: Node = { k: 'class', name: '', bases: type ? [go(type)] : [], members: membersOf(body, go), at };
    return { k: 'call', callee, args: given, at };
  },
  infix_expression: (node, go) => infix(node, go),
  postfix_expression: inside,
  lambda_expression: (node, go) => lambda(node, go),
  val_definition: (node, go) => definition(node, go, true),
  var_definition: (node, go) => definition(node, go, false),
  val_declaration: (node, go) => definition(node, go, true),
  assignment_expression: (node, go) => ({
    k: 'assign',
    target: part(node, 'left', go),
    value: part(node, 'right', go),
  }),
  if_expression: ifElse,
  match_expression: matchOf,
  catch_clause: (node, go) => ({ k: 'branch', arms: [blockOf(node, go)], exhaustive: false }),
  for_expression: (node, go) => ({ k: 'branch', arms: [blockOf(node, go)], exhaustive: false }),
  enumerator: (node, go) => {
    const [target, list] = named(node);
    if (!target || !list) return blockOf(node, go);
    const given = go(list);
    const each = node.children.some((one) => one?.type === '<-');
    const value: Node = each ? { k: 'index', object: given, index: NOTHING } : given;
    return { k: 'assign', declares: true, target: go(target), value };
  },
  ascription_expression: (node, go) => {
    const [value, type] = named(node);
    return value && type ? { k: 'typed', type: go(type), value: go(value) } : blockOf(node, go);
  },
  return_expression: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  throw_expression: leaving,
  function_definition: (node, go) => functionOf(node, go),
  class_definition: (node, go) => (isImplicit(node) ? implicitClass(node, go) : classOf(node, go, false)),
  trait_definition: (node, go) => classOf(node, go, false),
  object_definition: (node, go) => classOf(node, go, true),
  enum_definition: enumOf,
  extension_definition: extensionOf,
  type_definition: (node, go) => ({
    k: 'assign',
    declares: true,
    constant: true,
    target: { k: 'name', name: textOf(field(node, 'name')) },
    value: part(node, 'type', go),
  }),
  compound_type: (node, go) => part(node, 'base', go),
  import_declaration: (node) => importOf(node),
  package_clause: (node, go) => (field(node, 'body') ? part(node, 'body', go) : NOTHING),
  ...silent('modifiers', 'annotation', 'comment', 'block_comment'),
});

export const SCALA: Language = {
  id: 'scala',
  rules: ['java', 'scala', 'commands', 'by-name', 'written-out', 'kept'],
  listsAreTyped: true,
  extensions: ['.scala', '.sc', '.sbt'],
  grammar: () => 'scala',
  lower(root) {
    const clauses = named(root).filter((one) => one.type === 'package_clause');
    const module = clauses.map((one) => textOf(field(one, 'name')).replace(/\s/g, '')).join('.');
    return { module, shared: true, body: withCompanions(statements(root).map(lower)) };
  },
  unbound: (name, module) => (PREDEF.has(name) ? name : jvmUnbound(name, module)),
  isStandard: ofPlatform,
  bare: jvmBare,
};

/** What every file sees of Scala's own library, as far as values go through it. */
const PREDEF = new Set([
  'Seq',
  'List',
  'Array',
  'Set',
  'Map',
  'Vector',
  'Option',
  'Some',
  'Try',
  'Right',
  'Left',
  'Iterator',
]);

function interpolated(node: SyntaxNode, go: Lower): Node {
  const inner = named(node).find((one) => one.type === 'interpolated_string');
  if (!inner) return NOTHING;
  const parts: Node[] = [lit('')];
  const quotes = inner.text.startsWith('"""') ? 3 : 1;
  let at = quotes;
  for (const one of named(inner).filter((child) => child.type === 'interpolation')) {
    const start = one.startIndex - inner.startIndex;
    parts.push(lit(inner.text.slice(at, start)), blockOf(one, go));
    at = one.endIndex - inner.startIndex;
  }
  parts.push(lit(inner.text.slice(at, -quotes)));
  return { k: 'concat', parts };
}

/** Methods of Java that take nothing are called without brackets: `spec.getCurve`, `kpg.generateKeyPair`. */
const METHOD = /^(?:get[A-Z]\w*|gen(?:erate)?KeyPair|generateKey|generateSecret|doFinal|sign|build|generate|keyPair)$/;

/** `f[T]`, `x.getY` are calls where no brackets follow. */
function called(node: SyntaxNode, callee: Node): Node {
  const around = node.parent;
  const over = around && ['call_expression', 'generic_function'].includes(around.type);
  if (over && field(around, 'function')?.id === node.id) return callee;
  return { k: 'call', callee, args: [], at: (callee.k === 'member' && callee.at) || spanOf(node) };
}

/** What only says when, where or whether something is computed: its value is that of what it is given. */
const WRAPPERS = /^(?:Try|Option|Some|Right|Success|Future|IO|SyncIO|Task|ZIO|UIO|Eval)$/;
const DELAYS =
  /^(?:delay|blocking|attempt|attemptBlocking|succeed|pure|successful|effect|effectBlocking|interruptible|suspend|defer|fromTry|eval)$/;

function isWrapper(callee: SyntaxNode, member: SyntaxNode | null): boolean {
  return member ? DELAYS.test(member.text) : WRAPPERS.test(callee.text);
}

const LISTS = /^(?:Seq|List|Vector|Array)$/;

function call(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  const member = callee?.type === 'field_expression' ? field(callee, 'field') : null;
  const list = field(node, 'arguments');
  const plain = args(list, go);
  if (callee && isWrapper(callee, member) && plain.length === 1) return plain[0]?.value ?? NOTHING;
  if (callee && LISTS.test(callee.text) && plain.every((one) => !one.name))
    return listWithCommand(
      plain.map((one) => one.value),
      spanOf(node),
    );
  const open = named(list).some((one) => one.type === 'wildcard');
  const made = withCommands({
    k: 'call',
    callee: part(node, 'function', go),
    args: plain,
    at: spanOf(member ?? node),
  });
  // `f(_)` is a function of what is left open.
  return open
    ? { k: 'function', name: '', params: [{ name: '_' }], body: { k: 'return', value: made }, at: spanOf(node) }
    : made;
}

function infix(node: SyntaxNode, go: Lower): Node {
  const op = textOf(field(node, 'operator'));
  const left = part(node, 'left', go);
  const right = part(node, 'right', go);
  if (op === '->') return { k: 'list', items: [left, right] };
  if (/^\W+$/.test(op)) return { k: 'op', op, left, right };
  const at = spanOf(field(node, 'operator') ?? node);
  return { k: 'call', callee: { k: 'member', object: left, name: op, at }, args: [{ value: right }], at };
}

function lambda(node: SyntaxNode, go: Lower): Node {
  const list = field(node, 'parameters');
  const params =
    list?.type === 'identifier'
      ? [{ name: list.text }]
      : named(list).map((one) => ({ name: textOf(field(one, 'name') ?? one) }));
  const body = named(node).filter((one) => one.id !== list?.id);
  return { k: 'function', name: '', params, body: { k: 'return', value: block(body.map(go)) }, at: spanOf(node) };
}

function definition(node: SyntaxNode, go: Lower, constant: boolean): Node {
  const type = field(node, 'type') ? part(node, 'type', go) : undefined;
  const value = field(node, 'value') ? part(node, 'value', go) : undefined;
  const pattern = field(node, 'pattern') ?? field(node, 'name');
  const target: Node =
    pattern?.type === 'tuple_pattern'
      ? { k: 'list', items: named(pattern).map(go) }
      : { k: 'name', name: textOf(pattern) };
  return { k: 'assign', declares: true, constant, target, value, type };
}

/** The value of a body is its last expression. */
function functionOf(node: SyntaxNode, go: Lower): Node {
  return {
    k: 'function',
    name: textOf(field(node, 'name')),
    params: node.childrenForFieldName('parameters').flatMap((one) => parameters(one, go)),
    returns: field(node, 'return_type') ? part(node, 'return_type', go) : undefined,
    body: { k: 'return', value: part(node, 'body', go) },
    getter: node.childrenForFieldName('parameters').length === 0,
    at: spanOf(node),
  };
}

/** `import a.b.C`, `a.b.{C, D => E, _}`, `a.b._`, `a.b.*`. */
function importOf(node: SyntaxNode): Node {
  const items: Node[] = [];
  const base = node
    .childrenForFieldName('path')
    .flatMap((one) => (one?.isNamed ? [one.text] : []))
    .join('.');
  const rest = named(node).filter((one) => one.type === 'namespace_selectors' || one.type === 'namespace_wildcard');
  if (rest.length === 0) items.push({ k: 'import', local: base.slice(base.lastIndexOf('.') + 1), name: base });
  for (const one of rest.flatMap((child) => (child.type === 'namespace_selectors' ? named(child) : [child]))) {
    if (one.type === 'namespace_wildcard') items.push({ k: 'import', local: '*', name: base });
    else if (one.type === 'identifier') items.push({ k: 'import', local: one.text, name: `${base}.${one.text}` });
    else items.push({ k: 'import', local: textOf(field(one, 'alias')), name: `${base}.${textOf(field(one, 'name'))}` });
  }
  return block(items);
}
