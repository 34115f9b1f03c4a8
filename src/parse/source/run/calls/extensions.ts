import type { FunctionNode } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { type CallArgument, extendsClass } from '../objects/classes.js';
import { withType } from '../objects/declared-type.js';
import type { Closure } from '../scope.js';
import { typeOf, union, unknown, type Value, type Values } from '../values/values.js';

/** Functions and properties written for a type of another: name → all of the file. */
export type Extensions = Map<string, readonly Closure[]>;

export function remember(extensions: Extensions, made: Closure): void {
  const others = extensions.get(made.node.name) ?? [];
  extensions.set(made.node.name, [...others.filter((one) => one.node !== made.node), made]);
}

/** `object.name(..)` where the file writes `fun Type.name(..)`. */
export function callExtension(
  machine: Interpreter,
  object: Value,
  name: string,
  args: readonly CallArgument[],
): Values | undefined {
  const found = extensionsFor(machine, object, name).filter((one) => !one.node.getter);
  return found.length > 0 ? union(...found.map((one) => machine.invoke(one, args, object))) : undefined;
}

/** `object.name` where the file writes `val Type.name get() = ..`. */
export function readExtension(machine: Interpreter, object: Value, name: string): Values | undefined {
  const found = extensionsFor(machine, object, name).filter((one) => one.node.getter);
  return found.length > 0 ? union(...found.map((one) => machine.invoke(one, [], object))) : undefined;
}

/** `this` of an extension that is looked at without a caller. */
export function openReceiver(machine: Interpreter, node: FunctionNode, closure: Closure): Value | undefined {
  return node.extends && withType(machine, [unknown('receiver')], node.extends, closure.frame)[0];
}

function extensionsFor(machine: Interpreter, object: Value, name: string): readonly Closure[] {
  const all = machine.extensions.get(name);
  if (!all) return [];
  const fit = all.filter((one) => fits(machine, object, one));
  if (fit.length > 0) return fit;
  // Of what is known by no rule only the name can be compared.
  const type = typeOf(object);
  const open = type === undefined || !machine.book.knows(type) || machine.book.isResult(type);
  return open && all.length === 1 ? all : [];
}

function fits(machine: Interpreter, object: Value, { node, frame }: Closure): boolean {
  const type = typeOf(object);
  const types = node.extends ? machine.eval(node.extends, frame) : [];
  return types.some((one) => {
    if (one.t === 'class')
      return object.t === 'object' && object.cls ? extendsClass(machine, object.cls, one.cls) : false;
    return (
      one.t === 'symbol' && type !== undefined && (type === one.name || machine.book.lineage(type).includes(one.name))
    );
  });
}
