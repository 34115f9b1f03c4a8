import type { Interpreter } from '../interpreter.js';
import type { Value, Values } from '../values/values.js';
import { fieldOf, instanceOf } from './classes.js';

/**
 * `identity.signing` of an argument that has no type: where exactly one class of the file has a field of that name, and keys are kept in it,
 * it is that of an object of the class.
 */
export function fieldNamed(machine: Interpreter, object: Value, name: string): Values | undefined {
  if (!machine.language.blocksTakeApart || object.t !== 'param' || object.type) return undefined;
  const owners = machine.classes.filter((one) => one.methods.has(name) && !one.open);
  const [owner] = owners;
  if (!owner || owners.length > 1) return undefined;
  const held = fieldOf(machine, instanceOf(machine, owner), name);
  const methods = held?.every((one) => one.t === 'function') ?? true;
  const values = methods ? read(machine, held) : held;
  const keys = values?.filter((one) => one.t === 'object' && one.type !== undefined && machine.book.knows(one.type));
  machine.ownReads++;
  return keys && keys.length > 0 ? [...keys, { ...object, path: [...object.path, name] }] : undefined;
}

/** A method that hands out the field: readers of records are such. */
function read(machine: Interpreter, methods: Values | undefined): Values | undefined {
  const [only] = methods ?? [];
  if (only?.t !== 'function' || methods?.length !== 1 || only.closure.node.params.some(isGiven)) return undefined;
  return machine.invoke(only.closure, [], only.self);
}

function isGiven({ name }: { readonly name: string }): boolean {
  return !name.startsWith('&');
}
