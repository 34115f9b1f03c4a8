const MOST_TOKENS = 8_000;
/** Bytes by which a longer token is found. */
const GRAM = 4;
const SLOTS = 1 << 15;
const MASK = SLOTS - 1;

/**
 * Finds which of many tokens stand in a text, in one pass over its bytes. Every four bytes are looked up in a table of the
 * rarest four of each token, every two in one of the beginnings of short tokens; a whole token is compared only there.
 * Tokens can be added at any time: nobody has to keep a list of those that parsers ask for.
 */
export class TokenSearch {
  readonly #ids = new Map<string, number>();
  readonly #tokens: Buffer[] = [];
  /** Token → where in it its gram stands. */
  readonly #offsets: number[] = [];
  /** Token → the next of its chain, plus one. */
  readonly #nexts: number[] = [];
  /** One bit for each hash of a gram: small enough for the fastest cache, and clear almost everywhere. */
  readonly #bits = new Uint8Array(1 << 13);
  /** Open addressing: grams, and beside each the first token of its chain plus one. */
  readonly #grams = new Int32Array(SLOTS);
  readonly #firsts = new Int32Array(SLOTS);
  /** One byte for each two that begin a short token, and the first token of its chain plus one. */
  readonly #begins = new Uint8Array(1 << 16);
  readonly #pairs = new Int32Array(1 << 16);

  /** How many tokens there are; their numbers are below. */
  get size(): number {
    return this.#tokens.length;
  }

  /** Number of the token, if it is one of those searched for. */
  id(token: string): number | undefined {
    return this.#ids.get(token);
  }

  /** @returns its number; undefined when it cannot be searched for in this way */
  add(token: string): number | undefined {
    const known = this.#ids.get(token);
    if (known !== undefined) return known;
    const bytes = Buffer.from(token, 'latin1');
    if (bytes.length < 2 || this.size >= MOST_TOKENS || bytes.includes(0) || bytes.toString('latin1') !== token)
      return undefined;
    const id = this.#tokens.push(bytes) - 1;
    this.#ids.set(token, id);
    if (bytes.length < GRAM) this.#addShort(id, bytes.readUInt16LE(0));
    else this.#addLong(id, bytes, rarest(bytes));
    return id;
  }

  #addShort(id: number, pair: number): void {
    this.#offsets[id] = 0;
    this.#nexts[id] = this.#pairs[pair]!;
    this.#pairs[pair] = id + 1;
    this.#begins[pair] = 1;
  }

  #addLong(id: number, bytes: Buffer, offset: number): void {
    const gram = bytes.readInt32LE(offset);
    const hash = hashOf(gram);
    let slot = hash & MASK;
    while (this.#firsts[slot] !== 0 && this.#grams[slot] !== gram) slot = (slot + 1) & MASK;
    this.#offsets[id] = offset;
    this.#nexts[id] = this.#firsts[slot]!;
    this.#grams[slot] = gram;
    this.#firsts[slot] = id + 1;
    this.#bits[hash >>> 3]! |= 1 << (hash & 7);
  }

  /** One flag for each token, by its number: does it stand in the bytes? */
  search(bytes: Uint8Array): Uint8Array {
    const found = new Uint8Array(this.size);
    const [bits, begins] = [this.#bits, this.#begins];
    // Grams that lie partly before the text hold a NUL, which no token has.
    let last = 0;
    for (let at = 0; at < bytes.length; at++) {
      last = (last >>> 8) | (bytes[at]! << 24);
      if (begins[last >>> 16] === 1) this.#mark(this.#pairs[last >>> 16]!, bytes, at - 1, found);
      const hash = hashOf(last);
      if (((bits[hash >>> 3]! >> (hash & 7)) & 1) === 1) this.#long(last, hash, bytes, at - GRAM + 1, found);
    }
    return found;
  }

  #long(gram: number, hash: number, bytes: Uint8Array, start: number, found: Uint8Array): void {
    for (let slot = hash & MASK; this.#firsts[slot] !== 0; slot = (slot + 1) & MASK) {
      if (this.#grams[slot] === gram) {
        this.#mark(this.#firsts[slot]!, bytes, start, found);
        return;
      }
    }
  }

  /** Marks the tokens of a chain that stand around the place of their gram. */
  #mark(first: number, bytes: Uint8Array, place: number, found: Uint8Array): void {
    for (let next = first; next !== 0; next = this.#nexts[next - 1]!) {
      const id = next - 1;
      if (found[id] === 1) continue;
      const token = this.#tokens[id]!;
      const start = place - this.#offsets[id]!;
      let at = 0;
      while (at < token.length && bytes[start + at] === token[at]) at++;
      if (at === token.length) found[id] = 1;
    }
  }
}

function hashOf(gram: number): number {
  return Math.imul(gram, 0x9e3779b1) >>> 16;
}

/** Where the four bytes begin that are likely to be the rarest in program text. */
function rarest(token: Buffer): number {
  let best = 0;
  let most = -1;
  for (let at = 0; at + GRAM <= token.length; at++) {
    let sum = 0;
    for (let i = at; i < at + GRAM; i++) sum += rarity(token[i]!);
    if (sum > most) [best, most] = [at, sum];
  }
  return best;
}

function rarity(byte: number): number {
  const sign = String.fromCharCode(byte);
  if ('etaoinsrl '.includes(sign)) return 0;
  if ('cdupmfgh.'.includes(sign)) return 1;
  if ('bvwyk_(/"'.includes(sign)) return 2;
  return /[A-Zjqxz]/.test(sign) ? 4 : 3;
}

/** What parsers have asked for in this thread. */
export const TOKENS = new TokenSearch();
