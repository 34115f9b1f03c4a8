import type { Range } from 'web-tree-sitter';
import { pointIn, rowStarts } from '../../rows.js';
import type { SyntaxNode } from '../tree/syntax-node.js';
import type { Body } from './outline.js';

const FUNCTION = /func|method|constructor|arrow|accessor/;

/** What is parsed of a text when these bodies are left out. */
export function rangesWithout(text: string, bodies: readonly Body[]): Range[] {
  const rows = rowStarts(text);
  const edges = [0, ...bodies.flatMap(({ start, end }) => [start, end]), text.length];
  const points = edges.map((index) => pointIn(rows, index));
  return edges.flatMap((startIndex, at) => {
    const endIndex = edges[at + 1];
    if (at % 2 === 1 || endIndex === undefined) return [];
    return [{ startIndex, endIndex, startPosition: points[at]!, endPosition: points[at + 1]! }];
  });
}

/** Is each gap, in the tree as well, the whole body of a function? The outline of a text knows no grammar. */
export function areBodies(root: SyntaxNode, text: string, bodies: readonly Body[]): boolean {
  return bodies.every((body) => (text[body.start - 1] === '{' ? isBlock(root, body) : isIndented(root, text, body)));
}

function isBlock(root: SyntaxNode, { start, end }: Body): boolean {
  const block = root.descendantForIndex(start - 1).parent;
  if (!block || block.startIndex !== start - 1 || block.endIndex !== end + 1) return false;
  return block.namedChildCount === 0 && FUNCTION.test(block.parent?.type ?? '');
}

function isIndented(root: SyntaxNode, text: string, { head, start }: Body): boolean {
  const definition = root.descendantForIndex(head + text.slice(head).search(/[^ \t]/)).parent;
  return definition !== null && FUNCTION.test(definition.type) && definition.endIndex <= start;
}
