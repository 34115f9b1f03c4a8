import { endOfWord, pastBlanks } from './units.js';
import { CALLED, FIXED, MADE, STORED, USED } from './words.js';

/** Methods that change the list or map that they are called on, as the interpreter knows them. */
const CHANGING = new Set([
  ...['push', 'add', 'append', 'Add', 'push_back', 'addAll', 'extend', 'insert'],
  ...['put', 'set', 'setProperty', 'putIfAbsent', 'update', 'putAll', 'assign'],
]);
const CHANGING_BEGIN = new Set([...CHANGING].map((name) => name.charCodeAt(0)));
const LITERAL = /\s*(?:-?\d[\w.]*|true|false|True|False|None|null|"[^"\n\\]*"|'[^'\n\\]*')\s*(?:[;,]|#.*)?(?:\n|$)/y;
const NEAR = 60;

const BANG = 0x21;
const ROUND = 0x28;
const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const ASKS = 0x3f;
const SQUARE = 0x5b;
const BACKQUOTE = 0x60;
const CURLY = 0x7b;

/**
 * What the text behind a word makes of it.
 * @param units those of the text
 * @param at behind the blanks that follow it
 */
export function flagsBehind(text: string, units: Uint16Array, at: number): number {
  const next = units[at + 1];
  switch (units[at]) {
    case ROUND:
    case LESS:
    case BACKQUOTE:
      return CALLED | USED;
    case CURLY:
      return MADE | USED;
    case BANG:
      return next === ROUND ? CALLED | USED : USED;
    case ASKS:
      return next === DOT && units[at + 2] === ROUND ? CALLED | USED : USED;
    case DOT:
      return next === DOT ? USED : behindDot(text, units, at + 1);
    case SQUARE:
      return isStore(units, pastBlanks(units, closing(text, at) + 1)) ? STORED | USED : USED;
    case EQUALS:
      return isStore(units, at) ? STORED | USED | (isFixed(text, at + 1) ? FIXED : 0) : USED;
    default:
      return isStore(units, at) ? STORED | USED : USED;
  }
}

/** Nothing is done with what is before the dot if a method is called that is not known to change it. */
function behindDot(text: string, units: Uint16Array, start: number): number {
  const end = endOfWord(units, start);
  if (units[end] !== ROUND) return USED;
  return CHANGING_BEGIN.has(units[start] as number) && CHANGING.has(text.slice(start, end)) ? STORED | USED : 0;
}

function closing(text: string, bracket: number): number {
  const end = text.slice(bracket, bracket + NEAR).indexOf(']');
  return bracket + Math.max(0, end);
}

/** `=`, `+=`, `:=`, `++`; no comparison and no arrow. */
function isStore(units: Uint16Array, at: number): boolean {
  const sign = units[at];
  const next = units[at + 1];
  if (sign === EQUALS) return next !== EQUALS && next !== GREATER;
  if (sign === PLUS || sign === MINUS) return next === EQUALS || next === sign;
  return next === EQUALS && sign !== BANG && sign !== LESS && sign !== GREATER;
}

function isFixed(text: string, at: number): boolean {
  LITERAL.lastIndex = at;
  return LITERAL.test(text);
}
