import type { Node } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { applyCalls } from '../ruled/apply-rule.js';
import type { Frame } from '../scope.js';
import { typeOf, type Value, type Values } from './values.js';

/** An operator on an object of a library is a method of it, whichever side it stands on; `undefined` where no rule speaks of that. */
export function operatorOf(
  machine: Interpreter,
  { op, at }: Node & { k: 'op' },
  left: Values,
  right: Values,
  frame: Frame,
): Values | undefined {
  const method = machine.language.operators?.[op];
  if (!method || !at) return undefined;
  const made = applied(machine, method, left, right, at, frame) ?? applied(machine, method, right, left, at, frame);
  // What the arguments are decides what the operator does: the function is looked at again where it is called.
  if (!made && [...left, ...right].some(isOpen) && mayHave(machine, method)) machine.ownReads++;
  return made;
}

function isOpen(value: Value): boolean {
  return value.t === 'param' || value.t === 'unknown';
}

/** Does the file speak of a library whose types have the operator? */
function mayHave(machine: Interpreter, method: string): boolean {
  const libraries = machine.book.owners(method);
  return libraries.length > 0 && machine.text.mentions(libraries);
}

function applied(
  machine: Interpreter,
  method: string,
  objects: Values,
  values: Values,
  at: NonNullable<(Node & { k: 'op' })['at']>,
  frame: Frame,
): Values | undefined {
  for (const object of objects) {
    const type = typeNamed(object);
    for (const one of type ? machine.book.lineage(type) : []) {
      const site = { name: `${one}.${method}`, args: [{ values }], receiver: [object], node: { at }, frame };
      const made = applyCalls(machine, site);
      if (made) return made;
    }
  }
  return undefined;
}

/** A constant of a library is known by its own name. */
function typeNamed(value: Value): string | undefined {
  return value.t === 'symbol' ? value.name : typeOf(value);
}
