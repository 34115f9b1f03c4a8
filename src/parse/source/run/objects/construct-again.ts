import type { CallNode } from '../../tree/ir.js';
import { outside } from '../calls/outside.js';
import type { Interpreter } from '../interpreter.js';
import { applyCalls } from '../ruled/apply-rule.js';
import type { Frame } from '../scope.js';
import { NONE, type Value, type Values } from '../values/values.js';
import { basesOf, type CallArgument, construct } from './classes.js';

/** `super(..)` and `this(..)`: another constructor makes the same object. */
export function constructAgain(
  machine: Interpreter,
  object: Value & { t: 'object' },
  name: string,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values {
  const cls = frame.cls ?? object.cls;
  if (!cls) return NONE;
  if (name === 'this') construct(machine, cls, object, args);
  else for (const base of basesOf(machine, cls)) construct(machine, base, object, args);
  if (name !== 'super') return NONE;
  if (object.type) applyCalls(machine, { name: object.type, args, receiver: [object], node, frame });
  // The class above may stand in another file.
  for (const base of cls.bases.flatMap((one) => machine.eval(one, cls.frame.parent ?? machine.file)))
    if (base.t === 'symbol') outside(machine, base.name, args, frame);
  return NONE;
}
