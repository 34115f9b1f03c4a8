/** What stands around a word tells what is done with it. */
export const CALLED = 1;
/** Directly inside round brackets: a function that is handed to another one may be called by it. */
export const ARGUMENT = 2;
export const STORED = 4;
/** Behind a dot. */
export const MEMBER = 8;
/** A member of the object at hand: behind `this.` or `self.`. */
export const OWN = 16;
/** More is done with its value than calling a method of it that changes nothing. */
export const USED = 32;
/** An object literal begins behind it: `Point{`, `new Point {`. */
export const MADE = 64;
/** Outside of functions, where names are declared. */
export const DECLARED = 128;
/** Declared with a number, a text or a truth value. */
export const FIXED = 256;

/** Methods that change the list or map that they are called on, as the interpreter knows them. */
const CHANGING = new Set([
  ...['push', 'add', 'append', 'Add', 'push_back', 'addAll', 'extend', 'insert'],
  ...['put', 'set', 'setProperty', 'putIfAbsent', 'update', 'putAll', 'assign'],
]);
const LITERAL = /\s*(?:-?\d[\w.]*|true|false|True|False|None|null|"[^"\n\\]*"|'[^'\n\\]*')\s*(?:[;,]|#.*)?(?:\n|$)/y;
const NEAR = 60;
/** Characters of a text for each word of it, about; where there are more words, the lists grow. */
const PER_WORD = 6;
/** Longer texts name nothing. */
const LONGEST_NAMING = 200;

/**
 * The words of one text in their order, each with a number, what stands around it, and the function it stands in. Texts have
 * thousands: the lists hold plain numbers, and more room than `length` tells.
 */
export class Words {
  numbers: Int32Array;
  flags: Int32Array;
  starts: Int32Array;
  /** Number of the function in whose body or head the word stands, -1 outside of all. */
  owners: Int32Array;
  length = 0;
  readonly spelled: string[] = [];
  readonly #known = new Map<string, number>();

  constructor(readonly text: string) {
    const room = 16 + Math.ceil(text.length / PER_WORD);
    this.numbers = new Int32Array(room);
    this.flags = new Int32Array(room);
    this.starts = new Int32Array(room);
    this.owners = new Int32Array(room);
  }

  /** Number of a word, if it stands in the text. */
  number(word: string): number | undefined {
    return this.#known.get(word);
  }

  add(start: number, end: number, flags: number, owner: number): void {
    const word = this.text.slice(start, end);
    let number = this.#known.get(word);
    if (number === undefined) {
      number = this.spelled.length;
      this.#known.set(word, number);
      this.spelled.push(word);
    }
    if (this.length === this.numbers.length) this.#grow();
    const at = this.length++;
    this.numbers[at] = number;
    this.flags[at] = flags;
    this.starts[at] = start;
    this.owners[at] = owner;
  }

  #grow(): void {
    this.numbers = twice(this.numbers);
    this.flags = twice(this.flags);
    this.starts = twice(this.starts);
    this.owners = twice(this.owners);
  }

  /** The words of a text literal: each may name something. Code inside of it may do anything. */
  addQuoted(from: number, to: number, owner: number, flags = 0): void {
    if (to - from > LONGEST_NAMING && flags === 0) return;
    for (let at = from; at < to; at++) {
      if (!isWord(this.text.charCodeAt(at))) continue;
      const start = at;
      at = endOfWord(this.text, at);
      this.add(start, Math.min(at, to), flags, owner);
    }
  }

  /** What has been read from an index on is part of the head of a function, or no declaration. */
  mark(from: number, change: (flags: number) => number, owner?: number): void {
    for (let at = this.length - 1; at >= 0 && (this.starts[at] as number) >= from; at--) {
      this.flags[at] = change(this.flags[at] as number);
      if (owner !== undefined) this.owners[at] = owner;
    }
  }
}

function twice(list: Int32Array): Int32Array {
  const longer = new Int32Array(2 * list.length);
  longer.set(list);
  return longer;
}

/** Letters, digits, `_` and `$`, and everything that is not ASCII. */
export function isWord(code: number): boolean {
  const letter = code | 0x20;
  return (
    (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x5f || code === 0x24 || code > 127
  );
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function endOfWord(text: string, from: number): number {
  let at = from;
  while (isWord(text.charCodeAt(at))) at++;
  return at;
}

export function pastBlanks(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 0x20 || code === 9; ) code = text.charCodeAt(++at);
  return at;
}

export function pastSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/** What the text behind a word makes of it. @param at behind the blanks that follow it */
export function flagsBehind(text: string, at: number): number {
  switch (text[at]) {
    case '(':
    case '<':
    case '`':
      return CALLED | USED;
    case '{':
      return MADE | USED;
    case '!':
      return text[at + 1] === '(' ? CALLED | USED : USED;
    case '?':
      return text.startsWith('?.(', at) ? CALLED | USED : USED;
    case '.':
      return changesNothing(text, at) ? 0 : text[at + 1] === '.' ? USED : behindDot(text, at);
    case '[':
      return isStore(text, pastBlanks(text, closing(text, at) + 1)) ? STORED | USED : USED;
    default:
      return isStore(text, at) ? STORED | USED | (text[at] === '=' && isFixed(text, at + 1) ? FIXED : 0) : USED;
  }
}

/** `name.method(` with a method that is not known to change what it is called on. */
function changesNothing(text: string, dot: number): boolean {
  const end = endOfWord(text, dot + 1);
  return text.charCodeAt(end) === 0x28 && !CHANGING.has(text.slice(dot + 1, end));
}

function behindDot(text: string, dot: number): number {
  return text.charCodeAt(endOfWord(text, dot + 1)) === 0x28 ? STORED | USED : USED;
}

function closing(text: string, bracket: number): number {
  const end = text.slice(bracket, bracket + NEAR).indexOf(']');
  return bracket + Math.max(0, end);
}

/** `=`, `+=`, `:=`, `++`; no comparison and no arrow. */
function isStore(text: string, at: number): boolean {
  const sign = text[at];
  const next = text[at + 1];
  if (sign === '=') return next !== '=' && next !== '>';
  if (sign === '+' || sign === '-') return next === '=' || next === sign;
  return next === '=' && sign !== '!' && sign !== '<' && sign !== '>' && sign !== undefined;
}

function isFixed(text: string, at: number): boolean {
  LITERAL.lastIndex = at;
  return LITERAL.test(text);
}
