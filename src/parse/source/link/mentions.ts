/** Test for texts in which one of the names may be meant: its last segment stands there, and the one before there or in the path. */
export function mentions(names: readonly string[]): (text: string, path: string) => boolean {
  if (names.length === 0) return () => false;
  const owners = new Map<string, string[]>();
  for (const name of names) {
    const [owner = '', last = owner] = name.split('.');
    owners.set(last, [...(owners.get(last) ?? []), last === owner ? '' : owner]);
  }
  const words = [...owners.keys()].map((one) => one.replace(/[^\w]/g, '\\$&'));
  // Whole words only. The names are identifiers, so nothing in the pattern can backtrack.
  const pattern = new RegExp(`(?<![\\w$])(?:${words.join('|')})(?![\\w$])`, 'g');
  return (text, path) => {
    const tried = new Set<string>();
    for (const [word] of text.matchAll(pattern)) {
      if (tried.has(word)) continue;
      tried.add(word);
      if (owners.get(word)?.some((owner) => text.includes(owner) || path.includes(owner))) return true;
    }
    return false;
  };
}
