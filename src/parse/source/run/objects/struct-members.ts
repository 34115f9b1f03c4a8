import type { Interpreter } from '../interpreter.js';
import { partOf } from '../ruled/rule-sources.js';
import { standInKey } from '../scope.js';
import { asFallback, typeOf, union, type Value, type Values } from '../values/values.js';

/**
 * What one function puts into a member of a structure another one finds there: `ctx->key` of every `ctx` of a type that
 * another file declares. Only what says its algorithm is kept, and numbers and texts, which others may replace: `c->bits = 2048`.
 */
export function rememberMember(machine: Interpreter, object: Value, name: string, values: Values): void {
  const type = typeOf(object);
  if (!machine.language.structures || !type || machine.book.knows(type)) return;
  remember(machine, `${type}.${name}`, values);
}

/** As above, for a member that a call has filled: its type is that of its owner and its name. */
export function rememberFilled(machine: Interpreter, member: Value, filled: Value): void {
  const type = typeOf(member);
  if (!machine.language.structures || member.t !== 'param' || !type?.includes('.')) return;
  remember(machine, type, [filled]);
}

export function rememberedMember(machine: Interpreter, object: Value, name: string): Values | undefined {
  const type = typeOf(object);
  return machine.language.structures && type ? machine.store.get(heldKey(`${type}.${name}`)) : undefined;
}

function remember(machine: Interpreter, member: string, values: Values): void {
  const telling = asFallback(values.filter((one) => isSetting(one) || saysAlgorithm(machine, one)));
  if (telling.length === 0) return;
  const key = heldKey(member);
  machine.store.set(key, union(machine.store.get(key) ?? [], telling));
  const members = membersOf.get(machine) ?? new Set();
  if (members.size < MOST_MEMBERS) membersOf.set(machine, members.add(member));
}

const MOST_MEMBERS = 100;
const membersOf = new WeakMap<Interpreter, Set<string>>();

/** Members that functions of the file put something into, under the names of their types: other files find it there. */
export function* membersPut(machine: Interpreter): Iterable<readonly [name: string, values: Values]> {
  for (const member of membersOf.get(machine) ?? []) yield [member, machine.store.get(heldKey(member)) ?? []];
}

function saysAlgorithm(machine: Interpreter, value: Value): boolean {
  return value.t === 'object' && partOf(machine, value, 'algorithm').length > 0;
}

/** Zero and the empty text only clear a member. */
function isSetting(value: Value): boolean {
  return value.t === 'const' && (typeof value.v === 'number' || typeof value.v === 'string') && Boolean(value.v);
}

function heldKey(member: string) {
  return standInKey(`held ${member}`);
}
