import type { Interpreter } from '../interpreter.js';
import type { ClassInfo } from '../scope.js';
import { NONE, union, type Values } from '../values/values.js';
import { type CallArgument, staticOf } from './classes.js';

/** `Kind.valueOf(name)`, `Kind.values()`: the constants of a class of the file, the one that is named or all of them. */
export function constantsOf(
  machine: Interpreter,
  cls: ClassInfo,
  method: string,
  args: readonly CallArgument[],
): Values | undefined {
  const members = [...cls.fields].filter(([, one]) => one.static).map(([key]) => key);
  if (method === 'valueOf' && members.length > 0) {
    const key = args[0]?.values[0];
    const chosen = key?.t === 'const' ? members.filter((one) => one === key.v) : members;
    return union(...chosen.map((one) => staticOf(machine, cls, one) ?? NONE));
  }
  if (method === 'values') return [{ t: 'list', items: members.map((one) => staticOf(machine, cls, one) ?? NONE) }];
  return undefined;
}
