import type { Argument, CallNode, Node } from '../tree/ir.js';
import { block, field, type Lower, named, spanOf, textOf } from '../tree/lowering.js';
import type { SyntaxNode } from '../tree/syntax-node.js';
import { commandsKept, commandsRun, listWithCommand } from './command-words.js';

const FUNCTIONS =
  /^(?:function_declaration|function_expression|arrow_function|method_definition|generator_function_declaration)$/;
/** Functions that run a program: of `child_process`, of packages around it, of a project's own. */
const RUNS = /exec|spawn|run|shell|cmd|command|\$$/i;
const MOST_WORDS = 60;

/** The commands that a call runs, so far as the file tells them. @param called last name of what is called */
export function commandsCalled(called: string, list: SyntaxNode | null, made: CallNode, go: Lower): Node[] {
  if (!RUNS.test(called.slice(-40))) return commandsRun(called, made.args, made.at);
  // A tag before a text: `$` of zx, execa and Bun.
  if (list?.type === 'template_string') return commandsRun('exec', [{ value: go(list) }], made.at);
  return commandsRun(called, wordsGiven(list, made.args, go), made.at);
}

/** A list with the command that its words are, or with the commands that each of its texts is. */
export function listOfCommands(node: SyntaxNode, go: Lower): Node {
  const items = named(node);
  const list = listWithCommand(items.map(go), spanOf(node));
  const kept = items.filter((one) => /^[`'"].*(?:openssl|ssh-keygen|keytool) /.test(one.text.slice(0, 80)));
  return kept.length > 0 ? block([...kept.flatMap((one) => commandsKept(go(one), spanOf(one))), list]) : list;
}

/**
 * The arguments of a call that runs a program, with what names of the function or of the file stand for: `const args = ['genrsa',
 * bits]; args.push('-out', file); spawn(OPENSSL, args)`.
 */
function wordsGiven(list: SyntaxNode | null, made: readonly Argument[], go: Lower): readonly Argument[] {
  return named(list).map((one, at): Argument => {
    const value = one.type === 'identifier' ? wordsNamed(one, go) : undefined;
    return value ? { value } : (made[at] ?? { value: go(one) });
  });
}

/** A list with what is pushed to it before it is handed over, or a text. */
function wordsNamed(name: SyntaxNode, go: Lower): Node | undefined {
  const { body, root } = around(name);
  const own = (body ? declaredIn(body, name.text) : undefined) ?? declaredAtTop(root, name.text);
  const value = own && field(own, 'value');
  if (value?.type === 'string' || value?.type === 'template_string') return go(value);
  if (value?.type !== 'array') return undefined;
  const pushed = body ? pushedIn(body, name) : [];
  const words = [...named(value), ...pushed].map(go);
  return words.length <= MOST_WORDS ? { k: 'list', items: words } : undefined;
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

function pushedIn(body: SyntaxNode, name: SyntaxNode): SyntaxNode[] {
  const calls = body.descendantsOfType('call_expression').filter((one) => {
    return one.startIndex < name.startIndex && textOf(field(one, 'function')) === `${name.text}.push`;
  });
  return calls.flatMap((one) => named(field(one, 'arguments')));
}
