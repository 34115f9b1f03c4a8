import { ParseError } from '../../../model/index.js';
import { type Draft, draft, root, type Tree } from '../tree.js';
import { Positions } from './positions.js';

const MAX_DEPTH = 64;
const IDENTIFIER = /[\p{L}_][\p{L}\d_-]*/uy;

/**
 * Reads HCL (Terraform, OpenTofu, Vault, Consul, Nomad, Packer, SPIRE): blocks, attributes, objects, lists, heredocs.
 * An expression that is not a literal stays as its text: it is resolved, or said to be unresolved, later.
 * @throws ParseError when it nests too deep
 */
export function readHcl(text: string): Tree {
  return new HclReader(text).read();
}

class HclReader {
  #at = 0;
  readonly #positions: Positions;
  readonly #problems: string[] = [];

  constructor(readonly text: string) {
    this.#positions = new Positions(text);
  }

  read(): Tree {
    const top = root();
    this.#body(top, 0, '');
    return { roots: [top], problems: this.#problems };
  }

  /** Attributes and blocks up to the closing brace. */
  #body(block: Draft, depth: number, close: string): void {
    if (depth > MAX_DEPTH) throw new ParseError('HCL nested too deep', this.#at, 'limit');
    for (;;) {
      this.#space();
      if (this.#at >= this.text.length) return;
      const char = this.text[this.#at] as string;
      if (char === close) {
        this.#at++;
        return;
      }
      const start = this.#at;
      const name = this.#name();
      if (name === undefined) {
        this.#at = Math.max(this.#at, start + 1);
        continue;
      }
      const at = this.#positions.at(start);
      this.#inlineSpace();
      const next = this.text[this.#at];
      if (next === '=' || (next === ':' && close === '}')) {
        this.#at++;
        this.#value(draft(name, [], at.line, at.column, block), depth + 1);
        continue;
      }
      const labels: string[] = [];
      while (this.#at < this.text.length && this.text[this.#at] !== '{') {
        const label = this.#name();
        if (label === undefined || labels.length > 8) break;
        labels.push(label);
        this.#inlineSpace();
      }
      if (this.text[this.#at] === '{') {
        this.#at++;
        this.#body(draft(name, labels, at.line, at.column, block), depth + 1, '}');
      }
    }
  }

  #value(into: Draft, depth: number): void {
    if (depth > MAX_DEPTH) throw new ParseError('HCL nested too deep', this.#at, 'limit');
    this.#inlineSpace();
    const char = this.text[this.#at];
    if (char === '{') {
      this.#at++;
      this.#body(into, depth, '}');
    } else if (char === '[') {
      this.#at++;
      this.#list(into, depth);
    } else {
      into.value = this.#expression();
      into.args = [into.value];
    }
  }

  #list(into: Draft, depth: number): void {
    const words: string[] = [];
    for (;;) {
      this.#space();
      const char = this.text[this.#at];
      if (char === undefined) break;
      if (char === ']') {
        this.#at++;
        break;
      }
      if (char === ',') this.#at++;
      else if (char === '{') {
        const at = this.#positions.at(this.#at++);
        this.#body(draft(into.name, [], at.line, at.column, into), depth + 1, '}');
      } else if (char === '[') {
        this.#at++;
        this.#list(into, depth + 1);
        words.push(...into.args);
      } else {
        const before = this.#at;
        words.push(this.#expression());
        if (this.#at === before) this.#at++;
      }
      if (depth > MAX_DEPTH) throw new ParseError('HCL nested too deep', this.#at, 'limit');
    }
    into.args = words;
    into.value = words.join(' ');
  }

  /** A literal, or the source text of an expression up to the end of its line or item. */
  #expression(): string {
    if (this.text.startsWith('<<', this.#at)) return this.#heredoc();
    const start = this.#at;
    let level = 0;
    while (this.#at < this.text.length) {
      const char = this.text[this.#at] as string;
      if (char === '"') {
        this.#string();
        continue;
      }
      if ('([{'.includes(char)) level++;
      if (')]}'.includes(char)) {
        if (level === 0) break;
        level--;
      }
      if (level === 0 && (char === ',' || char === '\n' || char === '#' || this.text.startsWith('//', this.#at))) break;
      this.#at++;
    }
    const raw = this.text.slice(start, this.#at).trim();
    return /^"(?:[^"\\]|\\.)*"$/s.test(raw) ? plain(raw.slice(1, -1)) : raw;
  }

  #heredoc(): string {
    const head = /<<-?"?(\w+)"?[^\n]*\n/y;
    head.lastIndex = this.#at;
    const match = head.exec(this.text);
    if (!match) {
      this.#at += 2;
      return '';
    }
    const start = head.lastIndex;
    let at = start;
    while (at < this.text.length) {
      const end = this.text.indexOf('\n', at);
      const line = this.text.slice(at, end < 0 ? this.text.length : end);
      if (line.trim() === match[1]) {
        this.#at = end < 0 ? this.text.length : end;
        return this.text.slice(start, at);
      }
      if (end < 0) break;
      at = end + 1;
    }
    this.#problems.push(`the heredoc ${match[1]} is not closed`);
    this.#at = this.text.length;
    return this.text.slice(start);
  }

  #string(): void {
    this.#at++;
    let level = 0;
    while (this.#at < this.text.length) {
      const char = this.text[this.#at] as string;
      if (char === '\\') this.#at++;
      else if (char === '$' && this.text[this.#at + 1] === '{') level++;
      else if (char === '}' && level > 0) level--;
      else if (char === '"' && level === 0) {
        this.#at++;
        return;
      } else if (char === '\n' && level === 0) return;
      this.#at++;
    }
  }

  #name(): string | undefined {
    if (this.text[this.#at] === '"') {
      const start = this.#at;
      this.#string();
      return this.text.slice(start + 1, this.#at - 1);
    }
    IDENTIFIER.lastIndex = this.#at;
    const match = IDENTIFIER.exec(this.text);
    if (!match) return undefined;
    this.#at = IDENTIFIER.lastIndex;
    return match[0];
  }

  #inlineSpace(): void {
    while (this.text[this.#at] === ' ' || this.text[this.#at] === '\t') this.#at++;
  }

  #space(): void {
    for (;;) {
      const char = this.text[this.#at];
      if (char === undefined) return;
      if (/\s/.test(char) || char === ',') this.#at++;
      else if (char === '#' || this.text.startsWith('//', this.#at)) {
        const end = this.text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.text.length : end;
      } else if (this.text.startsWith('/*', this.#at)) {
        const end = this.text.indexOf('*/', this.#at);
        this.#at = end < 0 ? this.text.length : end + 2;
      } else return;
    }
  }
}

function plain(text: string): string {
  return text.replace(/\\(["\\nt])/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char));
}
