import { ownCopy } from '../../text.js';
import { lastSegment } from '../tree/names.js';
import type { BookedRule } from './rule-book.js';

/** Names that are remembered; a large tree has many more. */
const MOST_KNOWN = 20_000;

const NONE: readonly BookedRule[] = [];

/** What is called on the result of these is called on an object of the type: `RsaSigner.new(key).sign(data)`. */
export const MAKER =
  /\.(?:new|New|create|Create|build|of|getInstance|instance|shared|default|generate|random|(?:try_)?from_[a-z]\w*)$/;

/**
 * Rules that know only words of a name, of which the first that fits speaks: `ecdsa` and `sign` of `hal_ecdsa_sign_hash`. Rules of the
 * same words are one with several conditions.
 */
export class NamedRules {
  readonly #rules: {
    readonly rule: BookedRule;
    readonly has: readonly string[][];
    readonly without: ReadonlySet<string>;
    readonly words: string;
  }[];
  readonly #known = new Map<string, readonly BookedRule[]>();
  /** Stands in every name with a first word of some rule: most names are taken apart no further. */
  readonly #begin: RegExp;

  constructor(rules: readonly BookedRule[]) {
    this.#rules = rules.flatMap((rule) => {
      const { named } = rule;
      if (!named) return [];
      const words = named.has.join(' ');
      return [{ rule, has: named.has.map((one) => one.split('|')), without: new Set(named.without), words }];
    });
    // Words of names are of small letters and digits: others are found in none.
    const first = this.#rules.flatMap(({ has }) => has[0] ?? []).filter((word) => /^[a-z\d]+$/.test(word));
    const shortest = first.filter((word) => !first.some((other) => other !== word && word.includes(other)));
    this.#begin = new RegExp([...new Set(shortest)].join('|'), 'i');
  }

  of(name: string): readonly BookedRule[] {
    if (this.#rules.length === 0) return [];
    let found = this.#known.get(name);
    if (!found) {
      found = this.#begin.test(name) ? this.#fitting(wordsOf(name)) : NONE;
      if (this.#known.size >= MOST_KNOWN) this.#known.clear();
      this.#known.set(ownCopy(name), found);
    }
    return found;
  }

  /** Does the name hold a first word of some rule: a type or variable that may make a method say what it does? */
  begins(name: string): boolean {
    if (this.#rules.length === 0 || !this.#begin.test(name)) return false;
    const words = wordsOf(name);
    return this.#rules.some(({ has }) => has[0]?.some((word) => words.has(word)));
  }

  #fitting(words: ReadonlySet<string>): BookedRule[] {
    // A single word says little: only a rule that asks for no other takes it.
    const one = this.#rules.find(
      ({ has, without }) =>
        (words.size > 1 || has.length === 1) &&
        has.every((any) => any.some((word) => words.has(word))) &&
        ![...words].some((word) => without.has(word)),
    );
    return one ? this.#rules.filter((other) => other.words === one.words).map(({ rule }) => rule) : [];
  }
}

/** `RSA2048_PublicEncrypt` → rsa2048, rsa, public, encrypt; of a method with the name of its type, variable or package. */
export function wordsOf(name: string): ReadonlySet<string> {
  const own = lastSegment(name);
  const owner = lastSegment(name.slice(0, -own.length - 1).replace(MAKER, ''));
  return wordsIn(`${owner.slice(owner.lastIndexOf('/') + 1)} ${own}`);
}

/** `serverHostKey_algs` → server, host, key, algs; `RSA2048` → rsa2048, rsa. */
export function wordsIn(text: string): ReadonlySet<string> {
  const apart = text.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2');
  const words = apart.toLowerCase().split(/[^a-z\d]+/);
  return new Set([...words, ...words.map((one) => one.replace(/\d+$/, ''))].filter((one) => one !== ''));
}
