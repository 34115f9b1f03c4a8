import type { ClassNode, FunctionNode, Node } from '../../tree/ir.js';
import { block, field, type Lower, lit, named, spanOf, textOf } from '../../tree/lowering.js';
import { membersOf } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { args, parameters } from './arguments.js';

export function classOf(node: SyntaxNode, go: Lower, single: boolean): Node {
  const params = parameters(field(node, 'class_parameters'), go);
  const at = spanOf(node);
  const fill = params.map(
    (one): Node => ({
      k: 'assign',
      target: { k: 'member', object: { k: 'this' }, name: one.name },
      value: { k: 'name', name: one.name },
    }),
  );
  const members: Node[] = params.map((one) => ({
    k: 'assign',
    declares: true,
    target: { k: 'name', name: one.name },
    type: one.type,
    value: one.default,
  }));
  const extended = field(node, 'extend');
  const given = named(extended).find((one) => one.type === 'arguments');
  const onward: Node[] = given
    ? [
        {
          k: 'call',
          callee: { k: 'member', object: { k: 'this' }, name: 'super' },
          args: args(given, go),
          at: spanOf(given),
        },
      ]
    : [];
  if (params.length > 0 || given)
    members.push({ k: 'function', name: '', params, body: block([...fill, ...onward]), constructs: true, at });
  for (const made of withCompanions(membersOf(field(node, 'body'), go)))
    members.push(single && (made.k === 'assign' || made.k === 'function') ? { ...made, static: true } : made);
  const bases = extended ? extended.childrenForFieldName('type').flatMap((one) => (one ? [go(one)] : [])) : [];
  return { k: 'class', name: textOf(field(node, 'name')), bases, members, single, at };
}

/** A class and the object of its name are one: what the object has belongs to the class itself. */
export function withCompanions(nodes: readonly Node[]): Node[] {
  const classes = nodes.filter(isClass);
  const objects = classes.filter((one) => one.single);
  const owner = (object: ClassNode) => classes.find((one) => !one.single && one.name === object.name);
  return nodes.flatMap((one): Node[] => {
    if (!isClass(one)) return [one];
    if (one.single) return owner(one) ? [] : [one];
    const more = objects.filter((object) => owner(object) === one).flatMap((object) => object.members.filter(isHeld));
    return more.length > 0 ? [{ ...one, members: [...one.members, ...more] }] : [one];
  });
}

function isClass(node: Node): node is ClassNode {
  return node.k === 'class' && node.name !== '';
}

function isHeld(member: Node): boolean {
  return !(member.k === 'function' && member.constructs);
}

export function isImplicit(node: SyntaxNode): boolean {
  return named(node).some((one) => one.type === 'modifiers' && /\bimplicit\b/.test(one.text));
}

/** `implicit class Rich(key: PrivateKey) { def signed(..) }`: methods that every key has. */
export function implicitClass(node: SyntaxNode, go: Lower): Node {
  const made = classOf(node, go, false);
  const [given, ...more] = parameters(field(node, 'class_parameters'), go);
  if (made.k !== 'class' || !given?.type || more.length > 0) return made;
  const methods = made.members.filter((one): one is FunctionNode => one.k === 'function' && !one.constructs);
  return block([made, ...methods.map((one) => extended(one, given.name, given.type as Node))]);
}

/** `extension (key: PrivateKey) def signed(..)` */
export function extensionOf(node: SyntaxNode, go: Lower): Node {
  const [given] = parameters(field(node, 'parameters'), go);
  const methods = node.childrenForFieldName('body').flatMap((one) => (one?.isNamed ? [go(one)] : []));
  const flat = methods.flatMap((one) => (one.k === 'block' ? one.items : [one]));
  return block(flat.map((one) => (one.k === 'function' && given?.type ? extended(one, given.name, given.type) : one)));
}

function extended(method: FunctionNode, name: string, type: Node): FunctionNode {
  const bound: Node = { k: 'assign', declares: true, target: { k: 'name', name }, value: { k: 'this' } };
  return { ...method, extends: type, body: block([bound, method.body]) };
}

/** Each case is an instance that the enumeration's constructor makes. */
export function enumOf(node: SyntaxNode, go: Lower): Node {
  const made = classOf(node, go, false);
  if (made.k !== 'class') return made;
  const cases = node.descendantsOfType('simple_enum_case').map((one): Node => {
    const key = textOf(field(one, 'name'));
    const list = named(field(one, 'extend')).find((child) => child.type === 'arguments');
    const given = [...args(list, go), { name: '$name', value: lit(key) }];
    const value: Node = { k: 'call', callee: { k: 'name', name: made.name }, args: given, at: spanOf(one) };
    return { k: 'assign', declares: true, static: true, constant: true, target: { k: 'name', name: key }, value };
  });
  const others = made.members.filter((one) => one.k === 'function' || one.k === 'assign');
  return { ...made, members: [...others, ...cases] };
}
