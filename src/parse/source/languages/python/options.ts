import type { FunctionNode, Node, Parameter } from '../../tree/ir.js';
import { field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** What a command line gives where it says nothing: `@click.option('--key-size', default=2048)`. */
export function withOptions(made: FunctionNode, decorators: readonly SyntaxNode[], go: Lower): FunctionNode {
  const options = decorators.flatMap((one) => optionIn(one, go));
  if (options.length === 0) return made;
  const params = made.params.map((param): Parameter => {
    const given = options.find((one) => one.names.includes(param.name));
    return given && !param.default ? { ...param, default: given.value } : param;
  });
  return { ...made, params };
}

function optionIn(decorator: SyntaxNode, go: Lower): readonly { names: readonly string[]; value: Node }[] {
  const [call] = named(decorator);
  if (call?.type !== 'call' || !/(?:^|\.)(?:option|argument)$/.test(textOf(field(call, 'function')))) return [];
  const args = named(field(call, 'arguments'));
  const stated = args.find((one) => one.type === 'keyword_argument' && textOf(field(one, 'name')) === 'default');
  const value = stated && field(stated, 'value');
  const names = args.filter((one) => one.type === 'string').flatMap((one) => namesIn(one.text));
  return value ? [{ names, value: go(value) }] : [];
}

/**
 * `parser.add_argument('--bits', default=2048)`: rules say what that gives. The parser keeps it by its name, and hands itself on
 * as what it parsed.
 */
export function argumentOf(node: SyntaxNode, made: Node): Node {
  if (made.k !== 'call' || made.callee.k !== 'member' || made.callee.name !== 'add_argument') return made;
  const args = named(field(node, 'arguments'));
  const stated = (name: string) =>
    args.find((one) => one.type === 'keyword_argument' && textOf(field(one, 'name')) === name);
  const dest = stated('dest');
  const names = (dest ? [field(dest, 'value')] : args).flatMap((one) =>
    one?.type === 'string' ? namesIn(one.text) : [],
  );
  const name = names.at(-1);
  if (!name || !stated('default')) return made;
  const target: Node = { k: 'member', object: made.callee.object, name, at: spanOf(node) };
  return { k: 'assign', target, value: made };
}

/** `'--key-size'` fills `key_size`, `'-b/-s'` nothing that is looked for. */
function namesIn(literal: string): readonly string[] {
  const name = /^["'](?:--)?([\w-]+)["']$/.exec(literal)?.[1];
  return name ? [name.replaceAll('-', '_').toLowerCase()] : [];
}
