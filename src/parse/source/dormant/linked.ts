import type { Body, Outline } from './outline.js';
import * as w from './words.js';

/** Functions by which objects are made: whoever makes one names the type. */
const CONSTRUCTORS = new Set(['constructor', '__init__', 'init', 'new', 'New']);
/** Names that begin statements are names of no function, whatever an outline makes of them. */
const NO_NAMES = new Set([
  '',
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'finally',
  'function',
  'async',
  'super',
  'this',
]);
/** What is put there is seen by other files. */
const EXPORTED = 'exports';

/** What is known of a word. Declared, used, stored and fixed: somewhere in the file. */
const AT_TOP = 1;
const DECLARED = 2;
const USED = 4;
const STORED = 8;
const FIXED = 16;
/** Functions in which it stands are linked: it names a function, or its value changes. */
const LINKS = 32;
/** A type whose methods see what its makers put into it. */
const OF_TYPE = 64;

/**
 * Which functions of a file may have to do with each other, by names alone: one names another, both name a third one, or
 * both name a variable or field of the file that changes. Errs on the side of yes.
 */
export class Linked {
  readonly #outline: Outline;
  /** Number of a name → the functions that have it. */
  readonly #named = new Map<number, number[]>();
  /** Number of a type → the methods of it that see what its makers put into it. */
  readonly #methods = new Map<number, number[]>();
  readonly #makers = new Map<number, number[]>();
  /** Of each word by its number, what is known of it. */
  readonly #known: Uint8Array;
  /** Number of a word that links → the functions in which it stands. */
  readonly #users = new Map<number, number[]>();
  readonly #wordsOf: Set<number>[];

  constructor(outline: Outline) {
    this.#outline = outline;
    this.#wordsOf = outline.bodies.map(() => new Set());
    this.#nameFunctions(outline.bodies);
    this.#known = changing(outline.words);
    for (const number of this.#named.keys()) this.#known[number]! |= LINKS;
    for (const number of this.#methods.keys()) this.#known[number]! |= OF_TYPE;
    this.#collect(outline.words);
  }

  /** Functions in which one of the words stands, those that are called from outside of functions, and all that are linked to them. */
  from(wanted: Uint8Array): ReadonlySet<number> {
    const found = this.#begin(wanted);
    const seen = new Set<number>();
    for (const one of found) {
      for (const word of [...this.#namesOf(one), ...(this.#wordsOf[one] as Set<number>)]) {
        if (!seen.has(word)) {
          seen.add(word);
          for (const other of this.#users.get(word) ?? []) found.add(other);
          for (const other of this.#named.get(word) ?? []) found.add(other);
        }
        if (!this.#makers.get(word)?.includes(one)) continue;
        for (const other of this.#methods.get(word) ?? []) found.add(other);
      }
      const type = this.#outline.words.number(this.#outline.bodies[one]?.owner ?? '');
      if (type !== undefined && this.#methods.get(type)?.includes(one))
        for (const other of this.#makers.get(type) ?? []) found.add(other);
    }
    return found;
  }

  /** A constructor is called by the name of its type. */
  #namesOf(index: number): readonly number[] {
    const body = this.#outline.bodies[index] as Body;
    const names = constructs(body) ? [...body.names, body.owner] : body.names;
    return names.flatMap((name) => this.#outline.words.number(name) ?? []);
  }

  #begin(wanted: Uint8Array): Set<number> {
    const { numbers, flags, owners, length } = this.#outline.words;
    const exported = this.#outline.words.number(EXPORTED);
    const found = new Set<number>();
    for (let at = 0; at < length; at++) {
      const number = numbers[at] as number;
      const owner = owners[at] as number;
      const flag = flags[at] as number;
      if (flag & (w.CALLED | w.ARGUMENT) && (owner < 0 || this.#outline.bodies[owner]?.kept))
        for (const named of this.#named.get(number) ?? []) found.add(named);
      if (owner < 0 || found.has(owner)) continue;
      if (wanted[number] || number === exported) found.add(owner);
      // Constants and statics of the file are read by others.
      else if (flag & w.SET && (this.#known[number] as number) & AT_TOP) found.add(owner);
    }
    return found;
  }

  #nameFunctions(bodies: readonly Body[]): void {
    const made = new Set(bodies.filter(constructs).map(({ owner }) => owner));
    for (const [index, body] of bodies.entries()) {
      for (const name of body.names) if (!NO_NAMES.has(name)) this.#put(this.#named, name, index);
      if (constructs(body)) this.#put(this.#named, body.owner, index);
      else if (!made.has(body.owner)) this.#put(this.#methods, body.owner, index);
    }
  }

  #collect(words: w.Words): void {
    for (let at = 0; at < words.length; at++) {
      const owner = words.owners[at] as number;
      if (owner < 0) continue;
      const number = words.numbers[at] as number;
      const flag = words.flags[at] as number;
      const known = this.#known[number] as number;
      if (!(known & (LINKS | OF_TYPE))) continue;
      this.#wordsOf[owner]?.add(number);
      if (known & LINKS) put(this.#users, number, owner);
      if (known & OF_TYPE && flag & (w.CALLED | w.MADE)) put(this.#makers, number, owner);
    }
  }

  #put(map: Map<number, number[]>, name: string, index: number): void {
    const number = this.#outline.words.number(name);
    if (number !== undefined) put(map, number, index);
  }
}

function constructs({ names, owner }: Body): boolean {
  return owner !== '' && (names[0] === owner || CONSTRUCTORS.has(names[0] ?? ''));
}

/**
 * Marks names of variables and fields whose value one function may change and another read: declared at the top or stored
 * into as a member, and more done with it in functions than calling its methods. What is declared as a number or text stays
 * what it is unless it is stored into.
 */
function changing({ numbers, flags, owners, known: different, length }: w.Words): Uint8Array {
  const known = new Uint8Array(different.length);
  for (let at = 0; at < length; at++) {
    const flag = flags[at] as number;
    let found = flag & w.DECLARED ? AT_TOP : 0;
    if ((owners[at] as number) < 0) {
      if (flag & w.FIXED) found |= FIXED;
    } else {
      if (flag & (w.DECLARED | w.PUT)) found |= DECLARED;
      if (flag & w.STORED) found |= STORED;
      if (flag & w.USED) found |= USED;
    }
    known[numbers[at] as number]! |= found;
  }
  for (let number = 0; number < known.length; number++) {
    const is = known[number] as number;
    if (is & (AT_TOP | DECLARED) && is & USED && (is & STORED || !(is & FIXED))) known[number] = is | LINKS;
  }
  return known;
}

function put(map: Map<number, number[]>, number: number, index: number): void {
  const list = map.get(number);
  if (!list) map.set(number, [index]);
  else if (list.at(-1) !== index) list.push(index);
}
