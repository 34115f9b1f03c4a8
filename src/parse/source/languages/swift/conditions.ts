import { NOTHING, type Node } from '../../tree/ir.js';
import { block, field, type Lower, named, part } from '../../tree/lowering.js';
import { type Case, switchOn, toldIn } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { bindHeld, boundIn } from './cases.js';

export function ifOf(node: SyntaxNode, go: Lower): Node {
  const arms = named(node)
    .filter((one) => one.type === 'statements' || one.type === 'if_statement')
    .map(go);
  const exhaustive = node.children.some((one) => one?.type === 'else');
  const tests = node.childrenForFieldName('condition').filter((one) => one?.isNamed);
  const made = conditions(node, go);
  const [only] = tests.length === 1 && made.length === 1 ? made : [];
  const when = only && [toldIn(tests[0] ?? null, only)];
  return block([...made, { k: 'branch', arms, exhaustive, ...(when ? { when } : {}) }]);
}

/** A `switch` over values, or over the cases of an enumeration with what they hold. */
export function switchOf(node: SyntaxNode, go: Lower): Node {
  const entries = named(node).filter((one) => one.type === 'switch_entry');
  const cases = entries.map((one): Case => {
    const body = named(one).find((each) => each.type === 'statements');
    const patterns = named(one).filter((each) => each.type === 'switch_pattern');
    const labels = patterns.map((each) => labelOf(named(each)[0] ?? null, go));
    return {
      labels: patterns.length > 0 ? labels : undefined,
      body: block([...boundIn(one, go), body ? go(body) : NOTHING]),
    };
  });
  return switchOn(part(node, 'expr', go), cases);
}

/** `.sha1` is a case of the type of the subject; what binds or matches more tells no value. */
function labelOf(pattern: SyntaxNode | null, go: Lower): Node {
  const [only, ...more] = named(pattern);
  if (!only || more.length > 0) return NOTHING;
  if (only.type !== 'simple_identifier') return go(only);
  return { k: 'member', object: { k: 'symbol', name: 'implicit' }, name: only.text };
}

/** `if let a = x, b` and `guard let a = x`: bindings and tests in order. */
export function conditions(node: SyntaxNode, go: Lower): Node[] {
  const made: Node[] = [];
  let bound: string | undefined;
  for (let index = 0; index < node.childCount; index++) {
    const child = node.child(index);
    const name = node.fieldNameForChild(index);
    if (!child?.isNamed) continue;
    const before = node.child(index - 2) ?? node.child(index - 1);
    if (child.type === 'pattern' && before) made.push(...bindHeld(before.text, [child], go));
    else if (name === 'bound_identifier') bound = child.text;
    else if (name === 'condition' && child.type !== 'value_binding_pattern') {
      const value = go(child);
      made.push(bound ? { k: 'assign', declares: true, target: { k: 'name', name: bound }, value } : value);
      bound = undefined;
    }
  }
  return made;
}

export function loop(node: SyntaxNode, go: Lower): Node {
  const item = field(node, 'item');
  const value: Node = { k: 'index', object: part(node, 'collection', go), index: NOTHING };
  const bind: Node[] = item
    ? [{ k: 'assign', declares: true, target: { k: 'name', name: item.text }, value }]
    : conditions(node, go);
  const body = named(node).filter((one) => one.type === 'statements');
  return { k: 'branch', arms: [block([...bind, ...body.map(go)])], exhaustive: false };
}
