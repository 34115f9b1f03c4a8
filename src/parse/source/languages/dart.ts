import type { Language } from '../language.js';
import { type Argument, NOTHING, type Node, type Parameter } from '../tree/ir.js';
import {
  block,
  field,
  type Lower,
  lit,
  lowering,
  named,
  numberLiteral,
  part,
  spanOf,
  textOf,
  unescaped,
} from '../tree/lowering.js';
import { eachOf, listOf, silent } from '../tree/shapes.js';
import type { SyntaxNode } from '../tree/syntax-node.js';

/** Prefixes of imports (`import '…' as c`) in the present file: `c.X` is X. Files are lowered one after the other. */
let prefixes: ReadonlySet<string> = new Set();

const name = (node: SyntaxNode): Node => ({ k: 'name', name: node.text });
const inside = (node: SyntaxNode, go: Lower): Node => chain(named(node), go);

const lower = lowering({
  identifier: name,
  type_identifier: name,
  identifier_dollar_escaped: name,
  this: () => ({ k: 'this' }),
  super: () => ({ k: 'this' }),
  true: () => lit(true),
  false: () => lit(false),
  null_literal: () => lit(null),
  decimal_integer_literal: (node) => numberLiteral(node.text),
  decimal_floating_point_literal: (node) => numberLiteral(node.text),
  hex_integer_literal: (node) => numberLiteral(node.text),
  string_literal: (node, go) => stringOf(node, go),
  template_substitution: inside,
  parenthesized_expression: inside,
  await_expression: inside,
  unary_expression: inside,
  expression_statement: inside,
  argument: inside,
  throw_expression: (node, go) => block([inside(node, go), { k: 'stop' }]),
  type_cast_expression: (node, go) =>
    chain(
      named(node).filter((one) => one.type !== 'type_cast'),
      go,
    ),
  new_expression: (node, go) => constructed(node, go),
  const_object_expression: (node, go) => constructed(node, go),
  list_literal: listOf,
  set_or_map_literal: (node, go) => mapOf(node, go),
  additive_expression: (node, go) => binary(node, '+', go),
  multiplicative_expression: (node, go) => binary(node, '*', go),
  shift_expression: (node, go) => binary(node, '<<', go),
  if_null_expression: (node, go) => binary(node, '??', go),
  conditional_expression: (node, go) => ({
    k: 'choice',
    test: named(node)[0] ? go(named(node)[0] as SyntaxNode) : undefined,
    arms: [many(node, 'consequence', go), many(node, 'alternative', go)],
  }),
  assignment_expression: (node, go) => ({
    k: 'assign',
    target: part(node, 'left', go),
    value: many(node, 'right', go),
  }),
  assignable_expression: inside,
  initialized_variable_definition: (node, go) => variable(node, many(node, 'value', go), go),
  initialized_identifier: (node, go) => variable(node, undefined, go),
  static_final_declaration: (node, go) => variable(node, undefined, go),
  function_expression: (node, go) => functionOf(node, undefined, '', go),
  local_function_declaration: (node, go) => block(declarations(named(node), go)),
  lambda_expression: (node, go) => block(declarations(named(node), go)),
  class_definition: (node, go) => classOf(node, go),
  mixin_declaration: (node, go) => classOf(node, go),
  extension_declaration: (node, go) => classOf(node, go),
  enum_declaration: (node) => {
    const constants = named(field(node, 'body')).filter((one) => one.type === 'enum_constant');
    const members = constants.map((one): Node => {
      const own = textOf(field(one, 'name'));
      return { k: 'assign', declares: true, static: true, target: { k: 'name', name: own }, value: lit(own) };
    });
    return { k: 'class', name: textOf(field(node, 'name')), bases: [], members, at: spanOf(node) };
  },
  block: (node, go) => block(declarations(named(node), go)),
  return_statement: (node, go) => ({ k: 'return', value: inside(node, go) }),
  if_statement: (node, go) => {
    const other = field(node, 'alternative');
    const arms = [part(node, 'consequence', go), ...(other ? [go(other)] : [])];
    const own = new Set([field(node, 'consequence')?.id, other?.id]);
    const test = chain(
      named(node).filter((one) => !own.has(one.id)),
      go,
    );
    return { k: 'branch', test, arms, exhaustive: other !== null };
  },
  for_statement: (node, go) => {
    const parts = named(node).find((one) => one.type === 'for_loop_parts');
    const bound = parts ? field(parts, 'name') : null;
    return eachOf(parts ? many(parts, 'value', go) : NOTHING, bound ? go(bound) : undefined, part(node, 'body', go));
  },
  ...silent('library_import', 'type_arguments', 'comment', 'documentation_comment'),
});

export const DART: Language = {
  id: 'dart',
  rules: ['dart', 'by-name', 'written-out', 'kept'],
  extensions: ['.dart'],
  grammar: () => 'dart',
  lower(root, path) {
    prefixes = new Set(
      root.descendantsOfType('import_specification').flatMap((one) => {
        const prefix = one && named(one).find((child) => child.type === 'identifier');
        return prefix ? [prefix.text] : [];
      }),
    );
    return { module: path.replace(/\.dart$/, ''), shared: false, body: declarations(named(root), lower) };
  },
};

/** All children under one field name, as one expression: the grammar writes `a.b(c)` as a row of siblings. */
function many(node: SyntaxNode, fieldName: string, go: Lower): Node {
  const found = node.childrenForFieldName(fieldName).filter((one): one is SyntaxNode => one?.isNamed ?? false);
  return chain(found, go);
}

/** A primary with its selectors, calls and cascades. */
function chain(nodes: readonly SyntaxNode[], go: Lower): Node {
  const [first, ...rest] = nodes.filter((one) => !/comment$|^type_arguments$|_builtin$/.test(one.type));
  if (!first) return NOTHING;
  let made = go(first);
  for (const one of rest) {
    if (one.type === 'cascade_section') made = cascade(made, one, go);
    else if (/selector$/.test(one.type)) made = selected(made, one, go);
    else if (one.type === 'argument_part' || one.type === 'arguments') made = called(made, one, go);
    else made = block([made, go(one)]);
  }
  return made;
}

function selected(object: Node, node: SyntaxNode, go: Lower): Node {
  const [inner] = named(node);
  if (!inner) return object;
  switch (inner.type) {
    case 'argument_part':
    case 'arguments':
      return called(object, inner, go);
    case 'index_selector':
      return { k: 'index', object, index: inside(inner, go) };
    case 'identifier':
      return object.k === 'name' && prefixes.has(object.name)
        ? { k: 'name', name: inner.text }
        : { k: 'member', object, name: inner.text, at: spanOf(inner) };
    case 'type_arguments':
      return object;
    default:
      return /selector$/.test(inner.type) ? selected(object, inner, go) : object;
  }
}

/** `x..a()..b = c`: the value is x itself, kept under a name that no code can have. */
function cascade(object: Node, node: SyntaxNode, go: Lower): Node {
  const holder: Node = { k: 'name', name: `..${node.startIndex}` };
  const [selector, ...rest] = named(node);
  const ends = rest.findIndex((one) => !/selector$|^arguments$|^argument_part$/.test(one.type));
  const calls = ends < 0 ? rest : rest.slice(0, ends);
  const made = calls.reduce(
    (at, one) => (/^argument/.test(one.type) ? called(at, one, go) : selected(at, one, go)),
    selector ? selected(holder, selector, go) : holder,
  );
  const step: Node = ends < 0 ? made : { k: 'assign', target: made, value: chain(rest.slice(ends), go) };
  return block([{ k: 'assign', declares: true, target: holder, value: object }, step, holder]);
}

function called(callee: Node, node: SyntaxNode, go: Lower): Node {
  const list = node.type === 'arguments' ? node : named(node).find((one) => one.type === 'arguments');
  const at = callee.k === 'member' && callee.at ? callee.at : spanOf(node);
  return { k: 'call', callee, args: argumentsOf(list ?? null, go), at, to: node.endPosition };
}

function argumentsOf(list: SyntaxNode | null, go: Lower): Argument[] {
  return named(list).map((one): Argument => {
    if (one.type !== 'named_argument') return { value: go(one) };
    const [label, ...value] = named(one);
    return { name: textOf(label ?? null).replace(/\s*:$/, ''), value: chain(value, go) };
  });
}

function constructed(node: SyntaxNode, go: Lower): Node {
  const parts = named(node).filter((one) => one.type !== 'const_builtin' && one.type !== 'type_arguments');
  const list = parts.find((one) => one.type === 'arguments') ?? null;
  const [first, ...rest] = parts.filter((one) => one !== list && !prefixes.has(one.text));
  const callee = rest.reduce<Node>(
    (object, one) => ({ k: 'member', object, name: one.text }),
    first ? go(first) : NOTHING,
  );
  return { k: 'call', callee, args: argumentsOf(list, go), at: spanOf(node) };
}

function stringOf(node: SyntaxNode, go: Lower): Node {
  const raw = /^r/.test(node.text);
  const text = (one: string) => lit(raw ? one : unescaped(one));
  const holes = named(node).filter((one) => one.type === 'template_substitution');
  const quotes = /^r?('''|"""|'|")/.exec(node.text);
  const begin = quotes?.[0].length ?? 1;
  const close = quotes?.[1]?.length ?? 1;
  if (holes.length === 0) return text(node.text.slice(begin, -close));
  const parts: Node[] = [lit('')];
  let from = begin;
  for (const hole of holes) {
    parts.push(text(node.text.slice(from, hole.startIndex - node.startIndex)), go(hole));
    from = hole.endIndex - node.startIndex;
  }
  return { k: 'concat', parts: [...parts, text(node.text.slice(from, -close))] };
}

function mapOf(node: SyntaxNode, go: Lower): Node {
  const pairs = named(node).filter((one) => one.type === 'pair');
  if (pairs.length === 0) return { k: 'list', items: named(node).map(go) };
  const entries = pairs.map((one) => ({ key: part(one, 'key', go), value: many(one, 'value', go) }));
  return { k: 'object', entries, at: spanOf(node) };
}

function binary(node: SyntaxNode, op: string, go: Lower): Node {
  const at = named(node).findIndex((one) => /operator$/.test(one.type));
  const parts = named(node);
  const [left, right] = at < 0 ? [parts.slice(0, 1), parts.slice(1)] : [parts.slice(0, at), parts.slice(at + 1)];
  const written = at < 0 ? op : textOf(parts[at] ?? null);
  return { k: 'op', op: written || op, left: chain(left, go), right: chain(right, go) };
}

function variable(node: SyntaxNode, value: Node | undefined, go: Lower): Node {
  const all = named(node).filter((one) => !/_builtin$|^inferred_type$|^type_arguments$/.test(one.type));
  const own = field(node, 'name') ?? all.find((one) => one.type === 'identifier');
  const type = all.find((one) => one.type === 'type_identifier' && one !== own);
  const rest = all.slice(all.findIndex((one) => one.id === own?.id) + 1);
  const held = value ?? (rest.length > 0 ? chain(rest, go) : undefined);
  const before = type && own && type.startIndex < own.startIndex ? go(type) : undefined;
  return { k: 'assign', declares: true, target: { k: 'name', name: textOf(own ?? null) }, value: held, type: before };
}

/** Signatures stand beside their bodies: the two make a function. */
function declarations(nodes: readonly SyntaxNode[], go: Lower): Node[] {
  const made: Node[] = [];
  for (let at = 0; at < nodes.length; at++) {
    const one = nodes[at] as SyntaxNode;
    const signature = signatureOf(one);
    const next = nodes[at + 1];
    if (!signature) made.push(go(one));
    else if (next?.type === 'function_body' || next?.type === 'block') {
      made.push(functionOf(signature, next, textOf(field(signature, 'name')), go));
      at++;
    } else if (signature.type === 'constructor_signature') {
      made.push(functionOf(signature, undefined, textOf(field(signature, 'name')), go));
    }
  }
  return made;
}

const SIGNATURE = /^(?:function|getter|setter|constructor|factory_constructor|operator)_signature$/;

function signatureOf(node: SyntaxNode): SyntaxNode | undefined {
  if (SIGNATURE.test(node.type)) return node;
  if (node.type !== 'method_signature' && node.type !== 'declaration') return undefined;
  return named(node).find((one) => SIGNATURE.test(one.type));
}

function functionOf(node: SyntaxNode, body: SyntaxNode | undefined, own: string, go: Lower): Node {
  const written = body ?? named(node).find((one) => /function_expression_body|function_body|^block$/.test(one.type));
  const inner = written ? named(written).filter((one) => one.type !== 'inferred_type') : [];
  const whole = inner.length === 1 && inner[0]?.type === 'block' ? inner[0] : undefined;
  const lowered = whole
    ? go(whole)
    : written?.type === 'block'
      ? go(written)
      : ({ k: 'return', value: chain(inner, go) } as const);
  const list = named(node).find((one) => /formal_parameter(?:s|_list)$/.test(one.type)) ?? field(node, 'parameters');
  const params = (list?.descendantsOfType('formal_parameter') ?? []).flatMap((one) =>
    one ? [parameter(one, go)] : [],
  );
  const getter = node.type === 'getter_signature';
  const made = {
    k: 'function',
    name: getter ? '' : own,
    params,
    body: lowered,
    static: node.parent?.children.some((one) => one?.type === 'static') ?? false,
    constructs: /constructor_signature$/.test(node.type) && node.type !== 'factory_constructor_signature',
    at: spanOf(node),
  } as const;
  if (!getter) return made;
  const value: Node = { k: 'call', callee: made, args: [], at: spanOf(node) };
  return { k: 'assign', declares: true, target: { k: 'name', name: own }, value };
}

function parameter(node: SyntaxNode, go: Lower): Parameter {
  const own = field(node, 'name') ?? node.descendantsOfType('identifier').at(-1) ?? null;
  const type = named(node).find((one) => one.type === 'type_identifier');
  const next = node.nextNamedSibling;
  const value =
    next && next.type !== 'formal_parameter' && node.nextSibling?.text.match(/^[=:]$/) ? go(next) : undefined;
  return { name: textOf(own), default: value, type: type && type.id !== own?.id ? go(type) : undefined };
}

function classOf(node: SyntaxNode, go: Lower): Node {
  const base = field(node, 'superclass');
  const type = base ? named(base)[0] : undefined;
  const body = field(node, 'body') ?? named(node).find((one) => /body$/.test(one.type)) ?? null;
  const members = declarations(named(body), go).flatMap((one) => (one.k === 'block' ? one.items : [one]));
  return { k: 'class', name: textOf(field(node, 'name')), bases: type ? [go(type)] : [], members, at: spanOf(node) };
}
