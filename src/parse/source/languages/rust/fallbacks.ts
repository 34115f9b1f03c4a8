import type { Node, Span } from '../../tree/ir.js';
import { block } from '../../tree/lowering.js';

/** Methods of `Option` and `Result` by which something else is taken where there is no value. */
const FALLBACKS = new Set(['unwrap_or', 'unwrap_or_else', 'or', 'or_else']);
/** What ends the program gives no value. */
const ENDS = /^(?:exit|abort|panic)$/;

/** `env::var("BITS").unwrap_or("2048".into())`: what is taken when there is no value counts as well, and so does what is done then. */
export function fallbackOf(method: string, given: Node | undefined, left: () => Node): Node | undefined {
  if (!FALLBACKS.has(method) || !given) return undefined;
  const plain = plainValue(given);
  if (plain) return { k: 'op', op: '||', left: left(), right: plain };
  if (given.k !== 'function' || !holdsCall(given.body)) return undefined;
  const called: Node = { k: 'call', callee: given, args: [], at: given.at };
  const made = lastOf(given.body);
  const gives = made?.k === 'call' && 'name' in made.callee && !ENDS.test(made.callee.name);
  return gives ? { k: 'op', op: '||', left: left(), right: called } : block([called, left()]);
}

/** `size.map_or(2048, |one| one * 8)`: what is taken where there is nothing, and what the function makes of what there is. */
export function mappedOr(method: string, [usual, made]: readonly { value: Node }[], object: () => Node, at: Span) {
  if (method !== 'map_or' || !made || !isPlain(usual?.value)) return undefined;
  const mapped: Node = { k: 'call', callee: { k: 'member', object: object(), name: 'map' }, args: [made], at };
  return { k: 'op', op: '||', left: mapped, right: usual?.value } as Node;
}

/** A plain value, or the one that a closure without statements gives. */
function plainValue(node: Node): Node | undefined {
  if (isPlain(node)) return node;
  if (node.k !== 'function') return undefined;
  const value = node.body.k === 'block' && node.body.items.length > 1 ? undefined : lastOf(node.body);
  return isPlain(value) ? value : undefined;
}

/** A literal, a name or a path: `rcgen::PKCS_ED25519`. */
function isPlain(node: Node | undefined): boolean {
  return node?.k === 'member' ? isPlain(node.object) : node?.k === 'lit' || node?.k === 'name';
}

/** The value that a body gives. */
function lastOf(body: Node): Node | undefined {
  const last = body.k === 'block' ? body.items.at(-1) : body;
  return last?.k === 'return' ? last.value : last;
}

function holdsCall(body: Node): boolean {
  const items = body.k === 'block' ? body.items : [body];
  return items.some((one) => {
    const value = one.k === 'return' || one.k === 'assign' ? one.value : one;
    return value !== undefined && /^(?:call|op|choice|branch|block)$/.test(value.k);
  });
}
