import type { Language } from '../language.js';
import { type Argument, NOTHING, type Node, type Parameter } from '../tree/ir.js';
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
} from '../tree/lowering.js';
import { ifElse, leaving, listOf, membersOf, silent } from '../tree/shapes.js';
import type { SyntaxNode } from '../tree/syntax-node.js';
import { jvmBare, jvmUnbound } from './java.js';

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
    const member: Node = {
      k: 'member',
      object: part(node, 'value', go),
      name,
      at: spanOf(field(node, 'field') ?? node),
    };
    return METHOD.test(name) ? called(node, member) : member;
  },
  call_expression: (node, go) => call(node, go),
  instance_expression: (node, go) => {
    const [type, ...rest] = named(node);
    const list = rest.find((one) => one.type === 'arguments');
    return { k: 'call', callee: type ? go(type) : NOTHING, args: args(list, go), at: spanOf(node) };
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
  match_expression: (node, go) => {
    const cases = named(field(node, 'body'));
    return {
      k: 'branch',
      test: part(node, 'value', go),
      arms: cases.map((one) => part(one, 'body', go)),
      exhaustive: cases.some((one) => field(one, 'pattern')?.type === 'wildcard'),
    };
  },
  catch_clause: (node, go) => ({ k: 'branch', arms: [blockOf(node, go)], exhaustive: false }),
  for_expression: (node, go) => ({ k: 'branch', arms: [blockOf(node, go)], exhaustive: false }),
  enumerator: (node, go) => {
    const [target, list] = named(node);
    if (!target || !list) return NOTHING;
    return { k: 'assign', declares: true, target: go(target), value: { k: 'index', object: go(list), index: NOTHING } };
  },
  ascription_expression: (node, go) => {
    const [value, type] = named(node);
    return value && type ? { k: 'typed', type: go(type), value: go(value) } : blockOf(node, go);
  },
  return_expression: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  throw_expression: leaving,
  function_definition: (node, go) => functionOf(node, go),
  class_definition: (node, go) => classOf(node, go, false),
  trait_definition: (node, go) => classOf(node, go, false),
  object_definition: (node, go) => classOf(node, go, true),
  import_declaration: (node) => importOf(node),
  package_clause: (node, go) => (field(node, 'body') ? part(node, 'body', go) : NOTHING),
  ...silent('modifiers', 'annotation', 'comment', 'block_comment'),
});

export const SCALA: Language = {
  id: 'scala',
  rules: ['java', 'scala', 'by-name'],
  extensions: ['.scala', '.sc', '.sbt'],
  grammar: () => 'scala',
  lower(root) {
    const clauses = named(root).filter((one) => one.type === 'package_clause');
    const module = clauses.map((one) => textOf(field(one, 'name')).replace(/\s/g, '')).join('.');
    return { module, shared: true, body: statements(root).map(lower) };
  },
  unbound: (name, module) => (PREDEF.has(name) ? name : jvmUnbound(name, module)),
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

function args(node: SyntaxNode | null | undefined, go: Lower): Argument[] {
  if (!node) return [];
  if (node.type !== 'arguments') return [{ value: go(node) }];
  return named(node).map((one) =>
    one.type === 'assignment_expression'
      ? { name: textOf(field(one, 'left')), value: part(one, 'right', go) }
      : { value: go(one) },
  );
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

function call(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  const member = callee?.type === 'field_expression' ? field(callee, 'field') : null;
  const list = field(node, 'arguments');
  const open = named(list).some((one) => one.type === 'wildcard');
  const made: Node = {
    k: 'call',
    callee: part(node, 'function', go),
    args: args(list, go),
    at: spanOf(member ?? node),
  };
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

function parameters(node: SyntaxNode | null, go: Lower): Parameter[] {
  return named(node)
    .filter((one) => one.type === 'parameter' || one.type === 'class_parameter')
    .map((one) => ({
      name: textOf(field(one, 'name')),
      type: field(one, 'type') ? part(one, 'type', go) : undefined,
      default: field(one, 'default_value') ? part(one, 'default_value', go) : undefined,
    }));
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

function classOf(node: SyntaxNode, go: Lower, single: boolean): Node {
  const params = parameters(field(node, 'class_parameters'), go);
  const at = spanOf(node);
  const fill = params.map(
    (one): Node => ({
      k: 'assign',
      target: { k: 'member', object: { k: 'this' }, name: one.name },
      value: { k: 'name', name: one.name },
    }),
  );
  const members: Node[] = params.map((one) => ({
    k: 'assign',
    declares: true,
    target: { k: 'name', name: one.name },
    type: one.type,
    value: one.default,
  }));
  const extended = field(node, 'extend');
  const given = named(extended).find((one) => one.type === 'arguments');
  const onward: Node[] = given
    ? [
        {
          k: 'call',
          callee: { k: 'member', object: { k: 'this' }, name: 'super' },
          args: args(given, go),
          at: spanOf(given),
        },
      ]
    : [];
  if (params.length > 0 || given)
    members.push({ k: 'function', name: '', params, body: block([...fill, ...onward]), constructs: true, at });
  for (const made of membersOf(field(node, 'body'), go))
    members.push(single && (made.k === 'assign' || made.k === 'function') ? { ...made, static: true } : made);
  const bases = extended ? extended.childrenForFieldName('type').flatMap((one) => (one ? [go(one)] : [])) : [];
  return { k: 'class', name: textOf(field(node, 'name')), bases, members, single, at };
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
