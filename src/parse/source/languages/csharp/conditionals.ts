/** What a `#if` .. `#endif` encloses: the rows of its directives, and the rows of each arm. */
interface Conditional {
  readonly directives: number[];
  readonly arms: (readonly [first: number, after: number])[];
}

/**
 * C# text without its conditional directives, every line in its place. All arms are read one after the other, as long as
 * each of them closes what it opens; where one does not (two heads for one body), the first arm alone is read.
 */
export function withoutConditionals(text: string): string {
  if (!/^\s*#\s*(?:if|endif)\b/m.test(text)) return text;
  const lines = text.split('\n');
  for (const one of conditionals(lines)) {
    const whole = one.arms.every(([first, after]) => balanced(lines.slice(first, after)));
    for (const row of one.directives) lines[row] = '';
    if (!whole) for (const [first, after] of one.arms.slice(1)) lines.fill('', first, after);
  }
  return lines.join('\n');
}

/** The conditionals of a file, inner ones before those around them. */
function conditionals(lines: readonly string[]): Conditional[] {
  const found: Conditional[] = [];
  const open: (Conditional & { since: number })[] = [];
  for (const [row, line] of lines.entries()) {
    const word = /^\s*#\s*(if|elif|else|endif)\b/.exec(line)?.[1];
    if (!word) continue;
    if (word === 'if') {
      open.push({ directives: [row], arms: [], since: row + 1 });
      continue;
    }
    const present = open.at(-1);
    if (!present) continue;
    present.directives.push(row);
    present.arms.push([present.since, row]);
    present.since = row + 1;
    if (word === 'endif') found.push(open.pop() as Conditional);
  }
  return found;
}

/** Does every bracket close in the rows in which it opens? Those in texts and comments count too: a hint, not a proof. */
function balanced(lines: readonly string[]): boolean {
  let depth = 0;
  for (const char of lines.join('\n')) {
    if (char === '{' || char === '(' || char === '[') depth++;
    else if ((char === '}' || char === ')' || char === ']') && --depth < 0) return false;
  }
  return depth === 0;
}
