import type { Lexis } from './outline.js';

/** What the readers of an outline cannot tell apart for sure makes them give up the file: it is parsed whole. */
export const LOST = -1;

const NEWLINE = 10;
const BACKSLASH = 0x5c;

/** @returns the index behind a comment that begins here, `from` where none does, or `LOST` */
export function pastComment(text: string, from: number): number {
  const second = text[from + 1];
  if (second === '/') return endOfLine(text, from);
  if (second !== '*') return from;
  const end = text.indexOf('*/', from + 2);
  return end < 0 ? LOST : end + 2;
}

export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** @returns the index behind a text or character on one line, or `LOST` */
export function pastQuoted(text: string, from: number): number {
  const quote = text.charCodeAt(from);
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === NEWLINE) return LOST;
    if (code === BACKSLASH) at++;
    else if (code === quote) return at + 1;
  }
  return LOST;
}

/** @returns the index behind a text between three quotes, or `LOST` */
export function pastBlock(text: string, from: number): number {
  const quotes = text.slice(from, from + 3);
  for (let at = from + 3; at < text.length; at++) {
    if (text.charCodeAt(at) === BACKSLASH) at++;
    else if (text.startsWith(quotes, at)) return at + 3;
  }
  return LOST;
}

/** @returns the index behind a text between back-quotes, or `LOST`: code in it may hold no further texts */
export function pastBackquoted(text: string, from: number, kind: Lexis['backquotes']): number {
  if (kind === 'raw') {
    const end = text.indexOf('`', from + 1);
    return end < 0 ? LOST : end + 1;
  }
  for (let at = from + 1; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\\') at++;
    else if (sign === '`') return at + 1;
    else if (sign === '$' && text[at + 1] === '{') {
      at = text.indexOf('}', at);
      if (at < 0 || /["'`/{]/.test(text.slice(text.lastIndexOf('${', at) + 2, at))) return LOST;
    }
  }
  return LOST;
}

/** @returns the index behind a regular expression literal, or `LOST` */
export function pastPattern(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at++) {
    const sign = text[at];
    if (sign === '\n') return LOST;
    if (sign === '\\') at++;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '/' && !inClass) return at + 1;
  }
  return LOST;
}
