import { NOTHING, type Node, type Span } from '../tree/ir.js';
import { addKeys, keyName } from './access.js';
import { holdsKnown, putAnywhere } from './elements.js';
import type { Interpreter } from './interpreter.js';
import { fieldIn, fieldOf, isStandIn, ownerOfStatic, rememberMade } from './objects/classes.js';
import { asBegun, asDeclared, withType } from './objects/declared-type.js';
import { withMembers } from './objects/layouts.js';
import { applyOwnSetter, applySetter } from './objects/properties.js';
import { rememberMember } from './objects/struct-members.js';
import { applyCalls } from './ruled/apply-rule.js';
import { keep } from './ruled/kept.js';
import { type Frame, fieldKey, type Key, memberKey, variableKey } from './scope.js';
import { inRow } from './values/arms.js';
import { putItem } from './values/filled-lists.js';
import {
  asFallback,
  constant,
  isGiven,
  NONE,
  typeOf,
  union,
  unknown,
  type Value,
  type Values,
} from './values/values.js';

export function assign(machine: Interpreter, node: Node & { k: 'assign' }, frame: Frame): Values {
  const table = node.unlessMade ? machine.eval(node.target, frame).filter(isTable) : NONE;
  if (table.length > 0) return table;
  machine.aim(targetName(node.target));
  machine.commands.kept(node);
  const value = node.value ? machine.eval(node.value, frame) : NONE;
  machine.hit();
  const typed = node.type ? withMembers(machine, withType(machine, value, node.type, frame), nameOf(node.type)) : value;
  const before = node.another && node.target.k === 'name' ? definedBefore(machine, node.target.name, frame) : NONE;
  assignTo(machine, node.target, typed, frame, node.declares === true);
  if (node.another && node.target.k === 'name') machine.bind(node.target.name, union(before, typed), frame);
  if (node.given && node.target.k === 'name') giveBack(machine, node.target.name, typed, frame);
  applySetting(machine, node.target, typed, frame);
  if (node.target.k !== 'index' && !isLocal(node.target, frame, machine))
    keep(machine, targetName(node.target), value, placeOf(node.target), frame);
  return typed;
}

function isTable(value: Value): boolean {
  return value.t === 'object' || value.t === 'list';
}

/** A variable of a function is no setting: what is put into it is used there, or was found there. */
function isLocal(target: Node, frame: Frame, { file }: Interpreter): boolean {
  if (target.k !== 'name' || frame === file) return false;
  return frame.cls?.name !== frame.name && frame.parent?.cls?.name !== frame.name && !isField(target.name, frame);
}

/** `SslCiphers = "..."` in a method, where the class around has a field or property of that name. */
function isField(name: string, frame: Frame): boolean {
  for (let at: Frame | undefined = frame; at; at = at.parent) if (at.cls) return at.cls.fields.has(name);
  return false;
}

/** `JWT_ALGORITHM = 'RS256'`, `config['JWT_ALGORITHM'] = ..`: rules name a setting of a framework `settings.JWT_ALGORITHM=`. */
function applySetting(machine: Interpreter, target: Node, values: Values, frame: Frame): void {
  const name = target.k === 'index' ? keyName(machine.eval(target.index, frame)) : targetName(target);
  // Entries may be written small: `options['ssl_verify_peer'] = false`.
  const written = target.k === 'index' ? /^(?:[A-Z][A-Z_0-9]+|[a-z]+(?:_[a-z]+)+)$/ : /^[A-Z][A-Z_0-9]+$/;
  if (!name || !written.test(name)) return;
  const setting = `settings.${name}=`;
  if (machine.book.calls(setting).length === 0) return;
  const at = placeOf(target) ?? { row: 0, column: 0, start: 0, end: 0 };
  applyCalls(machine, { name: setting, args: [{ values }], receiver: NONE, node: { at }, frame });
}

function placeOf(target: Node): Span | undefined {
  if (target.k === 'name' || target.k === 'member') return target.at;
  return target.k === 'index' ? (target.at ?? placeOf(target.object)) : undefined;
}

const MOST_ROWS = 12;

/** What goes into a map that is declared with the type of its elements is of that type, where nobody says more. */
function asElement(machine: Interpreter, map: Value, values: Values): Values {
  const type = machine.language.listsAreTyped ? typeOf(map) : undefined;
  if (!type || !machine.book.knows(type)) return values;
  const says = (one: Value) => one.t === 'const' || machine.book.knows(typeOf(one) ?? '');
  return values.map((one) => (says(one) ? one : unknown('element of a map', type)));
}

function definedBefore(machine: Interpreter, name: string, frame: Frame): Values {
  return machine.store.get(variableKey(frame, name)) ?? NONE;
}

/** The caller's variable receives it, whichever of several stores runs. */
function giveBack(machine: Interpreter, name: string, values: Values, frame: Frame): void {
  machine.effects++;
  frame.outputs ??= new Map();
  frame.outputs.set(name, union(frame.outputs.get(name) ?? NONE, values));
}

export function assignTo(machine: Interpreter, target: Node, values: Values, frame: Frame, declares: boolean): void {
  switch (target.k) {
    case 'name':
      assignName(machine, target.name, values, frame, declares, target.at);
      return;
    case 'member':
      for (const object of holders(machine, target.object, frame)) assignMember(machine, object, target, values, frame);
      return;
    case 'index': {
      const key = keyName(machine.eval(target.index, frame));
      keep(machine, key, values, target.at, frame);
      for (const object of mapsAt(machine, target.object, frame)) {
        // A table that was there before keeps what it is given: `registry[name] = maker` says something whenever it runs.
        if (object.t === 'object' && object.id < machine.began) machine.effects++;
        if (key === undefined) putAnywhere(machine, object, values);
        if (key === undefined) continue;
        const name = key;
        const { at } = target;
        const owner = object.t === 'symbol' ? object.name : typeOf(object);
        if (at) applySetter(machine, object, owner, { k: 'member', object: NOTHING, name, at }, values, frame);
        if (object.t === 'list') putItem(object.items, name, values);
        if (object.t !== 'object') continue;
        if (!object.cls) addKeys(machine, object.id, [constant(/^\d+$/.test(name) ? Number(name) : name)]);
        machine.store.set(fieldKey(object.id, name), asElement(machine, object, values));
      }
      return;
    }
    case 'list': {
      // Of several rows one is meant: what stands in one does not go together with what stands in another.
      const rows = values.length > 1 ? machine.nextId() : 0;
      for (const [at, item] of target.items.entries()) {
        const part = values.map((one, row) => {
          const held = resultAt(machine, one, at, target.items.length);
          return rows > 0 ? inRow(held, rows, row) : held;
        });
        assignTo(machine, item, rows > 0 ? part.flat().slice(0, MOST_ROWS) : union(...part), frame, declares);
      }
      return;
    }
    case 'object':
      for (const entry of target.entries) {
        const name = typeof entry.key === 'string' ? entry.key : keyName(machine.eval(entry.key, frame));
        // `{alg, ...options}`: the rest is taken for the whole.
        if (name === '...') assignTo(machine, entry.value, values, frame, declares);
        else if (name) assignTo(machine, entry.value, machine.members(values, name, frame), frame, declares);
      }
      return;
    case 'assign': {
      // `#key{} = Key` as a pattern: both sides bind what is given.
      const known = target.type ? withType(machine, values, target.type, frame) : values;
      assignTo(machine, target.target, known, frame, declares);
      if (target.value) assignTo(machine, target.value, known, frame, declares);
      return;
    }
    case 'choice':
      // A destructuring default: `{alg = 'RSA'}`.
      if (target.arms[0]) {
        const otherwise = target.arms[1] ? machine.eval(target.arms[1], frame) : NONE;
        const sure = values.some((one) => isGiven(one) && one.t !== 'param');
        assignTo(machine, target.arms[0], sure ? values : union(asFallback(otherwise), values), frame, declares);
      }
      return;
  }
}

/**
 * Whose member is set. A structure inside of another, or an element of an array, that nothing was put into yet begins
 * with its first member: `session->mechanism.type = ..`, `template[0].type = ..`.
 */
function holders(machine: Interpreter, place: Node, frame: Frame): Values {
  const held = machine.eval(place, frame);
  const inside = place.k === 'member' || place.k === 'index';
  if (!machine.language.structures || !inside || !held.every((one) => one.t === 'unknown')) return held;
  const type = typeOf(held[0] ?? unknown('not set here'));
  const made: Value = { t: 'object', id: machine.nextId(), ...(type && { type }) };
  assignTo(machine, place, [made], frame, false);
  return [made];
}

/** A map in a field that nothing in sight has made begins with what is put into it: `s.keys[id] = key`. */
function mapsAt(machine: Interpreter, place: Node, frame: Frame): Values {
  const held = machine.eval(place, frame);
  if (!machine.language.listsAreTyped || place.k !== 'member') return held;
  const [only] = held;
  if (held.length !== 1 || only?.t !== 'unknown' || !only.type) return held;
  const made: Value = { t: 'object', id: machine.nextId(), type: only.type };
  assignTo(machine, place, [made], frame, false);
  return [made];
}

/** One of several results: an item of a list, a member that a rule names by its place, or the first for the whole. */
function resultAt(machine: Interpreter, value: Value, at: number, of: number): Values {
  if (value.t === 'list') return value.items[at] ?? NONE;
  const member = value.t === 'object' ? machine.store.get(fieldKey(value.id, String(at))) : undefined;
  // An entry of a map is its key and what it holds: `for (id, key) in keys`.
  const held = holdsKnown(machine, value) ? at === of - 1 : at === 0;
  return member ?? (held ? [value] : [unknown('one of several results')]);
}

export function assignName(
  machine: Interpreter,
  name: string,
  given: Values,
  frame: Frame,
  declares: boolean,
  span?: Span,
): void {
  const target = { k: 'member', object: NOTHING, name, ...(span && { at: span }) } as const;
  const values = machine.filling.includes(name) ? asFallback(given) : given;
  if (!declares) {
    for (let at: Frame | undefined = frame; at; at = at.parent) {
      const before = machine.store.get(variableKey(at, name));
      if (before) {
        machine.bind(name, asBegun(before, values), at);
        return;
      }
      if (at.cls && at.self && !machine.language.membersAreNamed && fieldIn(machine, at.cls, name)) {
        const owner = ownerOfStatic(machine, at.cls, name);
        const holder: Value = owner ? { t: 'class', cls: owner } : at.self;
        assignMember(machine, holder, target, values, frame);
        return;
      }
      if (at.self && applyOwnSetter(machine, at.self, name, values, frame)) return;
    }
  }
  // In a method of a type that another file declares, a name that nobody declares here is one of its fields.
  const owner = declares || machine.language.membersAreNamed ? undefined : openOwner(frame);
  if (owner) assignMember(machine, owner, target, values, frame);
  else machine.bind(name, values, frame);
}

/** The object around whose type is declared elsewhere. */
export function openOwner(frame: Frame): Value | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) if (at.cls?.open) return at.self;
  return undefined;
}

export function assignMember(
  machine: Interpreter,
  object: Value,
  target: Node & { k: 'member' },
  given: Values,
  frame: Frame,
): void {
  const kept = machine.filling.includes(target.name) ? asFallback(given) : given;
  const values = asDeclared(machine, object, target.name, kept);
  machine.effects++;
  const type = typeOf(object) ?? (object.t === 'symbol' ? object.name : undefined);
  applySetter(machine, object, type, target, values, frame);
  rememberMember(machine, object, target.name, values);
  const owner = object.t === 'class' ? object.cls.id : object.t === 'object' ? object.id : undefined;
  if (owner === undefined) {
    // A member of an argument: what is stored there is there for the rest of the function.
    if (object.t === 'param') machine.store.set(memberKey({ ...object, path: [...object.path, target.name] }), values);
    return;
  }
  const key = fieldKey(owner, target.name);
  // Methods of one object may run in any order: what another one stored stays possible. Those of an object that is made
  // and used in the function at hand run as they are called.
  const mine = object.t === 'object' && object === frame.self;
  const own = object.t === 'class' || (mine && (isStandIn(object) || object.id < machine.began));
  const constructs = frame.name.endsWith('constructor');
  if (object.t === 'object' && (!mine || constructs)) rememberMade(machine, object, target.name, values);
  if (object.t === 'object' && constructs) object.cls?.stored.add(target.name);
  const shared = own && (!constructs || oneOfSeveral(object));
  machine.store.set(key, shared ? union(values, storedBefore(machine, object, target.name, key)) : values);
}

/** What the field has until then: with what it is declared, where nothing has asked for it yet. */
function storedBefore(machine: Interpreter, object: Value, name: string, key: Key): Values {
  const known = machine.store.get(key);
  if (known || object.t !== 'object' || !object.cls?.fields.get(name)?.node.value) return known ?? NONE;
  return fieldOf(machine, object, name) ?? NONE;
}

/** While no object is being made, each of several constructors may be the one that was called. */
function oneOfSeveral(object: Value): boolean {
  return object.t === 'object' && (object.cls?.constructors.length ?? 0) > 1 && isStandIn(object);
}

function targetName(target: Node): string {
  if (target.k === 'name' || target.k === 'member') return target.name;
  if (target.k === 'list' && target.items[0]) return targetName(target.items[0]);
  return '';
}

function nameOf(type: Node): string | undefined {
  return type.k === 'name' ? type.name : undefined;
}
