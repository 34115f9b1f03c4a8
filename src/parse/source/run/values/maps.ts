import { ANY_ENTRY } from '../../../../model/index.js';
import { lastSegment } from '../../tree/names.js';
import { keyName, mapKey, spread } from '../access.js';
import { entry, GIVES_PAIRS, index, putAnywhere } from '../elements.js';
import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import { fieldKey } from '../scope.js';
import { asFallback, constant, NONE, union, unknown, type Value, type Values } from './values.js';

/** `Map.of(k, v, ..)`, and `mapOf(k to v)`, `Map(k -> v)`, `HashMap::from([(k, v)])` with pairs as lists. */
export function mapOf(machine: Interpreter, name: string, args: readonly CallArgument[]): Value | undefined {
  if (name === 'dict' && args.length > 0) return mapNamed(machine, args);
  if (
    !/(?:^|\.)(?:(?:Immutable)?Map\.of(?:Entries)?|(?:mutable)?[mM]apOf|Object\.fromEntries|(?:Hash|BTree|Index)Map\.from|(?:[\w.]*\.)?Map)$/.test(
      name,
    ) ||
    args.length === 0
  )
    return undefined;
  const single = args.every((one) => one.values[0]?.t === 'list');
  const listed = args.length === 1 ? pairsIn(args[0]?.values ?? NONE) : undefined;
  const pairs = listed
    ? listed
    : single
      ? args.map((one) => (one.values[0]?.t === 'list' ? one.values[0].items : []))
      : args.flatMap((one, at) => (at % 2 === 0 ? [[one.values, args[at + 1]?.values ?? NONE]] : []));
  const made: Value & { t: 'object' } = { t: 'object', id: machine.nextId() };
  const keys: Value[] = [];
  for (const [key, value] of pairs) {
    const text = mapKey(machine, key?.[0]);
    if (text === undefined) continue;
    keys.push(constant(text));
    machine.store.set(fieldKey(made.id, text), value ?? NONE);
  }
  machine.store.set(fieldKey(made.id, '$keys'), keys);
  if (listed && name.endsWith('Map')) machine.store.set(fieldKey(made.id, GIVES_PAIRS), [constant(true)]);
  return made;
}

/** `dict(base, bits=3072)` of Python. */
function mapNamed(machine: Interpreter, args: readonly CallArgument[]): Value {
  const made: Value & { t: 'object' } = { t: 'object', id: machine.nextId() };
  for (const { name, values } of args) {
    if (name === undefined || name === '**') spread(machine, made, values);
    else put(machine, made, name, values);
  }
  return made;
}

/** `new Map([['a', x], ['b', y]])`: pairs in a list. */
function pairsIn([list]: Values): (readonly Values[])[] | undefined {
  const rows = list?.t === 'list' ? list.items.map(([row]) => row) : [];
  const pairs = rows.flatMap((row) => (row?.t === 'list' && row.items.length === 2 ? [row.items] : []));
  return pairs.length > 0 && pairs.length === rows.length ? pairs : undefined;
}

/** `Object.assign(into, ..)`: what the others hold is put into the first; into one like it, where nobody knows the first. */
export function assigned(machine: Interpreter, name: string, args: readonly CallArgument[]): Value | undefined {
  if (name !== 'Object.assign' || args.length === 0) return undefined;
  const [first, ...others] = args.map(({ values }) => values);
  const known = first?.find((one) => one.t === 'object');
  const into: Value = known ?? { t: 'object', id: machine.nextId() };
  if (into.t !== 'object') return undefined;
  for (const values of known ? others : [first ?? NONE, ...others]) spread(machine, into, values);
  return into;
}

const MERGES = /^(?:merge|update|reverse_merge|deep_merge|with_defaults)!?$/;

/** `DEFAULTS.merge(timeout: 5)`, `options.merge(others)`: a map with what both hold; what is known already goes first where it is a default. */
export function mergedMap(
  machine: Interpreter,
  object: Value,
  name: string,
  args: readonly CallArgument[],
): Value | undefined {
  if (!MERGES.test(name) || args.length === 0 || (object.t !== 'object' && object.t !== 'param')) return undefined;
  const isMap = object.t === 'object' && machine.store.get(fieldKey(object.id, '$keys')) !== undefined;
  const named = args.filter((one) => one.name !== undefined && one.name !== '**' && !one.name.startsWith('&'));
  // What a function makes of its argument is another map for each caller.
  if (object.t === 'param') machine.ownReads++;
  if (!isMap && named.length === 0) return undefined;
  const made: Value & { t: 'object' } = { t: 'object', id: machine.nextId() };
  machine.uptake.take([object, ...args.flatMap((one) => one.values)], made.id);
  const given = () => {
    for (const one of args) if (one.name === undefined || one.name === '**') spread(machine, made, one.values);
    for (const one of named) put(machine, made, String(one.name), one.values);
  };
  const later = /^(?:reverse_merge|with_defaults)/.test(name);
  if (later) given();
  spread(machine, made, [object]);
  if (!later) given();
  return made;
}

function put(machine: Interpreter, map: Value & { t: 'object' }, key: string, values: Values): void {
  const keys = machine.store.get(fieldKey(map.id, '$keys')) ?? NONE;
  if (!keys.some((one) => one.t === 'const' && one.v === key))
    machine.store.set(fieldKey(map.id, '$keys'), [...keys, constant(key)]);
  machine.store.set(fieldKey(map.id, key), values);
}

/** `CFDictionaryCreate(allocator, keys, values, n, ..)`: two arrays that belong together. */
export function mapOfArrays(machine: Interpreter, name: string, args: readonly CallArgument[]): Value | undefined {
  const [keys, values] = [args[1]?.values[0], args[2]?.values[0]];
  if (name !== 'CFDictionaryCreate' || keys?.t !== 'list' || values?.t !== 'list') return undefined;
  const made: Value & { t: 'object' } = { t: 'object', id: machine.nextId() };
  for (const [at, key] of keys.items.entries()) {
    const text = keyName(key);
    if (text !== undefined) machine.store.set(fieldKey(made.id, text), values.items[at] ?? NONE);
  }
  return made;
}

const PUTS = new Set('put set Add setProperty putIfAbsent store insert Set Store TryAdd setdefault'.split(' '));
const LOOKS_UP = new Set('get getOrDefault getProperty fetch dig get_or_default GetValueOrDefault'.split(' '));

/** `options.fetch(:curve)`, `settings.dig('tls', 'groups')`, `options.get("alg", "RS256")` of an argument: what a caller gives there. */
export function lookedUp(
  machine: Interpreter,
  object: Value,
  name: string,
  args: readonly CallArgument[],
): Values | undefined {
  if (object.t !== 'param' || !LOOKS_UP.has(name) || (object.type && machine.book.knows(object.type))) return undefined;
  machine.ownReads++;
  const all = args.filter((one) => one.name === undefined).flatMap(({ values }) => pathIn(values));
  const [first, ...others] = all.map((one) => (one.t === 'const' ? one.v : undefined));
  if (typeof first !== 'string') return undefined;
  if (name === 'dig')
    return others.every((one) => typeof one === 'string' || typeof one === 'number')
      ? [{ ...object, path: [...object.path, first, ...others.map(String)], type: undefined }]
      : undefined;
  const otherwise = args[1]?.name === undefined ? (args[1]?.values ?? NONE) : NONE;
  const entry: Value = { ...object, path: [...object.path, first], type: undefined };
  // With a default it is known what stands there if no caller says more.
  return otherwise.length > 0 ? union(otherwise, [entry]) : [entry];
}

/** `SPECS.get(region, "RSA_3072")` of a table of another file: what is written beside the name may be taken. */
export function orGiven({ name: table }: Value & { t: 'symbol' }, name: string, args: readonly CallArgument[]): Values {
  const [, otherwise] = args;
  if (!LOOKS_UP.has(name) || args.length !== 2 || otherwise?.name !== undefined) return NONE;
  if (!/^[A-Z][A-Z0-9_]+$/.test(lastSegment(table))) return NONE;
  return asFallback((otherwise?.values ?? NONE).filter((one) => one.t === 'const' && typeof one.v === 'string'));
}

/** `dig(*path)` */
function pathIn(values: Values): Values {
  const [only] = values;
  return values.length === 1 && only?.t === 'list' ? only.items.flatMap((one) => one.slice(0, 1)) : values.slice(0, 1);
}

/** `table.dig(:keys, :root, :bits)`: from map to map. */
function dug(machine: Interpreter, table: Value, args: readonly CallArgument[]): Values {
  const steps = args.flatMap(({ values }) => {
    const [only] = values;
    return values.length === 1 && only?.t === 'list' ? only.items : [values];
  });
  return steps.reduce<Values>((held, step) => index(machine, held, step), [table]);
}

/** `profiles().get(name)` of another file: what it keeps there, under that name or any. */
export function lookedUpElsewhere(
  machine: Interpreter,
  object: Value,
  name: string,
  args: readonly CallArgument[],
): Values | undefined {
  if ((object.t !== 'unknown' && object.t !== 'param') || !object.type || machine.book.knows(object.type))
    return undefined;
  if (!LOOKS_UP.has(name) || args.length === 0) return undefined;
  const [key] = args[0]?.values ?? NONE;
  const entry = key?.t === 'const' && typeof key.v === 'string' && !key.v.includes('.') ? key.v : ANY_ENTRY;
  const type = `${object.type}.${entry}`;
  return [
    object.t === 'param'
      ? { ...object, path: [...object.path, entry], type }
      : unknown('element that is not known', type),
  ];
}

/** Maps and dictionaries that the code fills itself. */
export function mapMethod(
  machine: Interpreter,
  object: Value & { t: 'object' },
  name: string,
  args: readonly CallArgument[],
) {
  const text = mapKey(machine, args[0]?.values[0]);
  if (PUTS.has(name) && args.length === 2 && args[1]) {
    if (text === undefined) putAnywhere(machine, object, args[1].values);
    else put(machine, object, text, args[1].values);
    return NONE;
  }
  if (!LOOKS_UP.has(name) || !args[0]) return undefined;
  if (!machine.store.get(fieldKey(object.id, '$keys'))) return undefined;
  if (name === 'dig') return dug(machine, object, args);
  const found = entry(machine, object, args[0].values);
  const otherwise = args[1]?.values ?? NONE;
  if (text === undefined && otherwise.length > 0) return union(found, otherwise);
  if (found.length > 0) return found;
  return otherwise.length > 0 ? otherwise : [unknown('key that is not in the map')];
}
