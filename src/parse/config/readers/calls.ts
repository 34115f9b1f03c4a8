import { ParseError } from '../../../model/index.js';
import { type Draft, draft, root, type Tree } from '../tree.js';
import { unmask } from './templates.js';
import { closing, isSpace } from './words.js';

const MAX_DEPTH = 64;

/**
 * Reads formats whose settings are written like calls, rsyslog's RainerScript and syslog-ng: `action(type="omfwd" target="x")`,
 * `tls(ca-dir("/etc/ca") ssl-options(no-sslv3))`, in blocks with braces. What stands alone between the brackets are the arguments
 * of the call; a line outside of them ends with the line (`$DefaultNetstreamDriver gtls`).
 * @throws ParseError when calls nest deeper than any real file
 */
export function readCalls(text: string): Tree {
  return new CallReader(text).read();
}

interface Word {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

class CallReader {
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #words: Word[] = [];
  readonly #open: { block: Draft; closes: string }[] = [];
  readonly #problems: string[] = [];

  constructor(readonly text: string) {}

  read(): Tree {
    const top = root();
    this.#open.push({ block: top, closes: '' });
    while (this.#at < this.text.length) this.#step(this.text[this.#at] as string);
    this.#finish();
    if (this.#open.length > 1) this.#problems.push(`"${this.#open.at(-1)?.block.name}" is not closed`);
    return { roots: [top], problems: this.#problems };
  }

  #step(char: string): void {
    if (char === '\n') this.#newline();
    else if (isSpace(char)) this.#at++;
    else if (char === '#' || this.text.startsWith('//', this.#at)) this.#at = this.#endOfLine();
    else if (this.text.startsWith('/*', this.#at)) this.#blockComment();
    else if (char === '(' || char === '{') this.#begin(char === '(' ? ')' : '}');
    else if (char === ')' || char === '}') this.#end(char);
    else if (char === ';' || char === ',') {
      this.#at++;
      this.#finish();
    } else if (char === '=' && this.#words.length > 0) this.#value();
    else this.#words.push(this.#word());
  }

  /** A line outside of all calls is complete, unless its block or its arguments follow. */
  #newline(): void {
    this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
    if (this.#open.at(-1)?.closes === ')') return;
    let next = this.#at;
    while (next < this.text.length && isSpace(this.text[next] as string)) next++;
    if (this.text[next] !== '{' && this.text[next] !== '(') this.#finish();
  }

  /** `name value( … )`: the last word names the call; words before it are a setting of their own. With braces the first word names. */
  #begin(closes: string): void {
    this.#at++;
    const around = (this.#open.at(-1) as { block: Draft }).block;
    const last = closes === ')' ? this.#words.pop() : undefined;
    if (closes === ')') this.#finish();
    const [first, ...rest] = last ? [last] : this.#words;
    this.#words = [];
    const args = rest.map((word) => word.text);
    const { text, line, column } = first ?? { text: '', line: this.#line, column: this.#at - this.#lineStart };
    this.#open.push({ block: draft(text, args, line, column, around), closes });
    if (this.#open.length > MAX_DEPTH) throw new ParseError('calls are nested too deep', this.#at, 'limit');
  }

  #end(char: string): void {
    this.#at++;
    this.#finish();
    if (this.#open.length > 1 && this.#open.at(-1)?.closes === char) this.#open.pop();
    else this.#problems.push(`line ${this.#line}: "${char}" closes nothing`);
  }

  /** `name="value"`: a setting inside the call. */
  #value(): void {
    this.#at++;
    const name = this.#words.pop() as Word;
    this.#finish();
    while (this.#at < this.text.length && isSpace(this.text[this.#at] as string) && this.text[this.#at] !== '\n')
      this.#at++;
    if (this.#at >= this.text.length || '(){};,\n'.includes(this.text[this.#at] as string)) return;
    const value = this.#word();
    draft(name.text, [value.text], name.line, name.column, this.#open.at(-1)?.block);
  }

  /** Words that no bracket took up: arguments of the call around them, else a setting. */
  #finish(): void {
    const [first, ...rest] = this.#words;
    this.#words = [];
    const { block, closes } = this.#open.at(-1) as { block: Draft; closes: string };
    if (!first) return;
    if (closes === ')') {
      block.args.push(first.text, ...rest.map((word) => word.text));
      block.value = block.args.join(' ');
    } else
      draft(
        first.text,
        rest.map((word) => word.text),
        first.line,
        first.column,
        block,
      );
  }

  #word(): Word {
    const [line, column] = [this.#line, this.#at - this.#lineStart + 1];
    const char = this.text[this.#at] as string;
    let end = this.#at + 1;
    if (char === '"' || char === "'") {
      const close = closing(this.text, this.#at);
      const inside = this.text.slice(this.#at + 1, close);
      this.#at = Math.min(close + 1, this.text.length);
      for (let at = inside.indexOf('\n'); at >= 0; at = inside.indexOf('\n', at + 1)) this.#line++;
      if (inside.includes('\n')) this.#lineStart = this.text.lastIndexOf('\n', close) + 1;
      return { text: unmask(inside), line, column };
    }
    while (
      end < this.text.length &&
      !isSpace(this.text[end] as string) &&
      !'(){};,="\'#'.includes(this.text[end] as string)
    )
      end++;
    const text = unmask(this.text.slice(this.#at, end));
    this.#at = end;
    return { text, line, column };
  }

  #endOfLine(): number {
    const end = this.text.indexOf('\n', this.#at);
    return end < 0 ? this.text.length : end;
  }

  #blockComment(): void {
    const end = this.text.indexOf('*/', this.#at + 2);
    const stop = end < 0 ? this.text.length : end + 2;
    while (this.#at < stop) {
      if (this.text[this.#at] === '\n') {
        this.#line++;
        this.#lineStart = this.#at + 1;
      }
      this.#at++;
    }
  }
}
