import type { Node } from '../../tree/ir.js';
import { block, blockOf, field, type Lower, named, part } from '../../tree/lowering.js';
import { eachOf } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `[generate(size) for size in sizes if size]`: a list of what each turn makes. Of a dictionary what it holds, whatever the key. */
export function comprehensionOf(node: SyntaxNode, go: Lower): Node {
  const body = field(node, 'body');
  const made = body?.type === 'pair' ? block([part(body, 'key', go), part(body, 'value', go)]) : part(node, 'body', go);
  const clauses = named(node).filter((one) => one.type === 'for_in_clause' || one.type === 'if_clause');
  return clauses.reduceRight<Node>(
    (inner, one) =>
      one.type === 'if_clause'
        ? block([blockOf(one, go), inner])
        : eachOf(part(one, 'right', go), part(one, 'left', go), inner, undefined, 'keys'),
    { k: 'list', items: [made] },
  );
}
