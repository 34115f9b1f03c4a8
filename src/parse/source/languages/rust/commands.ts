import type { CallNode, Node } from '../../tree/ir.js';
import { field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withCommands } from '../commands/arguments.js';
import { callWithRead, commandOf, commandsRun } from '../commands/words.js';

/** The methods of `std::process::Command` (and of tokio, async-process and duct after it) that take words. */
const TAKES_WORDS = /^args?$/;
/** How a shell is asked to run a text. */
const SHELL = /^(?:\/bin\/|\/usr\/bin\/)?(?:sh|bash|zsh|dash)$/;
const MOST_STEPS = 60;

/**
 * `Command::new("openssl").args(["genrsa", "-out", path]).arg("4096")`: the words of a program that is run, as the call of the
 * tool they name. Told once, by the last method of the chain that takes words.
 */
export function ranBy(method: string, node: SyntaxNode, made: CallNode, go: Lower): Node {
  if (!TAKES_WORDS.test(method)) return withCommands(made);
  if (wordsFollow(node)) return made;
  const { program, words } = chainOf(node);
  const base = program ?? baseOf(node);
  if (!base) return made;
  const started = program ? undefined : startedAs(base, node);
  const first = program ?? started?.program;
  if (!first || (started && started.firstUse !== node.id)) return made;
  const given = started?.words ?? words;
  const all = [...given].flatMap((one) => wordsOf(go(declaredAs(one))));
  const at = spanOf(first);
  const name = go(declaredAs(first));
  const runsText = name.k === 'lit' && SHELL.test(String(name.value)) && isText(all[0], '-c') && all[1];
  const command = runsText ? undefined : commandOf([name, ...all], at);
  const told = runsText ? commandsRun('system', [{ value: runsText }], at) : command ? [command] : [];
  const commands = [...listsOf(given).flatMap((list) => commandWith(name, given, list, go)), ...told];
  return callWithRead(commands, made);
}

/** `.args(&args)` and `Command::new(OPENSSL)`: what the name stands for, where the function or the file declares it once. */
function declaredAs(node: SyntaxNode): SyntaxNode {
  const name = node.type === 'reference_expression' ? (field(node, 'value') ?? node) : node;
  if (name.type !== 'identifier') return node;
  let body: SyntaxNode | undefined;
  let root: SyntaxNode = name;
  for (let at = name.parent; at; at = at.parent) {
    if (!body && at.type === 'function_item') body = at;
    root = at;
  }
  const own = body?.descendantsOfType('let_declaration').filter((one) => isNamed(field(one, 'pattern'), name)) ?? [];
  const found =
    own.length > 0 ? own : named(root).filter((one) => isConstant(one) && isNamed(field(one, 'name'), name));
  const value = found.length === 1 && found[0] ? field(found[0], 'value') : null;
  return value ?? node;
}

function isNamed(pattern: SyntaxNode | null, name: SyntaxNode): boolean {
  return pattern?.text.replace(/^mut\s+/, '') === name.text;
}

function isConstant(node: SyntaxNode): boolean {
  return node.type === 'const_item' || node.type === 'static_item';
}

/** One of the lists of words that a function of the file gives, and the call among the words that it stands for. */
interface WordList {
  readonly call: SyntaxNode;
  readonly list: SyntaxNode;
}

/** `.args(kind.flags())` where `flags` gives `&["-t", "ed25519"]` in one arm and `vec!["-t", "rsa"]` in another. */
function listsOf(words: readonly SyntaxNode[]): WordList[] {
  return words.flatMap((call) => {
    const callee = call.type === 'call_expression' ? field(call, 'function') : null;
    const name = textOf(callee && (field(callee, 'field') ?? field(callee, 'name') ?? callee));
    const made = name ? functionNamed(name, call) : undefined;
    const lists = made?.descendantsOfType(['array_expression', 'token_tree']).filter(isWords) ?? [];
    return lists.slice(0, MOST_STEPS).map((list) => ({ call, list }));
  });
}

function functionNamed(name: string, near: SyntaxNode): SyntaxNode | undefined {
  let root = near;
  for (let at: SyntaxNode | null = near; at; at = at.parent) root = at;
  return root.descendantsOfType('function_item').find((one) => textOf(field(one, 'name')) === name);
}

function isWords(list: SyntaxNode): boolean {
  const items = named(list);
  return items.length > 1 && items.every((one) => one.type === 'string_literal');
}

/** The command with the words of that list, told where they are written. */
function commandWith(program: Node, words: readonly SyntaxNode[], { call, list }: WordList, go: Lower): Node[] {
  const all = words.flatMap((one) => (one === call ? named(list).map(go) : wordsOf(go(declaredAs(one)))));
  const command = commandOf([program, ...all], spanOf(list));
  return command ? [command] : [];
}

function isText(node: Node | undefined, text: string): boolean {
  return node?.k === 'lit' && node.value === text;
}

function wordsOf(node: Node): readonly Node[] {
  return node.k === 'list' ? node.items : [node];
}

/** Does a method after this one take words as well? */
function wordsFollow(node: SyntaxNode): boolean {
  let at = node;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    const parent = at.parent;
    const outer = parent?.type === 'field_expression' ? parent.parent : null;
    if (!parent || outer?.type !== 'call_expression') return false;
    if (TAKES_WORDS.test(textOf(field(parent, 'field')))) return true;
    at = outer;
  }
  return false;
}

interface Chain {
  /** What is started, where the chain itself says it. */
  readonly program?: SyntaxNode;
  /** What the methods are given, in order. */
  readonly words: readonly SyntaxNode[];
  readonly base?: SyntaxNode;
}

function chainOf(node: SyntaxNode | null): Chain {
  let at = node;
  const words: SyntaxNode[][] = [];
  for (let steps = 0; at?.type === 'call_expression' && steps < MOST_STEPS; steps++) {
    const callee = field(at, 'function');
    const given = named(field(at, 'arguments'));
    if (callee?.type !== 'field_expression') {
      const starts = /(?:^|::)Command::new$/.test(callee?.text ?? '');
      return { ...(starts && given[0] ? { program: given[0] } : {}), words: words.reverse().flat() };
    }
    if (TAKES_WORDS.test(textOf(field(callee, 'field')))) words.push(given.slice(0, 1));
    at = field(callee, 'value');
  }
  return { words: words.reverse().flat(), ...(at?.type === 'identifier' ? { base: at } : {}) };
}

function baseOf(node: SyntaxNode): SyntaxNode | undefined {
  return chainOf(node).base;
}

/** `let mut command = Command::new("openssl"); command.arg("genrsa"); command.arg("2048");`: all words of the function for it. */
function startedAs(base: SyntaxNode, node: SyntaxNode) {
  let around: SyntaxNode | null = node;
  while (around && around.type !== 'function_item') around = around.parent;
  const made = around
    ?.descendantsOfType('let_declaration')
    .find((one) => one && textOf(field(one, 'pattern')).replace(/^mut\s+/, '') === base.text);
  const start = made ? chainOf(field(made, 'value')) : undefined;
  if (!around || !start?.program) return undefined;
  const later = around.descendantsOfType('call_expression').filter((one): one is SyntaxNode => {
    const callee = one && field(one, 'function');
    const method = callee && field(callee, 'field');
    if (!one || !method || !TAKES_WORDS.test(textOf(method)) || wordsFollow(one)) return false;
    return chainOf(one).base?.text === base.text;
  });
  return {
    program: start.program,
    words: [...start.words, ...later.flatMap((one) => chainOf(one).words)],
    firstUse: later[0]?.id,
  };
}
