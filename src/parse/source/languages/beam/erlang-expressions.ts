import { type Argument, NOTHING, type Node, type Parameter, type Span } from '../../tree/ir.js';
import { block, lit } from '../../tree/lowering.js';
import { type Narrowing, narrowed } from '../../tree/shapes.js';
import { matched, memberOf, optionsOf, recordIn, recordsAsked } from './beam.js';
import { NotErlang, TokenCursor } from './erlang-cursor.js';
import type { Token } from './erlang-tokens.js';

const DEEPEST = 200;

/** Binary operators by how weakly they bind: Erlang reference manual, section 8.34. */
const LEVELS: readonly ReadonlySet<string>[] = [
  new Set(['=', '?=', '!', '<-', '<=', ':=', '=>', '::']),
  new Set(['orelse', 'or', 'xor']),
  new Set(['andalso', 'and']),
  new Set(['==', '/=', '=<', '<', '>=', '>', '=:=', '=/=']),
  new Set(['++', '--']),
  new Set(['+', '-', 'bor', 'bxor', 'bsl', 'bsr']),
  new Set(['*', '/', 'div', 'rem', 'band']),
];

/** Reads expressions by recursive descent into the language-neutral form. */
export class ExpressionReader extends TokenCursor {
  #depth = 0;

  /** `a, b, c`: statements in order. */
  body(): Node[] {
    const items = [this.expression()];
    while (this.take(',')) items.push(this.expression());
    return items;
  }

  /** The last expression is the value of a body. */
  returning(): Node {
    const items = this.body();
    const last = items.pop() ?? NOTHING;
    return block([...items, { k: 'return', value: last }]);
  }

  expression(level = 0): Node {
    if (++this.#depth > DEEPEST) throw new NotErlang('nested too deeply');
    try {
      return level >= LEVELS.length ? this.#unary() : this.#binary(level);
    } finally {
      this.#depth--;
    }
  }

  #binary(level: number): Node {
    let left = this.expression(level + 1);
    for (let token = this.peek(); token?.kind === 'symbol' && LEVELS[level]?.has(token.text); token = this.peek()) {
      this.next();
      // Matches bind to the right.
      const right = this.expression(level === 0 ? 0 : level + 1);
      left = operation(token, left, right);
    }
    return left;
  }

  #unary(): Node {
    if (this.take('catch') || this.take('not') || this.take('+') || this.take('bnot')) return this.#unary();
    if (this.is('-')) {
      const { at } = this.next();
      const value = this.#unary();
      return value.k === 'lit' && typeof value.value === 'number'
        ? lit(-value.value)
        : { k: 'call', callee: { k: 'name', name: '-' }, args: [{ value }], at };
    }
    return this.#postfix(this.#primary());
  }

  /** `m:f(..)`, `f(..)`, `V#{..}`, `V#record.field` */
  #postfix(first: Node): Node {
    let node = first;
    for (;;) {
      const at = this.span();
      if (this.is(':') && /^(?:atom|variable|macro)$/.test(this.peek(1)?.kind ?? '')) {
        this.next();
        node = { k: 'member', object: asName(node), name: nameOf(this.next()), at };
      } else if (this.is('(')) {
        node = { k: 'call', callee: asName(node), args: this.arguments(), at: startOf(node, at) };
      } else if (this.take('#')) {
        node = this.#record(node, at);
      } else return node;
    }
  }

  arguments(): Argument[] {
    this.need('(');
    const args: Argument[] = [];
    while (!this.take(')')) {
      args.push({ value: this.expression() });
      if (!this.take(',') && !this.is(')')) throw new NotErlang(') expected');
    }
    return args;
  }

  #primary(): Node {
    const token = this.next();
    const { at } = token;
    switch (token.kind) {
      case 'number':
        return lit(Number(token.text));
      case 'text': {
        let text = token.text;
        while (this.peek()?.kind === 'text') text += this.next().text;
        return lit(text);
      }
      case 'variable':
        return { k: 'name', name: token.text };
      case 'macro':
        return token.text === 'MODULE' ? { k: 'this' } : { k: 'name', name: `define.${token.text}` };
      case 'atom':
        if (token.text === 'true' || token.text === 'false') return lit(token.text === 'true');
        return token.text === 'undefined' ? lit(null) : lit(token.text);
      case 'end':
        throw new NotErlang('a full stop inside an expression');
      case 'symbol':
        return this.#bracketed(token.text, at);
    }
  }

  #bracketed(text: string, at: Span): Node {
    switch (text) {
      case '(': {
        const inner = this.expression();
        this.need(')');
        return inner;
      }
      case '{': {
        const items = this.#items('}');
        this.need('}');
        return { k: 'list', items };
      }
      case '[':
        return this.#list(at);
      case '<<':
        return this.#binaryText();
      case '#':
        return this.#record(undefined, at);
      case 'begin':
      case 'maybe': {
        const items = this.body();
        if (this.take('else')) items.push(...this.#clauses('end', undefined));
        this.need('end');
        return block(items);
      }
      case 'case': {
        const value = this.expression();
        this.need('of');
        const arms = this.#clauses('end', value);
        this.need('end');
        return { k: 'choice', test: value, arms };
      }
      case 'if': {
        const arms = this.#clauses('end', undefined);
        this.need('end');
        return { k: 'choice', arms };
      }
      case 'receive':
        return this.#receive();
      case 'try':
        return this.#try();
      case 'fun':
        return this.#fun(at);
      default:
        throw new NotErlang(`${text} begins no expression`);
    }
  }

  /** Up to the closing bracket or a bar, which stays. */
  #items(close: string): Node[] {
    const items: Node[] = [];
    while (!this.is(close)) {
      items.push(this.expression());
      if (!this.take(',') && !this.is(close) && !this.is('|') && !this.is('||'))
        throw new NotErlang(`${close} expected`);
      if (this.is('|') || this.is('||')) return items;
    }
    return items;
  }

  #list(at: Span): Node {
    const items = this.#items(']');
    if (this.take('||')) {
      const generators = this.body();
      this.need(']');
      return block([...generators, { k: 'list', items }]);
    }
    if (this.take('|')) {
      const rest = this.expression();
      this.need(']');
      const first = optionsOf(items, at);
      if (first.k !== 'object') return block([first, rest]);
      return { k: 'object', entries: [{ key: '...', value: rest }, ...first.entries], at };
    }
    this.need(']');
    return optionsOf(items, at);
  }

  /** `<<"text">>` is text; of anything else only the parts are read. */
  #binaryText(): Node {
    const items: Node[] = [];
    while (!this.take('>>')) {
      items.push(this.expression(5));
      // Sizes and types of a segment: `X:16/big-unsigned`.
      while (!this.is(',') && !this.is('>>') && !this.is('||')) this.next();
      if (this.take('||')) items.push(...this.body());
      this.take(',');
    }
    return items.length === 1 && items[0]?.k === 'lit' ? items[0] : block(items);
  }

  /** Behind the `#` of `#{a => b}`, `#name{a = b}`, `#name.a`, each perhaps after a value. */
  #record(value: Node | undefined, at: Span): Node {
    const name = this.is('{') ? undefined : nameOf(this.next());
    if (name !== undefined && this.take('.')) {
      return memberOf(value ?? NOTHING, nameOf(this.next()), at);
    }
    if (!this.take('{')) throw new NotErlang('{ expected');
    const fields = this.#items('}');
    if (this.take('||')) fields.push(...this.body());
    this.need('}');
    const entries = fields.flatMap((one) => {
      if (one.k !== 'assign' || !one.value) return [];
      const key = one.target.k === 'name' ? lit(one.target.name) : one.target;
      return [{ key, value: one.value }];
    });
    const type: Node | undefined = name === undefined ? undefined : { k: 'symbol', name: `record.${name}` };
    const base = value ? [{ key: '...', value }] : [];
    return { k: 'object', entries: [...base, ...entries], at, ...(type ? { type } : {}) };
  }

  /** `Pattern when Guard -> Body ; ..` */
  #clauses(close: string, value: Node | undefined): Node[] {
    const arms: Node[] = [];
    do {
      if (this.is(close) || this.is('after') || this.is('catch')) break;
      const pattern = this.expression();
      while (this.take(':')) this.expression();
      const guarded = this.is('when');
      const asked = this.guard();
      if (!guarded && value === undefined) while (this.take(';') || this.take(',')) this.expression();
      this.need('->');
      const binds = value !== undefined && /^(?:list|name|assign)$/.test(pattern.k);
      const set: Node = binds ? { k: 'assign', declares: true, target: pattern, value } : NOTHING;
      const body = block([set, narrowed(asked, block(this.body()))]);
      arms.push(value ? narrowed(recordIn(pattern, value), body) : body);
    } while (this.take(';'));
    return arms;
  }

  /** `when A, B; C`: what holds where one of them does. */
  guard(): readonly Narrowing[] {
    if (!this.take('when')) return [];
    const asked = this.body().flatMap(recordsAsked);
    if (!this.is(';')) return asked;
    while (this.take(';')) this.body();
    return [];
  }

  #receive(): Node {
    const arms = this.is('after') ? [] : this.#clauses('end', undefined);
    if (this.take('after')) arms.push(...this.#clauses('end', undefined));
    this.need('end');
    return { k: 'choice', arms };
  }

  #try(): Node {
    const items = this.body();
    const last = items.at(-1) ?? NOTHING;
    const arms: Node[] = this.take('of') ? this.#clauses('end', last) : [];
    if (this.take('catch')) arms.push(...this.#clauses('end', undefined));
    const after = this.take('after') ? this.body() : [];
    this.need('end');
    return block([
      ...items.slice(0, -1),
      { k: 'choice', arms: [last, ...arms] },
      ...(after.length > 0 ? [{ k: 'branch', arms: [block(after)], exhaustive: false } as const, last] : []),
    ]);
  }

  /** `fun (X) -> .. end`, `fun name/1`, `fun m:f/1` */
  #fun(at: Span): Node {
    if (this.peek()?.kind === 'variable' && this.is('(', 1)) this.next();
    if (!this.is('(')) {
      const named = this.#postfix(this.#primary());
      if (this.take('/')) this.next();
      return asName(named);
    }
    const params = parametersOf(this.arguments());
    const bodies: Node[] = [];
    for (;;) {
      this.guard();
      this.need('->');
      bodies.push(this.returning());
      if (!this.take(';')) break;
      if (this.peek()?.kind === 'variable') this.next();
      this.arguments();
    }
    this.need('end');
    const body: Node = bodies.length === 1 ? (bodies[0] as Node) : { k: 'branch', arms: bodies, exhaustive: true };
    return { k: 'function', name: '', params, body, at };
  }
}

/** Patterns of a clause as parameters. */
export function parametersOf(args: readonly Argument[]): Parameter[] {
  return args.map(({ value }, index) => {
    if (value.k === 'name') return { name: value.name };
    return { name: `argument ${index + 1}`, pattern: value };
  });
}

function operation(token: Token, left: Node, right: Node): Node {
  if (['=', '?=', '<-', '<=', ':=', '=>'].includes(token.text)) {
    return matched(left, right);
  }
  if (token.text === '::') return left;
  if (token.text === '++' && (left.k === 'object' || right.k === 'object')) {
    return { k: 'object', entries: [left, right].map((value) => ({ key: '...', value })), at: token.at };
  }
  return { k: 'op', op: token.text, left, right };
}

function nameOf(token: Token): string {
  return token.kind === 'macro' ? `define.${token.text}` : token.text;
}

/** An atom that names a module or a function. */
function asName(node: Node): Node {
  return node.k === 'lit' ? { k: 'name', name: String(node.value) } : node;
}

/** Where the callee begins, if that is known. */
function startOf(node: Node, fallback: Span): Span {
  return node.k === 'member' && node.at ? node.at : fallback;
}
