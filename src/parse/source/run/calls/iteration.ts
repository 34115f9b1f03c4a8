import { ANY_ENTRY } from '../../../../model/index.js';
import type { CallNode } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { Interpreter } from '../interpreter.js';
import { lack } from '../lack.js';
import type { CallArgument } from '../objects/classes.js';
import { entryOf } from '../objects/filled-members.js';
import { type Frame, fieldKey } from '../scope.js';
import { asKeys } from '../values/arms.js';
import { constant, NONE, union, unknown, type Value, type Values } from '../values/values.js';
import { invoke } from './activate.js';
import { callBack } from './call-back.js';

type ListValue = Value & { t: 'list' };
type ObjectValue = Value & { t: 'object' };

/** Functions that hand the items of a collection on, in some order. */
const SAME_ITEMS = new Set(['list', 'tuple', 'set', 'frozenset', 'sorted', 'reversed', 'iter']);

/** A collection seen by a function that walks over it: `enumerate(xs)`, `zip(a, b)`, `sorted(xs)`, `map(f, xs)`. */
export function walked(
  machine: Interpreter,
  name: string,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
): Values | undefined {
  const [first, ...others] = args.map(({ values }) => values.filter((one): one is ListValue => one.t === 'list'));
  if (name === 'enumerate' && first?.[0]) return first.map((one) => rows(one.items.map((item) => [COUNT, item])));
  if (name === 'zip') return zipped(args);
  if (SAME_ITEMS.has(name) && args.length === 1 && first?.[0]) return first;
  const runs = (args[0]?.values ?? NONE).some((one) => one.t === 'function' || one.t === 'symbol');
  const over = others[0] ?? [];
  if (lastSegment(name) !== 'map' || !runs || over.length === 0) return undefined;
  const item = union(...over.flatMap((one) => one.items));
  return [{ t: 'list', items: [callBack(machine, args.slice(0, 1), node, frame, item)] }];
}

const COUNT: Values = [unknown('count of an iteration')];

function zipped(args: readonly CallArgument[]): Values | undefined {
  const lists = args.map(({ values }) => values.find((one): one is ListValue => one.t === 'list'));
  const [known] = lists.filter((one) => one !== undefined);
  if (!known) return undefined;
  const beside = (one: ListValue | undefined, at: number) => one?.items[at] ?? [unknown('item that is not known')];
  return [rows(known.items.map((_, at) => lists.map((one) => beside(one, at))))];
}

function rows(items: readonly (readonly Values[])[]): Value {
  return { t: 'list', items: items.map((items) => [{ t: 'list', items }]) };
}

/** `kinds.items()`, `kinds.values()`, `kinds.keys()` of a map that is written out. */
export function partsOfMap(
  machine: Interpreter,
  object: ObjectValue | (Value & { t: 'config' | 'param' }),
  method: string,
): Values | undefined {
  if (object.t !== 'object') return partsOfSettings(object, method);
  const keys = machine.store.get(fieldKey(object.id, '$keys'))?.filter((one) => one.t === 'const' && one.v !== '...');
  if (!keys || !/^(?:items|entries|values|keys)$/.test(method)) return undefined;
  const held = (key: Value) => (key.t === 'const' ? machine.store.get(fieldKey(object.id, String(key.v))) : undefined);
  if (method === 'keys') return [{ t: 'list', items: asKeys(keys, object.id).map((one) => [one]) }];
  if (method === 'values') return [{ t: 'list', items: keys.map((one) => held(one) ?? NONE) }];
  return [rows(keys.map((one) => [[one.t === 'const' ? constant(one.v) : one], held(one) ?? NONE]))];
}

/** Entries of settings have names that only the file says. */
function partsOfSettings(settings: Value, method: string): Values | undefined {
  if (!/^(?:items|entries|values|keys)$/.test(method)) return undefined;
  const key: Values = [unknown('key of a map')];
  const held = entryOf([settings], ANY_ENTRY);
  if (method === 'keys') return [{ t: 'list', items: [key] }];
  return [{ t: 'list', items: method === 'values' ? [held] : [[{ t: 'list', items: [key, held] }]] }];
}

/** `Object.values(table)`, `Object.entries(table)` of JavaScript. */
export function partsOfObject(machine: Interpreter, name: string, args: readonly CallArgument[]): Values | undefined {
  const what = /^Object\.(values|entries|keys)$/.exec(name)?.[1];
  const [table] = args[0]?.values ?? NONE;
  // What another file keeps there decides what each of the rounds does.
  if (what && table?.t === 'unknown') lack(machine, table.type, 'algorithm');
  if (!what || (table?.t !== 'object' && table?.t !== 'config') || args[0]?.values.length !== 1) return undefined;
  return partsOfMap(machine, table, what);
}

const MOST_MAPPED = 12;

/** `list.map(f)`: what the function makes of each, so that what belongs to one item stays together. */
export function mapped(
  machine: Interpreter,
  items: readonly Values[],
  name: string,
  [given]: readonly Values[],
): Values | undefined {
  const [fn] = given ?? NONE;
  if (name !== 'map' || fn?.t !== 'function' || given?.length !== 1) return undefined;
  if (items.length < 2 || items.length > MOST_MAPPED) return undefined;
  const made = items.map((one) => invoke(machine, fn.closure, [{ values: one }], fn.self));
  return [{ t: 'list', items: made }];
}
