import type { Argument, Node, Span } from '../../tree/ir.js';
import { callWithRead, commandOf, commandsRun } from '../commands/words.js';

/** Methods of Ruby, Open3, Rake and Chef that run a program: a text for the shell, or the words of a command. */
const RUNS = new Set(
  'system exec spawn popen popen2 popen2e popen3 capture2 capture2e capture3 sh run shell_out shell_out! execute command code'.split(
    ' ',
  ),
);

/** A call with the commands that it runs. @param method name of what is called */
export function ran(method: string, given: readonly Argument[], made: Node, at: Span | undefined): Node {
  if (!RUNS.has(method)) return made;
  const [first, ...others] = given.filter(({ name }) => name === undefined);
  if (!first) return made;
  const words = first.value.k === 'list' ? first.value.items : [first, ...others].map(({ value }) => value);
  const command = words.length > 1 ? commandOf(words, at) : undefined;
  const commands = command ? [command] : commandsRun('system', [first], at);
  return callWithRead(commands, made);
}
