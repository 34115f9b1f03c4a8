import { NOTHING, type Node } from '../../tree/ir.js';
import { field, type Lower, named, part } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Names of the results of the functions that are being read, the innermost last. */
const open: string[][] = [];

/** `func make() (key []byte, err error) { .. return }`: results with names are variables, and a bare `return` gives them back. */
export function bodyWithResults(node: SyntaxNode, go: Lower): Node {
  const declared = named(field(node, 'result')).filter((one) => one.type === 'parameter_declaration');
  const names = declared.flatMap((one) => one.childrenForFieldName('name').flatMap((child) => (child ? [child] : [])));
  open.push(names.map((one) => one.text));
  try {
    return part(node, 'body', go);
  } finally {
    open.pop();
  }
}

/** What a bare `return` gives back. */
export function namedResults(): Node {
  const items = (open.at(-1) ?? []).map((name): Node => ({ k: 'name', name }));
  return items.length > 1 ? { k: 'list', items } : (items[0] ?? NOTHING);
}
