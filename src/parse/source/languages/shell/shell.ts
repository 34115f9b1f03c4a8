import type { Language } from '../../language.js';
import { type Argument, NOTHING, type Node } from '../../tree/ir.js';
import {
  block,
  blockOf,
  field,
  type Lower,
  lit,
  lowering,
  named,
  part,
  spanOf,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import { listOf } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { commandCall, commandsIn, scalar } from './command.js';
import { environmentOf, environmentSet } from './environment.js';
import { redirected } from './files.js';
import { gpgParameters } from './gpg.js';
import { holdsShell, shellOnly } from './inside.js';

const lower = lowering({
  comment: () => NOTHING,
  heredoc_redirect: (node) => hereDocument(node),
  herestring_redirect: () => NOTHING,
  file_redirect: (node, go) =>
    block(
      named(node)
        .filter((one) => one.type === 'process_substitution')
        .map(go),
    ),
  redirected_statement: (node, go) => {
    const to = named(node).filter((one) => one.type === 'file_redirect' && /^1?>[^>&]/.test(one.text));
    const file = to.length === 1 ? field(to[0] as SyntaxNode, 'destination') : null;
    const rest = block(named(node).slice(1).map(go));
    const body = part(node, 'body', go);
    return block([file ? redirected(body, file.text) : body, rest]);
  },
  word: (node) => scalar(unescaped(node.text)),
  number: (node) => scalar(node.text),
  variable_name: (node) => variable(node.text),
  special_variable_name: () => unknown('special'),
  raw_string: (node) => scalar(node.text.slice(1, -1)),
  ansi_c_string: (node) => scalar(unescaped(node.text.slice(2, -1))),
  string: (node, go) => text(node, go),
  string_content: (node) => scalar(node.text.replace(/\\(["\\$`])/g, '$1').replace(/\\\n/g, '')),
  concatenation: (node, go) => text(node, go),
  simple_expansion: (node, go) => blockOf(node, go),
  expansion: (node, go) => expansion(node, go),
  command_substitution: (node, go) => {
    const inner = blockOf(node, go);
    return inner === NOTHING ? unknown('command') : inner;
  },
  arithmetic_expansion: (node, go) => blockOf(node, go),
  binary_expression: (node, go) => ({
    k: 'op',
    op: textOf(field(node, 'operator')),
    left: part(node, 'left', go),
    right: part(node, 'right', go),
  }),
  test_command: (node, go) =>
    block(
      named(node)
        .filter((one) => /substitution/.test(one.type))
        .map(go),
    ),
  variable_assignment: (node, go) => assignment(node, false, go),
  declaration_command: (node, go) => {
    const local = /^(?:local|typeset|declare)\b/.test(node.text);
    return block(named(node).map((one) => (one.type === 'variable_assignment' ? assignment(one, local, go) : NOTHING)));
  },
  array: listOf,
  command: (node, go) => command(node, go),
  if_statement: (node, go) => conditional(node, go),
  case_statement: (node, go) => {
    const items = named(node).filter((one) => one.type === 'case_item');
    const any = items.some((one) => /^\*$/.test(textOf(field(one, 'value'))));
    const arms = items.map((one) => block(named(one).slice(1).map(statement(go))));
    return { k: 'branch', test: part(node, 'value', go), arms, exhaustive: any };
  },
  for_statement: (node, go) => {
    const values = node.childrenForFieldName('value').flatMap((one) => (one ? [eachWord(one, go)] : []));
    const target: Node = { k: 'name', name: `$${textOf(field(node, 'variable'))}` };
    const value: Node = values.length > 0 ? { k: 'choice', arms: values } : unknown('loop');
    return block([{ k: 'assign', target, value }, part(node, 'body', go)]);
  },
  while_statement: (node, go) =>
    block([part(node, 'condition', go), { k: 'branch', arms: [part(node, 'body', go)], exhaustive: false }]),
  list: (node, go) => {
    const [left, right] = named(node).map(go);
    return block([left ?? NOTHING, { k: 'branch', arms: [right ?? NOTHING], exhaustive: false }]);
  },
  function_definition: (node, go) => {
    const body = field(node, 'body');
    return {
      k: 'function',
      name: textOf(field(node, 'name')),
      params: parametersOf(textOf(body)),
      body: body ? go(body) : NOTHING,
      at: spanOf(node),
    };
  },
});

export const SHELL: Language = {
  id: 'shell',
  rules: ['shell', 'commands'],
  extensions: ['.sh', '.bash', '.zsh', '.ksh', '.bats'],
  names: [
    ...['.bashrc', '.bash_profile', '.bash_aliases', '.zshrc', '.zshenv', '.zprofile', '.profile'],
    ...['bashrc', 'zshrc', 'zshenv', 'pkgbuild', 'apkbuild'],
  ],
  holds: holdsShell,
  text: shellOnly,
  grammar: () => 'bash',
  lower(root) {
    return { module: '', shared: false, body: [...unset(root), ...named(root).map(lower)] };
  },
  tokens: (qualified) => [qualified.split('.')[0] ?? ''],
};

/** Every variable starts as what the environment says. */
function unset(root: SyntaxNode): Node[] {
  const names = new Set<string>();
  for (const one of root.descendantsOfType('variable_name')) if (one && !/^\d/.test(one.text)) names.add(one.text);
  return [...names].map((name) => ({
    k: 'assign',
    declares: true,
    target: { k: 'name', name: `$${name}` },
    value: environment(name, root),
  }));
}

function variable(name: string): Node {
  return { k: 'name', name: `$${name}` };
}

/** A variable of the environment, with what stands for it when it is not set. */
function environment(name: string, node: SyntaxNode, other?: Node): Node {
  const args: Argument[] = [{ value: lit(name) }, ...(other ? [{ value: other }] : [])];
  return { k: 'call', callee: { k: 'name', name: 'getenv' }, args, at: spanOf(node) };
}

/** A variable without quotes is as many words as its text has. */
function eachWord(node: SyntaxNode, go: Lower): Node {
  if (node.type !== 'simple_expansion' && node.type !== 'expansion') return go(node);
  const callee: Node = { k: 'member', object: go(node), name: 'split' };
  const words: Node = { k: 'call', callee, args: [{ value: lit(' ') }], at: spanOf(node) };
  return { k: 'index', object: words, index: unknown('loop') };
}

/** Something that only the running script knows. */
function unknown(what: string): Node {
  return {
    k: 'call',
    callee: { k: 'name', name: `run-time-${what}` },
    args: [],
    at: { row: 0, column: 0, start: 0, end: 0 },
  };
}

function text(node: SyntaxNode, go: Lower): Node {
  const parts = named(node).map(go);
  if (parts.length === 0) return scalar(node.type === 'string' ? node.text.slice(1, -1) : node.text);
  return parts.length === 1 ? (parts[0] as Node) : { k: 'concat', parts };
}

/** `${X}`, `${X:-default}`; every other expansion changes the text and is not followed. */
function expansion(node: SyntaxNode, go: Lower): Node {
  const [name, ...rest] = named(node);
  if (name?.type !== 'variable_name') return unknown('expansion');
  const operator = /^\$\{\w+(:?[-=+?]|[^}\w])/.exec(node.text)?.[1];
  if (operator === undefined) return variable(name.text);
  if (!/^:?[-=]$/.test(operator)) return /^:?\?$/.test(operator) ? variable(name.text) : unknown('expansion');
  const other = rest.length === 0 ? lit('') : rest.length === 1 ? go(rest[0] as SyntaxNode) : block(rest.map(go));
  return { k: 'choice', arms: [variable(name.text), other] };
}

function assignment(node: SyntaxNode, local: boolean, go: Lower): Node {
  const name = field(node, 'name');
  if (name?.type !== 'variable_name') return part(node, 'value', go);
  const value = field(node, 'value') ? part(node, 'value', go) : lit('');
  const kept: Node = { k: 'assign', target: variable(name.text), value, ...(local ? { declares: true } : {}) };
  const set = environmentSet(name.text, value, name);
  return set === NOTHING ? kept : block([set, kept]);
}

function command(node: SyntaxNode, go: Lower): Node {
  const name = field(node, 'name');
  if (!name) return blockOf(node, go);
  const words = [named(name)[0] ?? name, ...node.childrenForFieldName('argument').flatMap((one) => (one ? [one] : []))];
  const others = named(node).filter((one) => one.type === 'variable_assignment');
  const call = commandCall(node, words, go);
  const [first] = words;
  if (first?.text === 'exit' || first?.text === 'return') return { k: 'stop' };
  const set = [...others.map((one) => setFor(one, go)), ...environmentOf(words)];
  return set.length > 0 ? block([...set, call]) : call;
}

/** A variable that is set for one command only: its value may be of interest, and what it switches. */
function setFor(node: SyntaxNode, go: Lower): Node {
  const value = part(node, 'value', go);
  return block([value, environmentSet(textOf(field(node, 'name')), value, node)]);
}

/** A here-document may be parameters of gpg, or commands for a shell at the other end. */
function hereDocument(node: SyntaxNode): Node {
  const body = named(node).find((one) => one.type === 'heredoc_body');
  if (!body) return NOTHING;
  const parameters = gpgParameters(body.text, body.startPosition.row);
  const feeds = /\b(?:ssh|sh|bash|su|docker|kubectl|podman)\b/.test(node.parent?.text.split('\n')[0] ?? '');
  return block(parameters.length > 0 ? parameters : feeds ? commandsIn(body.text, body.startPosition.row) : []);
}

function conditional(node: SyntaxNode, go: Lower): Node {
  const parts = named(node);
  const arms: Node[] = [];
  const own: SyntaxNode[] = [];
  const conditions = new Set(node.childrenForFieldName('condition').map((one) => one?.id));
  for (const one of parts) {
    if (one.type === 'elif_clause' || one.type === 'else_clause') arms.push(block(named(one).map(statement(go))));
    else if (!conditions.has(one.id)) own.push(one);
  }
  const test = block(parts.filter((one) => conditions.has(one.id)).map(go));
  return block([
    test,
    { k: 'branch', arms: [block(own.map(go)), ...arms], exhaustive: parts.some((one) => one.type === 'else_clause') },
  ]);
}

function statement(go: Lower) {
  return (one: SyntaxNode): Node => go(one);
}

/** The positional parameters that a function reads. */
function parametersOf(body: string) {
  const used = [...body.matchAll(/\$\{?([1-9])\b/g)].map((one) => Number(one[1]));
  return Array.from({ length: Math.max(0, ...used) }, (_, at) => ({ name: `$${at + 1}` }));
}
