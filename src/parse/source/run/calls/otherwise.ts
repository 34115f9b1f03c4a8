import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import { asFallback, union, type Value, type Values } from '../values/values.js';
import { invoke } from './activate.js';

const OTHERWISE = new Set(['orElse', 'orElseGet', 'getOrElse', 'or']);

/** `setting.orElse("RSA")` of Java's Optional, `getOrElse` of Scala: what is there, and what stands in for it where nobody knows whether it is. */
export function otherwise(
  machine: Interpreter,
  object: Value,
  name: string,
  args: readonly CallArgument[],
): Values | undefined {
  if (name === 'orElseThrow' && object.t !== 'symbol') return [object];
  if (!OTHERWISE.has(name) || args.length !== 1) return undefined;
  if (name === 'or' && !args[0]?.values.some((one) => one.t === 'function')) return undefined;
  if (object.t === 'object' || object.t === 'list' || (object.t === 'const' && object.v !== null)) return [object];
  if (object.t !== 'config' && object.t !== 'param' && object.t !== 'unknown' && object.t !== 'const') return undefined;
  const given = union(
    ...(args[0]?.values ?? []).map((one) =>
      one.t === 'function' ? invoke(machine, one.closure, [], one.self) : [one],
    ),
  );
  return object.t === 'const' ? given : union([object], asFallback(given));
}
