/**
 * C text in which comments, strings and directives are blanked, every character in its place: what is left can be
 * counted. One pass, no look-ahead beyond the next character.
 */
export function codeOnly(text: string): string {
  const out = text.split('');
  const blank = (from: number, to: number) => {
    for (let at = from; at < to; at++) if (out[at] !== '\n') out[at] = ' ';
  };
  let fresh = true;
  for (let at = 0; at < text.length; ) {
    const end = skipped(text, at, fresh);
    if (end > at) {
      blank(at, end);
      at = end;
      continue;
    }
    const char = text[at] as string;
    if (char === '\n') fresh = true;
    else if (!/\s/.test(char)) fresh = false;
    at++;
  }
  return out.join('');
}

/** End of the comment, string or directive that begins here; `at` when none does. */
function skipped(text: string, at: number, fresh: boolean): number {
  const char = text[at];
  if (char === '/' && text[at + 1] === '*') return after(text, '*/', at + 2);
  if (char === '/' && text[at + 1] === '/') return lineEnd(text, at);
  if (char === '#' && fresh) return lineEnd(text, at);
  if (char === '"') return quoteEnd(text, at);
  // `1'000` is a number.
  if (char === "'" && !/[\da-fA-F]/.test(text[at - 1] ?? '')) return quoteEnd(text, at);
  return at;
}

function after(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at < 0 ? text.length : at + what.length;
}

/** End of a line that a backslash may continue. A comment that opens on it goes on by itself. */
function lineEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    if (!/\\\r?$/.test(text.slice(Math.max(at, end - 2), end))) return commentBefore(text, from, end) ?? end;
    at = end + 1;
  }
}

function commentBefore(text: string, from: number, end: number): number | undefined {
  const line = text.slice(from, end);
  const open = line.lastIndexOf('/*');
  return open > 0 && line.indexOf('*/', open) < 0 ? from + open : undefined;
}

function quoteEnd(text: string, from: number): number {
  const quote = text[from];
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === quote) return at + 1;
    else if (text[at] === '\n') return at;
  }
  return text.length;
}
