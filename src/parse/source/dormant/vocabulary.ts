import { ownCopy } from '../../text.js';
import { IN_WORD } from './units.js';

/** Words that are remembered; a large tree has many more. */
const MOST = 20_000;
const FIRST_SLOTS = 4096;
const FIRST_UNITS = 16 * 1024;
/** Nobody can write a file whose words all fall on one slot without knowing it. */
const SEED = (Math.random() * 2 ** 32) | 0;
const FACTOR = 0x9e3779b1;

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
  /** Room for a word that stands alone. */
  #alone = new Uint16Array(64);
  /** Of each word, what the reader of the present text keeps of it. Not below zero. */
  marks = new Int32Array(FIRST_SLOTS);
  /** Where the word ends that was read last. */
  end = 0;

  #next = 1;
  /** Whose marks they are. */
  reader: { readonly length: number } | undefined;

  /** Marks that are set from now on are of this reader. @returns a number that is larger than all earlier marks */
  begin(reader: { readonly length: number }): number {
    this.#next += this.reader?.length ?? 0;
    if (this.#next > 2 ** 30) {
      this.marks.fill(0);
      this.#next = 1;
    }
    this.reader = reader;
    return this.#next;
  }

  get size(): number {
    return this.#spelled.length;
  }

  spelling(number: number): string {
    return this.#spelled[number] as string;
  }

  /**
   * Reads a word of a text and tells `end`.
   * @param units those of the text
   * @param most where it ends at the latest
   * @returns its number
   */
  read(text: string, units: Uint16Array, start: number, most: number): number {
    let hash = SEED;
    let end = start;
    for (let unit = units[end] as number; end < most && IN_WORD[unit]; unit = units[++end] as number)
      hash = Math.imul(hash ^ unit, FACTOR);
    this.end = end;
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
  number(word: string): number {
    if (word.length > this.#alone.length) this.#alone = new Uint16Array(2 * word.length);
    for (let at = 0; at < word.length; at++) this.#alone[at] = word.charCodeAt(at);
    return this.read(word, this.#alone, 0, word.length);
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
      this.marks = longer(this.marks, new Int32Array(2 * number));
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
