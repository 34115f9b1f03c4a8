import { type FunctionNode, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
import { block, field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import { type Narrowing, narrowed } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { recordsAsked } from './beam.js';

/** `def` and its kind. */
export const DEFINES = /^def(?:p|macro|macrop|n|np)?$/;

export function isModule(name: string): boolean {
  return name === 'defmodule' || name === 'defimpl' || name === 'defprotocol';
}

/** A module is a class whose functions are static and whose attributes are constants. */
export function moduleOf(node: SyntaxNode, go: Lower): Node {
  const [name] = named(listOf(node));
  const members = named(doBlock(node)).flatMap((one): Node[] => {
    const made = go(one);
    return made.k === 'block' ? [...made.items] : [made];
  });
  // An `alias` is seen by the whole file here: where it stands in the module, its name is the same outside.
  const imports = members.filter((one) => one.k === 'import');
  const others = members.filter((one) => one.k !== 'import');
  return block([...imports, { k: 'class', name: textOf(name ?? null), bases: [], members: others, at: spanOf(node) }]);
}

/** `def name(a, b \\ 1) when guard do .. end`, `def name, do: ..` */
export function definition(node: SyntaxNode, go: Lower): Node {
  const [head, short] = named(listOf(node));
  const { pattern: signature, asked } = whenIn(head ?? null, go);
  if (!signature) return NOTHING;
  const name = signature.type === 'call' ? textOf(field(signature, 'target')) : signature.text;
  const params = signature.type === 'call' ? named(listOf(signature)).map((one) => parameter(one, go)) : [];
  const inside = doBlock(node);
  const statements = inside ? named(inside) : named(short ?? null).flatMap((one) => field(one, 'value') ?? []);
  const body = statements.filter((one) => !/_block$/.test(one.type)).map(go);
  const last = body.pop();
  const rescued = statements
    .filter((one) => /_block$/.test(one.type))
    .map((one): Node => ({ k: 'branch', arms: [go(one)], exhaustive: false }));
  const made: FunctionNode = {
    k: 'function',
    name,
    params,
    body: narrowed(asked, block([...body, ...rescued, ...(last ? [{ k: 'return', value: last } as const] : [])])),
    static: true,
    at: spanOf(node),
  };
  return made;
}

/** `pattern when guard` */
export function whenIn(
  node: SyntaxNode | null,
  go: Lower,
): { pattern: SyntaxNode | null; asked: readonly Narrowing[] } {
  const guarded = node?.type === 'binary_operator' && textOf(field(node, 'operator')) === 'when';
  if (!node || !guarded) return { pattern: node, asked: [] };
  const guard = field(node, 'right');
  return { pattern: field(node, 'left'), asked: guard ? recordsAsked(go(guard)) : [] };
}

function parameter(node: SyntaxNode, go: Lower): Parameter {
  if (node.type === 'binary_operator' && textOf(field(node, 'operator')) === '\\\\') {
    const value = field(node, 'right');
    return { name: textOf(field(node, 'left')), ...(value ? { default: go(value) } : {}) };
  }
  if (node.type === 'identifier') return { name: node.text };
  return { name: node.text.slice(0, 40), pattern: go(node) };
}

function listOf(node: SyntaxNode): SyntaxNode | null {
  return named(node).find((one) => one.type === 'arguments') ?? null;
}

function doBlock(node: SyntaxNode): SyntaxNode | null {
  return named(node).find((one) => one.type === 'do_block') ?? null;
}
