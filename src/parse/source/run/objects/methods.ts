import type { FunctionNode, Node } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { type ClassInfo, type Frame, variableKey } from '../scope.js';
import { NONE, type Values } from '../values/values.js';
import { defineClass } from './classes.js';

/** A method written outside its type. */
export function addMethod(machine: Interpreter, node: FunctionNode, frame: Frame): void {
  const owner = node.receiver && machine.eval(node.receiver.type, frame)[0];
  const cls = owner?.t === 'class' ? owner.cls : owner?.t === 'symbol' ? opened(machine, owner.name, frame) : undefined;
  if (!cls) machine.closure(node, frame);
  else cls.methods.set(node.name, [machine.closure(node, cls.frame), ...(cls.methods.get(node.name) ?? [])]);
}

/** A type whose declaration stands in another file: its methods here belong together all the same. */
function opened(machine: Interpreter, name: string, frame: Frame): ClassInfo | undefined {
  if (machine.language.typesSpanFiles) return spanning(machine, name, frame);
  if (!machine.language.overloads) return undefined;
  // Whoever writes a method of `HKDF` has a class of that name; that a library knows the word says nothing of its members.
  const foreign = machine.book.knows(name);
  const known = machine.classes.find((one) => one.open && one.name === name);
  if (known) return known;
  const at = { row: 0, column: 0, start: 0, end: 0 };
  const cls = defineClass(machine, { k: 'class', name, bases: [], members: [], open: true, at }, frame);
  if (!foreign && !name.includes('.')) machine.bind(name, [{ t: 'class', cls }], frame);
  return cls;
}

/** A type of the package: what its other files say of it is asked of them. A type of another package has no methods here. */
function spanning(machine: Interpreter, full: string, frame: Frame): ClassInfo | undefined {
  const { module } = machine.tree;
  const name = full.startsWith(`${module}.`) ? full.slice(module.length + 1) : full;
  if (/[./]/.test(name) || machine.book.knows(full)) return undefined;
  const known = machine.classes.find((one) => one.open && one.name === name);
  if (known) return known;
  const at = { row: 0, column: 0, start: 0, end: 0 };
  const cls = defineClass(machine, { k: 'class', name, bases: [], members: [], open: true, at }, frame);
  machine.bind(name, [{ t: 'class', cls }], frame);
  return cls;
}

/** Functions of the same name before this one: overloads, or what another configuration is built with. */
export function othersOf(machine: Interpreter, items: readonly Node[], node: FunctionNode, frame: Frame): Values {
  if (!machine.language.overloads) return NONE;
  const first = items.find((one) => one.k === 'function' && one.name === node.name && !one.receiver);
  return first === node ? NONE : (machine.store.get(variableKey(frame, node.name)) ?? NONE);
}
