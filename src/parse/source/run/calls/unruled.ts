import type { CallNode } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { type CallArgument, enumName } from '../objects/classes.js';
import { fieldNamed } from '../objects/field-named.js';
import { heldBy, setMembers, typeMade } from '../objects/made.js';
import { takeOver } from '../ruled/take-over.js';
import type { Frame } from '../scope.js';
import { assigned, lookedUp, lookedUpElsewhere, mapMethod, mapOf, mapOfArrays, mergedMap } from '../values/maps.js';
import { functionOnValues } from '../values/standard-functions.js';
import { asNumber, NONE, typeOf, unknown, type Value, type Values } from '../values/values.js';
import { handedElements } from './block-elements.js';
import { givesItsBlock, givesWhatItsFunctionGives, runsElsewhere, takesOut } from './blocks.js';
import { handsItselfBack } from './builders.js';
import { callBack } from './call-back.js';
import { callExtension } from './extensions.js';
import type { CallSite } from './invoke.js';
import { partsOfMap, partsOfObject, walked } from './iteration.js';
import { applyNamed, applyNamedMethod } from './named-calls.js';
import { outside } from './outside.js';
import { partially } from './partial.js';

/** What a function gives of which no rule speaks: of the standard library, of another file, else something of its own. */
export function ofUnruledFunction(
  machine: Interpreter,
  { name, receiver, args, frame }: CallSite,
  node: CallNode,
): Values {
  const handed = functionOnValues(
    name,
    args.map((one) => one.values),
  );
  if (handed) return handed;
  const partial = partially(machine, name, args, node, frame);
  if (partial) return partial;
  const items = walked(machine, name, args, node, frame) ?? partsOfObject(machine, name, args);
  if (items) return items;
  const map = mapOf(machine, name, args) ?? mapOfArrays(machine, name, args) ?? assigned(machine, name, args);
  if (map) return [map];
  // `rsa_keypair pair;` makes room for a pair, not a pair.
  const room = node.constructs === true && args.length === 0;
  const isNamed = !room && receiver.every((one) => one.t === 'symbol');
  const keys = isNamed ? applyNamed(machine, { name, args, receiver, node, frame }) : NONE;
  outside(machine, name, args, frame);
  const answered = callBack(machine, args, node, frame);
  if (givesItsBlock(name, args)) return answered;
  const result = machine.imports.result(name, args);
  if (result) return result;
  const held = node.constructs ? heldBy(machine, name, args) : NONE;
  if (held.length > 0) return held;
  const made: Value = { t: 'object', id: machine.nextId(), type: typeMade(machine, name), at: node.at };
  setMembers(machine, made, args, frame);
  takeOver(machine, made.id, keys);
  return [made];
}

/** What a method gives of which no rule speaks, of an object or of something whose type is known. */
export function ofUnruledMethod(
  machine: Interpreter,
  object: Value,
  name: string,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values {
  const type = typeOf(object);
  const extension = callExtension(machine, object, name, args);
  if (extension) return extension;
  const keys = applyNamedMethod(machine, type, { name, args, receiver: [object], node, frame }, node.callee);
  if (takesOut(name, args.length) || handsItselfBack(machine, object, name, args.length)) return [object];
  const field = args.length === 0 ? fieldNamed(machine, object, name) : undefined;
  if (field) return field;
  const looked = lookedUp(machine, object, name, args);
  if (looked) return looked;
  const number = args.length === 0 ? asNumber(object, name) : undefined;
  if (number) return [number];
  const tag = isNameOf(name) ? enumName(machine, object) : undefined;
  if (tag) return tag;
  const handed = handedElements(machine, object, name, args);
  if (handed) return handed;
  const merged = mergedMap(machine, object, name, args);
  if (merged) return [merged];
  if (object.t === 'object') {
    const held = args.length === 0 ? partsOfMap(machine, object, name) : mapMethod(machine, object, name, args);
    if (held) return held;
  }
  if (type) outside(machine, `${type}.${name}`, args, frame);
  const result = type && machine.imports.result(`${type}.${name}`, args);
  if (result) return result;
  const answered = callBack(machine, args, node, frame, [object]);
  if (givesWhatItsFunctionGives(name) || runsElsewhere(name)) return answered;
  if (type && machine.language.elements?.has(name) && machine.book.knows(type)) return [object];
  if (keys.length > 0) return keys;
  if (object.t === 'param' && !type && args.length === 0 && ATTRIBUTE.test(name))
    return [{ ...object, path: [...object.path, machine.language.readsAreCalls ? name : `${name}()`] }];
  const elsewhere = lookedUpElsewhere(machine, object, name, args);
  if (elsewhere) return elsewhere;
  // What the text of something says is no name of a type.
  return [unknown(`result of ${name}()`, type && !/^toString$/i.test(name) ? `${type}.${name}` : undefined)];
}

/** Methods that change or ask something have a sign behind their name. */
const ATTRIBUTE = /^[a-z_]\w*$/;

/** The methods by which a constant of an enum gives its name. */
export function isNameOf(method: string): boolean {
  return ['name', 'toString', 'getName', 'ToString'].includes(method);
}
