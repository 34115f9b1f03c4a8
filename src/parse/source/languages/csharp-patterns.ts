import { NOTHING, type Node } from '../tree/ir.js';
import { block, field, type Lower, named, part } from '../tree/lowering.js';
import type { SyntaxNode } from '../tree/syntax-node.js';

/** `case RSA rsa:` and `RSA { KeySize: 2048 } rsa =>`: the name has the type, and what is known of the value tested. */
export function bound(pattern: SyntaxNode, value: Node, go: Lower): Node {
  const [type, name] = [field(pattern, 'type'), field(pattern, 'name')];
  if (!/^(declaration|recursive|var)_pattern$/.test(pattern.type) || !name)
    return pattern.type === 'negated_pattern' ? boundOfMany(pattern, value, go) : NOTHING;
  const known: Node = type ? { k: 'typed', type: go(type), value } : value;
  return { k: 'assign', declares: true, target: go(name), value: known };
}

/** `x is RSA rsa`; of `is not RSA rsa` the name is known after the guard. */
export function isPattern(node: SyntaxNode, go: Lower): Node {
  const [value, pattern] = [part(node, 'expression', go), field(node, 'pattern')];
  const set = pattern ? bound(pattern, value, go) : NOTHING;
  return set === NOTHING ? block([value, pattern ? go(pattern) : NOTHING]) : set;
}

/** An arm of `value switch { .. }`: its pattern, then what it gives. */
export function switchArm(arm: SyntaxNode, value: Node, go: Lower): Node {
  const [pattern, ...rest] = named(arm);
  if (!pattern || rest.length === 0) return NOTHING;
  const set = bound(pattern, plain(value), go);
  const given = rest.map(go);
  return set === NOTHING && given.length === 1 ? (given[0] as Node) : block([set, ...given]);
}

/** A section of a `switch` statement. */
export function switchSection(section: SyntaxNode, value: Node, go: Lower): Node {
  return block(named(section).map((one) => (/pattern$/.test(one.type) ? bound(one, plain(value), go) : go(one))));
}

function boundOfMany(pattern: SyntaxNode, value: Node, go: Lower): Node {
  const inner = named(pattern)[0];
  return inner ? bound(inner, value, go) : NOTHING;
}

/** A name is read once more in each arm; a call would be another call. */
function plain(value: Node): Node {
  if (value.k === 'name' || value.k === 'this') return value;
  return value.k === 'member' && plain(value.object) !== NOTHING ? value : NOTHING;
}
