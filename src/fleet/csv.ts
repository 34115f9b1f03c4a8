/** Rows of RFC 4180 text as records by the names of the first row, each with its line. */
export interface CsvRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

const MOST_ROWS = 2_000_000;

/** @throws RangeError when there are more rows than anyone means */
export function readCsv(text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  let names: readonly string[] | undefined;
  for (const { line, cells } of rowsOf(text.replace(/^\ufeff/, ''))) {
    if (cells.length === 1 && cells[0]!.trim() === '') continue;
    if (!names) {
      names = cells.map((one) => one.trim().toLowerCase());
      continue;
    }
    if (rows.length === MOST_ROWS) throw new RangeError(`more than ${MOST_ROWS} rows`);
    const fields = Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? '').trim()]));
    rows.push({ line, fields });
  }
  return rows;
}

/** A quoted field may hold commas, line ends and doubled quotes (RFC 4180, section 2). */
function* rowsOf(text: string): Generator<{ line: number; cells: string[] }> {
  let cells: string[] = [];
  let line = 1;
  let start = 1;
  for (let at = 0; at <= text.length; ) {
    const quoted = text[at] === '"';
    let value = '';
    if (quoted) {
      at++;
      for (;;) {
        const end = text.indexOf('"', at);
        const piece = text.slice(at, end < 0 ? text.length : end);
        value += piece;
        line += piece.split('\n').length - 1;
        at = end < 0 ? text.length : end + 1;
        if (text[at] !== '"') break;
        value += '"';
        at++;
      }
    }
    const rest = /[^,\r\n]*/y;
    rest.lastIndex = at;
    const plain = rest.exec(text)?.[0] ?? '';
    cells.push(value + (quoted ? '' : plain));
    at += plain.length;
    if (text[at] === ',') {
      at++;
      continue;
    }
    yield { line: start, cells };
    cells = [];
    if (at >= text.length) return;
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    start = ++line;
  }
}
