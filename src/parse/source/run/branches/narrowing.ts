import type { Node } from '../../tree/ir.js';
import { keyName } from '../access.js';
import { assignName } from '../assign.js';
import type { Interpreter } from '../interpreter.js';
import { typeAsked } from '../objects/declared-type.js';
import { type Frame, fieldKey, memberKey, partKey } from '../scope.js';
import { tellParts, wasTold } from '../values/told.js';
import { unknown, type Value, type Values } from '../values/values.js';

/** Runs the body with the target known to be of one of the types; afterwards it is what it was before. */
export function runNarrowed(machine: Interpreter, node: Node & { k: 'narrowed' }, frame: Frame): Values {
  if (node.equal) return runEqual(machine, node, frame);
  const types = node.to.flatMap((one) => {
    const named = typeAsked(machine, one, frame);
    return named?.t === 'symbol' && machine.book.knows(named.name) ? [named.name] : [];
  });
  const before = types.length > 0 ? machine.eval(node.target, frame) : [];
  const known = types.flatMap((type) => before.map((one) => seenAs(machine, one, type)));
  for (const one of before)
    if (one.t === 'object' && types.some((type) => !saysOther(machine, one, type))) tellParts(machine, one.id, types);
  if (before.length === 0) return machine.eval(node.body, frame);
  putFor(machine, node.target, known, frame);
  const result = machine.eval(node.body, frame);
  putBack(machine, node.target, { during: known, after: before }, frame);
  return result;
}

/** Numbers below are counts and answers, not sizes or names of algorithms. */
const LEAST = 100;

/** `if (type == EVP_PKEY_RSA)`: where nobody has said what it is, the test says it. */
function runEqual(machine: Interpreter, node: Node & { k: 'narrowed' }, frame: Frame): Values {
  const before = machine.eval(node.target, frame);
  const open = before.length > 0 && before.every((one) => one.t === 'param' || one.t === 'unknown');
  const told = open ? node.to.flatMap((one) => machine.eval(one, frame)).filter(isTelling) : [];
  if (told.length === 0) return machine.eval(node.body, frame);
  putFor(machine, node.target, told, frame);
  const result = machine.eval(node.body, frame);
  putBack(machine, node.target, { during: told, after: before }, frame);
  return result;
}

function isTelling(value: Value): boolean {
  return value.t === 'const' && (typeof value.v === 'string' ? value.v !== '' : Number(value.v) >= LEAST);
}

/** What a test says goes before what is declared, unless that says more. An object that is of another type is not what is seen here. */
function seenAs(machine: Interpreter, value: Value, type: string): Value {
  if (value.t === 'symbol' && isOtherClass(machine, value.name, type))
    return unknown('of the type that is asked for', type);
  if (value.t === 'object' && saysOther(machine, value, type)) return unknown('of the type that is asked for', type);
  const open = value.t === 'param' || value.t === 'unknown' || (value.t === 'object' && !value.cls);
  if (!open || (value.type && machine.book.lineage(value.type).includes(type))) return value;
  return { ...value, type };
}

/** The name of a class of which it is known what it extends, and that is not the type. */
function isOtherClass(machine: Interpreter, name: string, type: string): boolean {
  const lineage = machine.book.lineage(name);
  return lineage.length > 1 && !lineage.includes(type);
}

/** Is the object's algorithm another than that of every value of the type? */
function saysOther(machine: Interpreter, value: Value & { t: 'object' }, type: string): boolean {
  const own = machine.store.get(partKey(value.id, 'algorithm'));
  const asked = machine.book.typeParts(type).flatMap((one) => (one.algorithm === undefined ? [] : [one.algorithm]));
  if (!own || asked.length === 0 || wasTold(machine, value.id)) return false;
  return own.every((one) => one.t === 'const' && isOther(String(one.v), asked.map(String)));
}

/** EC is kin to ECDSA, and what leaves the kind open to all. */
function isOther(name: string, asked: readonly string[]): boolean {
  return !name.startsWith('Classical') && !asked.some((one) => name.includes(one) || one.includes(name));
}

/** Puts what stands for the target after an arm back, where the arm did not give it something else. */
export function putBack(
  machine: Interpreter,
  target: Node,
  { during, after }: { readonly during: Values; readonly after: Values },
  frame: Frame,
): void {
  // A constant of a library is not read here: that could be a use.
  const now = target.k === 'name' ? machine.lookup(target.name, frame) : machine.eval(target, frame);
  if (now === during) putFor(machine, target, after, frame);
}

/** Stores without the effects that an assignment has. */
export function putFor(machine: Interpreter, target: Node, values: Values, frame: Frame): void {
  if (target.k === 'name') assignName(machine, target.name, values, frame, false);
  if (target.k !== 'member' && target.k !== 'index') return;
  const name = target.k === 'member' ? target.name : keyName(machine.eval(target.index, frame));
  if (name === undefined) return;
  for (const object of machine.eval(target.object, frame)) putMember(machine, object, name, values);
}

function putMember(machine: Interpreter, object: Value, name: string, values: Values): void {
  if (object.t === 'object') machine.store.set(fieldKey(object.id, name), values);
  else if (object.t === 'param') machine.store.set(memberKey({ ...object, path: [...object.path, name] }), values);
}
