import { list } from '../../rules/full-names.js';
import type { PartRule, PartRules, Source } from '../../rules/rule.js';
import type { BookedRule } from '../../rules/rule-book.js';
import type { Node, ObjectNode, Span } from '../../tree/ir.js';
import type { CallSite } from '../calls/invoke.js';
import type { Interpreter } from '../interpreter.js';
import { fieldKey, type Key, partKey } from '../scope.js';
import { NONE, union, type Values } from '../values/values.js';
import { sourceValues } from './rule-sources.js';

/** Lists of a protocol of which the line that sets them is a place of its own. */
export const LISTED = ['groups', 'suites', 'schemes'] as const;

type Listed = (typeof LISTED)[number];

/** A list of a protocol as a call or an entry of its options sets it: `context.set_ciphers(..)`, `{ciphers: ..}`. */
export interface ListSet {
  readonly part: Listed;
  readonly values: Values;
  readonly at: Span;
}

/** Where the lists of protocols are set, by the object on which they are. */
export class ListsSet {
  readonly #sets = new Map<number, ListSet[]>();
  /** Entries of object literals whose value is written elsewhere. */
  readonly #entries = new Map<Key, Span>();

  add(object: number, set: ListSet): void {
    const known = this.#sets.get(object);
    if (known) known.push(set);
    else this.#sets.set(object, [set]);
  }

  of(object: number): readonly ListSet[] {
    return this.#sets.get(object) ?? [];
  }

  /** The objects on which one is set. */
  get objects(): Iterable<number> {
    return this.#sets.keys();
  }

  /** What another object takes over as it is was set where it was set there. */
  hand(from: Values, part: string, to: number): void {
    if (this.#sets.size === 0) return;
    for (const one of from)
      if (one.t === 'object' && one.id !== to)
        for (const set of this.of(one.id)) if (set.part === part) this.add(to, set);
  }

  entry(key: Key, at: Span): void {
    this.#entries.set(key, at);
  }

  entryAt(key: Key): Span | undefined {
    return this.#entries.get(key);
  }
}

/** What is written out in an entry has its place there; of what comes from elsewhere the entry is the only one that is at hand. */
const WRITTEN_OUT: ReadonlySet<Node['k']> = new Set(['lit', 'list', 'object', 'function', 'class', 'concat']);

/** Keeps where the entries of a literal stand that hand on what is written elsewhere. */
export function rememberEntry(
  machine: Interpreter,
  id: number,
  name: string,
  { value, at }: ObjectNode['entries'][number],
): void {
  if (WRITTEN_OUT.has(value.k)) return;
  const place = at ?? placeOf(value);
  if (place) machine.lists.entry(fieldKey(id, name), place);
}

function placeOf(value: Node): Span | undefined {
  return value.k === 'name' || value.k === 'member' || value.k === 'call' ? value.at : undefined;
}

/** Suites that hold beside those that the rule sets: of TLS 1.2 beside those of TLS 1.3. */
export function besides({ store }: Interpreter, { protocol }: BookedRule, object: number): Values | undefined {
  return protocol?.exchange === false ? store.get(partKey(object, 'suites')) : undefined;
}

export function addSuites({ store }: Interpreter, object: number, held: Values): void {
  const key = partKey(object, 'suites');
  store.set(key, union(held, store.get(key) ?? NONE));
}

/** Lists that a rule sets on an object by a call. */
export function rememberLists(
  machine: Interpreter,
  rule: BookedRule,
  object: number,
  parts: PartRules,
  at: Span,
): void {
  if (rule.protocol?.exchange === false) return;
  for (const part of LISTED)
    if (parts[part] !== undefined)
      machine.lists.add(object, { part, values: machine.store.get(partKey(object, part)) ?? NONE, at });
}

/** Lists that a rule takes out of entries, each where its entry stands. */
export function rememberEntries(
  machine: Interpreter,
  { parts = {} }: BookedRule,
  object: number,
  site: CallSite,
): void {
  for (const part of LISTED) {
    const rule = parts[part];
    const values = rule === undefined ? undefined : machine.store.get(partKey(object, part));
    if (rule === undefined || !values) continue;
    for (const source of sourcesOf(rule)) {
      const at = entryOf(machine, source, site);
      if (at) machine.lists.add(object, { part, values, at });
      if (at) break;
    }
  }
}

function sourcesOf(rule: PartRule): readonly Source[] {
  return typeof rule === 'object' && 'from' in rule ? list(rule.from) : list(rule as Source | readonly Source[]);
}

/** Where the entry stands that `$name`, or `$0.options.name`, speaks of. */
function entryOf(machine: Interpreter, source: Source, site: CallSite): Span | undefined {
  const match = typeof source === 'string' ? /^\$([\w*|$&-]+(?:\.[\w$*-]+)*)$/.exec(source) : null;
  const path = match?.[1] ?? '';
  const dot = path.lastIndexOf('.');
  const name = path.slice(dot + 1);
  if (dot < 0) return namedEntry(name, site.node);
  for (const owner of sourceValues(machine, `$${path.slice(0, dot)}`, site)) {
    const at = owner.t === 'object' ? machine.lists.entryAt(fieldKey(owner.id, name)) : undefined;
    if (at) return at;
  }
  return namedEntry(path.slice(0, path.indexOf('.')), site.node);
}

/** An entry of the literal, or a named argument of the call, that is not written out. */
function namedEntry(
  name: string,
  { entries = [], args = [] }: Partial<Pick<ObjectNode, 'entries'>> & CallSite['node'],
): Span | undefined {
  const names = name.split('|');
  const entry = entries.find(({ key }) => typeof key === 'string' && names.includes(key));
  const given = entry ?? args.find((one) => one.name !== undefined && names.includes(one.name));
  return given && !WRITTEN_OUT.has(given.value.k) ? (given.at ?? placeOf(given.value)) : undefined;
}
