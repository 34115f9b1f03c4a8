import type { Node } from '../../tree/ir.js';
import { type Lower, named } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { namesSetting } from '../java/annotations.js';

/** A property or parameter filled from the configuration: `@Value("\\${alg:RSA}") lateinit var alg: String` reads as a call of the annotation. */
export function injectedIn(node: SyntaxNode, go: Lower): Node | undefined {
  const modifiers = named(node).find((one) => one.type === 'modifiers');
  const annotation = named(modifiers ?? null).find((one) => one.type === 'annotation' && namesSetting(one.text));
  const call = named(annotation ?? null).find((one) => one.type === 'constructor_invocation');
  return call && go(call);
}
