import { PARTS } from '../rules/rule.js';
import type { RuleBook } from '../rules/rule-book.js';
import type { Interpreter } from '../run/interpreter.js';
import { instanceOf } from '../run/objects/classes.js';
import { layoutName } from '../run/objects/layouts.js';
import { membersPut } from '../run/objects/struct-members.js';
import type { ClassInfo, Closure } from '../run/scope.js';
import { fieldKey, partKey, variableKey } from '../run/scope.js';
import { NONE, type Value, type Values } from '../run/values/values.js';
import { atHome } from '../tree/names.js';
import { slotsOf } from './settle.js';
import type { Export, Exports } from './use.js';

const DEEPEST = 2;
const MOST_ALTERNATIVES = 4;
const MOST_EXPORTS = 500;
const MOST_ITEMS = 8;

/**
 * What other files can have of this one that is of a library: its objects, types and functions under names of this
 * file, and what functions give back.
 */
export function exportsOf(machine: Interpreter): Exports {
  const found: Record<string, readonly Export[]> = {};
  let count = 0;
  const add = (name: string, values: Values | undefined): void => {
    if (!values || values.length === 0 || values.length > MOST_ALTERNATIVES || count >= MOST_EXPORTS) return;
    const told = values.flatMap((one) => exportOf(machine, one, 0) ?? []);
    if (told.length === 0) return;
    found[atHome(machine.tree.home ?? '', name)] = told;
    count++;
  };
  const { module } = machine.tree;
  for (const name of machine.globals) {
    if (machine.imports.isOnlyImported(name) || !isExported(machine, name)) continue;
    add(module ? `${module}.${name}` : name, machine.store.get(variableKey(machine.file, name)));
  }
  for (const cls of machine.classes) addFields(machine, cls, add);
  for (const [member, values] of membersPut(machine)) if (!Object.hasOwn(found, member)) add(member, values);
  for (const [type, members] of Object.entries(machine.tree.layouts ?? {}))
    found[layoutName(type)] = [{ list: members.map((one) => [{ symbol: one }]) }];
  for (const [closure, values] of machine.results)
    if (isReachable(machine, closure)) add(`${closure.qualified}()`, values);
  return found;
}

function isExported({ tree, imports }: Interpreter, name: string): boolean {
  return !tree.exported || tree.exported.has(name) || imports.isHandedOn(name);
}

function addFields(
  machine: Interpreter,
  cls: ClassInfo,
  add: (name: string, values: Values | undefined) => void,
): void {
  for (const name of new Set([...cls.fields.keys(), ...cls.stored])) {
    const owner = cls.fields.get(name)?.static ? cls.id : instanceOf(machine, cls).id;
    add(`${cls.qualified}.${name}`, machine.store.get(fieldKey(owner, name)));
  }
}

/** Can another file call it? */
export function isReachable(machine: Interpreter, { node, frame }: Closure): boolean {
  return node.name !== '' && !node.constructs && (frame === machine.file || frame.cls !== undefined);
}

/** Nothing where only the program itself knows what it is. */
function exportOf(machine: Interpreter, value: Value, depth: number): Export | undefined {
  const { book } = machine;
  if (value.t === 'symbol') return isOfUse(book, value.name) ? { symbol: value.name } : undefined;
  if (value.t === 'unknown')
    return value.type && isOfUse(book, value.type) ? { type: value.type, why: value.why } : undefined;
  if (value.t === 'list') return depth < DEEPEST ? listOf(machine, value.items, depth) : undefined;
  if (value.t !== 'object') return undefined;
  const parts = partsOf(machine, value.id);
  const fields = depth < DEEPEST ? fieldsOf(machine, value.id, depth) : {};
  const type = value.type && isOfUse(book, value.type) ? value.type : undefined;
  if (!type && Object.keys(parts).length === 0 && Object.keys(fields).length === 0) return undefined;
  return {
    ...(type && { type }),
    ...(Object.keys(parts).length > 0 && { parts }),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}

/** `return key, nil`: the results by their places. */
function listOf(machine: Interpreter, items: readonly Values[], depth: number): Export | undefined {
  if (items.length > MOST_ITEMS) return undefined;
  const list = items.map((item) => item.flatMap((one) => exportOf(machine, one, depth + 1) ?? []));
  return list.some((item) => item.length > 0) ? { list } : undefined;
}

/** Something that is reported, or that goes into what is. */
function isOfUse(book: RuleBook, name: string): boolean {
  return (
    book.typeParts(name).length > 0 || book.lineage(name).some((one) => book.reports(one) || book.calls(one).length > 0)
  );
}

function partsOf(machine: Interpreter, id: number) {
  return Object.fromEntries(
    PARTS.flatMap((name) => {
      const held = machine.store.get(partKey(id, name));
      return held && held.length > 0 ? [[name, slotsOf(machine, held, name, 1)]] : [];
    }),
  );
}

function fieldsOf(machine: Interpreter, id: number, depth: number) {
  return Object.fromEntries(
    (machine.store.get(fieldKey(id, '$keys')) ?? NONE).flatMap((key) => {
      if (key.t !== 'const') return [];
      const held = machine.store.get(fieldKey(id, String(key.v))) ?? NONE;
      const told = held.flatMap((one) => exportOf(machine, one, depth + 1) ?? []);
      return told.length > 0 ? [[String(key.v), told]] : [];
    }),
  );
}
