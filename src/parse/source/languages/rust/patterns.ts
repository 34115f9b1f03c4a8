import { NOTHING, type Node } from '../../tree/ir.js';
import { block, field, type Lower, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { state, variantOf } from './names.js';
import { madeAs } from './targets.js';
import { heldType, returned } from './types.js';

/** `(a, b)`, `[a, b]` */
export const TAKES_APART = /^(?:tuple|slice)_pattern$/;
/** `mut x`, `ref x`, `&x` */
export const REFERS = /^(?:mut|ref|reference)_pattern$/;

/** `let pattern: Type = value else { .. }` */
export function bind(pattern: SyntaxNode | null, node: SyntaxNode, go: Lower): Node {
  const written = field(node, 'value');
  const wanted = field(node, 'type');
  const type = returned(wanted, state.owner, go);
  const value = madeAs(written, { type, written: heldType(wanted) }, go) ?? (written ? go(written) : undefined);
  const bound = pattern ? patterns(pattern, value, go, type) : [];
  const other = field(node, 'alternative');
  const items = [...(bound.length > 0 ? bound : value ? [value] : []), ...(other ? [go(other)] : [])];
  return items.length === 1 ? (items[0] as Node) : block(items);
}

/** `x`, `mut x`, `Some(x)`, `Ok(x)` bind x; `(a, b)` takes a tuple apart. */
export function patterns(pattern: SyntaxNode | null, value: Node | undefined, go: Lower, type?: Node): Node[] {
  if (!pattern) return [];
  if (pattern.type === 'identifier') return [{ k: 'assign', declares: true, target: go(pattern), type, value }];
  if (TAKES_APART.test(pattern.type)) {
    return [{ k: 'assign', declares: true, target: placesIn(pattern, go), value }];
  }
  if (REFERS.test(pattern.type) || pattern.type === 'match_pattern') {
    const inner = named(pattern).find((one) => one.type !== 'mutable_specifier');
    return inner ? patterns(inner, value, go, type) : [];
  }
  if (pattern.type === 'tuple_struct_pattern') {
    const [of, ...inner] = named(pattern);
    const held = heldIn(of?.text ?? '', value);
    if (!held) return patterns(inner[0] ?? null, value, go);
    return inner.flatMap((one, at) => patterns(one, { k: 'member', object: held, name: String(at) }, go));
  }
  if (pattern.type === 'struct_pattern') {
    const held = heldIn(textOf(field(pattern, 'type')), value) ?? value;
    return named(pattern).flatMap((one): Node[] => {
      const name = textOf(field(one, 'name'));
      if (one.type !== 'field_pattern' || !held) return [];
      const taken: Node = { k: 'member', object: held, name };
      const inner = field(one, 'pattern');
      if (inner) return patterns(inner, taken, go);
      return [{ k: 'assign', declares: true, target: { k: 'name', name }, value: taken }];
    });
  }
  return [];
}

/** What the variable of a loop is bound to: `key`, `&key`, `(id, key)`; nothing where a pattern asks for more. */
export function boundBy(pattern: SyntaxNode | null, go: Lower): Node | undefined {
  const place = pattern ? placeOf(pattern, go) : NOTHING;
  return place === NOTHING ? undefined : place;
}

/** `(_, (mut a, &b))`, `[_, a]`: what has no name has its place. Behind `..` nobody counts. */
export function placesIn(pattern: SyntaxNode, go: Lower): Node {
  const items: Node[] = [];
  for (const one of pattern.children) {
    if (!one || one.isExtra || /^[()[\],]$/.test(one.type)) continue;
    if (one.type === 'remaining_field_pattern') break;
    items.push(placeOf(one, go));
  }
  return { k: 'list', items };
}

function placeOf(pattern: SyntaxNode, go: Lower): Node {
  if (pattern.type === 'identifier') return go(pattern);
  if (TAKES_APART.test(pattern.type)) return placesIn(pattern, go);
  const inner = REFERS.test(pattern.type) ? named(pattern).find((one) => one.type !== 'mutable_specifier') : undefined;
  return inner ? placeOf(inner, go) : NOTHING;
}

/** What a pattern with fields takes apart: a variant of an enum of the file, or a structure whose fields have numbers. */
function heldIn(text: string, value: Node | undefined): Node | undefined {
  const variant = variantOf(text);
  // A call would be made once more.
  const plain = value && /^(?:name|this|member)$/.test(value.k) ? value : undefined;
  if (variant) return { k: 'typed', only: true, type: { k: 'name', name: variant.cls }, value: plain };
  const tuple = text === 'Self' && state.owner?.k === 'name' ? state.owner.name : text;
  return state.tuples.has(tuple) ? value : undefined;
}

/** `"rsa" | Kind::Rsa`: what the value equals; nothing where the pattern asks for more. */
export function constantsOf(pattern: SyntaxNode | null, go: Lower): readonly Node[] {
  const [inner, ...guard] = named(pattern);
  if (!inner || guard.length > 0) return [];
  const all = inner.type === 'or_pattern' ? named(inner) : [inner];
  return all.every((one) => /^(?:string_literal|integer_literal|scoped_identifier)$/.test(one.type)) ? all.map(go) : [];
}
