import { entry, GIVES_PAIRS, keyName, mapKey, spread } from './access.js';
import type { CallArgument } from './classes.js';
import type { Interpreter } from './interpreter.js';
import { fieldKey } from './scope.js';
import { constant, NONE, union, unknown, type Value, type Values } from './values.js';

/** `Map.of(k, v, ..)`, and `mapOf(k to v)`, `Map(k -> v)` with pairs as lists. */
export function mapOf(machine: Interpreter, name: string, args: readonly CallArgument[]): Value | undefined {
  if (
    !/(?:^|\.)(?:(?:Immutable)?Map\.of(?:Entries)?|(?:mutable)?[mM]apOf|Object\.fromEntries|(?:[\w.]*\.)?Map)$/.test(
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

/** Maps and dictionaries that the code fills itself. */
export function mapMethod(
  machine: Interpreter,
  object: Value & { t: 'object' },
  name: string,
  args: readonly CallArgument[],
) {
  const text = mapKey(machine, args[0]?.values[0]);
  if (['put', 'set', 'Add', 'setProperty', 'putIfAbsent'].includes(name) && text !== undefined && args[1]) {
    put(machine, object, text, args[1].values);
    return NONE;
  }
  if (!['get', 'getOrDefault', 'getProperty', 'fetch', 'dig', 'get_or_default'].includes(name) || !args[0])
    return undefined;
  if (!machine.store.get(fieldKey(object.id, '$keys'))) return undefined;
  const found = entry(machine, object, args[0].values);
  const otherwise = args[1]?.values ?? NONE;
  if (text === undefined && otherwise.length > 0) return union(found, otherwise);
  if (found.length > 0) return found;
  return otherwise.length > 0 ? otherwise : [unknown('key that is not in the map')];
}
