import type { CallNode } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { Interpreter } from '../interpreter.js';
import { type CallArgument, classOfSelf, methodsOf } from '../objects/classes.js';
import { applyCalls } from '../ruled/apply-rule.js';
import { type Frame, variableKey } from '../scope.js';
import { NONE, typeOf, type Value, type Values } from '../values/values.js';

/** A method of the enclosing class called without `this`. */
export function implicitMethod(machine: Interpreter, name: string, frame: Frame) {
  if (machine.language.membersAreNamed || machine.language.methodsAreNamed) return undefined;
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (machine.store.get(variableKey(at, name))) return undefined;
    const closures = at.cls && methodsOf(machine, classOfSelf(machine, at) ?? at.cls, name);
    if (closures && closures.length > 0) {
      // What it says may depend on the class that the object at hand is of.
      if (machine.overridden.has(name)) machine.ownReads++;
      return { closures, self: at.self };
    }
  }
  return undefined;
}

/** A method that the object at hand has by its type, called without naming the object. */
export function inheritedCall(
  machine: Interpreter,
  name: string,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (machine.store.get(variableKey(at, name))) return undefined;
    const type = at.self && typeOf(at.self);
    for (const one of type ? machine.book.lineage(type) : []) {
      if (machine.book.calls(`${one}.${name}`).length === 0) continue;
      return applyCalls(machine, { name: `${one}.${name}`, args, receiver: [at.self as Value], node, frame });
    }
  }
  return undefined;
}

/** `Signer::sign(&key, msg)` is `key.sign(msg)`: the trait is named, the object is the first argument. */
export function methodNamed(
  machine: Interpreter,
  name: string,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values | undefined {
  const [object, ...others] = args;
  const method = lastSegment(name);
  // What makes an object is no method of its argument.
  if (/^(?:from|new|try_from|generate|random)(?:_|$)/.test(method)) return undefined;
  for (const one of object?.values ?? NONE) {
    const type = typeOf(one);
    const owner = type && machine.book.lineage(type).find((base) => machine.book.calls(`${base}.${method}`).length > 0);
    if (owner) return applyCalls(machine, { name: `${owner}.${method}`, args: others, receiver: [one], node, frame });
  }
  return undefined;
}
