import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import type { Closure, Frame } from '../scope.js';
import { union, type Value, type Values } from '../values/values.js';
import { invoke } from './activate.js';
import { outside } from './outside.js';

const MOST_OVERLOADS = 4;

/** Of several functions the ones that take so many arguments; of those of a library that is not known. */
export function fitting(called: Values, args: readonly CallArgument[]): Values {
  if (called.length < 2) return called;
  const takes = (one: Value) => one.t === 'function' && one.closure.node.params.length === args.length;
  return called.some(takes) ? called.filter((one) => one.t === 'symbol' || takes(one)) : called;
}

/** Runs those of several methods of one name that take so many arguments; all where none does. */
export function invokeBest(
  machine: Interpreter,
  closures: readonly Closure[],
  args: readonly CallArgument[],
  frame: Frame,
  self?: Value,
): Values {
  const same = closures.filter((one) => one.node.params.length === args.length);
  const fits = same.length > 0 ? same : closures;
  return union(
    ...fits.slice(0, MOST_OVERLOADS).map((one) => {
      const result = invoke(machine, one, args, self);
      rememberMaker(machine, one, result, args, frame);
      return result;
    }),
  );
}

/** What a function hands back that runs elsewhere has the arguments of the call that made it, as of a caller in another file. */
export function rememberMaker(
  machine: Interpreter,
  closure: Closure,
  result: Values,
  args: readonly CallArgument[],
  frame: Frame,
): void {
  if (result.some(runsLater)) outside(machine, closure.qualified, args, frame);
}

/** A function, or an object that may hold some. */
function runsLater(value: Value): boolean {
  if (value.t !== 'object') return value.t === 'function';
  // A class without a name stands in the function that makes it.
  return value.cls ? value.cls.name === '' : value.type === undefined;
}
