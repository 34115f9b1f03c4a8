/** A word, a quoted name, a text, a number, or one mark. */
export interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'mark';
  readonly text: string;
  /** Index in the file, row and column from 0. */
  readonly start: number;
  readonly row: number;
  readonly column: number;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  /** Begin and end of every comment, in order. */
  readonly comments: readonly (readonly [number, number])[];
}

const MOST_TOKENS = 400_000;

/** One alternative a kind; none repeats inside another, so that nothing can be read in two ways. */
const PIECE =
  /(\s+)|(--[^\n]*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S])))|([EeNn]?'(?:[^'\\]|''|\\[\s\S])*'?)|("(?:[^"]|"")*"|`[^`]*`|\[[A-Za-z_][^\]\n]{0,120}\])|(\d[\w.]*)|(@{0,2}[A-Za-z_#][\w$#]*)|([\s\S])/y;

/**
 * SQL as a row of tokens: names, texts, numbers and marks of PostgreSQL, MySQL, SQL Server and Oracle alike. Bodies between
 * `$$` are read as SQL, since functions are written there. Linear in the length of the text.
 */
export function tokenise(text: string): Tokens {
  const tokens: Token[] = [];
  const comments: [number, number][] = [];
  let row = 0;
  let lineStart = 0;
  PIECE.lastIndex = 0;
  for (let match = PIECE.exec(text); match && tokens.length < MOST_TOKENS; match = PIECE.exec(text)) {
    const [whole, space, comment, quoted, named, number, word, mark] = match;
    const start = match.index;
    const place = { start, row, column: start - lineStart };
    if (comment !== undefined) comments.push([start, start + whole.length]);
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: unquoted(quoted), ...place });
    else if (named !== undefined) tokens.push({ kind: 'word', text: named.slice(1, -1), ...place });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, ...place });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, ...place });
    else if (space === undefined && mark !== undefined) tokens.push({ kind: 'mark', text: mark, ...place });
    for (let at = whole.indexOf('\n'); at >= 0; at = whole.indexOf('\n', at + 1)) {
      row++;
      lineStart = start + at + 1;
    }
  }
  return { tokens, comments };
}

function unquoted(text: string): string {
  return text.replace(/^[EeNn]?'|'$/g, '').replaceAll("''", "'");
}
