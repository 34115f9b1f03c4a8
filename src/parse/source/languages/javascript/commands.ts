import type { Argument, CallNode, Node, Span } from '../../tree/ir.js';
import { block, field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { commandsKept, commandsRun, listWithCommand } from '../commands/words.js';

const FUNCTIONS =
  /^(?:function_declaration|function_expression|arrow_function|method_definition|generator_function_declaration)$/;
/** Functions that run a program: of `child_process`, of packages around it, of a project's own. */
const RUNS = /exec|spawn|run|shell|cmd|command|start|process|launch|\$$/i;
const MOST_WORDS = 60;

/** The commands that a call runs, so far as the file tells them. @param called last name of what is called */
export function commandsCalled(called: string, list: SyntaxNode | null, made: CallNode, go: Lower): Node[] {
  if (!RUNS.test(called.slice(-40))) return commandsRun(called, made.args, made.at);
  // A tag before a text: `$` of zx, execa and Bun.
  if (list?.type === 'template_string') return commandsRun('exec', [{ value: go(list) }], made.at);
  const given = named(list);
  const at = given.findIndex((one) => one.type === 'identifier' && wordsNamed(one, go).length > 0);
  const ways = at < 0 ? [] : wordsNamed(given[at] as SyntaxNode, go);
  if (ways.length === 0) return ran(called, textsGiven(given, made.args, go), made.at);
  return ways.flatMap(({ words, span }) => {
    const args = textsGiven(given, made.args, go);
    return ran(called, [...args.slice(0, at), { value: words }, ...args.slice(at + 1)], span ?? made.at);
  });
}

/** `new Deno.Command('openssl', { args: ['genrsa', '2048'] })`. */
export function denoCommand(made: CallNode): Node[] {
  const [program, options] = made.args;
  const entries = options?.value.k === 'object' ? options.value.entries : [];
  const words = entries.find(({ key }) => key === 'args')?.value;
  return program && words ? ran('Command', [program, { value: words }], made.at) : [];
}

/** What is given a program and a list of words runs them, whatever it is called: `const run = promisify(execFile)`. */
function ran(called: string, args: readonly Argument[], at: Span): Node[] {
  return commandsRun(args[1]?.value.k === 'list' ? 'execFile' : called, args, at);
}

/** A list with the command that its words are, or with the commands that each of its texts is. */
export function listOfCommands(node: SyntaxNode, go: Lower): Node {
  const items = named(node);
  const list = listWithCommand(items.map(go), spanOf(node));
  const kept = items.filter((one) => /^[`'"].*(?:openssl|ssh-keygen|keytool) /.test(one.text.slice(0, 80)));
  return kept.length > 0 ? block([...kept.flatMap((one) => commandsKept(go(one), spanOf(one))), list]) : list;
}

/** The arguments of a call, a text of the function or of the file in place of the name that holds it: `spawn(OPENSSL, ['genrsa'])`. */
function textsGiven(list: readonly SyntaxNode[], made: readonly Argument[], go: Lower): readonly Argument[] {
  return list.map((one, at): Argument => {
    const value = one.type === 'identifier' ? declaredValue(one) : undefined;
    const text = value?.type === 'string' || value?.type === 'template_string';
    return text ? { value: go(value) } : (made[at] ?? { value: go(one) });
  });
}

function declaredValue(name: SyntaxNode): SyntaxNode | undefined {
  const { body, root } = around(name);
  const own = (body ? declaredIn(body, name.text) : undefined) ?? declaredAtTop(root, name.text);
  return (own && field(own, 'value')) ?? undefined;
}

/** One of the lists of words that a name can stand for, and where it is decided, where that is not the call. */
interface Way {
  readonly words: Node;
  readonly span?: Span;
}

/**
 * `const args = ['-q']; args.push('-f', file); if (old) args.push('-t', 'rsa'); else args.push('-t', 'ed25519')`: what a list
 * begins with and what is pushed to it, one way for each arm that pushes something of its own.
 */
function wordsNamed(name: SyntaxNode, go: Lower): readonly Way[] {
  const value = declaredValue(name);
  if (value?.type !== 'array') return [];
  const { body } = around(name);
  const pushes = body ? pushesTo(body, name) : [];
  const arms = [...new Set(pushes.map((one) => armOf(one)?.id).filter((id) => id !== undefined))];
  const ways = arms.length > 1 ? arms : [undefined];
  return ways.flatMap((arm): Way[] => {
    const taken = pushes.filter((one) => arm === undefined || [undefined, arm].includes(armOf(one)?.id));
    const words = [...named(value), ...taken.flatMap((one) => named(field(one, 'arguments')))].map(go);
    const own = arm === undefined ? undefined : taken.find((one) => armOf(one)?.id === arm);
    return words.length > MOST_WORDS ? [] : [{ words: { k: 'list', items: words }, ...(own && { span: spanOf(own) }) }];
  });
}

/** The arm of the innermost `if` or `switch` of the function in which something stands. */
function armOf(node: SyntaxNode): SyntaxNode | undefined {
  for (let at: SyntaxNode | null = node; at && !FUNCTIONS.test(at.type); at = at.parent) {
    const parent: SyntaxNode | null = at.parent;
    if (/^switch_(?:case|default)$/.test(at.type) || at.type === 'else_clause') return at;
    if (parent?.type === 'if_statement' && field(parent, 'consequence')?.id === at.id) return at;
  }
  return undefined;
}

function around(name: SyntaxNode): { body?: SyntaxNode; root: SyntaxNode } {
  let root = name;
  let body: SyntaxNode | undefined;
  for (let at = name.parent; at; at = at.parent) {
    if (!body && FUNCTIONS.test(at.type)) body = at;
    root = at;
  }
  return body ? { body, root } : { root };
}

function declaredIn(body: SyntaxNode, name: string): SyntaxNode | undefined {
  return body.descendantsOfType('variable_declarator').find((one) => textOf(field(one, 'name')) === name);
}

function declaredAtTop(root: SyntaxNode, name: string): SyntaxNode | undefined {
  const declarations = named(root).map((one) => (one.type === 'export_statement' ? field(one, 'declaration') : one));
  const found = declarations.filter((one) => one && /^(?:lexical|variable)_declaration$/.test(one.type));
  return found.flatMap((one) => named(one)).find((one) => textOf(field(one, 'name')) === name);
}

function pushesTo(body: SyntaxNode, name: SyntaxNode): SyntaxNode[] {
  return body.descendantsOfType('call_expression').filter((one) => {
    return one.startIndex < name.startIndex && textOf(field(one, 'function')) === `${name.text}.push`;
  });
}
