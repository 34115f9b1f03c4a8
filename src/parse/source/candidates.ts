import type { Language } from './language.js';
import type { BookedRule, RuleBook } from './rule-book.js';
import { lastSegment } from './values.js';

/** Letters of a word that is looked for as a whole word. */
const SHORT = 4;

/** The cheap test on the bytes of a file: can any rule that reports something match in it? */
export class Candidates {
  /** First word → the words that must stand beside it; any of them is enough. */
  readonly #words = new Map<string, string[][]>();
  readonly #first: RegExp | undefined;

  constructor(book: RuleBook, language: Language) {
    for (const rule of book.rules) if (rule.purpose !== undefined) this.#add(rule, book, language);
    const words = [...this.#words.keys()].sort((a, b) => b.length - a.length);
    this.#first = words.length > 0 ? new RegExp(words.map(quoted).join('|'), 'g') : undefined;
  }

  /** The first words: a file without any of them is no candidate. */
  get words(): Iterable<string> {
    return this.#words.keys();
  }

  matches(text: string): boolean {
    if (!this.#first) return false;
    const tried = new Set<string>();
    for (const [word] of text.matchAll(this.#first)) {
      if (tried.has(word)) continue;
      tried.add(word);
      // A longer word may hide a shorter one that begins with it.
      for (const [first, others] of this.#words) {
        if (!word.includes(first) || !standsAlone(first, text)) continue;
        if (others.some((more) => more.every((one) => text.includes(one)))) return true;
      }
    }
    return false;
  }

  #add(rule: BookedRule, book: RuleBook, language: Language): void {
    const names = book.names(rule).flatMap((name) => book.spellings(name));
    const all = rule.tokens ? [rule.tokens] : names.map((name) => language.tokens?.(name) ?? wordsOf(name));
    for (const [first = '', ...others] of all) {
      if (first.length < 2) continue;
      const known = this.#words.get(first);
      if (known) known.push(others);
      else this.#words.set(first, [others]);
    }
  }
}

/** The segment before the last, and the last: `KeyPairGenerator` and `getInstance`. */
function wordsOf(qualified: string): string[] {
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
function standsAlone(word: string, text: string): boolean {
  if (word.length > SHORT || /\W/.test(word)) return true;
  return new RegExp(`(?<!\\w)${word}(?!\\w)`).test(text);
}

function quoted(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
