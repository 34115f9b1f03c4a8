import { flagsBehind } from './behind.js';
import type { Body, Outline } from './outline.js';
import { endOfLine, LOST, pastBlock, pastQuoted } from './skip.js';
import * as u from './units.js';
import * as w from './words.js';

const DEFINITION = /(?:async[ \t]+def|def|class)[ \t]+(\w+)/y;
/** Whatever is defined in them is defined perhaps, or several times. */
const STATEMENT = /(?:if|for|while|try|with|else|elif|except|finally|match|case|from|import)\b/y;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const WORD = 0x61;

/** The functions and words of a Python text; `undefined` where it cannot be read for sure. */
export function outlineIndentation(text: string): Outline | undefined {
  return new Reader(text).read();
}

class Reader {
  readonly #words: w.Words;
  private readonly units: Uint16Array;
  readonly #bodies: Body[] = [];
  readonly #types: { readonly indent: number; readonly name: string }[] = [];
  /** A function whose head is being read, or whose body is: then it has a start. */
  #function: (Omit<Body, 'start' | 'end'> & { readonly indent: number; start: number; end: number }) | undefined;
  /** In a statement of this indentation nothing is defined. */
  #statement = -1;
  readonly #brackets: string[] = [];
  #before = 0;
  #last = 0;
  #quiet = false;

  constructor(private readonly text: string) {
    this.#words = new w.Words(text);
    this.units = this.#words.units;
  }

  read(): Outline | undefined {
    const { text, units } = this;
    for (let at = this.#line(0); at < text.length; ) {
      const code = units[at] as number;
      if (code === 10) at = this.#newline(at);
      else if (code === 0x20 || code === 9 || code === 13) at++;
      else if (u.IN_WORD[code]) at = this.#word(at, code);
      else at = this.#sign(at, code);
      if (at === LOST) return undefined;
    }
    if (this.#brackets.length > 0) return undefined;
    this.#close(text.length);
    return { words: this.#words, bodies: this.#bodies };
  }

  get #owner(): number {
    return this.#function ? this.#bodies.length : -1;
  }

  #newline(at: number): number {
    const joined = this.#brackets.length > 0 || this.#before === BACKSLASH;
    const open = this.#function;
    if (open && open.start < 0 && !joined) {
      if (this.#before === COLON) {
        open.start = at + 1;
        this.#words.fold();
      }
    }
    if (open) open.end = at + 1;
    this.#before = 0;
    return joined ? at + 1 : this.#line(at + 1);
  }

  /** Begins a logical line. @returns the index of what stands on it */
  #line(start: number): number {
    const { text, units } = this;
    let from = start;
    let at = from;
    for (;;) {
      at = u.pastBlanks(units, from);
      if (at >= text.length) return at;
      if (text[at] !== '#' && text[at] !== '\n' && text[at] !== '\r') break;
      from = endOfLine(text, at) + 1;
      if (from > text.length) return text.length;
    }
    if (text.slice(from, at).includes('\t')) return LOST;
    const indent = at - from;
    if (this.#function && indent <= this.#function.indent) this.#close(this.#function.end);
    this.#quiet = false;
    if (!this.#function) this.#define(from, at, indent);
    return at;
  }

  #define(from: number, at: number, indent: number): void {
    const { text } = this;
    while (this.#types.length > 0 && indent <= (this.#types.at(-1) as { indent: number }).indent) this.#types.pop();
    if (indent <= this.#statement) this.#statement = -1;
    STATEMENT.lastIndex = at;
    if (STATEMENT.test(text)) {
      this.#quiet = /^(?:from|import)/.test(text.slice(at, at + 6));
      if (this.#statement < 0) this.#statement = indent;
    }
    DEFINITION.lastIndex = at;
    const [keyword, name = ''] = DEFINITION.exec(text) ?? [];
    if (keyword?.startsWith('class')) this.#types.push({ indent, name });
    else if (keyword) {
      const owner = this.#types.at(-1)?.name ?? '';
      const kept = this.#statement >= 0;
      this.#function = { head: from, start: -1, end: from, names: [name], owner, ...(kept && { kept }), indent };
    }
  }

  #close(end: number): void {
    if (!this.#function) return;
    this.#words.unfold();
    const { indent: _, ...body } = this.#function;
    // One that is written on one line has no body that could be left out.
    this.#bodies.push(body.start < 0 ? { ...body, start: end, end, kept: true } : { ...body, end });
    this.#function = undefined;
  }

  #word(start: number, code: number): number {
    const { text, units } = this;
    this.#before = WORD;
    if (u.isDigit(code)) return u.endOfWord(units, start + 1);
    const end = this.#words.read(start);
    if ((units[end] === DOUBLE || units[end] === SINGLE) && end - start < 3)
      return this.#literal(end, text.slice(start, end));
    const next = u.pastBlanks(units, end);
    let flags = flagsBehind(text, units, next);
    const inside = this.#brackets.at(-1);
    if (inside === '(') flags = (flags & ~w.STORED) | w.ARGUMENT;
    if (units[start - 1] === DOT) flags |= this.#isOwn() ? w.MEMBER | w.OWN : w.MEMBER;
    if (!this.#function && !this.#quiet && (flags & w.STORED || ':,'.includes(text[next] ?? ' '))) flags |= w.DECLARED;
    this.#words.add(flags, this.#owner);
    this.#last = start;
    return end;
  }

  #isOwn(): boolean {
    return this.text.startsWith('self.', this.#last) || this.text.startsWith('cls.', this.#last);
  }

  #sign(at: number, code: number): number {
    const { text } = this;
    const sign = text[at] as string;
    if (sign === '#') return endOfLine(text, at);
    if (sign === '"' || sign === "'") return this.#literal(at, '');
    this.#before = code;
    if ('([{'.includes(sign)) this.#brackets.push(sign);
    if (')]}'.includes(sign)) {
      if (this.#brackets.pop() === undefined) return LOST;
    }
    return at + 1;
  }

  #literal(from: number, prefix: string): number {
    const { text } = this;
    const triple = text.startsWith(text.slice(from, from + 1).repeat(3), from);
    const end = triple ? pastBlock(text, from) : pastQuoted(text, from);
    // What stands in the brackets of a formatted text is code.
    if (end !== LOST) this.#words.addQuoted(from + 1, end - 1, this.#owner, /f/i.test(prefix) ? w.CALLED | w.USED : 0);
    this.#before = 0x22;
    return end;
  }
}
