import type { Node, Span } from '../../tree/ir.js';
import type { CallSite } from '../calls/invoke.js';
import type { Interpreter } from '../interpreter.js';
import { applyCalls } from '../ruled/apply-rule.js';
import type { Frame } from '../scope.js';
import { typeOf, type Value, type Values } from '../values/values.js';

const NOWHERE: Span = { row: 0, column: 0, start: 0, end: 0 };

/** `object.name = value`: rules name it `type.name=`, or `*.name=` whatever the object is. */
export function applySetter(
  machine: Interpreter,
  object: Value,
  type: string | undefined,
  target: Node & { k: 'member' },
  values: Values,
  frame: Frame,
): void {
  const at = target.at ?? NOWHERE;
  // A field of a class of the file is no setting of a library.
  const anywhere = object.t === 'object' && object.cls ? [] : ['*'];
  const owners = [...(type ? machine.book.lineage(type) : []), ...anywhere];
  callFirst(machine, setters(machine, owners, target.name), {
    args: [{ values }],
    receiver: [object],
    node: { at },
    frame,
  });
}

/** `name = value` in a block whose `this` is an object of a library: `apply { keySize = 4096 }`. @returns whether rules speak of it */
export function applyOwnSetter(machine: Interpreter, self: Value, name: string, values: Values, frame: Frame): boolean {
  const type = machine.language.beanProperties ? typeOf(self) : undefined;
  if (!type) return false;
  const node = { at: NOWHERE };
  const names = setters(machine, machine.book.lineage(type), name);
  return callFirst(machine, names, { args: [{ values }], receiver: [self], node, frame });
}

function setters(machine: Interpreter, owners: readonly string[], name: string): string[] {
  const called = machine.language.beanProperties ? owners.map((one) => `${one}.${bean('set', name)}`) : [];
  return [...owners.map((one) => `${one}.${name}=`), ...called];
}

function callFirst(machine: Interpreter, names: readonly string[], site: Omit<CallSite, 'name'>): boolean {
  return names.some((name) => applyCalls(machine, { ...site, name }) !== undefined);
}

/** `x.private` where it reads `x.getPrivate()`: what rules say of the getter. */
export function applyGetter(
  machine: Interpreter,
  owner: string,
  name: string,
  object: Value,
  frame: Frame,
  at: Span = NOWHERE,
): Values | undefined {
  if (!machine.language.beanProperties) return undefined;
  return applyCalls(machine, {
    name: `${owner}.${bean('get', name)}`,
    args: [],
    receiver: [object],
    node: { at },
    frame,
  });
}

function bean(prefix: string, name: string): string {
  return `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
