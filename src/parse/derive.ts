import type { Knowledge } from '../model/index.js';
import { WAYS, waysOf } from './config/recognise.js';
import { LANGUAGES } from './source/languages/index.js';
import { derivedOf } from './source/prepare.js';

/** What is needed of the rules before any of them is read, by name: worked out once, by the build. */
export function derive(knowledge: Knowledge): Readonly<Record<string, unknown>> {
  const ofLanguages = LANGUAGES.map((language) => derivedOf(knowledge, language));
  return Object.assign({ [WAYS]: waysOf(knowledge) }, ...ofLanguages);
}
