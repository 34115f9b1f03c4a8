import type { Node, ObjectNode, Span } from '../tree/ir.js';
import { lastSegment } from '../tree/names.js';
import { keepFunction } from './branches/kinds-asked.js';
import { readExtension } from './calls/extensions.js';
import type { Interpreter } from './interpreter.js';
import { enumName, fieldOf, REST, singletonOf, staticOf } from './objects/classes.js';
import { unasked, withType } from './objects/declared-type.js';
import { applyGetter } from './objects/properties.js';
import { rememberedMember } from './objects/struct-members.js';
import { applyLiteral, applyRead } from './ruled/apply-rule.js';
import { keep } from './ruled/kept.js';
import { rememberEntry } from './ruled/lists-set.js';
import { type ClassInfo, type Frame, fieldKey, memberKey, variableKey } from './scope.js';
import { heldBy, ofEach, setApart } from './values/arms.js';
import { rememberDefault } from './values/defaults.js';
import { rememberRow } from './values/literal-rows.js';
import { constant, NONE, placedAt, typeOf, union, unknown, type Value, type Values } from './values/values.js';

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
