import { ParseError } from '../../../model/index.js';
import { type Draft, draft, root, type Tree } from '../tree.js';
import { unmask } from './templates.js';
import { closing, isSpace } from './words.js';

/** How a format with braces is written: nginx, swanctl, Dovecot, BIND, Junos, Caddy, device trees. */
export interface BraceSyntax {
  readonly comments: readonly string[];
  /** `/ * ... * /` comments. */
  readonly blockComments?: boolean;
  /** The end of a line ends a setting. */
  readonly newlineEnds: boolean;
  readonly semicolonEnds: boolean;
  /** A comma ends a setting, and a quoted word that is none's value is an item of the block: Lua tables. */
  readonly tables?: boolean;
  /** `=` (and `:`) between name and value is punctuation. */
  readonly assignment?: readonly string[];
  /** Square brackets and parentheses around lists are punctuation. */
  readonly lists?: boolean;
  /** `proposal P { … }` becomes proposal → P → …, so that the brace and `set` forms are one tree. */
  readonly nestArgs?: boolean;
  /** A backslash at the end of a line continues it. */
  readonly continuation?: boolean;
  /** Words up to the assignment are one name: `PKI Keypair = …`. */
  readonly spacedNames?: boolean;
}

const MAX_DEPTH = 64;

/**
 * Reads a format in which braces make blocks. An unclosed block ends with the file.
 * @throws ParseError when blocks nest deeper than any real file
 */
export function readBraces(text: string, syntax: BraceSyntax): Tree {
  return new BraceReader(text, syntax).read();
}

class BraceReader {
  #at = 0;
  #line = 1;
  #lineStart = 0;
  /** Open parentheses of a list: line ends inside do not end the setting. */
  #parentheses = 0;
  #words: { text: string; line: number; column: number; quoted: boolean }[] = [];
  readonly #problems: string[] = [];

  constructor(
    readonly text: string,
    readonly syntax: BraceSyntax,
  ) {}

  read(): Tree {
    const top = root();
    const open: Draft[] = [top];
    while (this.#at < this.text.length) {
      const char = this.text[this.#at] as string;
      const block = open.at(-1) as Draft;
      if (char === '\n') {
        if (this.syntax.newlineEnds && this.#parentheses === 0) this.#finish(block);
        this.#newline();
      } else if (isSpace(char)) this.#at++;
      else if (this.#skipComment()) continue;
      else if (char === '\\' && this.syntax.continuation && /^\\\r?\n/.test(this.text.slice(this.#at, this.#at + 3))) {
        this.#at = this.text.indexOf('\n', this.#at);
        this.#newline();
      } else if ((char === ';' && this.syntax.semicolonEnds) || (char === ',' && this.syntax.tables)) {
        this.#finish(block);
        this.#at++;
      } else if (char === '{') {
        this.#at++;
        open.push(this.#open(block));
        if (open.length > MAX_DEPTH) throw new ParseError('blocks are nested too deep', this.#at, 'limit');
      } else if (char === '}') {
        this.#finish(block);
        this.#at++;
        if (open.length > 1) open.pop();
        else this.#problems.push(`line ${this.#line}: a closing brace without an opening one`);
      } else if (this.#isPunctuation(char)) {
        if (char === '(' || char === '[') this.#parentheses++;
        if (char === ')' || char === ']') this.#parentheses = Math.max(0, this.#parentheses - 1);
        this.#at++;
      } else this.#word();
    }
    this.#finish(open.at(-1) as Draft);
    if (open.length > 1) this.#problems.push(`the block "${open.at(-1)?.name}" is not closed`);
    return { roots: [top], problems: this.#problems };
  }

  #newline(): void {
    this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
  }

  #isPunctuation(char: string): boolean {
    if (this.syntax.lists && '[](),'.includes(char)) return true;
    if (!this.syntax.assignment?.includes(char)) return false;
    if (this.syntax.spacedNames && this.#words.length > 1) {
      const [first] = this.#words;
      if (first) this.#words = [{ ...first, text: this.#words.map((word) => word.text).join(' ') }];
    }
    return this.#words.length === 1;
  }

  #skipComment(): boolean {
    if (this.syntax.blockComments && this.text.startsWith('/*', this.#at)) {
      const end = this.text.indexOf('*/', this.#at + 2);
      const stop = end < 0 ? this.text.length : end + 2;
      while (this.#at < stop) {
        if (this.text[this.#at] === '\n') this.#newline();
        else this.#at++;
      }
      return true;
    }
    if (!this.syntax.comments.some((mark) => this.text.startsWith(mark, this.#at))) return false;
    const end = this.text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.text.length : end;
    return true;
  }

  #word(): void {
    const line = this.#line;
    const column = this.#at - this.#lineStart + 1;
    const quoted = this.text[this.#at] === '"' || this.text[this.#at] === "'";
    let text = '';
    while (this.#at < this.text.length) {
      const char = this.text[this.#at] as string;
      if ((char === '"' || char === "'") && (text === '' || /[=:,(]$/.test(text))) {
        const end = closing(this.text, this.#at);
        text += this.text.slice(this.#at + 1, end);
        while (this.#at <= end && this.#at < this.text.length) {
          if (this.text[this.#at] === '\n') this.#newline();
          else this.#at++;
        }
        continue;
      }
      if (char === '$' && this.text[this.#at + 1] === '{') {
        const end = this.text.indexOf('}', this.#at);
        const stop = end < 0 || end - this.#at > 120 ? this.#at + 1 : end + 1;
        text += this.text.slice(this.#at, stop);
        this.#at = stop;
        continue;
      }
      if (isSpace(char) || char === '{' || char === '}' || (char === ';' && this.syntax.semicolonEnds)) break;
      if (char === ',' && this.syntax.tables) break;
      if (
        (this.#words.length === 0 || this.syntax.spacedNames) &&
        this.syntax.assignment?.includes(char) &&
        text !== ''
      )
        break;
      if (this.syntax.lists && '[](),'.includes(char)) break;
      text += char;
      this.#at++;
    }
    if (this.#words.length < 5_000) this.#words.push({ text: unmask(text), line, column, quoted });
  }

  #finish(block: Draft): void {
    const [first, ...rest] = this.#words;
    this.#words = [];
    if (!first) return;
    if (this.syntax.tables && first.quoted && rest.length === 0) {
      block.args.push(first.text);
      block.value = block.args.join(' ');
      return;
    }
    draft(
      first.text,
      rest.map((word) => word.text),
      first.line,
      first.column,
      block,
    );
  }

  #open(block: Draft): Draft {
    const [first, ...rest] = this.#words;
    this.#words = [];
    // The second group of a list has the name of the list.
    const name = this.#parentheses > 0 ? (block.children.at(-1)?.name ?? '') : '';
    if (!first) return draft(name, [], this.#line, this.#at - this.#lineStart, block);
    if (!this.syntax.nestArgs)
      return draft(
        first.text,
        rest.map((word) => word.text),
        first.line,
        first.column,
        block,
      );
    return [first, ...rest].reduce((owner, word) => draft(word.text, [], word.line, word.column, owner), block);
  }
}
