import { ownCopy } from '../../text.js';
import { wordsIn } from './named-rules.js';
import type { BookedRule } from './rule-book.js';

/** Names that are remembered; a large tree has many more. */
const MOST_KNOWN = 20_000;
/** What is longer is no name of a setting. */
const LONGEST = 60;

const NONE: readonly BookedRule[] = [];

/** Rules that know words of the name of a setting: `host`, `key` and `algorithms` of `serverHostKeyAlgorithms`. All that fit speak. */
export class KeptRules {
  readonly #rules: {
    readonly rule: BookedRule;
    readonly has: readonly string[][];
    readonly without: ReadonlySet<string>;
  }[];
  readonly #known = new Map<string, readonly BookedRule[]>();

  constructor(rules: readonly BookedRule[]) {
    this.#rules = rules.flatMap((rule) =>
      rule.kept ? [{ rule, has: rule.kept.has.map((one) => one.split('|')), without: new Set(rule.kept.without) }] : [],
    );
  }

  of(name: string): readonly BookedRule[] {
    if (this.#rules.length === 0 || name.length > LONGEST) return NONE;
    let found = this.#known.get(name);
    if (!found) {
      found = this.#fitting(wordsIn(name));
      if (this.#known.size >= MOST_KNOWN) this.#known.clear();
      this.#known.set(ownCopy(name), found);
    }
    return found;
  }

  #fitting(words: ReadonlySet<string>): readonly BookedRule[] {
    const fitting = this.#rules.filter(
      ({ has, without }) =>
        has.every((any) => any.some((word) => words.has(word))) && ![...words].some((word) => without.has(word)),
    );
    return fitting.length > 0 ? fitting.map(({ rule }) => rule) : NONE;
  }
}
