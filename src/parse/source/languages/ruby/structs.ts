import type { FunctionNode, Node } from '../../tree/ir.js';
import { block, field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

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

/** Settings of a class that hand themselves out: `class_attribute :alg, default: 'RS256'` of Rails, `setting :alg, default: ..` of dry-configurable. */
export const CLASS_SETTING = /^(?:class_attribute|(?:thread_)?[mc]attr_(?:reader|accessor)|config_accessor|setting)$/;

/** A field of the class with what it is by default, and a method of its name. */
export function classSettings(call: SyntaxNode, go: Lower): Node[] {
  if (call.type !== 'call' || !CLASS_SETTING.test(textOf(field(call, 'method')))) return [];
  const byName = named(field(call, 'arguments')).find((one) => textOf(field(one, 'key')) === 'default');
  const given = field(call, 'block');
  const stated = byName ? field(byName, 'value') : (named(given && field(given, 'body')).at(-1) ?? null);
  const symbols = symbolsOf(call);
  const fields = symbols.map(
    (one): Node => ({
      k: 'assign',
      declares: true,
      static: true,
      target: { k: 'name', name: one.text.slice(1) },
      ...(stated && { value: go(stated) }),
    }),
  );
  return stated ? [...fields, ...readersOf(symbols)] : readersOf(symbols);
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
