import { spread } from '../access.js';
import type { Interpreter } from '../interpreter.js';
import { type CallArgument, REST } from '../objects/classes.js';
import { entryOf, mayBeSettings } from '../objects/filled-members.js';
import { type Closure, fieldKey } from '../scope.js';
import { constant, NONE, union, type Value, type Values } from '../values/values.js';

/** Arguments by position; where the language has it so, the named ones that nobody asks for are the last of them. */
export function byPosition(
  machine: Interpreter,
  closure: Closure,
  args: readonly CallArgument[],
): readonly CallArgument[] {
  const positional = args.filter((one) => one.name === undefined);
  if (!machine.language.optionsAreLast || closure.node.params.some(({ rest }) => rest === 'named')) return positional;
  return others(closure, args).length > 0
    ? [...positional, { values: [optionsOf(machine, closure, args)] }]
    : positional;
}

/** `make(**options)`: the entries of a map that is known are arguments of their names. */
export function withEntries(machine: Interpreter, args: readonly CallArgument[]): readonly CallArgument[] {
  if (!args.some(({ name }) => name === '**')) return args;
  return args.flatMap((one) => (one.name === '**' ? entriesOf(machine, one) : [one]));
}

function entriesOf({ store }: Interpreter, one: CallArgument): readonly CallArgument[] {
  const maps = one.values.flatMap((value) => (value.t === 'object' ? [value.id] : []));
  // Of an object of a library that is no map the entries are not known.
  const isOpen = (id: number) =>
    store.get(fieldKey(id, REST)) !== undefined || store.get(fieldKey(id, '$keys')) === undefined;
  const open = maps.length !== one.values.length || maps.some(isOpen);
  const keys = maps.flatMap((id) => store.get(fieldKey(id, '$keys')) ?? NONE);
  const names = new Set(keys.flatMap((key) => (key.t === 'const' ? [String(key.v)] : [])));
  const named = [...names].map((name) => ({
    name,
    values: union(...maps.map((id) => store.get(fieldKey(id, name)) ?? NONE)),
  }));
  return open ? [...named, one] : named;
}

/** `Signing.new(**settings)`: what the settings that are handed over say under the name of a parameter. */
export function fromSettings(args: readonly CallArgument[], name: string): Values {
  const handed = args.filter((one) => one.name === '**').flatMap(({ values }) => values);
  return entryOf(handed.filter(mayBeSettings), name);
}

/** The named arguments that no parameter asks for, as a map. */
export function optionsOf(machine: Interpreter, closure: Closure, args: readonly CallArgument[]): Value {
  const made: Value & { t: 'object' } = { t: 'object', id: machine.nextId() };
  const own = others(closure, args);
  machine.store.set(
    fieldKey(made.id, '$keys'),
    own.flatMap(({ name }) => (name && name !== '**' ? [constant(name)] : [])),
  );
  for (const { name, values } of own) {
    if (name === '**') spread(machine, made, values);
    else machine.store.set(fieldKey(made.id, String(name)), values);
  }
  return made;
}

function others({ node }: Closure, args: readonly CallArgument[]): readonly CallArgument[] {
  return args.filter(({ name }) => name !== undefined && !node.params.some((one) => one.name === name));
}
