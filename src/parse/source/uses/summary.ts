import { addTo } from '../../../basics/groups.js';
import type { RuleBook } from '../rules/rule-book.js';
import { fieldReadBy } from '../run/calls/activate.js';
import { openInCommands } from '../run/commands/command-text.js';
import type { Interpreter } from '../run/interpreter.js';
import { lack } from '../run/lack.js';
import { instanceOf } from '../run/objects/classes.js';
import { type ClassInfo, fieldKey, knownVariableKey, variableKey } from '../run/scope.js';
import { asFallback, NONE, type Value, type Values } from '../run/values/values.js';
import { lastSegment } from '../tree/names.js';
import type { Place } from './evidence.js';
import { exportsOf, isReachable } from './exports.js';
import { settleCall, slotsOf, spokenName } from './settle.js';
import { isOpen, type OutsideCall, partsKey, type Slot, type Slots, type Use } from './use.js';

/** Alternatives of what a function gives back. */
const MOST_GIVEN = 4;
const DEEPEST_GIVEN = 2;
/** Slots nest in uses, lists and objects; what is deeper was cut when the values were settled. */
const MOST_NESTED = 24;

/** Splits the uses of a file into those that are determined and those that other files may determine. */
export function summarise(machine: Interpreter, uses: readonly Use[], place: Place) {
  const named = uses.map((use) => mapUse(use, (slot) => namedByRules(slot, machine.book)));
  const waits = ({ byName, parts, setBy = [] }: Use) =>
    byName !== undefined || [...Object.values(parts), ...setBy.map(({ slots }) => slots)].some(isOpen);
  const closed = named.filter((use) => !waits(use));
  const open = named.filter(waits);
  const told = {
    kind: 'source' as const,
    name: machine.tree.module,
    home: machine.tree.home ?? '',
    path: place.path,
    language: place.language,
    context: place.context,
    constants: constantsOf(machine),
    gives: givenIn(machine),
    exports: exportsOf(machine),
    handsOn: [...machine.imports.handsOn],
    imports: [...machine.imports.asked, ...machine.wildcards].join(' '),
    wanted: machine.imports.wanted.join(' '),
    ...lackingIn(machine),
    open: unique(open),
    settled: [...new Set(closed.map(siteOf))],
    calls: callsOf(machine),
    telling: tellingOf(machine),
    ...(machine.dormant && { unread: unreadCalls(machine, machine.dormant.calls).join(' ') }),
  };
  return { told: { ...told, settings: settingsIn(told) }, closed: withoutWeaker(unique(closed), machine.book) };
}

/** Functions of the file by whose names rules would speak, had they not reported something themselves. */
function tellingOf(machine: Interpreter): string[] {
  const reporting = machine.closures.filter((one) => machine.reporting.has(one.node));
  const names = reporting.flatMap(({ qualified }) =>
    machine.book.named(qualified).map(({ id }) => spokenName(qualified, id)),
  );
  return [...new Set(names)];
}

/** Keys of settings among the values, wherever they stand. Found here, where the file is read, and not in the whole tree's. */
function settingsIn(told: object): string[] {
  const keys = new Set<string>();
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > MOST_NESTED) return;
    const { setting } = value as { setting?: unknown };
    if (typeof setting === 'string') keys.add(setting);
    if (Array.isArray(value)) for (const one of value) visit(one, depth + 1);
    else for (const name in value) visit((value as Record<string, unknown>)[name], depth + 1);
  };
  visit(told, 0);
  return [...keys];
}

/**
 * Of two looks at one call, the one that knows less and nothing else says nothing: the rule for any object may speak of it
 * first, and that for the type once a caller gives one.
 */
function withoutWeaker(uses: readonly Use[], book: RuleBook): Use[] {
  const placeOf = ({ line, column, rule }: Use) => {
    const { purpose, role } = book.rule(rule) ?? {};
    return `${line}:${column}:${purpose}:${role}`;
  };
  const byPlace = new Map<string, Use[]>();
  for (const use of uses) addTo(byPlace, placeOf(use), use);
  return uses.filter((use) => {
    const site = byPlace.get(placeOf(use)) ?? [];
    // Of two that know the same, the first stays; where nothing is known, neither of two libraries says anything.
    const known = Object.values(use.parts).some((slots) => slots.some((slot) => !('why' in slot)));
    const stays = (other: Use) => known || libraryOf(use) === libraryOf(other);
    const first = (other: Use) => stays(other) && saysMore(use, other) && site.indexOf(use) < site.indexOf(other);
    return !site.some((other) => other !== use && saysMore(other, use) && !first(other));
  });
}

function libraryOf({ rule }: Use): string {
  return rule.slice(0, rule.indexOf('#'));
}

function saysMore(more: Use, less: Use): boolean {
  if (less.parts.algorithm && !isNamed(less) && isNamed(more)) return true;
  const names = Object.keys(less.parts).filter((name) => (less.parts[name] ?? []).some((slot) => !('why' in slot)));
  if (!names.every((name) => partsKey(more.parts[name]) === partsKey(less.parts[name]))) return false;
  return Object.keys(more.parts).some((name) => !names.includes(name));
}

/** What leaves open which of several it is names none. */
function isNamed(use: Use): boolean {
  return (use.parts.algorithm ?? []).some(
    (slot) => !('why' in slot) && !('known' in slot && String(slot.known).startsWith('Classical-')),
  );
}

export function siteOf(use: Use): string {
  return `${use.line}:${use.column}:${use.rule}`;
}

function mapUse(use: Use, change: (slot: Slot) => Slot): Use {
  const mapped = (slots: Slots): Slots =>
    slots.map((slot) => ('list' in slot ? { list: slot.list.map(mapped) } : change(slot)));
  const parts = Object.fromEntries(Object.entries(use.parts).map(([name, slots]) => [name, mapped(slots)]));
  const setBy = use.setBy?.map((set) => ({ ...set, slots: mapped(set.slots) }));
  return { ...use, parts, ...(setBy && { setBy }) };
}

/** What a rule file speaks of is a name of the library, not something another file of the tree decides. */
function namedByRules(slot: Slot, book: RuleBook): Slot {
  if (!('symbol' in slot) || slot.via?.length) return slot;
  const owner = slot.symbol.slice(0, Math.max(0, slot.symbol.lastIndexOf('.')));
  // Under `settings` rules speak of the settings of any framework, whoever keeps them.
  if (owner === 'settings') return slot;
  return book.knows(slot.symbol) || book.knows(owner)
    ? { known: lastSegment(slot.symbol), from: 'literal', at: slot.at }
    : slot;
}

function unique(uses: readonly Use[]): Use[] {
  const sites = new Set<string>();
  const several = new Set<string>();
  for (const site of uses.map(siteOf)) (sites.has(site) ? several : sites).add(site);
  const keyOf = (use: Use, site: string) => (several.has(site) ? `${site} ${partsKey(use.parts)}` : site);
  return [...new Map(uses.map((use) => [keyOf(use, siteOf(use)), use])).values()];
}

/** Names that would decide a part of a use or of a command, were it known what they are. */
function lackingIn(machine: Interpreter): { lacking?: string } {
  for (const name of openInCommands()) lack(machine, name, 'size');
  return machine.lacking.size > 0 ? { lacking: [...machine.lacking].join(' ') } : {};
}

const CONSTANT: ReadonlySet<Value['t']> = new Set(['const', 'list', 'object', 'symbol']);

/** What a settings file of the tree holds is known as well as what is written: the key says which, wherever it is read. */
function isSetting(value: Value): boolean {
  return value.t === 'config';
}

/** Top-level and static constants with their values. */
function constantsOf(machine: Interpreter): Record<string, Slots> {
  const constants: Record<string, Slots> = {};
  const add = (name: string, values: Values | undefined) => {
    const other = values?.length === 1 ? declaredName(values[0] as Value) : undefined;
    if (other && other !== name) constants[name] = [{ symbol: other }];
    if (!values?.some((one) => CONSTANT.has(one.t) || isSetting(one))) return;
    const slots = values.flatMap((one) =>
      one.t === 'object' && one.cls ? objectGiven(machine, one) : slotsOf(machine, [one], undefined, 1),
    );
    if (slots.length > 0 && slots.length < 9) constants[name] = slots;
  };
  const { module } = machine.tree;
  for (const name of machine.globals)
    add(module ? `${module}.${name}` : name, machine.store.get(variableKey(machine.file, name)));
  for (const [name, values] of machine.defaults) add(name, values);
  for (const cls of machine.classes) {
    for (const [name, field] of cls.fields) {
      const full = `${cls.qualified}.${name}`;
      if (field.static) add(full, machine.staticValue(cls, name) ?? machine.store.get(fieldKey(cls.id, name)));
    }
  }
  return constants;
}

/**
 * What the fields of objects begin with, and what functions give back, of those that were read: under their names with
 * `()`, but for those that are read like fields.
 */
function givenIn(machine: Interpreter): Record<string, Slots> {
  const given: Record<string, Slots> = {};
  for (const cls of machine.classes)
    for (const name of new Set([...cls.fields.keys(), ...cls.stored]))
      if (!cls.fields.get(name)?.static)
        addGiven(machine, given, `${cls.qualified}.${name}`, asFallback(initialOf(machine, cls, name)));
  for (const [type, settings] of machine.filled) addGiven(machine, given, type, settings);
  for (const [closure, values] of machine.results)
    if (isReachable(machine, closure)) {
      const results = closure.node.severalResults ? firstOf(values) : values;
      addGiven(machine, given, `${closure.qualified}${closure.node.getter ? '' : '()'}`, results);
      for (const one of results) addFilled(machine, given, one);
    }
  return given;
}

/** What is asked for is the first of several results; beside an error there is none. */
function firstOf(values: Values): Values {
  return values
    .flatMap((one) => (one.t === 'list' ? (one.items[0] ?? NONE) : [one]))
    .filter((one) => one.t !== 'const' || one.v !== null);
}

/** `load()` fills an object of a class from a settings file: what its fields hold, for all who are handed such an object. */
function addFilled(machine: Interpreter, given: Record<string, Slots>, value: Value): void {
  if (value.t !== 'object' || !value.cls) return;
  for (const name of [...value.cls.fields.keys(), ...value.cls.stored]) {
    const held = machine.store.get(fieldKey(value.id, name)) ?? NONE;
    if (!held.some(isSetting)) continue;
    addGiven(machine, given, `${value.cls.qualified}.${name}`, held);
    for (const method of [...value.cls.methods.values()].flat())
      if (fieldReadBy(method, machine.language) === name) addGiven(machine, given, `${method.qualified}()`, held);
  }
}

/** What a field begins with, where that is written at it or any object of the class has it. */
function initialOf(machine: Interpreter, cls: ClassInfo, name: string): Values {
  const { value } = cls.fields.get(name)?.node ?? {};
  return value?.k === 'lit'
    ? machine.eval(value, cls.frame)
    : (machine.store.get(fieldKey(instanceOf(machine, cls).id, name)) ?? NONE);
}

/** What a function gives back or a field holds, where it is known: texts and numbers, names of a library, objects of the file. */
function addGiven(machine: Interpreter, constants: Record<string, Slots>, name: string, values: Values): void {
  if (Object.hasOwn(constants, name) || values.length === 0 || values.length > MOST_GIVEN) return;
  const slots = values.flatMap((one) => givenBy(machine, one));
  // `let cached: Settings | undefined` that is read from a file where it is first asked for.
  if (values.some(isSetting) && values.every((one) => one.t !== 'param'))
    constants[name] = slots.filter((one) => !isOnlyTyped(one));
  else if (slots.length === values.length) constants[name] = slots;
}

function isOnlyTyped(slot: Slot): boolean {
  return 'object' in slot && Object.keys(slot.object).every((one) => one === '$type');
}

function givenBy(machine: Interpreter, value: Value): Slots {
  if (value.t === 'const' || value.t === 'symbol' || isSetting(value)) return slotsOf(machine, [value], undefined, 1);
  if (value.t === 'list') return listGiven(machine, value.items);
  return value.t === 'object' ? objectGiven(machine, value) : [];
}

/** `[Profile(**p) for p in raw["profiles"]]` */
function listGiven(machine: Interpreter, items: readonly Values[]): Slots {
  if (items.length === 0 || items.length > MOST_GIVEN) return [];
  const list = items.map((item) => item.flatMap((one) => (one.t === 'list' ? [] : givenBy(machine, one))));
  return list.every((item, at) => item.length === items[at]?.length) ? [{ list }] : [];
}

/** An object of the file with the values of its fields, or a literal. */
function objectGiven(machine: Interpreter, value: Value & { t: 'object' }, depth = 0): Slots {
  if (!value.cls)
    return slotsOf(machine, [value], undefined, 1).filter(
      (one) => 'object' in one && Object.keys(one.object).length > 0,
    );
  const { cls } = value;
  const held = [...cls.fields.keys(), ...cls.stored].flatMap((name) => {
    const values = machine.store.get(fieldKey(value.id, name)) ?? NONE;
    const parts = values.filter((one) => one.t === 'object' && one.cls) as (Value & { t: 'object' })[];
    // Settings inside of settings.
    if (parts.length > 0 && parts.length === values.length && depth < DEEPEST_GIVEN)
      return [[name, parts.flatMap((one) => objectGiven(machine, one, depth + 1))] as const];
    const known =
      values.length > 0 && values.length <= MOST_GIVEN && values.every((one) => one.t === 'const' || isSetting(one));
    return known ? [[name, slotsOf(machine, values, undefined, 1)] as const] : [];
  });
  return [{ object: { ...Object.fromEntries(held), $type: [{ symbol: cls.qualified }] } }];
}

/** The name with which a function or class is declared. */
function declaredName(value: Value): string | undefined {
  if (value.t === 'function') return value.closure.node.name ? value.closure.qualified : undefined;
  return value.t === 'class' ? value.cls.qualified : undefined;
}

/** Calls that carry something which a function of another file could use. */
function callsOf(machine: Interpreter): OutsideCall[] {
  return machine.outside
    .map((call) => settleCall(machine, call))
    .filter((call) => call.args.some((arg) => arg.values.some((slot) => !('why' in slot))));
}

/** Names by which what was not read may call functions of other files: as they are written, and as they are imported. */
function unreadCalls(machine: Interpreter, names: readonly string[]): string[] {
  const imported = names.flatMap((name) => {
    const key = knownVariableKey(machine.file, name);
    return (key !== undefined && machine.store.get(key)) || NONE;
  });
  const symbols = imported.flatMap((one) => (one.t === 'symbol' ? [lastSegment(one.name)] : []));
  return [...new Set([...names, ...symbols, ...(names.some((name) => ABOVE.has(name)) ? basesIn(machine) : [])])];
}

/** Words by which a constructor calls that of a base class. */
const ABOVE = new Set(['super', 'base', '__init__']);

function basesIn(machine: Interpreter): string[] {
  return machine.classes.flatMap(({ bases }) =>
    bases
      .map((one) => (one.k === 'generic' ? one.type : one))
      .flatMap((one) => (one.k === 'name' || one.k === 'member' ? [one.name] : [])),
  );
}
