import { ANY_ENTRY } from '../../../model/index.js';
import type { Node, ObjectNode, Span } from '../tree/ir.js';
import { lastSegment } from '../tree/names.js';
import { keepFunction } from './branches/kinds-asked.js';
import { readExtension } from './calls/extensions.js';
import type { Interpreter } from './interpreter.js';
import { lack } from './lack.js';
import { enumName, fieldOf, methodsOf, REST, singletonOf, staticOf } from './objects/classes.js';
import { unasked, withType } from './objects/declared-type.js';
import { entryOf } from './objects/filled-members.js';
import { applyGetter } from './objects/properties.js';
import { rememberedMember } from './objects/struct-members.js';
import { applyLiteral, applyRead } from './ruled/apply-rule.js';
import { keep } from './ruled/kept.js';
import { rememberEntry } from './ruled/lists-set.js';
import { type ClassInfo, type Frame, fieldKey, memberKey, variableKey } from './scope.js';
import { asKeys, heldBy, heldIn, ofEach, ofRows, setApart } from './values/arms.js';
import { rememberDefault } from './values/defaults.js';
import { rememberRow } from './values/literal-rows.js';
import {
  asFallback,
  constant,
  NONE,
  placedAt,
  typeOf,
  union,
  unknown,
  type Value,
  type Values,
} from './values/values.js';

export function members(machine: Interpreter, objects: Values, name: string, frame: Frame, at?: Span): Values {
  return union(...ofEach(objects, (one) => member(machine, one, name, frame, at)));
}

export function member(machine: Interpreter, object: Value, name: string, frame: Frame, at?: Span): Values {
  switch (object.t) {
    case 'symbol': {
      const full = machine.book.canonical(`${object.name}.${name}`);
      return (
        applyRead(machine, full, [object], frame, at) ??
        applyGetter(machine, object.name, name, object, frame, at) ??
        machine.imports.values(full) ??
        ofNamespace(machine, object, name) ?? [placedAt(withTypes(machine.symbol(full), object), at)]
      );
    }
    case 'class':
      return (
        staticOf(machine, object.cls, name) ??
        (object.cls.single ? fieldOf(machine, singletonOf(machine, object.cls), name) : undefined) ?? [
          { t: 'symbol', name: `${object.cls.qualified}.${name}` } satisfies Value,
        ]
      );
    case 'object': {
      const own = fieldOf(machine, object, name) ?? rememberedMember(machine, object, name);
      if (own) return own;
      break;
    }
    case 'param': {
      const stored = machine.store.get(memberKey({ ...object, path: [...object.path, name] }));
      if (stored) return stored;
      const held = rememberedMember(machine, object, name);
      if (held?.some((one) => one.t === 'object')) return held;
      if (held) return union(held, [{ ...object, path: [...object.path, name] }]);
      if (!object.type) return [{ ...object, path: [...object.path, name] }];
      break;
    }
    case 'config':
      return [{ ...object, key: object.key ? `${object.key}.${name}` : name }];
    case 'const':
      if (name === 'length' && typeof object.v === 'string') return [constant(object.v.length)];
      if (object.v !== null && ['value', 'rawValue', 'name', 'Value', 'Name'].includes(name)) return [object];
      // Sizes with their unit: `4096.bits`, `512.bytes` (cryptography-kotlin); everything here counts in bits.
      if (name === 'bits' && typeof object.v === 'number') return [object];
      if (name === 'bytes' && typeof object.v === 'number') return [{ ...object, v: object.v * 8 }];
      break;
    case 'list':
      if (name === 'length' || name === 'size') return [constant(object.items.length)];
      // Of a tuple: `built.0.sign(..)`.
      if (/^\d$/.test(name)) return object.items[Number(name)] ?? [unknown(`from .${name}`)];
      if (object.names) return object.items[placeInTuple(object.names, name)] ?? [unknown(`from .${name}`)];
      break;
  }
  const type = typeOf(object);
  for (const one of type ? machine.book.lineage(type) : []) {
    const read =
      applyRead(machine, `${one}.${name}`, [object], frame, at) ?? applyGetter(machine, one, name, object, frame, at);
    if (read) return read;
  }
  const method = methodRead(machine, object, type, name, at);
  if (method) return [method];
  const extension = readExtension(machine, object, name);
  if (extension) return extension;
  const imported = importedMember(machine, object, type, name);
  if (imported) return imported;
  if (type && machine.language.opens?.has(name)) return [object];
  if (!type) return [unknown(object.t === 'unknown' ? object.why : `from .${name}`)];
  if (object.t === 'param') return [{ ...object, path: [...object.path, name], type: `${type}.${name}` }];
  return [unknown(`member ${name} of ${lastSegment(type)}`, `${type}.${name}`)];
}

/** `pair.Sign`, `pair.Item1`. */
function placeInTuple(names: readonly string[], name: string): number {
  return names.includes(name) ? names.indexOf(name) : Number(/^Item(\d)$/.exec(name)?.[1] ?? 0) - 1;
}

/** A method of a library's object that is not called here but handed on: `executor.submit(key.sign, data)`. */
function methodRead(machine: Interpreter, self: Value, type: string | undefined, name: string, at: Span | undefined) {
  if (!type || !machine.language.handsFunctions || machine.language.handsFunctions === 'named') return undefined;
  const owner = machine.book.lineage(type).find((one) => machine.book.calls(`${one}.${name}`).length > 0);
  return owner && placedAt({ t: 'symbol', name: `${owner}.${name}`, self }, at);
}

/** `detail::load` where the file itself writes `namespace detail { .. load(..) .. }`: what stands in a namespace has its short name. */
export function ofNamespace(machine: Interpreter, { name: owner }: Value & { t: 'symbol' }, name: string) {
  if (!machine.namespaces.has(lastSegment(owner))) return undefined;
  return machine.store.get(variableKey(machine.file, name));
}

/** A field that a class of another file declares: the class of the object, or one that it extends. */
function importedMember(machine: Interpreter, object: Value, type: string | undefined, name: string) {
  const own = type && !machine.book.knows(type) ? machine.imports.values(`${type}.${name}`) : undefined;
  return own ?? (object.t === 'object' && object.cls ? machine.imports.inherited(object.cls, name) : undefined);
}

/** A member of `Hmac<Sha256>` knows the types as well. */
function withTypes(value: Value, owner: Value & { t: 'symbol' }): Value {
  return value.t === 'symbol' && owner.of ? { ...value, of: owner.of } : value;
}

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

export function object(machine: Interpreter, node: ObjectNode, frame: Frame): Values {
  const type = node.type ? typeOfLiteral(machine, node.type, frame) : undefined;
  if (node.zero && !(type?.t === 'symbol' && isMade(machine, type.name))) return NONE;
  const entries = node.entries.map((entry) => {
    const key =
      typeof entry.key === 'string' ? entry.key : machine.named(() => keyName(machine.eval(entry.key as Node, frame)));
    const name = type?.t === 'class' ? fieldAt(type.cls, key) : key;
    keepFunction(entry.value, name);
    machine.aim(name ?? '');
    const values = machine.eval(entry.value, frame);
    machine.hit();
    return { name, values };
  });
  const made = applyLiteral(machine, node, type, entries, frame);
  for (const [index, { name, values }] of entries.entries())
    keep(machine, name, values, node.entries[index]?.at, frame, entries);
  if (made.t === 'object') {
    machine.uptake.take(
      entries.flatMap(({ name, values }, at) => (name === '...' ? kept(machine, values, entries.slice(at)) : values)),
      made.id,
    );
    const keys: Value[] = [];
    for (const [at, { name, values }] of entries.entries()) {
      if (name === undefined) continue;
      rememberEntry(machine, made.id, name, node.entries[at] as ObjectNode['entries'][number]);
      if (name === '...') spread(machine, made, values);
      const held = made.cls ? declared(machine, made.cls, name, values) : values;
      machine.store.set(fieldKey(made.id, name), held);
      rememberDefault(machine, made, name, held, frame);
      if (made.cls) rememberRow(machine, made.cls, node, name, held);
      keys.push(constant(name));
    }
    addKeys(machine, made.id, keys);
  }
  return [made];
}

/** Making one of a type is no test of a kind. */
function typeOfLiteral(machine: Interpreter, type: Node, frame: Frame): Value | undefined {
  const made = unasked(machine, type, frame);
  const literal = made?.t === 'symbol' && machine.book.literals(made.name).length > 0;
  return literal ? made : machine.eval(type, frame)[0];
}

/** What a declaration makes is one of what rules speak of; that it is declared is no use of an ingredient. */
function isMade({ book }: Interpreter, type: string): boolean {
  const rules = book.literals(type);
  return rules.length > 0 && !rules.some(({ alone }) => alone);
}

/** A field by its place among those of its type, where a literal has no names. */
function fieldAt(cls: ClassInfo, key: string | undefined): string | undefined {
  return key && /^\d+$/.test(key) ? ([...cls.fields.keys()][Number(key)] ?? key) : key;
}

/** Of what is spread into a literal the objects of which no entry behind them sets something anew: others say more than the literal. */
function kept(machine: Interpreter, spread: Values, later: readonly { readonly name?: string }[]): Values {
  const set = new Set(later.map(({ name }) => name));
  return spread.filter((one) => {
    const keys = one.t === 'object' ? (machine.store.get(fieldKey(one.id, '$keys')) ?? NONE) : NONE;
    return !keys.some((key) => key.t === 'const' && key.v !== '...' && set.has(String(key.v)));
  });
}

/** What goes into a field has the type that the field is declared with. */
function declared(machine: Interpreter, cls: ClassInfo, name: string, values: Values): Values {
  const type = cls.fields.get(name)?.node.type;
  return type ? withType(machine, values, type, cls.frame) : values;
}

/** What one of several objects holds goes into the other only together with what else that one holds. */
export function spread(machine: Interpreter, into: Value & { t: 'object' }, from: Values): void {
  const held = new Map<string, Values>();
  for (const one of setApart(from)) {
    if (one.t === 'param' || one.t === 'config') machine.store.set(fieldKey(into.id, REST), [one]);
    if (one.t !== 'object') continue;
    for (const key of machine.store.get(fieldKey(one.id, '$keys')) ?? NONE) {
      const name = key.t === 'const' ? String(key.v) : '';
      const values = heldBy(one, machine.store.get(fieldKey(one.id, name)) ?? NONE);
      held.set(name, union(held.get(name) ?? NONE, values));
      addKeys(machine, into.id, [key]);
    }
  }
  for (const [name, values] of held) machine.store.set(fieldKey(into.id, name), values);
}

/** Every name that an object has, each once; there may be more of them than a value has alternatives. */
export function addKeys(machine: Interpreter, id: number, more: Values): void {
  const held = machine.store.get(fieldKey(id, '$keys')) ?? NONE;
  const known = new Set(held.map((one) => (one.t === 'const' ? one.v : one)));
  const fresh = more.filter((one) => one.t !== 'const' || !known.has(one.v));
  machine.store.set(fieldKey(id, '$keys'), [...held, ...fresh]);
}

/** The key under which a map keeps something: a text, a number, a constant of an enumeration by its name. */
export function mapKey(machine: Interpreter, key: Value | undefined): string | undefined {
  if (key?.t === 'const') return String(key.v);
  const [tag] = (key && enumName(machine, key)) ?? NONE;
  if (tag?.t === 'const') return String(tag.v);
  return key?.t === 'symbol' && /\.[A-Z]\w*\.[A-Z][A-Z0-9_]*$/.test(key.name) ? lastSegment(key.name) : undefined;
}

export function keyName(values: Values): string | undefined {
  const [first] = values;
  if (first?.t === 'const') return String(first.v);
  return first?.t === 'symbol' ? lastSegment(first.name) : undefined;
}
