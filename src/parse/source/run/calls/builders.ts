import { lastSegment } from '../../tree/names.js';
import type { Interpreter } from '../interpreter.js';
import { methodsOf } from '../objects/classes.js';
import { typeOf, type Value } from '../values/values.js';

/** `kind.into()` of Rust is what the file makes of the type, else the value itself. */
export function handsItselfOver(machine: Interpreter, object: Value, method: string, args: number): boolean {
  if (method !== 'into' || args > 0) return false;
  return object.t !== 'object' || !object.cls || methodsOf(machine, object.cls, method).length === 0;
}

const MAKES =
  /^(?:build|create|generate|make|new|get|to|sign|verify|encrypt|decrypt|parse|init|finish|done|as|compact)/i;

/**
 * A builder of a library hands itself back from a method that no rule speaks of: the chain goes on with what was set before.
 * What ends a chain has a name that says so, or takes nothing.
 */
export function handsItselfBack(machine: Interpreter, object: Value, method: string, args: number): boolean {
  const type = object.t === 'object' ? typeOf(object) : undefined;
  if (!type || args === 0 || !/Builder$/.test(lastSegment(type)) || MAKES.test(method)) return false;
  return machine.book.knows(type) && !machine.book.knows(`${type}.${method}`);
}
