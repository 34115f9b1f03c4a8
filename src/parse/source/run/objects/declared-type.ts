import type { Node } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import type { Frame } from '../scope.js';
import { tellParts } from '../values/told.js';
import { isGiven, NONE, union, unknown, type Value, type Values } from '../values/values.js';
import { enumConstants, instanceOf } from './classes.js';
import { typeFromHeir } from './type-arguments.js';

/**
 * A type that rules speak of where code asks for it, `token.Method.(*jwt.SigningMethodRSA)`: what is only declared with it, or made of
 * it, asks nothing.
 */
export function unasked(machine: Interpreter, type: Node, frame: Frame): Value | undefined {
  if (type.k !== 'member') return undefined;
  const [owner] = machine.eval(type.object, frame);
  if (owner?.t !== 'symbol') return undefined;
  const name = `${owner.name}.${type.name}`;
  return machine.book.reads(name).length > 0 ? { t: 'symbol', name } : undefined;
}

/** A property may have the name of its type: `RSA RSA { get; }`. */
export function typeNamed(machine: Interpreter, type: Node, frame: Frame): Value | undefined {
  return unasked(machine, type, frame) ?? typeAsked(machine, type, frame);
}

/** The same of a type that something is tested for. */
export function typeAsked(machine: Interpreter, type: Node, frame: Frame): Value | undefined {
  const isType = (one: Value) => one.t === 'class' || one.t === 'symbol';
  const heirs = type.k === 'name' ? typeFromHeir(machine, type.name, frame) : undefined;
  if (heirs) return machine.eval(heirs.type, heirs.frame).find(isType);
  const here = machine.eval(type, frame).find(isType);
  return here ?? (type.k === 'name' ? machine.eval(type, machine.file).find(isType) : undefined);
}

/** `SigningCredentials = new SigningCredentials(..)`: a type is made, whatever property has its name. */
export function typesMade(machine: Interpreter, node: Node & { k: 'generic' }, frame: Frame): Values {
  const here = machine.eval(node.type, frame);
  if (node.of.length > 0 || !here.every((one) => one.t === 'unknown' || one.t === 'object')) return here;
  const type = typeNamed(machine, node.type, frame);
  return type ? [type] : here;
}

/** Values to which a declared type is added where they have none that the rules know. */
export function withType(machine: Interpreter, values: Values, type: Node, frame: Frame): Values {
  const named = typeNamed(machine, type, frame);
  if (named?.t === 'class') {
    // Of an enum it is one of the constants, whichever the caller gives.
    const constants = values.every((one) => one.t === 'param' || !isGiven(one))
      ? enumConstants(machine, named.cls)
      : NONE;
    if (constants.length > 0) return constants;
    // An argument of a type of the file has the methods of the type, and the fields that a caller gives.
    const own = [instanceOf(machine, named.cls)];
    if (values.some((one) => one.t === 'param' && one.path.length === 0 && !one.type)) return union(values, own);
    return values.some(isGiven) ? values : own;
  }
  if (named?.t !== 'symbol') return values;
  const name = named.name;
  const element = elementOf(machine, named);
  if (element && values.every((one) => one.t === 'param' || one.t === 'unknown'))
    return [{ t: 'list', items: [[unknown('an element', element)]] }];
  // What begins as nothing is set by whoever begins the work: `private key: KeyObject | null = null`.
  if (values.length === 0 || (values.every(isNothing) && machine.book.knows(name))) return [unknown(NOT_SET, name)];
  return values.map((one) => {
    if (one.t === 'unknown' || one.t === 'param')
      return keepsType(machine, one.type, name) ? one : { ...one, type: name };
    // A name that nothing here declares, cast to a key: a member of a base class in another file.
    if (one.t === 'symbol' && !machine.book.knows(one.name) && machine.book.typeParts(name).length > 0)
      return unknown('a name of another file', name);
    if (one.t === 'object' && machine.book.knows(name) && !keepsType(machine, one.type, name) && !one.cls) {
      tellParts(machine, one.id, [name]);
      return { ...one, type: name };
    }
    return one;
  });
}

const NOT_SET = 'not set here';

/** `PGPPublicKeyEncryptedData data = null; while (..) data = it.next();`: what a variable of a type is given has the type. */
export function asBegun(before: Values, values: Values): Values {
  const begun = before.find((one) => one.t === 'unknown' && one.why === NOT_SET);
  if (begun?.t !== 'unknown' || !begun.type) return values;
  const { type } = begun;
  return values.map((one) => (one.t === 'unknown' && !one.type ? { ...one, type } : one));
}

const COLLECTION = /(?:^|\.)(?:Mutable)?(?:List|Set|Collection|Iterable|Sequence|Array|ArrayList)$/;

/** The type that a list holds, where the rules know it: `List<X509Certificate>`. */
function elementOf(machine: Interpreter, { name, of }: Value & { t: 'symbol' }): string | undefined {
  const [only] = of?.[0] ?? NONE;
  return only?.t === 'symbol' && COLLECTION.test(name) && machine.book.knows(only.name) ? only.name : undefined;
}

/** What is stored in a field whose type the rules know: what another file hands over may be of that type. */
export function asDeclared(machine: Interpreter, object: Value, field: string, values: Values): Values {
  const cls = object.t === 'object' ? object.cls : undefined;
  const type = cls?.fields.get(field)?.node.type;
  if (!cls || !type) return values;
  const named = typeNamed(machine, type, cls.frame);
  return named?.t === 'symbol' && machine.book.knows(named.name) ? withType(machine, values, type, cls.frame) : values;
}

/** Of the values those that are objects of the class; where none is known, the one that stands for any of them. */
export function ofClass(machine: Interpreter, values: Values, type: Node, frame: Frame): Values {
  const named = typeNamed(machine, type, frame);
  if (named?.t !== 'class') return values;
  const own = values.filter((one) => one.t === 'object' && one.cls === named.cls);
  return own.length > 0 ? own : [instanceOf(machine, named.cls)];
}

function isNothing(value: Value): boolean {
  return value.t === 'const' && value.v === null;
}

/** What the rules say of a value goes before what is declared, but for a cast to a type that extends it. */
function keepsType(machine: Interpreter, known: string | undefined, declared: string): boolean {
  // What a text is known to begin with.
  if (known && /^(?:command|text|transport|pem)\./.test(known)) return true;
  if (!known || !machine.book.knows(known) || machine.book.isResult(known)) return false;
  return known === declared || !machine.book.lineage(declared).includes(known);
}
