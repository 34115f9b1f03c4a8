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
  return possible(classes, [ownerWords, ...words]).flatMap(
    (one) => recogniseOne(one, ownerWords, words, classes) ?? [],
  );
}

/** Word → classes, as numbers, of which a term begins with it or is spelt by it without a seam. */
const indexes = new WeakMap<DataClasses, ReadonlyMap<string, readonly number[]>>();

/** Classes of which a term may stand in the names, in their order: each of the others would be asked for nothing. */
function possible(classes: DataClasses, names: readonly (readonly string[])[]): DataClass[] {
  const index = indexes.get(classes) ?? indexOf(classes);
  indexes.set(classes, index);
  const met = new Set(names.flatMap((words) => words.flatMap((word) => index.get(word) ?? [])));
  return [...classes.byId.values()].filter((_, at) => met.has(at));
}

function indexOf(classes: DataClasses): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [at, one] of [...classes.byId.values()].entries()) {
    for (const term of [...one.strong, ...one.weak]) {
      for (const word of [term[0] ?? '', term.join('')]) index.set(word, [...(index.get(word) ?? []), at]);
    }
  }
  return index;
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
  // `user.email`: a table of the class's context counts as the second sign.
  const owned = one.context.some((term) => holds(owner, term));
  if (hits.length === 0 || weak.size < (owned ? 1 : 2) || !inContext(one, owner, names)) return undefined;
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
