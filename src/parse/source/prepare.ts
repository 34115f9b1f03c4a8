import type { Knowledge } from '../../model/index.js';
import { Candidates, type CandidateWords, candidateWords, wordsOf } from './candidates.js';
import { RuleWords } from './dormant/rule-words.js';
import type { Language } from './language.js';
import { RuleBook } from './rules/rule-book.js';

export interface Prepared {
  readonly book: RuleBook;
  readonly candidates: Candidates;
  readonly words: RuleWords;
}

const prepared = new WeakMap<Knowledge, Map<string, Prepared>>();

/** Rules and words of one language, made once for each set of knowledge. */
export function prepare(knowledge: Knowledge, language: Language): Prepared {
  const made = prepared.get(knowledge) ?? new Map<string, Prepared>();
  prepared.set(knowledge, made);
  let one = made.get(language.id);
  if (!one) {
    one = new OnNeed(knowledge, language);
    made.set(language.id, one);
  }
  return one;
}

/** Most languages of a tree are only asked for their words: their rules stay unread. */
class OnNeed implements Prepared {
  #book: RuleBook | undefined;
  #candidates: Candidates | undefined;
  #words: RuleWords | undefined;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly language: Language,
  ) {}

  get book(): RuleBook {
    this.#book ??= new RuleBook(this.knowledge, this.language.rules);
    return this.#book;
  }

  get candidates(): Candidates {
    this.#candidates ??= new Candidates(this.#candidateWords());
    return this.#candidates;
  }

  get words(): RuleWords {
    this.#words ??= new RuleWords(this.book, this.language, wordsOf);
    return this.#words;
  }

  #candidateWords(): CandidateWords {
    const known = this.knowledge.derived?.get(wordsName(this.language)) as CandidateWords | undefined;
    return known ?? candidateWords(this.book, this.language);
  }
}

/** Under which the build keeps the words of a language. */
export function wordsName({ id }: Language): string {
  return `words of ${id}`;
}
