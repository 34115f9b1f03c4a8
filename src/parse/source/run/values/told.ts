import type { PartName } from '../../rules/rule.js';
import type { Interpreter } from '../interpreter.js';
import { type Key, partKey } from '../scope.js';
import { constant, union, type Values } from './values.js';

/** Parts that an object has only because of what it is declared to be, or was tested for. */
const told = new WeakMap<Interpreter, Set<Key>>();

/**
 * What every value of a type is, for an object that is declared to be one and does not say otherwise itself.
 * @param types it is of one of these; a later test that says less of them says more
 */
export function tellParts(machine: Interpreter, id: number, types: readonly string[]): void {
  const known = told.get(machine) ?? new Set<Key>();
  told.set(machine, known);
  for (const [name, values] of partsOf(machine, types)) {
    const key = partKey(id, name);
    if (machine.store.get(key) && !known.has(key)) continue;
    known.add(key);
    machine.store.set(key, values);
  }
}

/** Is the algorithm of the object only what it was declared to be or tested for? */
export function wasTold(machine: Interpreter, id: number): boolean {
  return told.get(machine)?.has(partKey(id, 'algorithm')) ?? false;
}

function partsOf(machine: Interpreter, types: readonly string[]): Map<PartName, Values> {
  const all = new Map<PartName, Values>();
  for (const parts of types.flatMap((type) => machine.book.typeParts(type))) {
    for (const [name, part] of Object.entries(parts)) {
      if (typeof part === 'object') continue;
      all.set(name as PartName, union(all.get(name as PartName) ?? [], [constant(part)]));
    }
  }
  return all;
}
