import { NOTHING, type Node } from '../../tree/ir.js';
import { block, blockOf, field, type Lower, named, part } from '../../tree/lowering.js';
import { type Case, leaving, switchOn } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

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

/** `value switch { "ES256" => .., _ => throw .. }`: what the arms give, each under its pattern. */
export function switchExpression(node: SyntaxNode, go: Lower): Node {
  const [test, ...arms] = named(node);
  const value = test ? go(test) : NOTHING;
  const cases = arms.flatMap((arm): Case[] => {
    const [pattern] = named(arm);
    return pattern ? [{ labels: labelsOf(arm, [pattern], go), body: switchArm(arm, plain(value), go) }] : [];
  });
  return switchOn(value, cases);
}

/**
 * What the patterns name: `case "RS256":`, `"RS256" or "PS256" =>`. With a condition of its own an arm is taken for some of what it
 * names; `_` and `var x` stand for everything else.
 */
export function labelsOf(arm: SyntaxNode, patterns: readonly SyntaxNode[], go: Lower): readonly Node[] | undefined {
  const whole = named(arm).every((child) => child.type !== 'when_clause');
  if (whole && patterns.some((one) => /^(?:discard|var_pattern)$/.test(one.type))) return undefined;
  return patterns.flatMap(alternatives).map((one) => (whole ? blockOf(one, go) : NOTHING));
}

function alternatives(pattern: SyntaxNode): SyntaxNode[] {
  const several = pattern.type === 'or_pattern' || pattern.type === 'parenthesized_pattern';
  return several ? named(pattern).flatMap(alternatives) : [pattern];
}

/** Its pattern, then what it gives; one that throws gives nothing, and nothing goes on behind it. */
function switchArm(arm: SyntaxNode, value: Node, go: Lower): Node {
  const [pattern, ...rest] = named(arm);
  if (!pattern || rest.length === 0) return NOTHING;
  const set = bound(pattern, value, go);
  const given = rest.map((one) => (one.type === 'throw_expression' ? leaving(one, go) : go(one)));
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
