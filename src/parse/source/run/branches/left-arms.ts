import type { Interpreter } from '../interpreter.js';
import type { Values } from '../values/values.js';

const LAST_BIT = 30;

/** Arms that went back to the caller: branch → bit n for arm n. What follows in the function is on none of them. */
const left = new WeakMap<Interpreter, Map<number, number>>();

export function leaveArm(machine: Interpreter, branch: number, at: number): void {
  const arms = left.get(machine) ?? new Map<number, number>();
  left.set(machine, arms.set(branch, (arms.get(branch) ?? 0) | (1 << Math.min(at, LAST_BIT))));
}

/** Runs a function: for its caller all that its arms made of objects counts. */
export function forgettingLeft<T>(machine: Interpreter, run: () => T): T {
  const before = left.get(machine);
  left.set(machine, new Map(before));
  try {
    return run();
  } finally {
    if (before) left.set(machine, before);
    else left.delete(machine);
  }
}

/** `if ed, ok := key.(ed25519.PrivateKey); ok { return .. }`: behind it the key is of another kind. */
export function withoutLeft(machine: Interpreter, values: Values): Values {
  const arms = left.get(machine);
  if (!arms || arms.size === 0) return values;
  const isLeft = ({ of, taken }: { readonly of: number; readonly taken: number }) =>
    (taken & ~(arms.get(of) ?? 0)) === 0;
  const kept = values.filter((one) => !('arms' in one && one.arms?.some(isLeft)));
  return kept.length === values.length ? values : kept;
}
