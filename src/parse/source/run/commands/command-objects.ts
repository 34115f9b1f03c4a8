import type { CallNode, Node } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import { fieldKey } from '../scope.js';
import type { Value, Values } from '../values/values.js';
import { asText, programIn, SHELLS, WORDS, waysOf } from './command-values.js';

type ObjectValue = Value & { t: 'object' };

/** Methods that add words to those of an object: `CommandLine.addArgument`, `Cli.Wrap(..).WithArguments(..)`, `pb.command(..)`. */
export const ADDS = /^(?:args?|add|with|add_?arguments?|with_?arguments|set_?arguments|command)$/i;

/** What is made without any words and given them later. */
const EMPTY = /^(?:ProcessBuilder|ProcessStartInfo|Process)$/;

/** An object that holds the program that it will run, and its first words, as one that collects the others. */
export function collect(machine: Interpreter, { callee }: CallNode, args: readonly CallArgument[], made: Values): void {
  const [object] = made;
  if (object?.t !== 'object' || object.cls) return;
  const name = typeCalled(callee);
  const given = args.filter(({ name: label }) => label === undefined).map(({ values }) => values);
  const program = given[0] && asText(given[0]);
  if (name === 'ProcessStartInfo') beginInfo(machine, object, args);
  else if (name === 'Process' && given.length === 0) {
    const info: ObjectValue = { t: 'object', id: machine.nextId(), type: `${object.type}StartInfo` };
    beginInfo(machine, info, []);
    machine.store.set(fieldKey(object.id, 'StartInfo'), [info]);
  } else if (EMPTY.test(name) && given.length === 0) machine.store.set(fieldKey(object.id, WORDS), [listOf([])]);
  else if (program && (programIn(program) || SHELLS.test(program)))
    machine.store.set(fieldKey(object.id, WORDS), [listOf(waysOf(machine, given, 0)[0] ?? [])]);
}

/** What .NET starts a process with: its program, and its arguments as a text or as a list. */
function beginInfo(machine: Interpreter, info: ObjectValue, args: readonly CallArgument[]): void {
  const positional = args.filter(({ name }) => name === undefined).map(({ values }) => values);
  const fields = { FileName: positional[0], Arguments: positional[1] };
  for (const [name, values] of Object.entries(fields))
    if (values && values.length > 0) machine.store.set(fieldKey(info.id, name), values);
  const listed = fieldKey(info.id, 'ArgumentList');
  if (!machine.store.get(listed)?.some((one) => one.t === 'list')) machine.store.set(listed, [listOf([])]);
}

/** The object again where a method adds words to it. */
export function collectMore(
  machine: Interpreter,
  object: ObjectValue,
  name: string,
  args: readonly CallArgument[],
): Values | undefined {
  const held = machine.store.get(fieldKey(object.id, WORDS))?.[0];
  if (held?.t !== 'list' || !ADDS.test(name)) return undefined;
  if (args.length === 0) return [held];
  const builder = args[0]?.values.find((one) => one.t === 'function');
  if (builder?.t === 'function') machine.invoke(builder.closure, [{ values: [object] }], builder.self);
  const given = args.map(({ values }) => values.filter((one) => one.t !== 'function')).filter((one) => one.length > 0);
  const more = waysOf(machine, given, 0)[0] ?? [];
  const anew = name === 'command' ? NONE_HELD : held.items;
  machine.store.set(fieldKey(object.id, WORDS), [listOf([...anew, ...more])]);
  return [object];
}

const NONE_HELD: readonly Values[] = [];

function listOf(items: readonly Values[]): Value {
  return { t: 'list', items: [...items] };
}

function typeCalled(callee: Node): string {
  if (callee.k === 'generic') return typeCalled(callee.type);
  if (callee.k === 'symbol') return lastSegment(callee.name);
  return callee.k === 'name' || callee.k === 'member' ? callee.name : '';
}
