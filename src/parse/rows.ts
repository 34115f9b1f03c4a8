let last: { readonly text: string; readonly starts: readonly number[] } = { text: '', starts: [0] };

/** Where the rows of a text begin: only a line feed ends one. Those of the last text are kept: several steps ask one after another. */
export function rowStarts(text: string): readonly number[] {
  if (last.text === text) return last.starts;
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  last = { text, starts };
  return starts;
}

/** Row and column of an index, from 0. */
export function pointIn(starts: readonly number[], index: number): { row: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= index) low = middle;
    else high = middle - 1;
  }
  return { row: low, column: index - starts[low]! };
}
