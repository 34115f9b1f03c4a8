/** One line of a text, with its number. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

const MAX_EXCERPT = 240;
/** Longer lines are cut: no manifest has them, and patterns stay cheap. */
const MAX_LINE = 4096;

/** The lines of a text, whatever ends them. */
export function* lines(text: string): Generator<Line> {
  const end = /\r\n|\n|\r/g;
  let start = 0;
  let number = 1;
  for (let match = end.exec(text); match; match = end.exec(text)) {
    yield { text: text.slice(start, Math.min(match.index, start + MAX_LINE)), number: number++ };
    start = end.lastIndex;
  }
  yield { text: text.slice(start, start + MAX_LINE), number };
}

const starts = new Map<string, number[]>();

/** Line `number` of a text, trimmed and short enough for an excerpt; URLs with passwords are masked. */
export function lineAt(text: string, number: number): string {
  const offsets = lineStarts(text);
  const from = offsets[number - 1] ?? text.length;
  const to = offsets[number] ?? text.length;
  return text
    .slice(from, Math.min(to, from + MAX_LINE))
    .trim()
    .slice(0, MAX_EXCERPT)
    .replace(/:\/\/[^@/\s"']{1,200}@/g, '://***@');
}

/** Offset → line and column, both from 1. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const offsets = lineStarts(text);
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (offsets[low] as number) + 1 };
}

/** Offsets of the line starts of the text last asked for: manifests are read one after another. */
function lineStarts(text: string): number[] {
  const known = starts.get(text);
  if (known) return known;
  const offsets = [0];
  const end = /\r\n|\n|\r/g;
  for (let match = end.exec(text); match; match = end.exec(text)) offsets.push(end.lastIndex);
  starts.clear();
  starts.set(text, offsets);
  return offsets;
}
