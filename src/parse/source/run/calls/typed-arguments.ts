import type { CallNode, Node } from '../../tree/ir.js';
import { assignTo } from '../assign.js';
import type { Interpreter } from '../interpreter.js';
import { withType } from '../objects/declared-type.js';
import type { Closure, Frame } from '../scope.js';
import type { Value } from '../values/values.js';

/**
 * What is handed to a function of the file is of the type that its parameter is declared with: `_validate(private_key)` tells
 * what an argument without a type of its own is.
 */
export function tellTypes(
  machine: Interpreter,
  { node, frame: around }: Closure,
  { args }: CallNode,
  frame: Frame,
): void {
  for (const [index, { type }] of node.params.entries()) {
    const argument = args[index];
    if (!type || !argument || argument.name !== undefined || argument.value.k !== 'name') continue;
    tellType(machine, argument.value, type, around, frame);
  }
}

function tellType(machine: Interpreter, name: Node & { k: 'name' }, type: Node, around: Frame, frame: Frame): void {
  const values = machine.lookup(name.name, frame);
  if (values.length === 0 || !values.every(isOpen)) return;
  const typed = withType(machine, values, type, around);
  const known = typed.every((one) => one.t === 'param' && one.type !== undefined && machine.book.knows(one.type));
  if (known) assignTo(machine, name, typed, frame, false);
}

/** An argument of the function around of which nothing tells the type. */
function isOpen(value: Value): boolean {
  return value.t === 'param' && value.type === undefined && value.path.length === 0;
}
