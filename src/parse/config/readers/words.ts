/** A word of a line and the column (from 1) at which it starts. */
export interface Word {
  readonly text: string;
  readonly column: number;
  readonly quoted: boolean;
}

/**
 * Splits a line into words at white space; quotes join words, a backslash escapes the next character.
 * @param comments characters that end the line when they start a word outside quotes
 */
export function splitWords(line: string, comments: readonly string[] = [], from = 0): Word[] {
  const words: Word[] = [];
  let i = from;
  while (i < line.length) {
    if (isSpace(line[i] as string)) {
      i++;
      continue;
    }
    if (comments.some((mark) => line.startsWith(mark, i))) break;
    const start = i;
    let text = '';
    let quoted = false;
    while (i < line.length && !isSpace(line[i] as string)) {
      const char = line[i] as string;
      if ((char === '"' || char === "'") && (text === '' || quoted || /[=:,(]$/.test(text))) {
        const end = closing(line, i);
        text += line.slice(i + 1, end);
        quoted = true;
        i = end + 1;
      } else if (char === '\\' && i + 1 < line.length && /["'\\ #]/.test(line[i + 1] as string)) {
        text += line[i + 1];
        i += 2;
      } else {
        text += char;
        i++;
      }
    }
    words.push({ text, column: start + 1, quoted });
  }
  return words;
}

/** Index of the quote that closes the one at `open`, or the end of the line. */
export function closing(line: string, open: number): number {
  const quote = line[open];
  for (let i = open + 1; i < line.length; i++) {
    if (line[i] === '\\') i++;
    else if (line[i] === quote) return i;
  }
  return line.length;
}

export function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\r' || char === '\n' || char === '\f' || char === '\v';
}

/** Takes one pair of surrounding quotes off. */
export function unquote(text: string): string {
  const first = text[0];
  if (text.length >= 2 && (first === '"' || first === "'") && text.endsWith(first)) return text.slice(1, -1);
  return text;
}
