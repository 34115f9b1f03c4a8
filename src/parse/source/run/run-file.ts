import { exercise } from './calls/activate.js';
import { runWaiting } from './calls/call-back.js';
import { reportNamed } from './calls/named-calls.js';
import type { Interpreter } from './interpreter.js';
import { fieldOf, instanceOf, staticOf } from './objects/classes.js';
import { reportIdle } from './objects/idle.js';
import { exerciseInherited } from './objects/inherited.js';
import type { Closure } from './scope.js';
import { runStatements } from './statements.js';

/** Functions that fill a structure which others use, wherever they stand in a file of C. */
const BEGINS = /(?:^|_)(?:init|initiali[sz]e|setup|create|new|open|load|gen|generate|keygen|start)(?:_|$)/;

/** Looks at all that is in a file, whether anything in it calls it or not. */
export function runFile(machine: Interpreter): void {
  const { closures } = machine;
  runStatements(machine, machine.tree.body, machine.file);
  for (const one of closures) if (one.node.initialises) exercise(machine, one);
  // Functions of a type make its objects: what they put into its fields is what its methods find there.
  for (const one of [...closures]) if (one.node.static && one.cls) exercise(machine, one);
  const begins = machine.language.begins ?? (machine.language.structures ? BEGINS : undefined);
  for (const one of begins ? [...closures] : []) {
    if (!begins?.test(one.node.name ?? '')) continue;
    for (const maker of one.cls?.constructors ?? []) exercise(machine, maker);
    exercise(machine, one);
  }
  const initialised = { classes: 0 };
  let inherited = false;
  for (let at = 0; ; at++) {
    if (at >= closures.length) initialise(machine, initialised);
    if (at >= closures.length && !inherited) {
      inherited = true;
      exerciseInherited(machine);
    }
    if (at >= closures.length) break;
    exercise(machine, closures[at] as Closure);
  }
  runWaiting(machine);
  reportIdle(machine);
  reportNamed(machine);
  machine.commands.settle();
}

/** Values of fields that nothing has asked for; functions may be found in them. */
function initialise(machine: Interpreter, done: { classes: number }): void {
  for (let cls = machine.classes[done.classes]; cls; cls = machine.classes[++done.classes]) {
    const self = instanceOf(machine, cls);
    for (const [name, field] of cls.fields) {
      if (field.static) staticOf(machine, cls, name);
      else fieldOf(machine, self, name);
    }
  }
}
