/** Puts the wanted names first in a list, keeps the others in their order. Equal input, equal output when done twice. */
export function putFirst(list: readonly string[], wanted: readonly string[]): readonly string[] {
  const known = new Set(wanted.map((one) => one.toLowerCase()));
  return [...wanted, ...list.filter((one) => !known.has(one.toLowerCase()))];
}

/**
 * Rewrites the value in each line that a pattern matches: three groups, what stands before, the value, what stands after.
 * Comments, indentation and line endings stay. Only a value that changes is touched.
 */
export function mapValues(text: string, pattern: RegExp, change: (value: string) => string): string {
  return text.replace(/[^\r\n]+/g, (line) => {
    const match = pattern.exec(line);
    if (!match) return line;
    const [, before = '', value = '', after = ''] = match;
    return before + change(value) + after;
  });
}

/** The change for a list with one separator; the separator keeps its spaces. */
export function inList(wanted: readonly string[], separator: RegExp, join: string) {
  return (value: string): string => {
    const trimmed = value.trim();
    if (trimmed === '' || /[$\\{}]/.test(trimmed)) return value; // decided by a variable
    const spaced = /,\s/.test(trimmed) ? ', ' : join;
    return value.replace(trimmed, putFirst(trimmed.split(separator).filter(Boolean), wanted).join(spaced));
  };
}
