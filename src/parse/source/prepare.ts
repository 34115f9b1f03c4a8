import type { Knowledge } from '../../model/index.js';
import { Candidates } from './candidates.js';
import type { Language } from './language.js';
import { RuleBook } from './rule-book.js';

export interface Prepared {
  readonly book: RuleBook;
  readonly candidates: Candidates;
}

const prepared = new WeakMap<Knowledge, Map<string, Prepared>>();

/** Rules and words of one language, made once for each set of knowledge. */
export function prepare(knowledge: Knowledge, language: Language): Prepared {
  const made = prepared.get(knowledge) ?? new Map<string, Prepared>();
  prepared.set(knowledge, made);
  let one = made.get(language.id);
  if (!one) {
    const book = new RuleBook(knowledge, language.rules);
    let candidates: Candidates | undefined;
    one = {
      book,
      // Only files that are read for the first time are asked.
      get candidates() {
        candidates ??= new Candidates(book, language);
        return candidates;
      },
    };
    made.set(language.id, one);
  }
  return one;
}
