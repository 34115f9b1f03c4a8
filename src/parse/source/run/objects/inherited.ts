import { lookAt } from '../calls/activate.js';
import type { Interpreter } from '../interpreter.js';
import type { ClassInfo, Closure } from '../scope.js';
import { NONE, type Values } from '../values/values.js';
import { basesOf, enumConstants, instanceOf } from './classes.js';

/** Looks at inherited methods in one file: a hostile one may have a thousand classes of a thousand methods. */
const MOST_LOOKS = 500;
const DEEPEST = 4;

/**
 * Methods of base classes in which a use was seen, once more with each class of the file that extends them: what that one
 * sets or overrides (`abstract String algorithm()`) decides there.
 */
export function exerciseInherited(machine: Interpreter): void {
  let left = MOST_LOOKS;
  for (const cls of machine.classes) {
    for (const constant of constantsOf(machine, cls)) {
      for (const closure of [...cls.methods.values()].flat().filter((one) => reports(machine, one))) {
        if (left-- <= 0) return;
        lookAt(machine, closure, constant);
      }
    }
    for (const closure of inheritedBy(machine, cls, new Set(cls.methods.keys()), 0)) {
      if (left-- <= 0) return;
      lookAt(machine, closure, instanceOf(machine, cls));
    }
  }
}

/** A method of an enum is one of each of its constants. */
function constantsOf(machine: Interpreter, cls: ClassInfo): Values {
  return [...cls.methods.values()].flat().some((one) => reports(machine, one)) ? enumConstants(machine, cls) : NONE;
}

function reports(machine: Interpreter, closure: Closure): boolean {
  return machine.reporting.has(closure.node) && !closure.node.static;
}

function inheritedBy(machine: Interpreter, cls: ClassInfo, hidden: ReadonlySet<string>, depth: number): Closure[] {
  if (depth >= DEEPEST) return [];
  return basesOf(machine, cls).flatMap((base) => {
    const own = [...base.methods].filter(([name]) => !hidden.has(name)).flatMap(([, closures]) => closures);
    const used = own.filter((one) => reports(machine, one));
    return [...used, ...inheritedBy(machine, base, new Set([...hidden, ...base.methods.keys()]), depth + 1)];
  });
}
