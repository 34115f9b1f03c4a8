import type { Knowledge } from '../model/index.js';
import { WAYS, waysOf } from './config/recognise.js';
import { candidateWords } from './source/candidates.js';
import { LANGUAGES } from './source/languages/index.js';
import { wordsName } from './source/prepare.js';
import { RuleBook } from './source/rules/rule-book.js';

/** What the filter of every scan needs of the rules, by name: worked out once, by the build. */
export function derive(knowledge: Knowledge): Readonly<Record<string, unknown>> {
  const words = LANGUAGES.map((language) => [
    wordsName(language),
    candidateWords(new RuleBook(knowledge, language.rules), language),
  ]);
  return { ...Object.fromEntries(words), [WAYS]: waysOf(knowledge) };
}
