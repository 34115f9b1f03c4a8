import type { Language } from '../language.js';
import type { RuleBook } from '../rules/rule-book.js';
import type { Vocabulary } from './vocabulary.js';
import type { Words } from './words.js';

/** Words that must stand in a file for the last one of them to be a name that rules report. */
type Others = readonly string[];

/** Last words of names that rules report, each with the lists of words of which one must stand in the file as a whole. */
export type MeetingWords = readonly (readonly [last: string, others: readonly Others[]])[];

/** The same by their numbers in the vocabulary. */
type Lists = readonly (readonly number[])[];

const ALWAYS: Lists = [[]];
const NEVER: Lists = [];
const NAME = /[\w$\u0080-\uffff]+/g;

/**
 * The words by which the rules of one language can be met: where a rule reports something, the last part of a name that it
 * is about stands in the text, and the parts that are asked for stand somewhere in the file.
 */
export class RuleWords {
  readonly #others: ReadonlyMap<string, readonly Others[]>;
  #vocabulary: Vocabulary | undefined;
  /** Of each word of the vocabulary that was asked for: every word of every file is. */
  #lists: (Lists | undefined)[] = [];

  constructor(
    private readonly book: RuleBook,
    words: MeetingWords,
  ) {
    this.#others = new Map(words);
  }

  /** Of each word of a file by its number: 1 if a rule can be met by it there. */
  meeting(words: Words): Uint8Array {
    if (this.#vocabulary !== words.vocabulary) {
      this.#vocabulary = words.vocabulary;
      this.#lists = [];
    }
    const stands = (known: number) => words.numberOf(known) !== undefined;
    const found = new Uint8Array(words.known.length);
    for (let number = 0; number < found.length; number++) {
      const known = words.known[number] as number;
      const lists = this.#lists[known] ?? this.#learn(known, words.vocabulary);
      if (lists.length > 0 && lists.some((others) => others.every(stands))) found[number] = 1;
    }
    return found;
  }

  #learn(known: number, vocabulary: Vocabulary): Lists {
    const word = vocabulary.spelling(known);
    const numbered = () => this.#others.get(word)?.map((all) => all.map((one) => vocabulary.number(one))) ?? NEVER;
    const lists = this.book.beginsName(word) ? ALWAYS : numbered();
    this.#lists[known] = lists;
    return lists;
  }
}

/**
 * @param words what must stand in a file for a name to be used in it
 * @param ways what may stand in the file instead, where a chain of calls leads to the name
 */
export function meetingWords(
  book: RuleBook,
  language: Language,
  words: (name: string) => readonly string[],
  ways: (name: string) => readonly Others[],
): MeetingWords {
  const met = new Map<string, Others[]>();
  for (const rule of book.rules()) {
    if (rule.kept)
      for (const one of book.tokens(rule) ?? []) {
        const list = one.flatMap(wordsOf);
        for (const word of list) add(met, word, list);
      }
    if (rule.purpose === undefined && !rule.alone) continue;
    if (!rule.tokens)
      for (const name of book.names(rule))
        for (const way of ways(name)) add(met, wordsOf(name).at(-1), way.flatMap(wordsOf));
    for (const name of book.names(rule).flatMap((one) => book.spellings(one))) {
      const all = (language.tokens?.(name) ?? words(name)).flatMap(wordsOf);
      const lists = book.tokens(rule)?.map((one) => one.flatMap(wordsOf));
      for (const list of lists ?? []) for (const word of list) add(met, word, list);
      for (const list of lists ?? [all]) add(met, wordsOf(name).at(-1), list);
    }
  }
  return [...met];
}

function add(met: Map<string, Others[]>, last: string | undefined, all: readonly string[]): void {
  if (last === undefined) return;
  const others = all.filter((one) => one !== last);
  const known = met.get(last);
  if (!known) met.set(last, [others]);
  else if (!known.some((one) => one.length === others.length && one.every((word) => others.includes(word))))
    known.push(others);
}

function wordsOf(text: string): readonly string[] {
  return text.match(NAME) ?? [];
}
