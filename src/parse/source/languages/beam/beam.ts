import type { Node, Span } from '../../tree/ir.js';
import type { Narrowing } from '../../tree/shapes.js';

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

/** `Pattern = Value`. Both sides of `{ok, X} = Y = f()` bind; `#'RSAPrivateKey'{} = Y = f()` says what Y is. */
export function matched(left: Node, right: Node): Node {
  const record = recordOf(left) ?? recordOf(right);
  const type = record ? { type: record } : {};
  const target: Node = left.k === 'lit' ? { k: 'name', name: String(left.value) } : left;
  return { k: 'assign', declares: true, target, value: right.k === 'assign' ? { ...right, ...type } : right, ...type };
}

/** What a clause says of the value that is taken apart: `case Key of #'RSAPrivateKey'{} ->`. */
export function recordIn(pattern: Node, value: Node): readonly Narrowing[] {
  const record = recordOf(pattern);
  return record ? [{ target: value, to: [record] }] : [];
}

/** `when is_record(Key, 'RSAPrivateKey')` */
export function recordsAsked(guard: Node): readonly Narrowing[] {
  if (guard.k === 'op' && /^and(?:also)?$/.test(guard.op)) {
    return [guard.left, guard.right].flatMap((one) => (one ? recordsAsked(one) : []));
  }
  if (guard.k !== 'call' || guard.callee.k !== 'name' || guard.callee.name !== 'is_record') return [];
  const [target, name] = guard.args.map((one) => one.value);
  return target && name?.k === 'lit' ? [{ target, to: [recordNamed(String(name.value))] }] : [];
}

/** The record that a pattern asks for. Those of ASN.1 are written as tuples too: `{:RSAPrivateKey, ..}`. */
function recordOf(pattern: Node): Node | undefined {
  if (pattern.k === 'assign') return pattern.type;
  if (pattern.k === 'object') return pattern.type;
  const [first] = pattern.k === 'list' ? pattern.items : [];
  const name = first?.k === 'lit' ? String(first.value) : '';
  return /^[A-Z]\w+$/.test(name) ? recordNamed(name) : undefined;
}

function recordNamed(name: string): Node {
  return { k: 'symbol', name: `record.${name}` };
}
