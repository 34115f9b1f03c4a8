import { addTo } from '../basics/groups.js';
import { CHUNK, GramScan, LONG_GRAM, LONG_HASHES, SHORT_GRAM, SHORT_HASHES } from './gram-scan.js';

const MOST_TOKENS = 8_000;
/** A token of this length holds four bytes that begin at a multiple of four, wherever it stands. */
const LONG = 2 * LONG_GRAM - 1;

/** Tokens by the hash of a gram of theirs. */
class Grams {
  /** Hash → its first entry, 0 for none. */
  readonly #firsts: Int32Array;
  readonly #tokens = [0];
  readonly #offsets = [0];
  readonly #nexts = [0];

  constructor(hashes: number) {
    this.#firsts = new Int32Array(hashes);
  }

  /** @param offset of the gram in the token */
  add(hash: number, token: number, offset: number): void {
    this.#nexts.push(this.#firsts[hash]!);
    this.#offsets.push(offset);
    this.#firsts[hash] = this.#tokens.push(token) - 1;
  }

  /** Marks the tokens that stand around a gram with this hash. */
  mark(hash: number, place: number, bytes: Uint8Array, tokens: readonly Buffer[], found: Found): void {
    for (let entry = this.#firsts[hash]!; entry !== 0; entry = this.#nexts[entry]!) {
      const id = this.#tokens[entry]!;
      if (found.flags[id] === 1) continue;
      const token = tokens[id]!;
      const start = place - this.#offsets[entry]!;
      let at = 0;
      while (at < token.length && bytes[start + at] === token[at]) at++;
      if (at < token.length) continue;
      found.flags[id] = 1;
      found.hits.push(id);
    }
  }
}

/** What a search found. */
export interface Found {
  /** One flag for each token, by its number. */
  readonly flags: Uint8Array;
  /** Numbers of the tokens found, each once. */
  readonly hits: number[];
}

/**
 * Finds which of many tokens stand in a text, in one pass over its bytes. Of a long token four grams are known, one for each
 * way in which it may stand between the words of the text; of a short one three bytes. A whole token is compared only where a
 * gram of it may stand. Tokens can be added at any time: nobody has to keep a list of those that parsers ask for.
 */
export class TokenSearch {
  readonly #ids = new Map<string, number>();
  readonly #tokens: Buffer[] = [];
  readonly #scan = new GramScan();
  readonly #long = new Grams(LONG_HASHES);
  readonly #short = new Grams(SHORT_HASHES);

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
    if (bytes.length < SHORT_GRAM) this.#addPair(bytes.readUInt16LE(0), id);
    else if (bytes.length < LONG) this.#addShort(bytes, id);
    else for (let way = 0; way < LONG_GRAM; way++) this.#addLong(bytes, id, way);
    return id;
  }

  /** Whatever byte comes after the two. */
  #addPair(pair: number, id: number): void {
    for (let third = 0; third < 256; third++) this.#short.add(this.#scan.addShort(pair | (third << 16)), id, 0);
  }

  #addShort(bytes: Buffer, id: number): void {
    const offset = rarest(bytes, SHORT_GRAM, 0, 1);
    this.#short.add(this.#scan.addShort(bytes.readUIntLE(offset, SHORT_GRAM)), id, offset);
  }

  /** @param way bytes of the token before a word begins */
  #addLong(bytes: Buffer, id: number, way: number): void {
    const offset = rarest(bytes, LONG_GRAM, way, LONG_GRAM);
    this.#long.add(this.#scan.addLong(bytes.readInt32LE(offset)), id, offset);
  }

  /** Which tokens stand in the bytes? */
  search(bytes: Uint8Array): Found {
    const found: Found = { flags: new Uint8Array(this.size), hits: [] };
    for (let start = 0; start < bytes.length; start += CHUNK) {
      const count = this.#scan.scan(bytes, start);
      const { places } = this.#scan;
      for (let at = 0; at < count; at += 2) {
        const place = start + (places[at]! >> 1);
        const grams = places[at]! & 1 ? this.#long : this.#short;
        grams.mark(places[at + 1]!, place, bytes, this.#tokens, found);
      }
    }
    return found;
  }
}

/** Where the bytes begin that are likely to be the rarest in program text: at `from`, or any number of steps after it. */
function rarest(token: Buffer, length: number, from: number, step: number): number {
  let best = from;
  let most = -1;
  for (let at = from; at + length <= token.length; at += step) {
    let sum = 0;
    for (let i = at; i < at + length; i++) sum += RARITY[token[i]!]!;
    if (sum > most) [best, most] = [at, sum];
  }
  return best;
}

const RARITY = Uint8Array.from({ length: 256 }, (_, byte) => rarity(String.fromCharCode(byte)));

function rarity(sign: string): number {
  if ('etaoinsrl '.includes(sign)) return 0;
  if ('cdupmfgh.'.includes(sign)) return 1;
  if ('bvwyk_(/"'.includes(sign)) return 2;
  return /[A-Zjqxz]/.test(sign) ? 4 : 3;
}

/** What parsers have asked for in this thread. */
export const TOKENS = new TokenSearch();

/**
 * Things that are only worth a look where one of their tokens stands in a text. Most texts hold hardly any token, and most
 * things are of no concern to them: the tokens found lead to the few that are.
 */
export class ByToken<T> {
  readonly #byId = new Map<number, T[]>();
  /** Those that have no token, or one that cannot be searched for. */
  readonly #always: T[] = [];

  /** @param tokens one of them stands in every text that the thing is about; none: it may be about any */
  add(thing: T, tokens: readonly string[]): void {
    const ids = tokens.map((token) => TOKENS.add(token));
    if (ids.length === 0 || ids.includes(undefined)) {
      this.#always.push(thing);
      return;
    }
    for (const id of ids as number[]) {
      addTo(this.#byId, id, thing);
    }
  }

  /** The things that may concern a text in which these tokens stand, some of them more than once. */
  *near(hits: readonly number[]): Generator<T> {
    yield* this.#always;
    for (const id of hits) yield* this.#byId.get(id) ?? [];
  }
}
