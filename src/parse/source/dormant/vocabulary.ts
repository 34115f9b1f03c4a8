import { ownCopy } from '../../text.js';

/** Words that are remembered; a large tree has many more. */
const MOST = 20_000;
const FIRST_SLOTS = 4096;
const FIRST_UNITS = 16 * 1024;
/** Nobody can write a file whose words all fall on one slot without knowing it. */
const SEED = (Math.random() * 2 ** 32) | 0;
const FACTOR = 0x9e3779b1;

/** What `hashOn` begins with. */
export const HASH_START = SEED;

/** The hash of a word that is longer by this unit. */
export function hashOn(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, FACTOR);
}

/**
 * The words of the texts that a thread reads, each with a number: most stand in many texts, and what is known of one is
 * looked up by its number. Finds them by their UTF-16 units, so that no string has to be made for a word that is known.
 */
export class Vocabulary {
  static #present = new Vocabulary();

  /** The one for the next text: a new one once there are too many words in it. */
  static next(): Vocabulary {
    if (Vocabulary.#present.size > MOST) Vocabulary.#present = new Vocabulary();
    return Vocabulary.#present;
  }

  /** Hash of a word and its number plus one, in turn; half of the slots at least are free. */
  #slots = new Int32Array(2 * FIRST_SLOTS);
  /** All words, one behind the other. */
  #units = new Uint16Array(FIRST_UNITS);
  #ends = new Int32Array(FIRST_SLOTS);
  readonly #spelled: string[] = [];
  /** The list that was asked for last, and where in it each word stands that is in it. */
  #listed: readonly number[] = [];
  #places = new Int32Array(FIRST_SLOTS);

  get size(): number {
    return this.#spelled.length;
  }

  spelling(number: number): string {
    return this.#spelled[number] as string;
  }

  /**
   * The number of a word, old or new.
   * @param units those of the text
   * @param hash of the word, by `hashOn`
   */
  number(text: string, units: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 2;
    let at = ((hash ^ (hash >>> 15)) << 1) & mask;
    for (let next = slots[at + 1] as number; next !== 0; next = slots[at + 1] as number) {
      if (slots[at] === hash && this.#is(next - 1, units, start, end)) return next - 1;
      at = (at + 2) & mask;
    }
    slots[at] = hash;
    slots[at + 1] = this.size + 1;
    return this.#add(text, units, start, end);
  }

  /** The number of a word that stands alone. */
  numberOf(word: string): number {
    const units = Uint16Array.from(word, (_, at) => word.charCodeAt(at));
    return this.number(word, units, 0, units.length, units.reduce(hashOn, HASH_START));
  }

  /**
   * Where each word stands in a list of numbers; anything for those that are not in it: what stands there tells. What is added
   * to the list is set there too.
   */
  placesIn(list: readonly number[]): Int32Array {
    if (this.#listed !== list) {
      this.#listed = list;
      for (let place = 0; place < list.length; place++) this.#places[list[place] as number] = place;
    }
    return this.#places;
  }

  #is(number: number, units: Uint16Array, start: number, end: number): boolean {
    let at = number === 0 ? 0 : (this.#ends[number - 1] as number);
    if ((this.#ends[number] as number) - at !== end - start) return false;
    const own = this.#units;
    for (let place = start; place < end; place++) if (own[at++] !== units[place]) return false;
    return true;
  }

  #add(text: string, units: Uint16Array, start: number, end: number): number {
    const number = this.size;
    const from = number === 0 ? 0 : (this.#ends[number - 1] as number);
    const to = from + end - start;
    if (to > this.#units.length) this.#units = longer(this.#units, new Uint16Array(2 * to));
    if (number === this.#ends.length) {
      this.#ends = longer(this.#ends, new Int32Array(2 * number));
      this.#places = longer(this.#places, new Int32Array(2 * number));
    }
    this.#units.set(units.subarray(start, end), from);
    this.#ends[number] = to;
    this.#spelled.push(ownCopy(text.slice(start, end)));
    if (4 * this.size > this.#slots.length) this.#spread();
    return number;
  }

  /** Twice as many slots. */
  #spread(): void {
    const before = this.#slots;
    const slots = new Int32Array(2 * before.length);
    const mask = slots.length - 2;
    for (let old = 0; old < before.length; old += 2) {
      if (before[old + 1] === 0) continue;
      const hash = before[old] as number;
      let at = ((hash ^ (hash >>> 15)) << 1) & mask;
      while (slots[at + 1] !== 0) at = (at + 2) & mask;
      slots[at] = hash;
      slots[at + 1] = before[old + 1] as number;
    }
    this.#slots = slots;
  }
}

function longer<T extends Uint16Array | Int32Array>(list: T, room: T): T {
  room.set(list);
  return room;
}
