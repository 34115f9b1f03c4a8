import { flagsBehind } from './behind.js';
import type { Body, Lexis, Outline } from './outline.js';
import { endOfLine, LOST, pastBackquoted, pastBlock, pastComment, pastPattern, pastQuoted } from './skip.js';
import * as u from './units.js';
import * as w from './words.js';

/** What an open bracket belongs to. Functions are looked for at the top and directly in a type, nowhere else. */
type Kind = 'round' | 'square' | 'type' | 'body' | 'other';

const TYPE =
  /(?<![\w$.])(?:class|interface|enum|record|namespace|struct|trait|object|extension|protocol|module)(?![\w$])(?:\s+([\w$]+))?/;
/** Statements with round and curly brackets that are no functions. */
const STATEMENT =
  /^\s*(?:if|for|while|switch|catch|try|do|else|finally|using|lock|fixed|return|throw|new|case|foreach|with|select|go|defer|await|type)(?![\w$])/;
const IMPORT = /(?:import|using|package|namespace)(?![\w$(.])/y;
const QUOTE = /['"]/g;
const IMPORT_LETTERS = 'iupn';
const FUNCTION_VALUE = /=\s*(?:async\s+)?function\b|=>\s*$/;
/** Words after which a slash begins a pattern. */
const BEFORE_PATTERN = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/;
const CONSTRUCTORS = new Set(['constructor', 'init', 'new', 'New']);

/** Longer heads are read from their end. */
const LONGEST_HEAD = 2000;

const DOT = 0x2e;
const SEMICOLON = 0x3b;
/** What stands before: one sign for all words, figures and texts each. */
const WORD = 0x61;
const FIGURE = 0x30;
const TEXT = 0x22;

/** The functions and words of a text in a language with curly brackets; `undefined` where it cannot be read for sure. */
export function outlineBrackets(text: string, lexis: Lexis): Outline | undefined {
  return new Reader(text, lexis).read();
}

class Reader {
  readonly #words: w.Words;
  private readonly units: Uint16Array;
  readonly #bodies: Body[] = [];
  readonly #open: Kind[] = [];
  #inner: Kind = 'type';
  readonly #types: string[] = [''];
  #function: (Omit<Body, 'end'> & { readonly depth: number }) | undefined;
  #before = SEMICOLON;
  /** Where the last word begins. */
  #last = 0;
  /** Where the present declaration begins, its first round bracket and its first equals sign; -1 for none. */
  #head = 0;
  #round = -1;
  #equals = -1;
  /** Where the last function or object ended: what follows in the same statement is apart from it. */
  #keptEnd = 0;
  /** Is the last word the name of an annotation? */
  #annotated = false;
  /** Has something been called since the function began? */
  #called = false;
  /** Imports declare nothing that changes: until this index. */
  #quietUntil = 0;

  constructor(
    private readonly text: string,
    private readonly lexis: Lexis,
  ) {
    this.#words = new w.Words(text);
    this.units = this.#words.units;
  }

  read(): Outline | undefined {
    const { text, units } = this;
    for (let at = 0; at < text.length; ) {
      const code = units[at] as number;
      if (code === 10 && this.lexis.lines && this.#inner === 'type') at = this.#line(at);
      else if (code === 0x20 || (code >= 9 && code <= 13)) at++;
      else if (u.IN_WORD[code]) at = this.#word(at, code);
      else at = this.#sign(at, code);
      if (at === LOST) return undefined;
    }
    return this.#open.length === 0 ? { words: this.#words, bodies: this.#bodies } : undefined;
  }

  /** Number of the function that is being read, -1 outside of all. */
  get #owner(): number {
    return this.#function ? this.#bodies.length : -1;
  }

  #word(start: number, code: number): number {
    if (u.isDigit(code)) return this.#figure(start);
    const { text, units } = this;
    const end = this.#words.read(start);
    const next = this.lexis.lines ? u.pastBlanks(units, end) : u.pastSpace(units, end, text.length);
    let flags = flagsBehind(text, units, next);
    if (this.#inner === 'round') flags |= w.ARGUMENT;
    if (this.#before === DOT) flags |= this.#isOwn() ? w.MEMBER | w.OWN : w.MEMBER;
    if (!this.#function || this.#function.kept) flags |= this.#declared(start, next, flags);
    this.#words.add(flags, this.#owner);
    this.#annotated = this.#before === 0x40 || (this.#annotated && this.#before === DOT);
    this.#before = WORD;
    this.#last = start;
    return end;
  }

  #figure(start: number): number {
    const { units } = this;
    let end = u.endOfWord(units, start + 1);
    while (units[end] === DOT && u.IN_WORD[units[end + 1] as number]) end = u.endOfWord(units, end + 1);
    this.#before = FIGURE;
    return end;
  }

  /** Is it a member of `this`? The word before the dot says so. */
  #isOwn(): boolean {
    return this.text.startsWith('this', this.#last) && !u.IN_WORD[this.units[this.#last + 4] as number];
  }

  #declared(start: number, next: number, flags: number): number {
    if (this.#before === SEMICOLON || this.#inner === 'type') this.#seeImport(start);
    if (start < this.#quietUntil || this.#before === 0x40) return 0;
    const { text } = this;
    if (this.lexis.nameFirst)
      return /(?:^|[\n,]|\bvar|\bconst)[ \t]*$/.test(text.slice(Math.max(0, start - 16), start)) ? w.DECLARED : 0;
    const code = this.units[next];
    const ends = next >= text.length || code === 10 || code === 13 || ';,:){='.includes(text[next] as string);
    return ends || flags & w.STORED ? w.DECLARED : 0;
  }

  #seeImport(start: number): void {
    const { text } = this;
    if (start < this.#quietUntil) return;
    if (!IMPORT_LETTERS.includes(text[start] as string)) return;
    IMPORT.lastIndex = start;
    if (!IMPORT.test(text)) return;
    QUOTE.lastIndex = start;
    const quoted = this.lexis.quotedImports ? QUOTE.exec(text)?.index : undefined;
    this.#quietUntil = endOfLine(text, quoted ?? start);
  }

  /** Ends a declaration with its line, unless the line or the next one shows that it goes on. */
  #line(at: number): number {
    const closed = [WORD, FIGURE, TEXT, 0x29, 0x5d, 0x7d].includes(this.#before);
    const next = u.pastSpace(this.units, at, this.text.length);
    if (closed && !'{.,()=:?+-*/&|<>'.includes(this.text[next] ?? ' ')) this.#begin(at + 1);
    return next;
  }

  #sign(at: number, code: number): number {
    const { text, lexis } = this;
    switch (text[at]) {
      case '/': {
        const end = pastComment(text, at);
        if (end !== at) {
          // What is said of a declaration does not belong to it.
          if (this.#head !== LOST && text.slice(this.#head, at).trim() === '') this.#head = end;
          return end;
        }
        if (!lexis.patterns) break;
        const pattern = this.#pattern(at);
        return pattern === at ? this.#plain(at, code) : pattern;
      }
      case '#':
        // A private name of JavaScript is read as its word.
        if (lexis.directives) return endOfLine(text, at);
        return at + 1;
      case '"':
        if (lexis.blocks && text.startsWith('"""', at)) return this.#literal(at, pastBlock(text, at));
        if (lexis.verbatim && '@$'.includes(text[at - 1] ?? ' ')) return this.#verbatim(at);
        return this.#literal(at, pastQuoted(text, at));
      case "'":
        return this.#literal(at, pastQuoted(text, at), lexis.characters);
      case '`':
        return this.#backquoted(at);
      case '(':
        if (this.#inner === 'type' && this.#round < 0 && !this.#annotated) this.#round = at;
        this.#called = true;
        return this.#enter('round', at);
      case '[':
        return this.#enter('square', at);
      case '{':
        return this.#curly(at);
      case ')':
      case ']':
      case '}':
        return this.#leave(at);
      case ';':
        if (this.#inner === 'type') this.#begin(at + 1);
        break;
      case '=':
        if (this.#inner === 'type' && this.#equals < 0 && text[at + 1] !== '>') this.#equals = at;
        break;
    }
    return this.#plain(at, code);
  }

  #plain(at: number, code: number): number {
    this.#before = code;
    return at + 1;
  }

  #begin(at: number): void {
    this.#head = at;
    this.#round = -1;
    this.#equals = -1;
  }

  #literal(from: number, end: number, silent = false): number {
    if (end !== LOST && !silent) this.#words.addQuoted(from + 1, end - 1, this.#owner);
    this.#before = TEXT;
    return end;
  }

  /** `@"text"`, and `$"text {code}"` without further texts in its code. */
  #verbatim(from: number): number {
    const { text } = this;
    if (text[from - 1] === '@') {
      let end = text.indexOf('"', from + 1);
      while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
      return text[from - 2] === '$' ? LOST : this.#literal(from, end < 0 ? LOST : end + 1);
    }
    const end = pastQuoted(text, from);
    if (text[from - 2] === '@' || end === LOST) return LOST;
    const inside = text.slice(from + 1, end - 1);
    if (inside.split('{').length !== inside.split('}').length) return LOST;
    this.#words.addQuoted(from + 1, end - 1, this.#owner, w.CALLED | w.USED);
    this.#before = TEXT;
    return end;
  }

  #backquoted(from: number): number {
    const { text } = this;
    const end = pastBackquoted(text, from, this.lexis.backquotes);
    const inside = text.slice(from, Math.max(from, end));
    for (let code = inside.indexOf('${'); code >= 0; code = inside.indexOf('${', code + 2))
      this.#words.addQuoted(from + code + 2, text.indexOf('}', from + code), this.#owner, w.CALLED | w.USED);
    return this.#literal(from, end);
  }

  /** @returns the index itself where the slash divides */
  #pattern(at: number): number {
    const { text } = this;
    if (this.#before === 0x7d) return LOST;
    const divides = this.#before === 0x29 || this.#before === 0x5d || this.#before === FIGURE || this.#before === TEXT;
    const word = this.#before === WORD && !BEFORE_PATTERN.test(text.slice(Math.max(0, this.#last - 1), at).trimEnd());
    if (divides || word) return at;
    const end = pastPattern(text, at);
    this.#before = TEXT;
    return end;
  }

  #enter(kind: Kind, at: number): number {
    this.#open.push(kind);
    this.#inner = kind;
    this.#before = this.text.charCodeAt(at);
    return at + 1;
  }

  #curly(at: number): number {
    const kind = this.#inner === 'type' ? this.#kindOf(at) : 'other';
    if (kind === 'type') {
      this.#types.push(TYPE.exec(this.text.slice(Math.max(this.#head, at - LONGEST_HEAD), at))?.[1] ?? '');
      // Its bases are declared elsewhere; what stands between round brackets are fields of a record.
      this.#words.mark(this.#head, (flags) => (flags & w.ARGUMENT ? flags : flags & ~w.DECLARED));
    } else if (!this.#function) {
      this.#beginFunction(at, kind !== 'body');
    }
    const next = this.#enter(kind, at);
    if (kind === 'type') this.#begin(next);
    return next;
  }

  /** @param kept not a function alone, but what may hold some: an object, a property, what is handed to a call */
  #beginFunction(at: number, kept: boolean): void {
    const head = Math.max(this.#head, this.#keptEnd);
    const { names, owner } = this.#named(Math.max(head, at - LONGEST_HEAD), at);
    this.#function = { head, start: at + 1, names, owner, ...(kept && { kept }), depth: this.#open.length };
    this.#called = false;
    const fields = kept || CONSTRUCTORS.has(names[0] ?? '') ? 0 : w.DECLARED;
    this.#words.mark(head, (flags) => flags & ~fields, this.#bodies.length);
    if (!kept) this.#words.fold();
  }

  #endFunction(at: number): void {
    const { depth: _, ...body } = this.#function!;
    this.#function = undefined;
    this.#words.unfold();
    this.#keptEnd = at + 1;
    // A list of names is as good as none.
    if (body.kept && !this.#called) this.#words.mark(body.head, (flags) => flags, -1);
    else this.#bodies.push({ ...body, end: at });
  }

  #kindOf(at: number): Kind {
    const from = Math.max(this.#head, at - LONGEST_HEAD);
    const head = this.text.slice(from, at);
    const front = this.#round < from ? head : this.text.slice(from, this.#round);
    if (this.#equals < 0 && !this.lexis.nameFirst && TYPE.test(front)) return 'type';
    if (this.#round < 0 || STATEMENT.test(head)) return 'other';
    // Behind the arguments, a type or `=>`; everything else begins an object.
    const ends = this.#before === 0x29 || this.#before === WORD || this.#before === 0x3e || this.#before === 0x5d;
    return ends && (this.#equals < 0 || FUNCTION_VALUE.test(this.text.slice(Math.max(this.#equals, from), at)))
      ? 'body'
      : 'other';
  }

  #named(from: number, at: number): Pick<Body, 'names' | 'owner'> {
    const head = this.text.slice(from, at);
    if (this.lexis.nameFirst) {
      const [, owner = '', name = ''] = /func\s*(?:\([^)]*?(\w+)(?:\[[^\]]*\])?\)\s*)?(\w+)/.exec(head) ?? [];
      return { names: [name], owner };
    }
    const front = this.#round < from ? head : head.slice(0, this.#round - from);
    const called = /([\w$]+)\s*(?:<[^()]*>)?\s*$/.exec(front)?.[1];
    const assigned = /([\w$]+)\s*(?::[^=]*)?=(?![=>])/.exec(head)?.[1];
    return {
      names: [called, assigned].flatMap((one) => one || []),
      owner: this.#types.at(-1) as string,
    };
  }

  #leave(at: number): number {
    const kind = this.#open.pop();
    const sign = this.text[at];
    if (kind === undefined || (sign === ')') !== (kind === 'round') || (sign === ']') !== (kind === 'square'))
      return LOST;
    if (this.#function?.depth === this.#open.length) this.#endFunction(at);
    if (kind === 'type') this.#types.pop();
    this.#inner = this.#open.at(-1) ?? 'type';
    this.#before = this.text.charCodeAt(at);
    if (this.#inner === 'type' && sign === '}') this.#begin(at + 1);
    return at + 1;
  }
}
