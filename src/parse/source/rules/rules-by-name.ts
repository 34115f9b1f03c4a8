import type { BookedRule } from './rule-book.js';
import type { RuleIndex } from './rule-index.js';

const NONE: readonly BookedRule[] = [];

/** Rules by a name that they are about; those of a name are read when it is first asked for. */
export class RulesByName {
  readonly #numbers: ReadonlyMap<string, readonly number[]>;
  readonly #rules = new Map<string, readonly BookedRule[]>();

  constructor(
    entries: RuleIndex['calls'],
    private readonly rule: (number: number) => BookedRule,
  ) {
    this.#numbers = new Map(entries);
  }

  get size(): number {
    return this.#numbers.size;
  }

  has(name: string): boolean {
    return this.#numbers.has(name);
  }

  get(name: string): readonly BookedRule[] {
    const numbers = this.#numbers.get(name);
    if (!numbers) return NONE;
    let rules = this.#rules.get(name);
    if (!rules) {
      rules = numbers.map(this.rule);
      this.#rules.set(name, rules);
    }
    return rules;
  }
}
