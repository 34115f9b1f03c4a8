import { parseInside } from '../grammar.js';
import { NOTHING, type Node } from '../ir.js';
import { block, field, type Lower, lit, named, textOf } from '../lowering.js';
import type { SyntaxNode } from '../syntax-node.js';
import { state } from './rust-names.js';

const MOST_MACROS = 2000;

/** The arguments of a macro are raw tokens: read again as the code they look like. */
export function macro(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'macro')).replace(/^.*::/, '');
  const tokens = named(node).find((one) => one.type === 'token_tree');
  const items = tokens ? inside(tokens, go) : [];
  if (name === 'vec') return { k: 'list', items };
  if (name === 'format') return { k: 'concat', parts: formatted(items) };
  return name === 'concat' ? { k: 'concat', parts: items } : block(items);
}

function inside(tokens: SyntaxNode, go: Lower): Node[] {
  const tree = /[\w>]\s*\(|::/.test(tokens.text) && ++state.macros <= MOST_MACROS ? parseInside(tokens) : null;
  if (!tree) return named(tokens).map(go);
  const [only, ...others] = named(tree.rootNode);
  const body = only?.type === 'expression_statement' && others.length === 0 ? named(only)[0] : undefined;
  const list = body && /^(?:tuple|array|parenthesized)_expression$/.test(body.type) ? body : tree.rootNode;
  const items = named(list).map(go);
  tree.delete();
  return items;
}

function formatted(tokens: readonly Node[]): Node[] {
  const [first, ...rest] = tokens;
  if (first?.k !== 'lit' || typeof first.value !== 'string') return [...tokens];
  const pieces = first.value.split(/\{[^{}]*\}/);
  return pieces.flatMap((piece, index): Node[] =>
    index === 0 ? [lit(piece)] : [rest[index - 1] ?? NOTHING, lit(piece)],
  );
}
