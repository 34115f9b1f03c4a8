import type { Node, Span } from '../ir.js';

/**
 * What Elixir and Erlang share: atoms are text, tuples are lists, and a list of options is a map.
 */

/** `[{versions, [..]}, compressed]`: a list of pairs that begin with an atom, with bare atoms among them, is a map. */
export function optionsOf(items: readonly Node[], at: Span): Node {
  const options = items.some(isOption) && items.every((one) => isOption(one) || isWord(one));
  if (!options) return { k: 'list', items };
  const entries = items.map((one) => {
    const [key, value] = one.k === 'list' ? one.items : [];
    return key && value ? { key, value } : { key: one, value: { k: 'lit', value: true } as const };
  });
  return { k: 'object', entries, at };
}

function isOption(node: Node): boolean {
  return node.k === 'list' && node.items.length === 2 && node.items[0] !== undefined && isWord(node.items[0]);
}

function isWord(node: Node): boolean {
  return node.k === 'lit' && typeof node.value === 'string' && /^[a-z]\w*$/i.test(node.value);
}

/** `:crypto.hash`: an atom before a dot names a module. */
export function memberOf(object: Node, name: string, at: Span): Node {
  const owner: Node = object.k === 'lit' ? { k: 'symbol', name: String(object.value) } : object;
  return { k: 'member', object: owner, name, at };
}
