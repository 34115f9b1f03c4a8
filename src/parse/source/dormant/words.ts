import { IN_WORD, unitsOf } from './units.js';
import { HASH_START, hashOn, Vocabulary } from './vocabulary.js';

/** What stands around a word tells what is done with it. */
export const CALLED = 1;
/** Directly inside round brackets: a function that is handed to another one may be called by it. */
export const ARGUMENT = 2;
export const STORED = 4;
/** Behind a dot. */
export const MEMBER = 8;
/** A member of the object at hand: behind `this.` or `self.`. */
export const OWN = 16;
/** More is done with its value than calling a method of it that changes nothing. */
export const USED = 32;
/** An object literal begins behind it: `Point{`, `new Point {`. */
export const MADE = 64;
/** Outside of functions, where names are declared. */
export const DECLARED = 128;
/** Declared with a number, a text or a truth value. */
export const FIXED = 256;
/** Stored as a member of whatever object. */
export const PUT = 512;
/** Stored, and not as a member of the object at hand. */
export const SET = 1024;

/** Characters of a text for each place in the lists, about; where there are more words, the lists grow. */
const PER_WORD = 16;
/** Longer texts name nothing. */
const LONGEST_NAMING = 200;

/**
 * The words of one text in their order, each with a number, what stands around it, and the function it stands in. In a body
 * that is folded each word has one place, with what stands around it anywhere there. Texts have thousands: the lists hold plain
 * numbers, and more room than `length` tells.
 */
export class Words {
  readonly vocabulary = Vocabulary.next();
  /** The text, until another one is read. */
  readonly units: Uint16Array;
  numbers: Int32Array;
  flags: Int32Array;
  starts: Int32Array;
  /** Number of the function in whose body or head the word stands, -1 outside of all. */
  owners: Int32Array;
  length = 0;
  /** Numbers in the vocabulary of the words that stand in the text: the place of each is its number here. */
  readonly known: number[] = [];
  /** Where the body begins that is being folded. */
  #folded = Number.POSITIVE_INFINITY;
  /** Of each word by its number, its last place in the lists. */
  readonly #places: number[] = [];
  /** The word that was read last: where it begins, its number in the vocabulary. */
  #start = 0;
  #read = 0;

  constructor(readonly text: string) {
    this.units = unitsOf(text);
    const room = 16 + Math.ceil(text.length / PER_WORD);
    this.numbers = new Int32Array(room);
    this.flags = new Int32Array(room);
    this.starts = new Int32Array(room);
    this.owners = new Int32Array(room);
  }

  spelling(number: number): string {
    return this.vocabulary.spelling(this.known[number] as number);
  }

  /** Number of a word, if it stands in the text. */
  number(word: string): number | undefined {
    return this.numberOf(this.vocabulary.numberOf(word));
  }

  /** The same by its number in the vocabulary. */
  numberOf(known: number): number | undefined {
    const number = this.vocabulary.placesIn(this.known)[known] as number;
    return this.known[number] === known ? number : undefined;
  }

  /** Reads the word that begins here, up to an index. @returns where it ends */
  read(start: number, most = this.text.length): number {
    const { units } = this;
    let hash = HASH_START;
    let end = start;
    for (let unit = units[end] as number; end < most && IN_WORD[unit]; unit = units[++end] as number) {
      hash = hashOn(hash, unit);
    }
    this.#start = start;
    this.#read = this.vocabulary.number(this.text, units, start, end, hash);
    return end;
  }

  /** From this index on it does not matter where in the body of a function a word stands, until `unfold`. */
  fold(from: number): void {
    this.#folded = from;
  }

  unfold(): void {
    this.#folded = Number.POSITIVE_INFINITY;
  }

  /** Adds the word that was read last. */
  add(around: number, owner: number): void {
    const flags = around & STORED ? around | (around & MEMBER ? PUT : 0) | (around & OWN ? 0 : SET) : around;
    const places = this.vocabulary.placesIn(this.known);
    let number = places[this.#read] as number;
    if (this.known[number] !== this.#read) {
      number = this.known.length;
      places[this.#read] = number;
      this.known.push(this.#read);
    } else {
      const place = this.#places[number] as number;
      const before = this.flags[place] as number;
      // What is called stays in the order of the calls.
      if ((this.starts[place] as number) >= this.#folded && !(flags & ~before & (CALLED | MADE))) {
        this.flags[place] = before | flags;
        return;
      }
    }
    if (this.length === this.numbers.length) this.#grow();
    const at = this.length++;
    this.#places[number] = at;
    this.numbers[at] = number;
    this.flags[at] = flags;
    this.starts[at] = this.#start;
    this.owners[at] = owner;
  }

  #grow(): void {
    this.numbers = twice(this.numbers);
    this.flags = twice(this.flags);
    this.starts = twice(this.starts);
    this.owners = twice(this.owners);
  }

  /** The words of a text literal: each may name something. Code inside of it may do anything. */
  addQuoted(from: number, to: number, owner: number, flags = 0): void {
    if (to - from > LONGEST_NAMING && flags === 0) return;
    for (let at = from; at < to; at++) {
      if (!IN_WORD[this.units[at] as number]) continue;
      at = this.read(at, to);
      this.add(flags, owner);
    }
  }

  /** What has been read from an index on is part of the head of a function, or no declaration. */
  mark(from: number, change: (flags: number) => number, owner?: number): void {
    for (let at = this.length - 1; at >= 0 && (this.starts[at] as number) >= from; at--) {
      this.flags[at] = change(this.flags[at] as number);
      if (owner !== undefined) this.owners[at] = owner;
    }
  }
}

function twice(list: Int32Array): Int32Array {
  const longer = new Int32Array(2 * list.length);
  longer.set(list);
  return longer;
}
