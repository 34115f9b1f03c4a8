import type { Argument, Node } from '../../tree/ir.js';
import { field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

const DEFINES = /^(?:singleton_)?method$/;

/** `super(bits: 4096)`, and `super` alone, which hands on what the method was given. Where no class is known above, nothing is called. */
export function superCall(node: SyntaxNode, given: readonly Argument[] | undefined, go: Lower): Node | undefined {
  const method = around(node, DEFINES);
  const name = method ? textOf(field(method, 'name')) : '';
  const callee = name === 'initialize' ? above : inherited(node, name, go);
  if (!method || !callee) return undefined;
  return { k: 'call', callee, args: [...(given ?? handedOn(method))], at: spanOf(node) };
}

const above: Node = { k: 'member', object: { k: 'this' }, name: 'super' };

/** The method of the class above that the present one overrides. */
function inherited(node: SyntaxNode, name: string, go: Lower): Node | undefined {
  const base = named(field(around(node, /^class$/) ?? node, 'superclass'))[0];
  return base && { k: 'member', object: go(base), name };
}

function handedOn(method: SyntaxNode): Argument[] {
  return named(field(method, 'parameters')).flatMap((one): Argument[] => {
    const name = one.type === 'identifier' ? one.text : textOf(field(one, 'name'));
    if (!name || /^(?:block|splat)_parameter$/.test(one.type)) return [];
    const value: Node = { k: 'name', name };
    if (one.type === 'hash_splat_parameter') return [{ name: '**', value }];
    return [one.type === 'keyword_parameter' ? { name, value } : { value }];
  });
}

/** Of `new(key)` alone, in a method of the class itself, the class: it makes an object of that. */
export function ownClass(node: SyntaxNode): Node | undefined {
  if (field(node, 'receiver') || textOf(field(node, 'method')) !== 'new') return undefined;
  const method = around(node, DEFINES);
  const ofClass = method?.type === 'singleton_method' || (method && around(method, /^singleton_class$/));
  if (!ofClass) return undefined;
  return { k: 'call', callee: { k: 'member', object: { k: 'this' }, name: 'class' }, args: [], at: spanOf(node) };
}

function around(node: SyntaxNode, kind: RegExp): SyntaxNode | undefined {
  let at = node.parent;
  while (at && !kind.test(at.type)) at = at.parent;
  return at ?? undefined;
}
