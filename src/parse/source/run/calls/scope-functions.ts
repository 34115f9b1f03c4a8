import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import { NONE, union, type Value, type Values } from '../values/values.js';
import { invoke } from './activate.js';

/** Kotlin's scope functions: the block sees the object as `this` and as its argument. */
export function scoped(
  machine: Interpreter,
  object: Value,
  name: string,
  args: readonly CallArgument[],
): Values | undefined {
  if (!['apply', 'also', 'let', 'run', 'use', 'tap', 'then', 'with'].includes(name)) return undefined;
  const blocks = (args[0]?.values ?? NONE).filter((one) => one.t === 'function');
  if (blocks.length === 0) return undefined;
  const results = blocks.map((one) =>
    one.t === 'function'
      ? invoke(machine, one.closure, [{ values: [object] }], name === 'then' ? one.self : object)
      : NONE,
  );
  return ['apply', 'also', 'tap'].includes(name) ? [object] : union(...results);
}
