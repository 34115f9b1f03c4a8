import { NOTHING, type Node } from '../../tree/ir.js';
import { lit, spanOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Variables that may switch something of TLS: every other assignment is no call. */
const SWITCH = /TLS|SSL|HTTPS|VERIFY|INSECURE/;
/** Commands that run another one with variables that are set for it. */
const SETS_FOR = /^(?:env|cross-env|cross-env-shell|npx cross-env)$/;

/** `export NODE_TLS_REJECT_UNAUTHORIZED=0`: rules know it as `setenv`, with the name and the value. */
export function environmentSet(name: string, value: Node, node: SyntaxNode): Node {
  if (!SWITCH.test(name)) return NOTHING;
  return {
    k: 'call',
    callee: { k: 'name', name: 'setenv' },
    args: [{ value: lit(name) }, { value }],
    at: spanOf(node),
  };
}

/** `cross-env NODE_TLS_REJECT_UNAUTHORIZED=0 node server.js` */
export function environmentOf(words: readonly SyntaxNode[]): Node[] {
  const [first, ...rest] = words;
  if (!first || !SETS_FOR.test(first.text)) return [];
  return rest.flatMap((word) => {
    const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(word.text) ?? [];
    return name && value !== undefined ? [environmentSet(name, lit(value), word)] : [];
  });
}
