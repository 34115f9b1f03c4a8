import type { Argument, Node } from '../../tree/ir.js';
import { field, type Lower, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

const MIXES = /^(?:include|prepend|extend)$/;

/** Modules whose methods a class takes over: `include Keys` inside its body. */
export function mixedIn(definition: SyntaxNode): SyntaxNode[] {
  return named(field(definition, 'body'))
    .filter((one) => one.type === 'call' && !field(one, 'receiver') && MIXES.test(textOf(field(one, 'method'))))
    .flatMap((one) => named(field(one, 'arguments')))
    .filter((one) => one.type === 'constant' || one.type === 'scope_resolution');
}

/** `include OpenSSL` brings the constants of a module. */
export function constantsOf(value: Node): Node[] {
  const name = nameOf(value);
  return name ? [{ k: 'import', local: '*', name }] : [];
}

function nameOf(node: Node): string | undefined {
  if (node.k === 'name') return node.name;
  const owner = node.k === 'member' ? nameOf(node.object) : undefined;
  return owner && node.k === 'member' ? `${owner}.${node.name}` : undefined;
}

/** What a block only states is an option of the call: `openssl_dhparam path do key_length 2048 end`. */
export function settingsIn(given: SyntaxNode, go: Lower): Argument[] {
  return named(field(given, 'body')).flatMap((one): Argument[] => {
    if (one.type !== 'call' || field(one, 'receiver') || field(one, 'block')) return [];
    const [value, ...others] = named(field(one, 'arguments'));
    if (!value || others.length > 0) return [];
    const stated = go(value);
    return stated.k === 'lit' ? [{ name: textOf(field(one, 'method')), value: stated, at: spanOf(one) }] : [];
  });
}
