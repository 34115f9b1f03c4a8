import type { Node } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { enumName, fieldOf, staticOf } from '../objects/classes.js';
import type { Frame } from '../scope.js';
import { constant, NONE, typeOf, type Value, type Values } from '../values/values.js';
import type { Label, Told } from './comparison.js';

/** Numbers below are counts and members of enumerations: in the place of an argument they say less than its name. */
const LEAST = 100;

const DEEPEST = 6;

/** The test with what its named constants stand for. */
export function withMeanings(machine: Interpreter, told: Told, frame: Frame): Told {
  if (!told.labels.some(({ node }) => node)) return told;
  let tested: Values | undefined;
  const labels = told.labels.map((label): Label => {
    if (!label.node) return label;
    tested ??= machine.eval(told.target, frame);
    const { node } = label;
    const meant = meaningOf(machine, node, frame, 0).filter((one) => isMeant(machine, one, node));
    if (meant.length > 0) return { ...label, meant };
    const member = label.node.k === 'name' ? memberOf(machine, label.text, tested) : NONE;
    return member.length > 0 ? { ...label, meant: member } : label;
  });
  return { ...told, labels };
}

/** What stands for a name that the test says to be this constant. */
export function saidBy({ meant = NONE, at }: Label): Values {
  return meant.flatMap((one): Values => {
    // What the file itself counts says nothing but that it is this one.
    if (one.t === 'symbol' && !one.name.includes('.')) return NONE;
    if (one.t !== 'const') return [one];
    if (typeof one.v === 'number' && one.v < LEAST) return NONE;
    return [{ ...constant(one.v, 'argument'), ...(one.at ? { at: one.at } : at && { at }) } as Value];
  });
}

/** A text or a number, a constant of an enumeration, one of a library, or one that the file counts: `iota`. */
function isMeant(machine: Interpreter, value: Value, { k }: Node): boolean {
  if (value.t === 'const') return value.v !== null && typeof value.v !== 'boolean' && value.v !== '';
  if (value.t === 'object') return enumName(machine, value) !== undefined;
  if (value.t !== 'symbol') return false;
  return (
    (k === 'name' && machine.globals.has(value.name)) ||
    isConstantOf(machine, value.name) ||
    (k === 'member' && isConstantOfType(machine, value.name))
  );
}

/** Types are compared with types. */
function isConstantOf({ book }: Interpreter, name: string): boolean {
  if (book.isType(name) || book.lineage(name).length > 1) return false;
  return book.knows(name) || book.isType(ownerOf(name));
}

/** A constant of a type of another file or library: `JWSAlgorithm.ES256`. */
function isConstantOfType({ book }: Interpreter, name: string): boolean {
  return !book.isType(name) && /(?:^|[./])[A-Z]\w*\.[A-Z]\w*$/.test(name);
}

function ownerOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

/** A constant is looked up without its being read: that would be a use. */
function meaningOf(machine: Interpreter, node: Node, frame: Frame, depth: number): Values {
  if (node.k === 'name') return machine.lookup(node.name, frame);
  if (node.k === 'symbol') return [machine.symbol(node.name)];
  if (node.k !== 'member' || depth > DEEPEST) return NONE;
  const { name } = node;
  return meaningOf(machine, node.object, frame, depth + 1).flatMap((owner): Values => {
    if (owner.t === 'symbol') return [machine.symbol(`${owner.name}.${name}`)];
    if (owner.t === 'class') return staticOf(machine, owner.cls, name) ?? NONE;
    return owner.t === 'object' ? (fieldOf(machine, owner, name) ?? NONE) : NONE;
  });
}

/** `case RS256:` of Java, where what is tested says of which enumeration. */
function memberOf(machine: Interpreter, name: string, tested: Values): Values {
  return tested.flatMap((one): Values => {
    if (one.t === 'object')
      return enumName(machine, one)?.some((own) => own.t === 'const' && own.v === name) ? [one] : [];
    const type = typeOf(one);
    if (!type || !machine.book.knows(type)) return NONE;
    const full = machine.symbol(`${type}.${name}`);
    return full.t === 'symbol' && isConstantOf(machine, full.name) ? [full] : NONE;
  });
}
