import type { Span } from '../../tree/ir.js';

export interface Token {
  /** `.` ends a form; `symbol` is punctuation or a reserved word. */
  readonly kind: 'atom' | 'variable' | 'number' | 'text' | 'macro' | 'symbol' | 'end';
  readonly text: string;
  readonly at: Span;
}

/** Reserved words that begin, part or end an expression: Erlang reference manual, section 1.4. */
const RESERVED = new Set(
  'after and andalso band begin bnot bor bsl bsr bxor case catch cond div else end fun if let maybe not of or orelse receive rem try when xor'.split(
    ' ',
  ),
);

// Alternatives begin differently and repeat single characters only: nothing backtracks.
const TOKEN = new RegExp(
  [
    /(?<skip>\s+|%[^\n]*)/,
    /(?<quoted>'(?:[^'\\]|\\.)*')/,
    /(?<text>"(?:[^"\\]|\\.)*")/,
    /(?<char>\$(?:\\[0-7]{1,3}|\\.|[^\\]))/,
    /(?<number>\d[\d_]*(?:#[\da-zA-Z_]+|\.\d[\d_]*(?:[eE][-+]?\d+)?)?)/,
    /(?<macro>\?\??(?:[A-Za-z_]\w*|'[^'\n]*'))/,
    /(?<variable>[A-Z_][\w@]*)/,
    /(?<atom>[a-zß-öø-ÿ][\w@]*)/,
    /(?<end>\.(?=\s|%|$))/,
    /(?<symbol>\?=|=:=|=\/=|==|\/=|=<|>=|->|<-|<=|=>|:=|\|\||\+\+|--|<<|>>|::|\.\.\.?|[-+*/=<>!|:;,.#(){}[\]?])/,
  ]
    .map((one) => one.source)
    .join('|'),
  'gsu',
);

const MOST_TOKENS = 2_000_000;

/** The tokens of Erlang text; characters that begin none are passed over. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let row = 0;
  let begin = 0;
  let feed = text.indexOf('\n');
  for (const match of text.matchAll(TOKEN)) {
    const start = match.index;
    for (; feed >= 0 && feed < start; feed = text.indexOf('\n', begin)) {
      row++;
      begin = feed + 1;
    }
    const [whole] = match;
    const { skip, quoted, text: string, char, number, macro, variable, atom, end } = match.groups ?? {};
    if (skip !== undefined) continue;
    const at = { row, column: start - begin, start, end: start + whole.length };
    const add = (kind: Token['kind'], content: string) => tokens.push({ kind, text: content, at });
    if (quoted !== undefined) add('atom', unquoted(quoted));
    else if (string !== undefined) add('text', unquoted(string));
    else if (char !== undefined) add('number', String(char.codePointAt(char.length - 1) ?? 0));
    else if (number !== undefined) add('number', decimal(number));
    else if (macro !== undefined) add('macro', macro.replace(/^\?+|'/g, ''));
    else if (variable !== undefined) add('variable', variable);
    else if (atom !== undefined) add(RESERVED.has(atom) ? 'symbol' : 'atom', atom);
    else add(end !== undefined ? 'end' : 'symbol', whole);
    if (tokens.length >= MOST_TOKENS) break;
  }
  return tokens;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/gs, '$1');
}

/** `16#FF` and `65_537` as decimal text. */
function decimal(text: string): string {
  const [base, digits] = text.replaceAll('_', '').split('#');
  return digits === undefined ? String(Number(base)) : String(Number.parseInt(digits, Math.min(Number(base), 36)));
}
