import type { Catalog } from '../../../catalog/catalog.js';
import type { Observation } from '../../../model/index.js';
import type { KeptAs } from '../rules/rule.js';
import type { BookedRule } from '../rules/rule-book.js';
import { allWritten } from './decided-at.js';
import type { Place } from './evidence.js';
import { exchangeOf, groupOf, type Named, schemeOf, type Written, written } from './protocol-parts.js';
import { keptAt } from './suites-kept.js';
import type { Slots, Use, Written as WrittenAt } from './use.js';

/** Settings of one name in a file: with more they are a table of what there is. */
const MOST_ROWS = 12;
/** Names of one list. */
const MOST_NAMES = 32;
/** Algorithms that a setting allows; more are all that there are. */
const MOST_CHOSEN = 5;
/** Lines that the value of one setting takes. */
const LONGEST_VALUE = 30;

/** Families of which one object can be called by several names. */
const ON_CURVES: ReadonlySet<string> = new Set(['ec', 'ecdsa', 'ecdh', 'ecies', 'eddsa', 'xdh']);

/** Parts that name what is used. */
const NAMING = ['algorithm', 'parameters', 'curve', 'suites', 'groups', 'schemes'] as const;

/** A text that code keeps under a name of which a rule speaks. */
export interface KeptText {
  readonly rule: BookedRule;
  readonly name: string;
  /** Where the name stands. */
  readonly at: WrittenAt;
  readonly slots: Slots;
  /** What stands beside it. */
  readonly size: Slots;
  readonly curve: Slots;
}

/**
 * Texts that name an algorithm by themselves and stand under the name of a setting which nothing in the file was seen to take:
 * who takes it stands in a library or elsewhere. They are inventoried as lines that decide it.
 * @param told what the file says anyway
 * @param open uses that wait for other files: what they name is told with them
 */
export function settingsKept(
  kept: readonly KeptText[],
  place: Place,
  told: readonly Observation[],
  open: readonly Use[],
  catalog: Catalog,
): Observation[] {
  const known = new Set(told.map(keyOf));
  const taken = new Set(open.flatMap(({ parts }) => NAMING.flatMap((part) => linesOf(parts[part] ?? []))));
  const rows = new Map<string, Rows>();
  for (const one of kept) {
    const made = observed(one, place, catalog).filter((each) => !known.has(keyOf(each)) && !taken.has(lineOf(each)));
    const held = rows.get(one.name) ?? { lines: new Set(), told: new Map() };
    rows.set(one.name, held);
    if (made.length > 0) held.lines.add(one.at.line);
    for (const each of made) held.told.set(`${each.asset.id} ${lineOf(each)}`, each);
  }
  const few = [...rows.values()].filter(({ lines }) => lines.size <= MOST_ROWS);
  return [...new Map(few.flatMap((held) => [...held.told])).values()];
}

/** What is kept under one name: the lines of the settings, and what they tell. */
interface Rows {
  readonly lines: Set<number>;
  readonly told: Map<string, Observation>;
}

function observed(kept: KeptText, place: Place, catalog: Catalog): Observation[] {
  const { as = 'algorithm' } = kept.rule.kept ?? {};
  return READERS[as](kept, catalog).flatMap(({ named, at }) => {
    const inside = at && !at.path && isInside(at.line, kept.at.line);
    // What a caller gives, or another line, is told there; a constant is chosen by the entry that names it.
    if (!inside && !isConstant(kept.slots)) return [];
    const made = keptAt(inside ? at : kept.at, named, kept.name, place, catalog);
    // What a list names is told one by one; of a curve or a family a use elsewhere may say more.
    return [as === 'curve' || as === 'key' ? made : { ...made, details: { rule: kept.rule.id } }];
  });
}

function linesOf(slots: Slots): number[] {
  return slots.flatMap(allWritten).flatMap(({ line, path }) => (path === undefined ? [line] : []));
}

function isConstant(slots: Slots): boolean {
  return slots.some((slot) =>
    'list' in slot ? slot.list.some(isConstant) : 'symbol' in slot || ('known' in slot && slot.from === 'constant'),
  );
}

function isInside(line: number, begin: number): boolean {
  return line >= begin && line - begin < LONGEST_VALUE;
}

interface Found {
  readonly named: Named;
  readonly at?: Written['at'];
}

type Reader = (kept: KeptText, catalog: Catalog) => readonly Found[];

/** How the texts are read, by what they are kept as. */
const READERS: Readonly<Record<KeptAs, Reader>> = {
  suites: ({ slots }, catalog) => each(written(slots), (text) => exchangeOf(text, catalog)),
  groups: ({ slots }, catalog) => all(written(slots), (text) => groupOf(text, false, catalog)),
  schemes: ({ slots }, catalog) => all(written(slots), (text) => schemeOf(text, false, catalog)),
  ssh: ({ slots }, catalog) =>
    each(written(slots), (text) => groupOf(text, true, catalog) ?? schemeOf(text, true, catalog)),
  curve: ({ slots, rule }, catalog) =>
    each(fitting(slots, rule), (text) => {
      const curve = catalog.curve(text);
      return curve && { spec: { family: 'ec', curve: curve.name }, purpose: rule.purpose ?? 'key-management' };
    }),
  algorithm: ({ slots, rule }, catalog) => {
    const texts = fitting(slots, rule);
    return texts.length > MOST_CHOSEN ? [] : each(texts, (text) => vulnerable(text, rule, catalog));
  },
  key: keysOf,
};

function each(texts: readonly Written[], read: (text: string) => Named | undefined): Found[] {
  return texts.slice(0, MOST_NAMES).flatMap(({ text, at }) => {
    const named = read(text);
    return named ? [{ named, at }] : [];
  });
}

/** A list of which one name is not known is one of something else. */
function all(texts: readonly Written[], read: (text: string) => Named | undefined): Found[] {
  const found = each(texts, read);
  return found.length === texts.length ? found : [];
}

/** The texts as they are written, of lists each, that look as the rule wants it. */
function fitting(slots: Slots, { kept }: BookedRule): Written[] {
  const pattern = kept?.find === undefined ? undefined : new RegExp(kept.find, 'i');
  const texts = (some: Slots): Written[] =>
    some.flatMap((slot): Written[] => {
      if ('list' in slot) return slot.list.flatMap(texts);
      return 'known' in slot && typeof slot.known === 'string' ? [{ text: slot.known, at: slot.at }] : [];
    });
  return texts(slots).filter(({ text }) => pattern?.test(text) ?? true);
}

function vulnerable(text: string, { purpose = 'signature' }: BookedRule, catalog: Catalog): Named | undefined {
  const spec = catalog.spec(text);
  if (!spec) return undefined;
  const asset = catalog.algorithm(spec);
  if (asset.quantum !== 'quantum-vulnerable') return undefined;
  return { spec, purpose: asset.primitive === 'pke' ? 'encryption' : purpose };
}

/** The family of a key, where its size or curve stands beside it or it has but one. */
function keysOf({ slots, rule, size, curve }: KeptText, catalog: Catalog): readonly Found[] {
  return each(fitting(slots, rule), (text) => {
    const named = vulnerable(text, rule, catalog);
    if (!named) return undefined;
    const family = catalog.family(named.spec.family);
    const bits = size.flatMap((one) => ('known' in one && Number(one.known) >= 512 ? [Number(one.known)] : []))[0];
    const on = curve.flatMap((one) => ('known' in one ? (catalog.curve(String(one.known))?.name ?? []) : []))[0];
    if (named.spec.curve !== undefined) return named;
    if (family?.curved) return on ? { ...named, spec: { ...named.spec, curve: on } } : undefined;
    return bits ? { ...named, spec: { ...named.spec, size: bits } } : undefined;
  });
}

function keyOf({ asset, evidence: { location } }: Observation): string {
  const family = asset.kind === 'algorithm' ? asset.family : asset.kind;
  return `${ON_CURVES.has(family) ? 'ec' : family} ${location.type === 'file' ? location.line : ''}`;
}

function lineOf({ evidence: { location } }: Observation): number {
  return location.type === 'file' ? (location.line ?? 0) : 0;
}
