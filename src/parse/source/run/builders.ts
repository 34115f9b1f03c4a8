import { lastSegment } from '../tree/names.js';
import type { Interpreter } from './interpreter.js';
import { typeOf, type Value } from './values.js';

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
