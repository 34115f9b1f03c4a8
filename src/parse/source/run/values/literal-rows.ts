import type { ObjectNode } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { instanceOf } from '../objects/classes.js';
import { type ClassInfo, fieldKey } from '../scope.js';
import { inArm } from './arms.js';
import { NONE, union, type Value, type Values } from './values.js';

/** Literals of a class, each with its number: `Policy{Alg: RSA, Bits: 4096}` and `Policy{Alg: Ed25519}` are two rows. */
const rows = new WeakMap<ClassInfo, Map<number, number>>();

/**
 * What a literal of a type of the file puts into a field is what its methods may find there. What stands in one literal does not go
 * together with what stands in another.
 */
export function rememberRow(
  machine: Interpreter,
  cls: ClassInfo,
  { at }: ObjectNode,
  name: string,
  values: Values,
): void {
  const known = values.filter(isKept);
  if (known.length === 0) return;
  const numbers = rows.get(cls) ?? new Map<number, number>();
  rows.set(cls, numbers);
  const row = numbers.get(at.start) ?? numbers.size;
  numbers.set(at.start, row);
  const key = fieldKey(instanceOf(machine, cls).id, name);
  machine.store.set(key, union(machine.store.get(key) ?? NONE, inArm(known, cls.id, row)));
}

function isKept({ t }: Value): boolean {
  return t === 'const' || t === 'object' || t === 'list' || t === 'symbol';
}
