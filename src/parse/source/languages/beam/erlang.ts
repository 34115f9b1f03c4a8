import type { Language, ReadText } from '../../language.js';
import type { FileTree, FunctionNode, Node } from '../../tree/ir.js';
import { block } from '../../tree/lowering.js';
import { narrowed } from '../../tree/shapes.js';
import { NotErlang } from './erlang-cursor.js';
import { ExpressionReader, parametersOf } from './erlang-expressions.js';
import { type Token, tokensOf } from './erlang-tokens.js';

/** No registry package ships a grammar of Erlang, so its forms are read here: Erlang reference manual, sections 3 to 9. */
export const ERLANG: Language = {
  id: 'erlang',
  rules: ['erlang'],
  extensions: ['.erl', '.hrl', '.escript'],
  grammar: () => '',
  lower: () => ({ module: '', shared: true, body: [] }),
  read: readErlang,
};

function readErlang(text: string): ReadText {
  return {
    tree: treeOf(text),
    inComment: (index) => text.slice(text.lastIndexOf('\n', index) + 1, index).includes('%'),
  };
}

function treeOf(text: string): FileTree {
  // A script begins with a line for the shell.
  const spoken = text.startsWith('#!') ? text.replace(/^[^\n]*/, '') : text;
  const members: Node[] = [];
  let module = '';
  let unread = 0;
  for (const form of formsOf(tokensOf(spoken))) {
    try {
      const made = formOf(form);
      if (typeof made === 'string') module = made;
      else if (made) members.push(made);
    } catch (error) {
      if (!(error instanceof NotErlang)) throw error;
      unread++;
    }
  }
  return { module: '', shared: true, body: wrapped(module, members), unread };
}

/** A module is a class whose functions are static; a header has none. */
function wrapped(module: string, members: readonly Node[]): Node[] {
  const at = { row: 0, column: 0, start: 0, end: 0 };
  return module ? [{ k: 'class', name: module, bases: [], members, at }] : [...members];
}

function* formsOf(tokens: readonly Token[]): Iterable<Token[]> {
  let form: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'end') form.push(token);
    else {
      yield form;
      form = [];
    }
  }
  if (form.length > 0) yield form;
}

/** The name of the module, a macro, a function, or nothing. */
function formOf(tokens: readonly Token[]): string | Node | undefined {
  const [first, name] = tokens;
  if (first?.kind === 'symbol' && first.text === '-') return attribute(name?.text ?? '', tokens.slice(2));
  return first?.kind === 'atom' ? functionOf(new ExpressionReader(tokens)) : undefined;
}

function attribute(name: string, tokens: readonly Token[]): string | Node | undefined {
  if (name === 'module') return tokens[1]?.text;
  if (name !== 'define') return undefined;
  const reader = new ExpressionReader(tokens);
  reader.need('(');
  const target: Node = { k: 'name', name: `define.${reader.next().text}` };
  const at = reader.span();
  const params = reader.is('(') ? parametersOf(reader.arguments()) : undefined;
  reader.need(',');
  const value = block(reader.body());
  if (!params) return { k: 'assign', declares: true, static: true, constant: true, target, value };
  return { k: 'function', name: target.name, params, body: { k: 'return', value }, static: true, at };
}

/** `f(A) when G -> B ; f(C) -> D`: the clauses are the arms of one function with the parameters of the first. */
function functionOf(reader: ExpressionReader): FunctionNode {
  const { text: name, at } = reader.next();
  const params = parametersOf(reader.arguments());
  const bodies = [clauseBody(reader)];
  while (reader.take(';')) {
    reader.next();
    const others = parametersOf(reader.arguments());
    const body = clauseBody(reader);
    const bindings = others.flatMap((one, index): Node[] => {
      const given = params[index];
      if (!given || (one.name === given.name && !one.pattern)) return [];
      const target: Node = one.pattern ?? { k: 'name', name: one.name };
      return [{ k: 'assign', declares: true, target, value: { k: 'name', name: given.name } }];
    });
    bodies.push(block([...bindings, body]));
  }
  if (!reader.done) throw new NotErlang('something follows the function');
  const body: Node = bodies.length === 1 ? (bodies[0] as Node) : { k: 'branch', arms: bodies, exhaustive: true };
  return { k: 'function', name, params: params.map(keepName), body, static: true, at };
}

/** Later clauses read a parameter by its name even where the first one takes it apart. */
function keepName(param: ReturnType<typeof parametersOf>[number]) {
  return param.pattern?.k === 'lit' ? { name: param.name } : param;
}

function clauseBody(reader: ExpressionReader): Node {
  const asked = reader.guard();
  reader.need('->');
  return narrowed(asked, reader.returning());
}
