/**
 * A key of a setting as it is compared: `key-type` of a file is `keyType` of a program, `Signing:Curve` is `Signing.Curve`
 * (relaxed binding of Spring, configuration keys of .NET, names of fields of Go, serde's renaming).
 */
export function foldedKey(key: string): string {
  return key.replaceAll(':', '.').replace(/[-_]/g, '').toLowerCase();
}

/** Stands in a key for an entry that the program chooses: `profiles.*.curve` of `profiles[name].curve`. */
export const ANY_ENTRY = '*';

/** Is a folded key of a file one of those that a program asks for? */
export function settingTest(keys: readonly string[]): (folded: string) => boolean {
  const exact = new Set<string>();
  const patterns = new Map<string, RegExp[]>();
  for (const key of keys.map(foldedKey)) {
    const parts = key.split('.');
    const last = parts.at(-1) as string;
    if (!parts.includes(ANY_ENTRY)) exact.add(key);
    else patterns.set(last, [...(patterns.get(last) ?? []), patternOf(parts)]);
  }
  const mayBe = (folded: string, last: string) => patterns.get(last)?.some((one) => one.test(folded)) === true;
  return (folded) =>
    exact.has(folded) ||
    (patterns.size > 0 && (mayBe(folded, folded.slice(folded.lastIndexOf('.') + 1)) || mayBe(folded, ANY_ENTRY)));
}

/** At the end it may be an item of a list, which stands under the key of the list. */
function patternOf(parts: readonly string[]): RegExp {
  const text = parts.map((one) => (one === ANY_ENTRY ? '[^.]+' : one.replace(/[^\w]/g, '\\$&')));
  const last = parts.at(-1) === ANY_ENTRY ? `(?:\\.${text.pop()})?` : '';
  return new RegExp(`^${text.join('\\.')}${last}$`);
}

/** The last part of a key that is named, as a pattern for the texts of files in which it may stand. */
export function lastPartPattern(key: string): string {
  const named = key.replace(/(?:[.:]\*)+$/, '');
  const last = named.slice(Math.max(named.lastIndexOf('.'), named.lastIndexOf(':')) + 1);
  const words = last.replace(/([a-z\d])(?=[A-Z])/g, '$1_').split(/[-_]+/);
  return words.map((word) => word.replace(/[^\w]/g, '\\$&')).join('[-_]?');
}
