import { addTo } from '../basics/groups.js';
import type { DataClass, DataClasses, Term } from './data-classes.js';
import { holds, wordsOf } from './words.js';

/** Why a class was recognised, name by name. */
export interface Recognised {
  readonly id: string;
  /** Index into the names given, and the term that matched there. */
  readonly hits: readonly { readonly index: number; readonly term: string; readonly strong: boolean }[];
}

/**
 * Data classes of a group of names that belong together: the fields of a table or type, the identifiers near a call.
 * One strong term or two different weak ones decide; weak ones need the class's context where it asks for one.
 * @param owner name of the table, type, class or function
 */
export function recognise(owner: string, names: readonly string[], classes: DataClasses): readonly Recognised[] {
  const ownerWords = wordsOf(lastPart(owner));
  if (classes.kinds.some((kind) => endsWith(ownerWords, kind))) return [];
  const words = names.map(wordsOf);
  return possible(classes, ownerWords, words).flatMap((one) => recogniseOne(one, ownerWords, words, classes) ?? []);
}

/** A term of a class, which is given by its number, and how many signs of the class it is. */
interface Entry {
  readonly at: number;
  readonly term: Term;
  readonly signs: number;
}

/** One strong term or two weak ones. */
const ENOUGH = 2;

/** Word → terms that begin with it or are spelt by it without a seam. */
const indexes = new WeakMap<DataClasses, ReadonlyMap<string, readonly Entry[]>>();

/** Classes of which enough terms may stand in the names, in their order: each of the others would be asked for nothing. */
function possible(
  classes: DataClasses,
  owner: readonly string[],
  names: readonly (readonly string[])[],
): readonly DataClass[] {
  const index = indexes.get(classes) ?? indexOf(classes);
  indexes.set(classes, index);
  const words = new Set([...owner, ...names.flat()]);
  const signs = new Map<number, number>();
  for (const word of words) {
    for (const entry of index.get(word) ?? NONE) {
      if (entry.term[0] === word && !entry.term.every((one) => words.has(one))) continue;
      signs.set(entry.at, (signs.get(entry.at) ?? 0) + entry.signs);
    }
  }
  if (signs.size === 0) return NONE;
  return [...classes.byId.values()].filter((one, at) => {
    const found = signs.get(at);
    return found !== undefined && (found >= ENOUGH || isOwned(one, owner));
  });
}

const NONE: readonly never[] = [];

function indexOf(classes: DataClasses): ReadonlyMap<string, readonly Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const [at, one] of [...classes.byId.values()].entries()) {
    const terms = [
      ...one.strong.map((term) => ({ term, signs: ENOUGH })),
      ...one.weak.map((term) => ({ term, signs: 1 })),
    ];
    for (const { term, signs } of terms) {
      for (const word of new Set([term[0] ?? '', term.join('')])) addTo(index, word, { at, term, signs });
    }
  }
  return index;
}

/** `user.email`: a table of the class's context counts as a sign. */
function isOwned(one: DataClass, owner: readonly string[]): boolean {
  return one.context.some((term) => holds(owner, term));
}

function recogniseOne(
  one: DataClass,
  owner: readonly string[],
  names: readonly (readonly string[])[],
  { negatives, ...flags }: DataClasses,
): Recognised | undefined {
  if (one.strong.length + one.weak.length === 0) return undefined;
  const hits: { index: number; term: string; strong: boolean }[] = [];
  const weak = new Set<string>();
  names.forEach((words, index) => {
    if (words.every((word) => negatives.has(word))) return;
    if (isFlag(words, flags)) return;
    // `patient_mrn` and `Patient.mrn` say the same: exclusions and strong terms see the owner too.
    const qualified = [...owner, ...words];
    if (one.exclude.some((term) => holds(words, term) || (holds(qualified, term) && !holds(owner, term)))) return;
    const strong = one.strong.find((term) => holds(words, term) || seam(owner, words, term));
    if (strong && !(isReference(words) && strong.length === 1))
      hits.push({ index, term: strong.join(' '), strong: true });
    else {
      const term = one.weak.find((other) => holds(words, other));
      if (!term || isReference(words)) return;
      weak.add(term.join(' '));
      hits.push({ index, term: term.join(' '), strong: false });
    }
  });
  const ownerExcluded = one.exclude.some((term) => holds(owner, term));
  if (!ownerExcluded) for (const term of [...one.strong, ...one.weak]) if (holds(owner, term)) weak.add(term.join(' '));
  if (hits.some((hit) => hit.strong))
    return { id: one.id, hits: inContext(one, owner, names) ? hits : hits.filter((hit) => hit.strong) };
  if (hits.length === 0 || weak.size < (isOwned(one, owner) ? 1 : ENOUGH) || !inContext(one, owner, names))
    return undefined;
  return { id: one.id, hits };
}

/** A term that begins in the owner and ends in the field: `Child.birthDate` for `child birth`. */
function seam(owner: readonly string[], words: readonly string[], term: Term): boolean {
  if (term.length < 2 || owner.length === 0) return false;
  const tail = owner.at(-1);
  return (
    tail === term[0] && term.slice(1).every((word, index) => words[index] === word) && words.length >= term.length - 1
  );
}

type Flags = Pick<DataClasses, 'flagFirst' | 'flagLast' | 'flagInside'>;

/** A switch, a limit or a date about the datum, not the datum: `show_email`, `card_expiry`. But a last or display name is one. */
function isFlag(words: readonly string[], { flagFirst, flagLast, flagInside }: Flags): boolean {
  if (words.length < 2 || (words.length === 2 && words[1] === 'name')) return false;
  return (
    flagFirst.has(words[0]!) || flagLast.has(words.at(-1)!) || words.slice(1, -1).some((word) => flagInside.has(word))
  );
}

function endsWith(words: readonly string[], term: Term): boolean {
  return words.length >= term.length && term.every((word, index) => words[words.length - term.length + index] === word);
}

/** A key into another table is a pointer, not the datum: `patient_id`, `doctorFk`. */
function isReference(words: readonly string[]): boolean {
  const last = words.at(-1);
  return (
    words.length > 1 &&
    (last === 'id' || last === 'fk' || last === 'ids' || last === 'uuid' || last === 'guid' || last === 'key')
  );
}

function inContext(one: DataClass, owner: readonly string[], names: readonly (readonly string[])[]): boolean {
  if (one.context.length === 0) return true;
  return one.context.some((term) => holds(owner, term) || names.some((words) => holds(words, term)));
}

function lastPart(owner: string): string {
  return owner.slice(owner.lastIndexOf('.') + 1);
}
