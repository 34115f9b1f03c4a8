import type { FunctionNode, Node } from '../tree/ir.js';
import { block, field, type Lower, named, spanOf, textOf } from '../tree/lowering.js';
import type { SyntaxNode } from '../tree/syntax-node.js';

/** `Struct.new(:bits, :curve)` and `Data.define(:bits)` make a class of these fields. */
export function isRecord(node: SyntaxNode | null | undefined): node is SyntaxNode {
  if (node?.type !== 'call') return false;
  return /^(?:Struct\.new|Data\.define)$/.test(
    `${textOf(field(node, 'receiver'))}.${textOf(field(node, 'method'))}`.replace(/^::/, ''),
  );
}

/** Names among the arguments: `:key`. */
export function symbolsOf(call: SyntaxNode): readonly SyntaxNode[] {
  return named(field(call, 'arguments')).filter((one) => one.type === 'simple_symbol');
}

/** A method that hands out the field of its name, for each of them. */
export function readersOf(symbols: readonly SyntaxNode[]): Node[] {
  return symbols.map((one): Node => {
    const name = one.text.slice(1);
    const body: Node = { k: 'return', value: { k: 'member', object: { k: 'this' }, name } };
    return { k: 'function', name, params: [], body, at: spanOf(one) };
  });
}

/** What such a class has: a constructor, by position or by name, a method for each field, and what its block declares. */
export function recordMembers(call: SyntaxNode, go: Lower): Node[] {
  const symbols = symbolsOf(call);
  const given = field(call, 'block');
  return [constructorOf(symbols, call), ...readersOf(symbols), ...named(given && field(given, 'body')).map(go)];
}

function constructorOf(symbols: readonly SyntaxNode[], call: SyntaxNode): FunctionNode {
  const names = symbols.map((one) => one.text.slice(1));
  const fill = names.map(
    (name): Node => ({
      k: 'assign',
      target: { k: 'member', object: { k: 'this' }, name },
      value: { k: 'name', name },
    }),
  );
  return {
    k: 'function',
    name: 'initialize',
    params: names.map((name) => ({ name })),
    body: block(fill),
    static: false,
    constructs: true,
    at: spanOf(call),
  };
}
