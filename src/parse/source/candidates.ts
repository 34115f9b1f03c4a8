import type { Face } from '../face.js';
import { ByToken } from '../token-search.js';
import type { Language } from './language.js';
import type { BookedRule, RuleBook } from './rules/rule-book.js';
import { waysTo } from './rules/ways.js';
import { lastSegment } from './tree/names.js';

/** Letters of a word that is looked for as a whole word. */
const SHORT = 4;

/** A first word, and the words that must stand beside it; any of the lists is enough. */
export type CandidateWords = readonly (readonly [first: string, others: readonly (readonly string[])[]])[];

/** The cheap test on the bytes of a file: can any rule that reports something match in it? */
export class Candidates {
  readonly #byFirst = new ByToken<CandidateWords[number]>();

  constructor(readonly words: CandidateWords) {
    for (const entry of words) this.#byFirst.add(entry, [entry[0]]);
  }

  matches(face: Face): boolean {
    for (const [first, others] of this.#byFirst.near(face.hits)) {
      if (!face.includes(first) || !standsAlone(first, face)) continue;
      if (others.some((more) => more.every((one) => face.includes(one)))) return true;
    }
    return false;
  }
}

/** The words of all rules of a language that report something. */
export function candidateWords(book: RuleBook, language: Language): CandidateWords {
  const words = new Map<string, Map<string, readonly string[]>>();
  const ways = waysTo(book, wordsOf);
  for (const rule of book.rules()) {
    if (rule.purpose === undefined) continue;
    const led = rule.tokens ? [] : book.names(rule).flatMap(ways);
    for (const [first = '', ...others] of [...wordsOfRule(rule, book, language), ...led]) {
      if (first.length < 2) continue;
      const lists = words.get(first) ?? new Map<string, readonly string[]>();
      words.set(first, lists.set(others.join('\n'), others));
    }
  }
  return [...words].map(([first, lists]) => [first, [...lists.values()]]);
}

function wordsOfRule(rule: BookedRule, book: RuleBook, language: Language): readonly (readonly string[])[] {
  const tokens = book.tokens(rule);
  if (tokens) return tokens;
  const names = book.names(rule).flatMap((name) => book.spellings(name));
  return [...names.map((name) => language.tokens?.(name) ?? wordsOf(name)), ...piecesOf(rule)];
}

/** What stands in a name that has one of the first words of a rule: `ecdsa_`, `_RSA`. `ec_` stands in too many others. */
function piecesOf({ named }: BookedRule): string[][] {
  const words = (named?.has[0]?.split('|') ?? []).filter((one) => one.length > 2);
  return words.flatMap((one) => [one, one.toUpperCase()].flatMap((word) => [[`${word}_`], [`_${word}`]]));
}

/** The segment before the last, and the last: `KeyPairGenerator` and `getInstance`. */
export function wordsOf(qualified: string): string[] {
  const parts = qualified
    .replace(/=$/, '')
    .split('.')
    .filter((one) => one !== '*');
  const last = lastSegment(parts.join('.'));
  const before = parts.at(-2);
  // A constructor is named like its type: only the type stands in the text, with the type around a nested one.
  // Packages are written small where types nest; namespaces of C# and PHP begin with a capital and are not repeated.
  const nested = /^[A-Z]/.test(before ?? '') && /^[a-z]/.test(parts.at(-3) ?? '');
  return before && (nested || !/^[A-Z]/.test(last)) ? [before, last] : [last];
}

/** Short words are part of too many others: `ec` of `rect`, `Mac` of `Machine`. They count as whole words only. */
function standsAlone(word: string, face: Face): boolean {
  if (word.length > SHORT || /\W|^_|_$/.test(word)) return true;
  const { latin1 } = face;
  for (let at = latin1.indexOf(word); at >= 0; at = latin1.indexOf(word, at + 1)) {
    if (!isWord(latin1.charCodeAt(at - 1)) && !isWord(latin1.charCodeAt(at + word.length))) return true;
  }
  return false;
}

/** Letters, digits and underscore; not the NaN beyond the ends. */
function isWord(code: number): boolean {
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
}
