import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import type { Frame } from '../scope.js';
import type { GivenArgument } from '../values/values.js';

const MOST_OUTSIDE = 4000;

/** A call of something not declared here and not known to a rule. */
export interface OutsideRecord {
  readonly name: string;
  readonly args: readonly GivenArgument[];
  readonly within?: string;
}

/** Remembers a call of something that another file may declare. */
export function outside(machine: Interpreter, name: string, args: readonly CallArgument[], frame: Frame): void {
  if (args.length === 0 || machine.outside.length >= MOST_OUTSIDE) return;
  // Another file declares it not, but a function that calls it does something.
  if (machine.language.isStandard?.(name)) machine.ownReads++;
  else machine.outside.push({ name, args, within: withinOf(machine, frame) });
}

function withinOf(machine: Interpreter, frame: Frame): string | undefined {
  return frame === machine.file ? undefined : machine.active.at(-1)?.qualified;
}
