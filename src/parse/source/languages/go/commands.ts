import type { Argument, CallNode, Node } from '../../tree/ir.js';
import { field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withCommands } from '../commands/arguments.js';
import { callWithRead } from '../commands/words.js';

/** Functions that run a program: of `os/exec`, of `sh` packages, of a project's own. */
const RUNS = /(?:command|cmd|exec|run|output|shell|spawn|sudo)/i;
const MOST_WORDS = 60;

/**
 * A call with the commands that it runs, where the program is a constant (`exec.Command(opensslBin, ..)`) or the words
 * are a slice of the function around (`args := []string{"genrsa"}; args = append(args, "2048"); exec.Command("openssl", args...)`).
 */
export function callWithCommands(made: CallNode, node: SyntaxNode, go: Lower): Node {
  if (!RUNS.test(textOf(field(node, 'function')).slice(-40))) return withCommands(made);
  const given = named(field(node, 'arguments'));
  const spread = given.at(-1)?.type === 'variadic_argument' ? named(given.at(-1) ?? null)[0] : undefined;
  const words = spread && (spread.type === 'identifier' ? wordsOf(spread, go) : wordsIn(spread, go));
  const ahead = made.args.slice(0, words ? -1 : undefined);
  const args = ahead.map((one, at): Argument => ({ ...one, value: textNamed(given[at]) ?? one.value }));
  const all = words ? [...args, ...words.map((value): Argument => ({ value }))] : args;
  // The line that a change concerns is that of the words.
  const list = words && spread ? listOf(spread) : undefined;
  const told = withCommands({ ...made, args: all, ...(list && { at: spanOf(list) }) });
  // What is called gets what is written.
  if (told.k !== 'block') return made;
  return callWithRead(told.items.slice(0, -1), made);
}

/** A program by the name of a constant of the file. */
function textNamed(node: SyntaxNode | undefined): Node | undefined {
  if (node?.type !== 'identifier') return undefined;
  const spec = declaredAs(node).find((one) => one.type !== 'assignment_statement');
  const value = spec && storedIn(spec);
  if (value?.type !== 'interpreted_string_literal' || value.text.length > 200) return undefined;
  return { k: 'lit', value: value.text.slice(1, -1) };
}

/**
 * Where the words begin: the value of the variable, in the function or outside. Options to which others are appended are no more
 * than a beginning: then the call runs the command.
 */
function listOf(spread: SyntaxNode): SyntaxNode | undefined {
  if (spread.type !== 'identifier') return undefined;
  const [first, ...more] = declaredAs(spread);
  const list = first && storedIn(first);
  return more.length > 0 && /^[\w[\]]*\{\s*["`]-/.test(list?.text.slice(0, 40) ?? '') ? undefined : list;
}

/** What the slice begins with, and what is appended to it before it is handed over. */
function wordsOf(name: SyntaxNode, go: Lower): readonly Node[] | undefined {
  const stores = declaredAs(name).filter((one) => one.startIndex < name.startIndex || isOutside(one));
  const words = stores.flatMap((one): readonly Node[] => {
    const value = storedIn(one);
    if (textOf(value ? field(value, 'function') : null) !== 'append') return (value && wordsIn(value, go)) ?? [];
    const [first, ...rest] = named(value ? field(value, 'arguments') : null);
    return first?.text === name.text ? rest.map(go) : [];
  });
  return words.length > 0 && words.length <= MOST_WORDS ? words : undefined;
}

/** `[]string{"genrsa", "2048"}` and `strings.Fields("genrsa 2048")` */
function wordsIn(value: SyntaxNode, go: Lower): readonly Node[] | undefined {
  if (value.type === 'composite_literal') return named(field(value, 'body')).map(go);
  if (value.type === 'call_expression' && textOf(field(value, 'function')) === 'append') {
    const [first, ...rest] = named(field(value, 'arguments'));
    const begin = first && (first.type === 'identifier' ? wordsOf(first, go) : wordsIn(first, go));
    return begin && [...begin, ...rest.map(go)];
  }
  if (!/^strings\.(?:Fields|Split)$/.test(textOf(value.type === 'call_expression' ? field(value, 'function') : null)))
    return undefined;
  const text = named(field(value, 'arguments'))[0];
  const stated = text?.type === 'identifier' ? textNamed(text) : undefined;
  const written = text && /^(?:interpreted|raw)_string_literal$/.test(text.type) ? text.text.slice(1, -1) : undefined;
  const whole = stated?.k === 'lit' ? String(stated.value) : written;
  const words = whole?.split(/\s+/).filter(Boolean);
  return words?.map((word): Node => ({ k: 'lit', value: word }));
}

/** Where the name is declared or stored in the function around, or else what the file declares under it. */
function declaredAs(name: SyntaxNode): SyntaxNode[] {
  let around: SyntaxNode = name;
  let body: SyntaxNode | undefined;
  for (let at = name.parent; at; at = at.parent) {
    if (!body && /^(?:function|method)_declaration$/.test(at.type)) body = at;
    around = at;
  }
  const kinds = ['short_var_declaration', 'var_spec', 'const_spec', 'assignment_statement'];
  const of = (all: readonly SyntaxNode[]) =>
    all.filter((one) => textOf(field(one, 'left') ?? field(one, 'name')) === name.text);
  const own = body ? of(body.descendantsOfType(kinds)) : [];
  if (own.length > 0) return own;
  const outer = named(around).filter((one) => /^(?:const|var)_declaration$/.test(one.type));
  return of(outer.flatMap((one) => one.descendantsOfType(['const_spec', 'var_spec'])));
}

function isOutside(node: SyntaxNode): boolean {
  for (let at = node.parent; at; at = at.parent) if (/^(?:function|method)_declaration$/.test(at.type)) return false;
  return true;
}

function storedIn(node: SyntaxNode): SyntaxNode | undefined {
  const value = field(node, 'right') ?? field(node, 'value');
  return value?.type === 'expression_list' ? named(value)[0] : (value ?? undefined);
}
