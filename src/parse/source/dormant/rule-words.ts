import { ownCopy } from '../../text.js';
import type { Language } from '../language.js';
import type { RuleBook } from '../rules/rule-book.js';

/** Words that must stand in a file for the last one of them to be a name that rules report. */
type Others = readonly string[];

/** Last words of names that rules report, each with the lists of words of which one must stand in the file as a whole. */
export type MeetingWords = readonly (readonly [last: string, others: readonly Others[]])[];

/** Words that are remembered; a large tree has many more. */
const MOST_REMEMBERED = 20_000;
const ALWAYS: readonly Others[] = [[]];
const NEVER: readonly Others[] = [];
const NAME = /[\w$\u0080-\uffff]+/g;

/**
 * The words by which the rules of one language can be met: where a rule reports something, the last part of a name that it
 * is about stands in the text, and the parts that are asked for stand somewhere in the file.
 */
export class RuleWords {
  readonly #others: ReadonlyMap<string, readonly Others[]>;
  /** Every word of every file is asked for. */
  readonly #remembered = new Map<string, readonly Others[]>();

  constructor(
    private readonly book: RuleBook,
    words: MeetingWords,
  ) {
    this.#others = new Map(words);
  }

  /** Can a rule be met by this word in a file with these words? */
  meets(word: string, stands: (word: string) => boolean): boolean {
    const lists = this.#remembered.get(word) ?? this.#remember(word);
    return lists.length > 0 && lists.some((others) => others.every(stands));
  }

  #remember(word: string): readonly Others[] {
    const lists = this.book.beginsName(word) ? ALWAYS : (this.#others.get(word) ?? NEVER);
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(ownCopy(word), lists);
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
