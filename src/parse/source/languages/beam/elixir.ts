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
  path,
  spanOf,
  statements,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import { listOf, narrowed } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { matched, memberOf, optionsOf, recordIn } from './beam.js';
import { DEFINES, definition, isModule, moduleOf, whenIn } from './elixir-definitions.js';

const lower = lowering({
  identifier: (node) => ({ k: 'name', name: node.text }),
  alias: (node) => (node.text === '__MODULE__' ? { k: 'this' } : path(node.text)),
  atom: (node) => lit(node.text.slice(1)),
  quoted_atom: (node, go) => textOfParts(node, go),
  keyword: (node) => lit(node.text.replace(/:\s*$/, '')),
  quoted_keyword: (node, go) => textOfParts(node, go),
  string: (node, go) => textOfParts(node, go),
  charlist: (node, go) => textOfParts(node, go),
  interpolation: (node, go) => blockOf(node, go),
  integer: (node) => numberLiteral(node.text),
  float: (node) => numberLiteral(node.text),
  boolean: (node) => lit(node.text === 'true'),
  nil: () => lit(null),
  comment: () => NOTHING,
  sigil: (node, go) => sigil(node, go),
  list: (node, go) => keywordsOf(node, go),
  tuple: listOf,
  bitstring: (node, go) => blockOf(node, go),
  keywords: (node, go) => keywords(node, go),
  map: (node, go) => mapOf(node, go),
  access_call: (node, go) => ({ k: 'index', object: partOf(node, 'target', go), index: partOf(node, 'key', go) }),
  dot: (node, go) => memberOf(partOf(node, 'left', go), textOf(field(node, 'right')), spanOf(node)),
  call: (node, go) => call(node, go),
  unary_operator: (node, go) => unary(node, go),
  binary_operator: (node, go) => binary(node, go),
  anonymous_function: (node, go) => anonymous(node, go),
  do_block: (node, go) => block(named(node).map(go)),
  body: (node, go) => block(named(node).map(go)),
});

export const ELIXIR: Language = {
  id: 'elixir',
  rules: ['erlang', 'elixir'],
  extensions: ['.ex', '.exs'],
  grammar: () => 'elixir',
  lower(root) {
    return { module: '', shared: true, body: statements(root).map(lower) };
  },
};

function partOf(node: SyntaxNode, name: string, go: Lower): Node {
  const child = field(node, name);
  return child ? go(child) : NOTHING;
}

function textOfParts(node: SyntaxNode, go: Lower): Node {
  const parts = named(node).map((one): Node => {
    if (one.type === 'interpolation') return go(one);
    return lit(one.type === 'escape_sequence' ? unescaped(one.text) : one.text);
  });
  if (parts.length === 0) return lit('');
  return parts.length === 1 ? (parts[0] as Node) : { k: 'concat', parts };
}

/** `~w(a b)` is a list of words, other sigils are text. */
function sigil(node: SyntaxNode, go: Lower): Node {
  const name = textOf(named(node).find((one) => one.type === 'sigil_name') ?? null);
  const content = named(node).filter((one) => one.type === 'quoted_content' || one.type === 'interpolation');
  if (!/^w$/i.test(name)) return content.length === 1 && content[0] ? textPart(content[0], go) : NOTHING;
  const words = content.flatMap((one) => one.text.split(/\s+/)).filter((one) => one !== '');
  return { k: 'list', items: words.map(lit) };
}

function textPart(node: SyntaxNode, go: Lower): Node {
  return node.type === 'interpolation' ? go(node) : lit(node.text);
}

/** A list of keywords is a map here. */
function keywordsOf(node: SyntaxNode, go: Lower): Node {
  const items = named(node);
  const [last] = items.slice(-1);
  if (items.length === 1 && last?.type === 'keywords') return keywords(last, go);
  return optionsOf(items.map(go), spanOf(node));
}

function keywords(node: SyntaxNode, go: Lower): Node {
  const pairs = named(node).filter((one) => one.type === 'pair');
  const entries = pairs.map((one) => ({
    key: partOf(one, 'key', go),
    value: partOf(one, 'value', go),
    at: spanOf(one),
  }));
  return { k: 'object', entries, at: spanOf(node) };
}

function mapOf(node: SyntaxNode, go: Lower): Node {
  const type = named(node).find((one) => one.type === 'struct');
  const content = named(node).find((one) => one.type === 'map_content');
  const entries = named(content ?? null).flatMap((one) => {
    if (one.type === 'keywords') {
      const made = keywords(one, go);
      return made.k === 'object' ? made.entries : [];
    }
    if (one.type !== 'binary_operator') return [];
    const operator = textOf(field(one, 'operator'));
    if (operator === '|') {
      const right = field(one, 'right');
      const more = right?.type === 'keywords' ? keywords(right, go) : undefined;
      return [{ key: '...', value: partOf(one, 'left', go) }, ...(more?.k === 'object' ? more.entries : [])];
    }
    return [{ key: partOf(one, 'left', go), value: partOf(one, 'right', go) }];
  });
  return { k: 'object', entries, at: spanOf(node), ...(type ? { type: blockOf(type, go) } : {}) };
}

function argumentsOf(node: SyntaxNode, go: Lower): Argument[] {
  const list = named(node).find((one) => one.type === 'arguments');
  return named(list ?? null).map((one) => ({ value: go(one) }));
}

/** `a.b` without arguments is a field, `f.(x)` calls a function that a variable holds. */
function call(node: SyntaxNode, go: Lower): Node {
  const target = field(node, 'target');
  if (!target) return blockOf(node, go);
  const name = target.type === 'identifier' ? target.text : '';
  const inside = named(node).find((one) => one.type === 'do_block');
  if (isModule(name)) return moduleOf(node, go);
  if (DEFINES.test(name)) return definition(node, go);
  const own = control(name, node, inside, go);
  if (own) return own;
  const list = named(node).some((one) => one.type === 'arguments');
  if (!list && !inside)
    return target.type === 'dot' ? go(target) : { k: 'call', callee: go(target), args: [], at: spanOf(node) };
  const called = target.type === 'dot' && !field(target, 'right') ? partOf(target, 'left', go) : go(target);
  const made: Node = { k: 'call', callee: called, args: argumentsOf(node, go), at: spanOf(node) };
  return inside ? block([made, go(inside)]) : (defaulted(made) ?? made);
}

/** `Keyword.get(opts, :bits, 2048)` and its kind read an entry of a map. */
function defaulted(made: Node): Node | undefined {
  if (made.k !== 'call' || made.callee.k !== 'member' || made.callee.object.k !== 'name') return undefined;
  if (!/^(?:Keyword|Map|Access)$/.test(made.callee.object.name)) return undefined;
  const [object, key, otherwise] = made.args.map((one) => one.value);
  if (!object || !key) return undefined;
  const read: Node = { k: 'index', object, index: key };
  if (/^(?:fetch!?|pop!?)$/.test(made.callee.name)) return read;
  if (made.callee.name === 'put')
    return {
      k: 'object',
      entries: [
        { key: '...', value: object },
        { key, value: otherwise ?? NOTHING },
      ],
      at: made.at,
    };
  if (made.callee.name === 'merge')
    return {
      k: 'object',
      entries: [
        { key: '...', value: object },
        { key: '...', value: key },
      ],
      at: made.at,
    };
  return made.callee.name === 'get' ? { k: 'choice', arms: otherwise ? [read, otherwise] : [read] } : undefined;
}

function control(name: string, node: SyntaxNode, inside: SyntaxNode | undefined, go: Lower): Node | undefined {
  const args = named(named(node).find((one) => one.type === 'arguments') ?? null);
  switch (name) {
    case 'alias':
    case 'require':
      return block(args.slice(0, 1).flatMap((one) => imports(one, args[1])));
    case 'import':
      return args[0] ? { k: 'import', local: '*', name: args[0].text } : NOTHING;
    case 'use': {
      const [used, ...more] = args;
      if (!used) return NOTHING;
      const callee: Node = { k: 'member', object: path(used.text), name: '__using__' };
      return { k: 'call', callee, args: more.map((one) => ({ value: go(one) })), at: spanOf(node) };
    }
    case 'if':
    case 'unless': {
      const [test, short] = args;
      const pairs = short?.type === 'keywords' ? named(short).map((one) => partOf(one, 'value', go)) : [];
      const other = named(inside ?? null).find((one) => one.type === 'else_block');
      const main = inside
        ? [
            block(
              named(inside)
                .filter((one) => one.type !== 'else_block')
                .map(go),
            ),
          ]
        : [];
      return {
        k: 'choice',
        test: test ? go(test) : NOTHING,
        arms: [...main, ...pairs, ...(other ? [blockOf(other, go)] : [])],
      };
    }
    case 'case':
    case 'cond':
    case 'receive': {
      const value = args[0] ? go(args[0]) : NOTHING;
      return { k: 'choice', test: value, arms: named(inside ?? null).map((one) => clause(one, value, go)) };
    }
    case 'with': {
      const steps = args.filter((one) => one.type !== 'keywords').map(go);
      const short = args.find((one) => one.type === 'keywords');
      return block([
        ...steps,
        ...named(short ?? null).map((one) => partOf(one, 'value', go)),
        inside ? go(inside) : NOTHING,
      ]);
    }
    default:
      return undefined;
  }
}

/** The pattern of a clause takes the value apart. */
function clause(node: SyntaxNode, value: Node, go: Lower): Node {
  const { pattern: given, asked } = whenIn(field(node, 'left'), go);
  const pattern = given?.type === 'arguments' ? named(given)[0] : given;
  const lowered = pattern ? go(pattern) : NOTHING;
  const binds = pattern && (/^(?:tuple|identifier|map)$/.test(pattern.type) || lowered.k === 'assign');
  const set: Node = binds ? { k: 'assign', declares: true, target: lowered, value } : NOTHING;
  return narrowed(recordIn(lowered, value), block([set, narrowed(asked, partOf(node, 'right', go))]));
}

/** `alias A.B`, `alias A.B, as: C`, `alias A.{B, C}` */
function imports(node: SyntaxNode, options: SyntaxNode | undefined): Node[] {
  if (node.type === 'dot') {
    const prefix = textOf(field(node, 'left'));
    return named(field(node, 'right')).flatMap((one) => bound(`${prefix}.${one.text}`));
  }
  const as = /^as:\s*([\w.]+)$/.exec(options?.text ?? '')?.[1];
  return bound(node.text, as);
}

function bound(name: string, as = name.slice(name.lastIndexOf('.') + 1)): Node[] {
  return as === name ? [] : [{ k: 'import', local: as, name }];
}

/** `@curve` reads an attribute of the module, `@curve x` sets it, `&f/1` is a function. */
function unary(node: SyntaxNode, go: Lower): Node {
  const operand = field(node, 'operand');
  const operator = textOf(field(node, 'operator'));
  if (!operand) return NOTHING;
  if (operator === '@') {
    if (operand.type === 'identifier') return { k: 'name', name: `@${operand.text}` };
    const target = textOf(field(operand, 'target'));
    const [value] = argumentsOf(operand, go);
    const attribute: Node = { k: 'name', name: `@${target}` };
    return { k: 'assign', declares: true, static: true, constant: true, target: attribute, value: value?.value };
  }
  if (operator === '&') {
    const inner = go(operand);
    return inner.k === 'op'
      ? inner.left
      : { k: 'function', name: '', params: [], body: { k: 'return', value: inner }, at: spanOf(node) };
  }
  return go(operand);
}

function binary(node: SyntaxNode, go: Lower): Node {
  const op = textOf(field(node, 'operator'));
  const right = field(node, 'right');
  if (op === '|>' && right) return piped(partOf(node, 'left', go), go(right), node);
  const [left, value] = [partOf(node, 'left', go), partOf(node, 'right', go)];
  if (op === '=' || op === '<-') return matched(left, value);
  if (op === '||' || op === 'or') return { k: 'choice', arms: [left, value] };
  if (op === '<>') return { k: 'concat', parts: [left, value] };
  if (op === '++')
    return { k: 'object', entries: [left, value].map((one) => ({ key: '...', value: one })), at: spanOf(node) };
  return { k: 'op', op, left, right: value };
}

function piped(left: Node, right: Node, node: SyntaxNode): Node {
  if (right.k === 'call') return { ...right, args: [{ value: left }, ...right.args] };
  return right.k === 'member'
    ? { k: 'call', callee: right, args: [{ value: left }], at: spanOf(node) }
    : block([left, right]);
}

function anonymous(node: SyntaxNode, go: Lower): Node {
  const [first] = named(node).filter((one) => one.type === 'stab_clause');
  const params = named(first ? field(first, 'left') : null).map((one): Parameter => {
    return one.type === 'identifier' ? { name: one.text } : { name: one.text.slice(0, 40), pattern: go(one) };
  });
  const bodies = named(node)
    .filter((one) => one.type === 'stab_clause')
    .map((one) => partOf(one, 'right', go));
  const body: Node = bodies.length === 1 ? (bodies[0] as Node) : { k: 'choice', arms: bodies };
  return { k: 'function', name: '', params, body: { k: 'return', value: body }, at: spanOf(node) };
}
