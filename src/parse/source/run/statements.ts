import type { Node } from '../tree/ir.js';
import { flatten } from '../tree/sequence.js';
import { bindImport } from './bind-import.js';
import { exercise } from './calls/activate.js';
import type { Interpreter } from './interpreter.js';
import { defineClass } from './objects/classes.js';
import { addMethod, othersOf } from './objects/methods.js';
import type { Closure, Frame } from './scope.js';
import { NONE, union, type Values } from './values/values.js';

/** Statements in order; what they declare is known from the first of them on. @returns the value of the last */
export function runStatements(machine: Interpreter, nested: readonly Node[], frame: Frame): Values {
  const items = flatten(nested);
  const bodies = declare(machine, items, frame);
  let last: Values = NONE;
  for (const item of items) {
    for (const one of bodies.get(item) ?? []) exercise(machine, one);
    if (item.k === 'import' || item.k === 'class' || (item.k === 'function' && (item.name || item.receiver))) continue;
    last = machine.eval(item, frame);
    if (frame.over) break;
  }
  return last;
}

/** @returns what stands in the bodies of classes, where the language runs that where the class stands */
function declare(machine: Interpreter, items: readonly Node[], frame: Frame): ReadonlyMap<Node, readonly Closure[]> {
  const bodies = new Map<Node, readonly Closure[]>();
  for (const item of items) {
    if (item.k === 'import') bindImport(machine, item, frame);
    else if (item.k === 'class') {
      const before = machine.closures.length;
      const own: Values = [{ t: 'class', cls: defineClass(machine, item, frame) }];
      if (machine.language.classBodiesRun && frame === machine.file)
        bodies.set(
          item,
          machine.closures.slice(before).filter((one) => one.node.initialises),
        );
      const imported =
        machine.language.importsFirst && items.some((one) => one.k === 'import' && one.local === item.name);
      if (!imported) machine.bind(item.name, own, frame);
    } else if (item.k === 'function' && item.name && !item.receiver) {
      const own: Values = [{ t: 'function', closure: machine.closure(item, frame) }];
      machine.bind(item.name, union(othersOf(machine, items, item, frame), own), frame);
    }
  }
  for (const item of items) if (item.k === 'function' && item.receiver) addMethod(machine, item, frame);
  return bodies;
}
