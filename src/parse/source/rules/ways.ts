import { lastSegment } from '../tree/names.js';
import type { RuleBook } from './rule-book.js';

/** Calls of a chain before the one that is reported. */
const LONGEST_WAY = 2;

/**
 * A method's type need not be written where a chain of calls leads to it: `Jwts.parser().verifyWith(key)` has no word of
 * `JwtParserBuilder.verifyWith` but the last.
 * @param words those of a name that stand in the text where it is used
 * @returns for the name of a method, lists of words of which one stands in the text where such a chain leads to it
 */
export function waysTo(book: RuleBook, words: (name: string) => readonly string[]): (name: string) => string[][] {
  const givers = giversOf(book);
  const ways = (name: string, depth: number): string[][] => {
    if (depth === LONGEST_WAY) return [];
    const said = words(name);
    return [...(givers.get(name.slice(0, name.lastIndexOf('.'))) ?? [])]
      .filter((one) => one !== name)
      .flatMap((one) => [words(one), ...ways(one, depth + 1)])
      .map((way) => [...new Set([...way, lastSegment(name)])])
      .filter((way) => !said.every((word) => way.includes(word)));
  };
  return (name) => ways(name, 0);
}

/** Type → the names of what gives a value of it. What is reported itself is met by words of its own. */
function giversOf(book: RuleBook): ReadonlyMap<string, ReadonlySet<string>> {
  const givers = new Map<string, Set<string>>();
  const reported = new Set<string>();
  for (const rule of book.rules()) {
    if (rule.purpose !== undefined && !rule.tokens) for (const name of book.names(rule)) reported.add(name);
    if (!rule.returns || rule.returns.startsWith('$')) continue;
    const names = givers.get(rule.returns) ?? new Set();
    for (const name of book.names(rule)) names.add(name);
    givers.set(rule.returns, names);
  }
  for (const names of givers.values()) for (const name of names) if (reported.has(name)) names.delete(name);
  return givers;
}
