import type { CallNode, Node } from '../tree/ir.js';
import { block, field, type Lower, named, spanOf, textOf } from '../tree/lowering.js';
import type { SyntaxNode } from '../tree/syntax-node.js';
import { withCommands } from './command-arguments.js';
import { commandOf, commandsRun } from './command-words.js';

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
  const all = [...(started?.words ?? words)].flatMap((one) => wordsOf(go(declaredAs(one))));
  const at = spanOf(first);
  const name = go(declaredAs(first));
  const runsText = name.k === 'lit' && SHELL.test(String(name.value)) && isText(all[0], '-c') && all[1];
  const command = runsText ? undefined : commandOf([name, ...all], at);
  const commands = runsText ? commandsRun('system', [{ value: runsText }], at) : command ? [command] : [];
  return commands.length > 0 ? block([...commands, made]) : made;
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
