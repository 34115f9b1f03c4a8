import { addTo } from '../../../basics/groups.js';
import { ANY_ENTRY } from '../../../model/index.js';
import { groupOf } from '../language.js';
import { languageById } from '../languages/index.js';
import { NAMED } from '../run/lack.js';
import { NameIndex } from '../tree/name-index.js';
import { tail } from '../tree/names.js';
import { type Exports, type Slots, type SourceModule, settingIn, type TreeExports } from '../uses/use.js';
import type { Lacked } from './declares.js';

/** Members of members that a name goes through. */
const DEEPEST = 5;
const MOST_ALTERNATIVES = 4;

/**
 * Names that would decide a part of a use, were it known what they give, as a search finds them: files that hold no
 * cryptography themselves may declare them.
 */
export function lackedNames(modules: readonly SourceModule[]): Lacked {
  const lacked = [...byGroup(modules)].map(([group, some]) => {
    const lacked = lackedBy(some).map((one) => (one.startsWith(NAMED) ? one.slice(NAMED.length) : one));
    const names = [...lacked, ...lacked.flatMap(memberOfType)];
    return [group, { names: searched(names), around: searched(lacked.flatMap(ownersOf)) }] as const;
  });
  return Object.fromEntries(lacked.filter(([, { names }]) => names.length > 0).sort());
}

function searched(names: readonly string[]): string[] {
  return [...new Set(names.map(tail))].filter((name) => /\w{2}$/.test(name)).sort();
}

/** `PierSettings.berths` of `ferry.PierSettings.berths.north.width`: the file that declares the type says nothing of its entries. */
function memberOfType(name: string): string[] {
  const [, member] = /(?:^|\.)([A-Z]\w*\.\w+)\.[\w.*]+$/.exec(name) ?? [];
  return member ? [member] : [];
}

/** `config.tokens` and `config` of `config.tokens.alg`. */
function ownersOf(name: string): string[] {
  const parts = name.split('.').slice(0, DEEPEST);
  return parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

function byGroup(modules: readonly SourceModule[]): Map<string, SourceModule[]> {
  const groups = new Map<string, SourceModule[]>();
  for (const module of modules) {
    const language = languageById(module.language);
    if (language) addTo(groups, groupOf(language), module);
  }
  return groups;
}

function lackedBy(modules: readonly SourceModule[]): string[] {
  return [...new Set(modules.flatMap(({ lacking }) => (lacking ? lacking.split(' ') : [])))];
}

/**
 * What files keep in constants, fields and getters, and what their functions give back, by the names that others lack:
 * `settings.bits` and `Settings.getBits()` where the tree says what they are.
 */
export function valuesElsewhere(modules: readonly SourceModule[], more: readonly SourceModule[]): TreeExports {
  const whole = new Set(more.map(({ path }) => path));
  const all = [...modules.filter(({ path }) => !whole.has(path)), ...more];
  const told = [...byGroup(all.filter(({ context }) => context !== 'test'))].map(
    ([group, some]) => [group, valuesOf(some)] as const,
  );
  return Object.fromEntries(told.filter(([, values]) => Object.keys(values).length > 0));
}

function valuesOf(modules: readonly SourceModule[]): Exports {
  const lacked = lackedBy(modules);
  if (lacked.length === 0) return {};
  const constants = new NameIndex<Slots>(
    modules.flatMap(({ constants, gives }) => [...Object.entries(constants), ...Object.entries(gives)]),
  );
  const told = lacked.flatMap((one) => {
    const named = one.startsWith(NAMED);
    const name = named ? one.slice(NAMED.length) : one;
    if (named && constants.find(name)) return [];
    const values = resolved(constants, name, 0);
    const known =
      values?.every((one) => 'known' in one || 'symbol' in one || 'setting' in one) &&
      values.length <= MOST_ALTERNATIVES;
    if (!values || !known) return [];
    // A function is not what it gives back; a field may be read as if it were one.
    const names = constants.find(`${name}()`) ? [`${name}()`] : [name, `${name}()`];
    return names.map((each) => [each, [{ values }]] as const);
  });
  return Object.fromEntries(told);
}

/** What a name stands for: a constant, or the member of what its owner stands for. */
function resolved(constants: NameIndex<Slots>, name: string, depth: number): Slots | undefined {
  if (depth > DEEPEST) return undefined;
  const own = constants.find(name) ?? constants.find(`${name}()`);
  if (own)
    return own.flatMap((one) =>
      'symbol' in one && !one.via ? (resolved(constants, one.symbol, depth + 1) ?? [one]) : [one],
    );
  const dot = name.lastIndexOf('.');
  const owner = dot > 0 ? resolved(constants, name.slice(0, dot), depth + 1) : undefined;
  const member = name.slice(dot + 1);
  const held = owner?.map((one): Slots | undefined => {
    if ('symbol' in one) return resolved(constants, `${one.symbol}.${member}`, depth + 1);
    if ('setting' in one) return [settingIn(one, member)];
    if (!('object' in one)) return undefined;
    if (member === ANY_ENTRY)
      return Object.entries(one.object).flatMap(([name, slots]) => (name === '$type' ? [] : slots));
    const [type] = one.object['$type'] ?? [];
    const found = one.object[member] ?? one.object[readBy(member)] ?? spreadInto(one.object, member);
    return found ?? (type && 'symbol' in type ? resolved(constants, `${type.symbol}.${member}`, depth + 1) : undefined);
  });
  return held?.every((one) => one !== undefined) ? held.flatMap((one) => one ?? []) : undefined;
}

/** `{...settings, mode}`: what is not written comes from what was spread. */
function spreadInto(object: Readonly<Record<string, Slots>>, member: string): Slots | undefined {
  const settings = object['...']?.flatMap((one) => ('setting' in one ? [settingIn(one, member)] : []));
  return settings?.length ? settings : undefined;
}

/** `getBits` reads `bits`. */
function readBy(member: string): string {
  const [, rest = ''] = /^[gG]et([A-Z]\w*)$/.exec(member) ?? [];
  return rest ? rest.charAt(0).toLowerCase() + rest.slice(1) : member;
}
