import type { Span } from '../../tree/ir.js';
import type { Token } from './erlang-tokens.js';

/** The text is not what the grammar allows here; the form is passed over. */
export class NotErlang extends Error {}

/** A place among the tokens of one form. */
export class TokenCursor {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get done(): boolean {
    return this.#at >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.#at + ahead];
  }

  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'symbol' && token.text === text;
  }

  next(): Token {
    const token = this.tokens[this.#at++];
    if (!token) throw new NotErlang('the form ends early');
    return token;
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at++;
    return true;
  }

  need(text: string): void {
    if (!this.take(text)) throw new NotErlang(`${text} expected`);
  }

  span(): Span {
    return this.peek()?.at ?? { row: 0, column: 0, start: 0, end: 0 };
  }
}
