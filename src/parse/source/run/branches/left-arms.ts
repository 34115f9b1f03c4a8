import type { Interpreter } from '../interpreter.js';
import type { Values } from '../values/values.js';

const LAST_BIT = 30;

/** Arms that went back to the caller: what follows in the function is on none of them. */
interface LeftArms {
  /** Branch → bit n for arm n. */
  readonly arms: Map<number, number>;
  /** Branches in the order in which arms of them were left. */
  readonly branches: number[];
}

const left = new WeakMap<Interpreter, LeftArms>();

export function leaveArm(machine: Interpreter, branch: number, at: number): void {
  let own = left.get(machine);
  if (!own) {
    own = { arms: new Map(), branches: [] };
    left.set(machine, own);
  }
  const before = own.arms.get(branch);
  if (before === undefined) own.branches.push(branch);
  own.arms.set(branch, (before ?? 0) | (1 << Math.min(at, LAST_BIT)));
}

/** Runs a function: for its caller all that its arms made of objects counts. */
export function forgettingLeft<T>(machine: Interpreter, run: () => T): T {
  const before = left.get(machine)?.branches.length ?? 0;
  try {
    return run();
  } finally {
    const own = left.get(machine);
    while (own && own.branches.length > before) own.arms.delete(own.branches.pop() as number);
  }
}

/** `if ed, ok := key.(ed25519.PrivateKey); ok { return .. }`: behind it the key is of another kind. */
export function withoutLeft(machine: Interpreter, values: Values): Values {
  const arms = left.get(machine)?.arms;
  if (!arms || arms.size === 0) return values;
  const isLeft = ({ of, taken }: { readonly of: number; readonly taken: number }) =>
    (taken & ~(arms.get(of) ?? 0)) === 0;
  const kept = values.filter((one) => !('arms' in one && one.arms?.some(isLeft)));
  return kept.length === values.length ? values : kept;
}
