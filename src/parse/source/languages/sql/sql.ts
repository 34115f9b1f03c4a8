import type { Language } from '../../language.js';
import { type Argument, NOTHING, type Node, type Span } from '../../tree/ir.js';
import { lit, path } from '../../tree/lowering.js';
import { type Token, tokenise } from './tokens.js';

const DEEPEST = 40;

/** Statements that say what they do by keywords, and the name of the call that stands for them. */
const STATEMENTS: readonly (readonly [readonly string[], string])[] = [
  [['CREATE', 'ASYMMETRIC', 'KEY'], 'sql.create-asymmetric-key'],
  [['CREATE', 'SYMMETRIC', 'KEY'], 'sql.create-symmetric-key'],
  [['CREATE', 'DATABASE', 'ENCRYPTION', 'KEY'], 'sql.create-database-encryption-key'],
  [['CREATE', 'COLUMN', 'ENCRYPTION', 'KEY'], 'sql.create-column-encryption-key'],
  [['CREATE', 'CERTIFICATE'], 'sql.create-certificate'],
  [['BACKUP', 'DATABASE'], 'sql.backup-database'],
  [['REQUIRE', 'CIPHER'], 'sql.require-cipher'],
  [['REQUIRE', 'X509'], 'sql.require-x509'],
  [['REQUIRE', 'SSL'], 'sql.require-ssl'],
];

/** There is no grammar that ships as WebAssembly; calls, assignments and a few statements are all that is needed. */
export const SQL: Language = {
  id: 'sql',
  rules: ['sql'],
  extensions: ['.sql', '.pgsql', '.psql', '.plsql', '.tsql', '.pks', '.pkb', '.pls', '.mysql'],
  grammar: () => 'sql',
  lower: () => ({ module: '', shared: false, body: [] }),
  read(text) {
    const { tokens, comments } = tokenise(text);
    return {
      tree: { module: '', shared: false, body: new Reader(tokens).all() },
      inComment: (index) => comments.some(([from, to]) => index >= from && index < to),
    };
  },
  tokens: (qualified) => {
    const statement = STATEMENTS.find(([, name]) => name === qualified);
    return statement ? [...new Set(statement[0].slice(0, 2))] : [qualified.split('.').at(-1) ?? ''];
  },
};

class Reader {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  all(): Node[] {
    const found: Node[] = [];
    while (this.#at < this.tokens.length) {
      const before = this.#at;
      const one = this.#statement() ?? this.#assignment() ?? this.#value(0);
      if (one !== NOTHING) found.push(one);
      if (this.#at === before) this.#at++;
    }
    return found;
  }

  #peek(ahead = 0): Token | undefined {
    return this.tokens[this.#at + ahead];
  }

  #isMark(text: string, ahead = 0): boolean {
    const token = this.#peek(ahead);
    return token?.kind === 'mark' && token.text === text;
  }

  /** `CREATE ASYMMETRIC KEY k WITH ALGORITHM = RSA_2048`: what is set up to the end of the statement are its arguments. */
  #statement(): Node | undefined {
    const first = this.#peek();
    if (first?.kind !== 'word') return undefined;
    const known = STATEMENTS.find(([words]) =>
      words.every(
        (word, ahead) => this.#peek(ahead)?.kind === 'word' && this.#peek(ahead)?.text.toUpperCase() === word,
      ),
    );
    if (!known) return undefined;
    this.#at += known[0].length;
    const args: Argument[] = [];
    if (this.#peek()?.kind === 'text') args.push({ value: lit(this.#peek()?.text ?? '') });
    for (let steps = 0; steps < 200; steps++) {
      const token = this.#peek();
      if (
        !token ||
        this.#isMark(';') ||
        (token.kind === 'word' && /^(?:GO|CREATE|ALTER|DROP|SELECT|OPEN)$/i.test(token.text))
      )
        break;
      if (token.kind === 'word' && this.#isMark('=', 1) && this.#peek(2)) {
        const value = this.#peek(2) as Token;
        args.push({ name: token.text.toLowerCase(), value: lit(value.text) });
        this.#at += 2;
      }
      this.#at++;
    }
    return { k: 'call', callee: { k: 'symbol', name: known[1] }, args, at: spanOf(first) };
  }

  /** `SET @x = ..`, `DECLARE @x varchar(20) = ..`, `x := ..`, `x CONSTANT VARCHAR2(20) := ..`. */
  #assignment(): Node | undefined {
    const name = this.#peek();
    if (name?.kind !== 'word') return undefined;
    const local = name.text.startsWith('@');
    let ahead = 1;
    // A type may stand between the name and the value.
    const open = () => this.#peek(ahead)?.kind === 'word' || /^[().,]$|^\d+$/.test(this.#peek(ahead)?.text ?? '');
    while (ahead < 9 && !this.#assigns(ahead, local) && open()) ahead++;
    if (!this.#assigns(ahead, local)) return undefined;
    this.#at += ahead + (this.#isMark(':', ahead) ? 2 : 1);
    const target: Node = { k: 'name', name: name.text.toLowerCase() };
    return { k: 'assign', target, value: this.#value(0) };
  }

  #assigns(ahead: number, local: boolean): boolean {
    return (this.#isMark(':', ahead) && this.#isMark('=', ahead + 1)) || (local && this.#isMark('=', ahead));
  }

  #value(depth: number): Node {
    const first = this.#simple(depth);
    if (!this.#isMark('|') || !this.#isMark('|', 1)) return first;
    this.#at += 2;
    return { k: 'op', op: '+', left: first, right: this.#value(depth + 1) };
  }

  #simple(depth: number): Node {
    const token = this.#peek();
    if (!token || depth > DEEPEST) return NOTHING;
    this.#at++;
    switch (token.kind) {
      case 'text':
        return lit(token.text);
      case 'number':
        return Number.isNaN(Number(token.text)) ? NOTHING : lit(Number(token.text));
      case 'mark':
        return NOTHING;
      case 'word':
        return this.#named(token, depth);
    }
  }

  /** A name, perhaps of several parts, and the arguments after it. */
  #named(first: Token, depth: number): Node {
    const parts = [first.text];
    while (this.#isMark('.') && this.#peek(1)?.kind === 'word') {
      parts.push(this.#peek(1)?.text ?? '');
      this.#at += 2;
    }
    if (!this.#isMark('(')) return { k: 'name', name: parts.join('.').toLowerCase() };
    this.#at++;
    const args = this.#arguments(depth + 1);
    // A schema before the function says nothing of it: `pgcrypto.digest`, `sys.dbms_crypto.encrypt`.
    const known = parts.length > 1 && /^(?:dbms_crypto|dbms_obfuscation_toolkit)$/i.test(parts.at(-2) ?? '');
    const name = known ? parts.slice(-2).join('.') : (parts.at(-1) ?? '');
    return { k: 'call', callee: path(name), args, at: spanOf(first) };
  }

  #arguments(depth: number): Argument[] {
    const args: Argument[] = [];
    let held: Node[] = [];
    const close = () => {
      const value = held.filter((one) => one !== NOTHING);
      if (value.length > 0)
        args.push({ value: value.length === 1 ? (value[0] as Node) : { k: 'choice', arms: value } });
      else if (held.length > 0) args.push({ value: NOTHING });
      held = [];
    };
    while (this.#at < this.tokens.length && !this.#isMark(')') && !this.#isMark(';')) {
      if (this.#isMark(',')) {
        close();
        this.#at++;
      } else if (this.#isMark('(')) {
        this.#at++;
        held.push(...this.#arguments(depth + 1).map((one) => one.value), NOTHING);
      } else if (this.#peek()?.kind === 'word' && this.#isMark('=', 1) && this.#isMark('>', 2)) {
        const name = this.#peek()?.text.toLowerCase();
        this.#at += 3;
        args.push({ name, value: this.#value(depth) });
      } else held.push(this.#value(depth));
      if (depth > DEEPEST) break;
    }
    close();
    if (this.#isMark(')')) this.#at++;
    return args;
  }
}

function spanOf(token: Token): Span {
  return { row: token.row, column: token.column, start: token.start, end: token.start + token.text.length };
}
