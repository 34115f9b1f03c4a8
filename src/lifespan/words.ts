/** The words of an identifier: camelCase, snake_case, kebab-case and dots split, lower case, singular. */
export function wordsOf(identifier: string): readonly string[] {
  return identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => singular(word.toLowerCase()));
}

/** English plurals as identifiers have them: `diagnoses`, `allergies`, `addresses`, `patients`. */
export function singular(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || KEEP.has(word)) return word;
  if (word.endsWith('noses')) return `${word.slice(0, -2)}is`;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /(?:ss|us|is|os|as)$/.test(word) ? word : word.slice(0, -1);
}

const KEEP = new Set(['series', 'species', 'dns', 'gps', 'ios', 'aws', 'sms', 'https', 'tls', 'cvs', 'news', 'restic']);

/** Whether a term (words in order) stands in the words, or is what they spell when written together. */
export function holds(words: readonly string[], term: readonly string[]): boolean {
  const { length } = term;
  // Asked for every name and every term of every class.
  for (let at = 0; at <= words.length - length; at++) {
    let same = 0;
    while (same < length && words[at + same] === term[same]) same++;
    if (same === length) return true;
  }
  if (length < 2) return false;
  // `dateofbirth`, `ssnnumber`: written without a seam; only for terms that are long enough to be no accident.
  const joined = term.join('');
  return joined.length >= 6 && words.includes(joined);
}
