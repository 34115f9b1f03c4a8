import { parseInside } from '../../tree/grammar.js';
import { NOTHING, type Node, type Span } from '../../tree/ir.js';
import { block, field, type Lower, lit, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withCommands } from '../commands/arguments.js';
import { commandsRun } from '../commands/words.js';
import { state } from './names.js';

const MOST_MACROS = 4000;
/** Something is called or named by a path in it. */
const CODE = /[\w>!]\s*\(|::/;
/** Macros that run a program. */
const RUNS = /^(?:cmd|run_cmd|run_fun|spawn|spawn_with_output)$/;
const SEPARATORS = new Set([',', ';', ':', '=>', '=']);

/** `macro_rules!`: each rule is a function of its variables, so that code in it is seen, and again where it is called. */
export function macroRules(node: SyntaxNode, go: Lower): Node {
  const name = `${textOf(field(node, 'name'))}!`;
  const rules = named(node).filter((one) => one.type === 'macro_rule');
  return block(
    rules.flatMap((rule): Node[] => {
      const right = field(rule, 'right');
      if (!right || !CODE.test(right.text)) return [];
      const variables = field(rule, 'left')?.descendantsOfType('metavariable') ?? [];
      const params = variables.map((one) => ({ name: one.text }));
      return [
        {
          k: 'function',
          name,
          params,
          body: { k: 'return', value: block(inside(right, go)) },
          open: true,
          at: spanOf(rule),
        },
      ];
    }),
  );
}

/** The arguments of a macro are raw tokens: read again as the code they look like. */
export function macro(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'macro')).replace(/^.*::/, '');
  const tokens = named(node).find((one) => one.type === 'token_tree');
  const items = !tokens ? [] : CODE.test(tokens.text) ? inside(tokens, go) : named(tokens).map(go);
  if (state.rules.has(name)) {
    const args = tokens && items.length === 0 ? pieces(tokens).flatMap((one) => piece(one, go)) : items;
    return {
      k: 'call',
      callee: { k: 'name', name: `${name}!` },
      args: args.map((value) => ({ value })),
      at: spanOf(node),
    };
  }
  if (name === 'json') return (tokens && jsonOf(tokens, go)) ?? block(items);
  if (name === 'vec') return { k: 'list', items };
  if (RUNS.test(name)) return commandOf(name, items, spanOf(node));
  if (name === 'format') return { k: 'concat', parts: formatted(items) };
  return name === 'concat' ? { k: 'concat', parts: items } : block(firstLast(items));
}

/** `cmd!("openssl", "genrsa", "2048")` of duct, `cmd!(sh, "openssl genrsa 2048")` of xshell, `run_cmd!(..)`. */
function commandOf(name: string, items: readonly Node[], at: Span): Node {
  const text = items.at(-1);
  const commands = text?.k === 'lit' ? commandsRun('system', [{ value: text }], at) : [];
  const called = withCommands({ k: 'call', callee: { k: 'name', name }, args: items.map((value) => ({ value })), at });
  return commands.length > 0 ? block([...commands, called]) : called;
}

/** `let key = checked!(Key::read(pem), "no key: {}")`: what a macro unwraps stands first, what it says when there is none behind it. */
function firstLast(items: Node[]): Node[] {
  const [first, ...others] = items;
  const unwraps =
    first?.k === 'call' && others.length > 0 && others.every((one) => /^(?:lit|name|function)$/.test(one.k));
  return unwraps ? [...others, first] : items;
}

/** `json!({"alg": "RS256", "keys": f(x)})` of serde_json. */
function jsonOf(tokens: SyntaxNode, go: Lower): Node | undefined {
  const [only] = named(tokens);
  const object = tokens.text.startsWith('{') ? tokens : only;
  if (object?.type !== 'token_tree' || !object.text.startsWith('{')) return undefined;
  const entries = parted(object, ',').flatMap(([key, colon, ...value]) => {
    if (key?.type !== 'string_literal' || colon?.type !== ':' || !value[0]) return [];
    const inner = value.length === 1 && value[0].type === 'token_tree' ? jsonOf(value[0], go) : undefined;
    return [{ key: key.text.slice(1, -1), value: inner ?? block(piece(value, go)), at: spanOf(key) }];
  });
  return { k: 'object', entries, at: spanOf(object) };
}

/** What stands between the braces, taken apart at a mark. */
function parted(tokens: SyntaxNode, mark: string): SyntaxNode[][] {
  const made: SyntaxNode[][] = [[]];
  for (const one of tokens.children.slice(1, -1)) {
    if (one?.type === mark) made.push([]);
    else if (one) made.at(-1)?.push(one);
  }
  return made.filter((one) => one.length > 0);
}

function inside(tokens: SyntaxNode, go: Lower): Node[] {
  return reparsed(tokens, tokens, go) ?? pieces(tokens).flatMap((one) => piece(one, go));
}

/** The code from one token to another; nothing when it is no code as it stands. */
function reparsed(first: SyntaxNode, last: SyntaxNode, go: Lower): Node[] | undefined {
  if (++state.macros > MOST_MACROS) return undefined;
  const tree = parseInside(first, last);
  if (!tree) return undefined;
  const [only, ...others] = named(tree.rootNode);
  const body = only?.type === 'expression_statement' && others.length === 0 ? named(only)[0] : undefined;
  const list = body && /^(?:tuple|array|parenthesized)_expression$/.test(body.type) ? body : tree.rootNode;
  const items = hasErrors(tree.rootNode) ? undefined : named(list).map(go);
  tree.delete();
  return items;
}

/** A semicolon that is missing at the end is no error here. */
function hasErrors(root: SyntaxNode): boolean {
  return root.hasError && root.descendantsOfType('ERROR').length > 0;
}

/** `"url": format!(..), "n": f(x)` is no code as a whole: the parts between separators are. */
function pieces(tokens: SyntaxNode): SyntaxNode[][] {
  const made: SyntaxNode[][] = [[]];
  for (const one of tokens.children.slice(1, -1)) {
    if (!one) continue;
    if (SEPARATORS.has(one.type)) made.push([]);
    else made.at(-1)?.push(one);
  }
  return made.filter((one) => one.length > 0);
}

function piece(tokens: readonly SyntaxNode[], go: Lower): Node[] {
  const [first] = tokens;
  const last = tokens.at(-1);
  if (!first || !last) return [];
  if (first === last) return first.type === 'token_tree' ? inside(first, go) : [go(first)];
  // What is no code either is looked into for calls.
  const calls = tokens.filter((one) => one.isNamed);
  return reparsed(first, last, go) ?? calls.flatMap((one) => (one.type === 'token_tree' ? inside(one, go) : [go(one)]));
}

function formatted(tokens: readonly Node[]): Node[] {
  const [first, ...rest] = tokens;
  if (first?.k !== 'lit' || typeof first.value !== 'string') return [...tokens];
  let next = 0;
  // Text and what stands between braces in turn: `{}`, `{0}`, and `{curve}` of a variable in sight.
  return first.value.split(/\{([^{}]*)\}/).map((piece, index): Node => {
    if (index % 2 === 0) return lit(piece);
    const name = piece.replace(/:.*$/s, '').trim();
    if (name === '') return rest[next++] ?? NOTHING;
    return /^\d+$/.test(name) ? (rest[Number(name)] ?? NOTHING) : (given(rest, name) ?? { k: 'name', name });
  });
}

/** `format!("{kind}", kind = "rsa")` */
function given(rest: readonly Node[], name: string): Node | undefined {
  const own = rest.find((one) => one.k === 'assign' && one.target.k === 'name' && one.target.name === name);
  return own?.k === 'assign' ? (own.value ?? undefined) : undefined;
}
