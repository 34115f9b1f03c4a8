/** `push(...many)` overflows the stack on large lists. */
export function append<T>(list: T[], more: readonly T[] = []): void {
  for (const one of more) list.push(one);
}

/** One more value under a key. */
export function addTo<K, T>(groups: Map<K, T[]>, key: K, value: T): void {
  const list = groups.get(key);
  if (list) list.push(value);
  else groups.set(key, [value]);
}

/** Values by a key of theirs; keys in the order in which they are met, values in their own. */
export function groupBy<T, K = string>(values: Iterable<T>, key: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) addTo(groups, key(value), value);
  return groups;
}
