import { IN_WORD, unitsOf } from './units.js';
import { Vocabulary } from './vocabulary.js';

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
  /** Marks below it are of earlier texts; others tell the last place of a word in the lists. */
  #base: number;
  /** Place from which on words are folded. */
  #folded = Number.MAX_SAFE_INTEGER;
  /** The word that was read last: where it begins, its number in the vocabulary. */
  #start = 0;
  #read = 0;

  constructor(readonly text: string) {
    this.units = unitsOf(text);
    this.#base = this.vocabulary.begin(this);
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
    return this.numberOf(this.vocabulary.number(word));
  }

  /** The same by its number in the vocabulary. */
  numberOf(known: number): number | undefined {
    if (this.vocabulary.reader !== this) this.#mark();
    const place = (this.vocabulary.marks[known] as number) - this.#base;
    return place < 0 ? undefined : this.numbers[place];
  }

  /** Another text has been read since. */
  #mark(): void {
    this.#base = this.vocabulary.begin(this);
    for (let at = 0; at < this.length; at++)
      this.vocabulary.marks[this.known[this.numbers[at] as number] as number] = this.#base + at;
  }

  /** Reads the word that begins here, up to an index. @returns where it ends */
  read(start: number, most = this.text.length): number {
    this.#start = start;
    this.#read = this.vocabulary.read(this.text, this.units, start, most);
    return this.vocabulary.end;
  }

  /** In the body of a function that begins here it does not matter where a word stands, until `unfold`. */
  fold(): void {
    this.#folded = this.length;
  }

  unfold(): void {
    this.#folded = Number.MAX_SAFE_INTEGER;
  }

  /** Adds the word that was read last. */
  add(around: number, owner: number): void {
    const flags = around & STORED ? around | (around & MEMBER ? PUT : 0) | (around & OWN ? 0 : SET) : around;
    const { marks } = this.vocabulary;
    const place = (marks[this.#read] as number) - this.#base;
    // What is called stays in the order of the calls.
    if (place >= this.#folded && !(flags & ~(this.flags[place] as number) & (CALLED | MADE))) {
      this.flags[place]! |= flags;
      return;
    }
    if (this.length === this.numbers.length) this.#grow();
    const at = this.length++;
    marks[this.#read] = this.#base + at;
    this.numbers[at] = place < 0 ? this.known.push(this.#read) - 1 : (this.numbers[place] as number);
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
