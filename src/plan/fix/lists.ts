/** Puts the wanted names first in a list, keeps the others in their order. Equal input, equal output when done twice. */
function putFirst(list: readonly string[], wanted: readonly string[]): readonly string[] {
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

/** The change for what stands between the brackets of a list of YAML, JSON or TOML; quotes as the first entry has them. */
export function inBrackets(wanted: readonly string[]) {
  return (value: string): string => {
    const entries = value.split(',').map((one) => one.trim());
    if (/[${}\\[\]#]/.test(value) || entries.some((one) => one === '')) return value;
    const quote = /^["']/.exec(entries[0]!)?.[0] ?? '';
    const bare = (one: string) => one.replace(/^["']|["']$/g, '');
    const known = new Set(wanted.map((one) => one.toLowerCase()));
    const others = entries.filter((one) => !known.has(bare(one).toLowerCase()));
    const edge = /^\s*/.exec(value)![0];
    const separator = /,\s/.test(value) || entries.length === 1 ? ', ' : ',';
    return edge + [...wanted.map((one) => quote + one + quote), ...others].join(separator) + edge;
  };
}
