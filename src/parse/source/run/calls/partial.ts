import type { CallNode } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import type { Frame } from '../scope.js';
import type { GivenArgument, Value, Values } from '../values/values.js';

type Callable = Value & { t: 'function' | 'symbol' };

/** A function with some of its arguments. */
export interface Waiting {
  readonly given: readonly GivenArgument[];
  readonly value: Value;
  readonly node: CallNode;
  readonly frame: Frame;
}

/** Functions that give a function with some of its arguments: functools of Python, lodash. */
const PARTIAL = /^(?:functools\.)?partial(?:method)?$|^lodash(?:[./]\w+)*\.partial$/;

/** `partial(key.sign, data)`: the function with what it is given. */
export function partially(
  machine: Interpreter,
  name: string,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values | undefined {
  const [first, ...given] = args;
  const functions = PARTIAL.test(name) ? (first?.values.filter(isCallable) ?? []) : [];
  if (functions.length === 0 || first?.name !== undefined) return undefined;
  return functions.map((one) => holding(machine, one, given, node, frame));
}

/** `sign.bind(key, 'sha256')`: what follows the object is given. */
export function boundBy(
  machine: Interpreter,
  fn: Callable,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Value {
  return args.length > 1 ? holding(machine, fn, args.slice(1), node, frame) : fn;
}

/** The arguments of a call with those that the function has already. */
export function withGiven(
  machine: Interpreter,
  { given }: Callable,
  args: readonly CallArgument[],
): readonly CallArgument[] {
  if (!given) return args;
  if (decides(args)) machine.called.add(given);
  return [...given, ...args];
}

/** Calls a function that has arguments already: what is told where those are given need not be told again here. */
export function calling<T>(machine: Interpreter, { given }: Callable, args: readonly CallArgument[], run: () => T): T {
  const before = machine.uses.length;
  const result = run();
  if (given && !decides(args))
    machine.ofGiven.set(given, [...(machine.ofGiven.get(given) ?? []), ...machine.uses.slice(before)]);
  return result;
}

/** Options and numbers of the call itself may say what is used; data that is signed says nothing. */
function decides(args: readonly GivenArgument[]): boolean {
  return args.some(
    ({ name, values }) => name !== undefined || values.some((one) => one.t === 'const' && typeof one.v === 'number'),
  );
}

function holding(
  machine: Interpreter,
  fn: Callable,
  more: readonly GivenArgument[],
  node: CallNode,
  frame: Frame,
): Value {
  const given = [...(fn.given ?? []), ...more];
  if (fn.given) machine.called.add(fn.given);
  const value = { ...fn, given };
  machine.waiting.push({ given, value, node, frame });
  return value;
}

function isCallable(value: Value): value is Callable {
  return value.t === 'function' || value.t === 'symbol';
}
