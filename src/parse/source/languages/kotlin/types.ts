import type { Node } from '../../tree/ir.js';
import { type Lower, named, path, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `X509Certificate`, `List<X509Certificate>`. */
export function typeOf(node: SyntaxNode, go: Lower): Node {
  const type = path(node.text.replace(/<.*>|\s/gs, ''));
  const list = named(node).find((one) => one.type === 'type_arguments');
  const first = list?.descendantsOfType('user_type')[0];
  return first ? { k: 'generic', type, of: [go(first)] } : type;
}

/** `Signature::getInstance`: a function of one argument. `Type::class` is the type. */
export function referenceOf(node: SyntaxNode, object: SyntaxNode, member: SyntaxNode, go: Lower): Node | undefined {
  const name = textOf(member).replace(/`/g, '');
  if (!node.children.some((one) => one?.type === '::') || !/^[A-Z]\w*$/.test(textOf(object)) || name === 'class')
    return undefined;
  const at = spanOf(member);
  const callee: Node = { k: 'member', object: go(object), name, at };
  const body: Node = { k: 'call', callee, args: [{ value: { k: 'name', name: 'it' } }], at };
  return { k: 'function', name: '', params: [{ name: 'it' }], body: { k: 'return', value: body }, at };
}
