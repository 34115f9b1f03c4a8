import { NOTHING, type Node } from '../../tree/ir.js';
import { block, field, type Lower, named, part } from '../../tree/lowering.js';
import { type Narrowing, narrowed } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `switch k := key.(type)`: in each case `k`, or what is asked where it has no name of its own, is of one of the types. */
export function typeSwitch(node: SyntaxNode, go: Lower): Node {
  const alias = field(node, 'alias');
  const value = part(node, 'value', go);
  const target = alias ? go(alias) : value;
  const cases = named(node).filter((one) => /_case$/.test(one.type));
  const arms = cases.map((one) => {
    const types = one.childrenForFieldName('type').flatMap((type) => (type?.isNamed ? [type] : []));
    const body = block(named(one).slice(types.length).map(go));
    const to = types.map(go);
    // What is asked has the type as well, under its own name.
    const asked = alias && (value.k === 'name' || value.k === 'member') ? [{ target: value, to }] : [];
    return types.length > 0 ? narrowed([{ target, to }, ...asked, ...ownerOf(value, to)], body) : body;
  });
  const branch: Node = { k: 'branch', arms, exhaustive: cases.some((one) => one.type === 'default_case') };
  const bind: Node = alias ? { k: 'assign', declares: true, target, value } : NOTHING;
  return block([part(node, 'initializer', go), bind, branch]);
}

/** `if _, ok := key.(T); ok`: in the arm the key is one. */
export function assertedIn(node: SyntaxNode, go: Lower): readonly Narrowing[] {
  const start = field(node, 'initializer');
  const [, ok] = named(start && field(start, 'left'));
  const [asserted] = named(start && field(start, 'right'));
  if (!ok || asserted?.type !== 'type_assertion_expression' || field(node, 'condition')?.text !== ok.text) return [];
  const value = part(asserted, 'operand', go);
  const to = [part(asserted, 'type', go)];
  return [{ target: value, to }, ...ownerOf(value, to)];
}

/** `switch signer.Public().(type)`: what is told of the public key is told of its owner, too. */
function ownerOf(value: Node, types: readonly Node[]): Narrowing[] {
  const [target, name] =
    value.k === 'call' && value.callee.k === 'member' && value.args.length === 0
      ? [value.callee.object, value.callee.name]
      : [undefined, ''];
  if (!target || name !== 'Public') return [];
  const to = types.map((one) =>
    one.k === 'member' && one.name === 'PublicKey' ? { ...one, name: 'PrivateKey' } : one,
  );
  return [{ target, to }];
}
