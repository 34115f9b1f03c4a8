import { commandOf } from '../languages/command-words.js';
import { type CallNode, NOTHING, type Node } from '../tree/ir.js';
import type { CallArgument } from './classes.js';
import type { Interpreter } from './interpreter.js';
import type { Frame } from './scope.js';
import type { Value, Values } from './values.js';

/** Lists to which the code has added something after they were made. One that is written out is read as a command where it is written. */
export const filledLater = new WeakSet<readonly Values[]>();

/** A command whose words were put into a list one by one: `cmd.add("keytool"); ..; new ProcessBuilder(cmd)`. */
export function runFilled(machine: Interpreter, args: readonly CallArgument[], node: CallNode, frame: Frame): void {
  for (const one of args.flatMap(({ values }) => values)) {
    if (one.t !== 'list' || !filledLater.has(one.items)) continue;
    const command = commandOf(one.items.map(wordOf), node.at);
    if (command) machine.eval(command, frame);
  }
}

function wordOf(values: Values): Node {
  const [only] = values;
  return values.length === 1 && only && isWord(only)
    ? { k: 'lit', value: only.v, ...(only.at && { at: only.at }) }
    : NOTHING;
}

function isWord(value: Value): value is Value & { t: 'const' } {
  return value.t === 'const' && value.v !== null;
}
