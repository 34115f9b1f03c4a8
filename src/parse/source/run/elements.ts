import { ANY_ENTRY } from '../../../model/index.js';
import { addKeys, mapKey, member } from './access.js';
import type { Interpreter } from './interpreter.js';
import { lack } from './lack.js';
import { fieldOf, methodsOf, REST } from './objects/classes.js';
import { entryOf } from './objects/filled-members.js';
import { applyRead } from './ruled/apply-rule.js';
import { type ClassInfo, fieldKey } from './scope.js';
import { asKeys, heldIn, ofRows } from './values/arms.js';
import { asFallback, constant, NONE, typeOf, union, unknown, type Value, type Values } from './values/values.js';

export function index(machine: Interpreter, objects: Values, index: Values): Values {
  const rows = objects.flatMap((one) => (one.t === 'list' ? [one] : []));
  if (rows.length > 1 && rows.length === objects.length)
    return union(
      ...ofRows(
        rows,
        () => machine.nextId(),
        (row) => item(row.items, index),
      ),
    );
  const found = objects.map((object): Values => {
    if (object.t === 'list') return item(object.items, index);
    const own = ownElement(machine, object, index) ?? ruledElement(machine, object, index);
    if (own) return own;
    const typed = machine.language.listsAreTyped && typeOf(object) !== undefined;
    if (object.t === 'object') {
      const rows = index.length === 0 ? pairsOf(machine, object) : undefined;
      if (rows) return rows;
      const found = entry(machine, object, index);
      if (found.length === 0 && (typed || (machine.language.listsAreTyped && object.cls))) return [object];
      // What another function made may hold anything, in the end what another file keeps under that key.
      const type = found.length === 0 ? typeOf(object) : undefined;
      if (type === undefined) return found;
      const [key] = index;
      const isKey = key?.t === 'const' && typeof key.v === 'string' && !machine.book.knows(type);
      return isKey ? member(machine, object, String(key.v), machine.file) : [unknown('element that is not known')];
    }
    if (typed) return [unknown('element that is not known', typeOf(object))];
    if (object.t === 'param' || object.t === 'config' || object.t === 'symbol') {
      if (object.t === 'param') machine.ownReads++;
      const [key] = index;
      if (key?.t === 'const' && typeof key.v === 'string') return member(machine, object, key.v, machine.file);
      if (key?.t !== 'const' && object.t === 'config') return entryOf([object], ANY_ENTRY);
      if (key?.t !== 'const' && object.t === 'param' && !object.type && object.path.length > 0)
        return [{ ...object, path: [...object.path, ANY_ENTRY] }];
    }
    if (holdsKnown(machine, object)) return [object];
    const elsewhere = elementElsewhere(machine, object, index);
    if (elsewhere) return elsewhere;
    return [unknown('element that is not known')];
  });
  return union(...found);
}

/** `settings()["receipts"]["alg"]`, `options.Profiles[name]` of another file. */
function elementElsewhere(machine: Interpreter, object: Value, [key]: Values): Values | undefined {
  if ((object.t !== 'unknown' && object.t !== 'param') || !object.type || machine.book.knows(object.type))
    return undefined;
  if (key?.t === 'const') {
    if (object.t === 'param') return undefined;
    return typeof key.v === 'string' ? member(machine, object, key.v, machine.file) : [object];
  }
  if (!key || !object.type.includes('.')) return undefined;
  const type = `${object.type}.${ANY_ENTRY}`;
  if (object.t === 'param') return [{ ...object, path: [...object.path, ANY_ENTRY], type }];
  return [unknown('element that is not known', type)];
}

/**
 * What a loop gets of each round: the keys of a map that is written out, or the keys with what they hold; otherwise any element.
 * @param what the language gives for a map
 */
export function walkedThrough(machine: Interpreter, objects: Values, what: 'keys' | 'pairs'): Values {
  const found = objects.map((one): Values => {
    const keys = one.t === 'object' && !one.cls ? machine.store.get(fieldKey(one.id, '$keys')) : undefined;
    const isWritten = keys?.every((key) => key.t === 'const' && key.v !== REST && key.v !== ANY_KEY);
    if (one.t !== 'object' || !keys || !isWritten) {
      const element = index(machine, [one], NONE);
      return what === 'pairs' ? [{ t: 'list', items: [[unknown('key of a map')], element] }] : element;
    }
    if (what === 'keys') return asKeys(keys, one.id);
    return keys.map((key) => ({ t: 'list', items: [[key], entry(machine, one, [key])] }));
  });
  return union(...found);
}

/** What a class of the file hands out for `object[key]`: `def [](name)`, `def __getitem__(self, name)`. */
function ownElement(machine: Interpreter, object: Value, index: Values): Values | undefined {
  if (object.t !== 'object' || !object.cls) return undefined;
  const [method] = ['[]', '__getitem__'].flatMap((name) => methodsOf(machine, object.cls as ClassInfo, name));
  return method && machine.invoke(method, [{ values: index }], object);
}

/** What rules say of `object[key]`: `IConfiguration.[]`. */
function ruledElement(machine: Interpreter, object: Value, index: Values): Values | undefined {
  const type = typeOf(object);
  const name = type && machine.book.lineage(type).find((one) => machine.book.reads(`${one}.[]`).length > 0);
  return name ? applyRead(machine, `${name}.[]`, [object], machine.file, undefined, [{ values: index }]) : undefined;
}

/** Field of a map whose entries are pairs where it is walked through: `for (const [name, value] of map)`. */
export const GIVES_PAIRS = '$pairs';

function pairsOf(machine: Interpreter, map: Value & { t: 'object' }): Values | undefined {
  if (!machine.store.get(fieldKey(map.id, GIVES_PAIRS))) return undefined;
  const keys = machine.store.get(fieldKey(map.id, '$keys')) ?? NONE;
  return keys.map((key): Value => {
    const value = key.t === 'const' ? machine.store.get(fieldKey(map.id, String(key.v))) : undefined;
    return { t: 'list', items: [[key], value ?? NONE] };
  });
}

/** Is it, or is it declared as, a collection of what rules speak of? Such a one is known by the type of what it holds. */
export function holdsKnown(machine: Interpreter, value: Value): boolean {
  if (!machine.language.elements || (value.t !== 'param' && value.t !== 'unknown')) return false;
  return value.type !== undefined && machine.book.knows(value.type);
}

function item(items: readonly Values[], index: Values): Values {
  const numbers = index.flatMap((one) => (one.t === 'const' && typeof one.v === 'number' ? [one.v] : []));
  return numbers.length > 0 ? union(...numbers.map((one) => items[one] ?? NONE)) : union(...items);
}

/** Under this key stands what a map holds under keys that are not known. */
const ANY_KEY = '*';

/** `keys[id] = key`: a map that the code fills holds it, whatever it is asked for. */
export function putAnywhere(machine: Interpreter, map: Value, values: Values): void {
  if (map.t !== 'object' || map.cls) return;
  const key = fieldKey(map.id, ANY_KEY);
  machine.store.set(key, union(machine.store.get(key) ?? NONE, values));
  addKeys(machine, map.id, [constant(ANY_KEY)]);
}

/** Entry of a map: by key where it is known, else any of them. */
export function entry(machine: Interpreter, object: Value & { t: 'object' }, index: Values): Values {
  const [key] = index;
  if (key?.t === 'config' && index.length === 1) return chosenBy(machine, object, key);
  if (key?.t === 'unknown') lack(machine, key.type, 'curve');
  const names = index.flatMap((one) => mapKey(machine, one) ?? []);
  // An index that is not known may be any key, beside the ones that are known.
  if (names.length > 0 && names.length === index.length) {
    const armsOf = (at: number) => (names.length > 1 && index[at]?.t === 'const' ? index[at].arms : undefined);
    const held = (one: string) => fieldOf(machine, object, one) ?? anyOf(machine, object);
    return union(...names.map((one, at) => heldIn(held(one), armsOf(at))));
  }
  const keys = machine.store.get(fieldKey(object.id, '$keys')) ?? NONE;
  return union(...keys.map((one) => (one.t === 'const' ? (fieldOf(machine, object, String(one.v)) ?? NONE) : NONE)));
}

/** `CURVES[settings.curve]`: where the setting is known, what stands under it; else any of them. */
function chosenBy(machine: Interpreter, object: Value & { t: 'object' }, setting: Value & { t: 'config' }): Values {
  const all = entry(machine, object, NONE);
  const keys = machine.store.get(fieldKey(object.id, '$keys')) ?? NONE;
  const rows = keys.flatMap((one) => {
    const [only, more] = one.t === 'const' ? (fieldOf(machine, object, String(one.v)) ?? NONE) : NONE;
    const isText = only?.t === 'const' && (typeof only.v === 'string' || typeof only.v === 'number');
    return one.t === 'const' && isText && !more ? [[String(one.v), only.v as string | number] as const] : [];
  });
  if (rows.length === 0 || rows.length < keys.length) return all;
  return union([{ ...setting, via: [...(setting.via ?? []), { map: Object.fromEntries(rows) }] }], asFallback(all));
}

function anyOf(machine: Interpreter, { id }: Value & { t: 'object' }): Values {
  return machine.store.get(fieldKey(id, ANY_KEY)) ?? NONE;
}
