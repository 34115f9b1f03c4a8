import type { Node } from '../../tree/ir.js';
import { type Lower, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `new { alg = "ES256", kid }`: each member has the name that is given to it, or that of what it is. */
export function anonymousObject(node: SyntaxNode, go: Lower): Node {
  const { children } = node;
  const entries = children.flatMap((one, index) => {
    if (!one.isNamed || one.type === 'comment' || children[index + 1]?.type === '=') return [];
    const isSet = children[index - 1]?.type === '=';
    const name = isSet ? textOf(children[index - 2] ?? null) : textOf(one).replace(/^.*\./s, '');
    return [{ key: name, value: go(one), at: spanOf((isSet && children[index - 2]) || one) }];
  });
  return { k: 'object', entries, at: spanOf(node) };
}
