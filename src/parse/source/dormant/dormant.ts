import type { FunctionNode } from '../tree/ir.js';
import { Linked } from './linked.js';
import type { Body, Outline } from './outline.js';
import type { RuleWords } from './rule-words.js';
import * as w from './words.js';

/** With less to leave out, in characters and as a share of the text, a file is parsed whole: it may be asked for again. */
const LEAST = 600;
const LEAST_SHARE = 1 / 3;
/** Files with more functions and objects are data. */
const MOST = 2000;

/**
 * Functions of a file that no use of cryptography can depend on: no rule can be met in them, and they share no name with
 * functions in which one can, whatever lies between. What they call may be asked for by other files: that is told by name.
 */
export class Dormant {
  constructor(
    readonly bodies: readonly Body[],
    /** What is called in them, each name once. */
    readonly calls: readonly string[],
  ) {}

  /** Is it one of those functions? Then its body was not read. */
  holds({ at }: FunctionNode): boolean {
    return this.bodies.some(({ head, start }) => at.start >= head && at.start < start);
  }
}

/** Names of functions and variables that make what holds where nobody says anything else: `Default()`, `conf_defaults`. */
export function namesDefaults(name: string): boolean {
  return /default/i.test(name);
}

/** Thrown when a function is called whose body was not read: the file has to be read whole. */
export class BodyNeeded extends Error {}

/** Which functions are dormant; nothing where that is too little to be worth it. */
export function dormantOf(outline: Outline, rules: RuleWords): Dormant | undefined {
  const { words, bodies } = outline;
  if (bodies.length > MOST) return undefined;
  const awake = new Linked(outline).from(met(outline, rules));
  const left = bodies.filter(
    // Other files read the fields that functions of defaults fill.
    (body, index) => !awake.has(index) && !body.kept && body.end > body.start && !body.names.some(namesDefaults),
  );
  const saved = left.reduce((sum, { start, end }) => sum + end - start, 0);
  if (saved < Math.max(LEAST, words.text.length * LEAST_SHARE)) return undefined;
  const seen = new Uint8Array(words.known.length);
  const calls: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const number = words.numbers[at] as number;
    const owner = words.owners[at] as number;
    if (seen[number] || !((words.flags[at] as number) & (w.CALLED | w.MADE)) || owner < 0) continue;
    // What others are called with depends on those that are left out.
    if (awake.has(owner)) continue;
    seen[number] = 1;
    calls.push(words.spelling(number));
  }
  return new Dormant(left, calls);
}

/** Marks of the words by which rules can be met, and of those that may stand for them because they are declared with them. */
function met({ words }: Outline, rules: RuleWords): Uint8Array {
  const found = rules.meeting(words);
  const others: number[] = [];
  let end = 0;
  for (let at = 0; at < words.length; at++) {
    const place = words.starts[at] as number;
    if (place < end || words.owners[at] !== -1 || !found[words.numbers[at] as number]) continue;
    const start = statementStart(words.text, place);
    end = statementEnd(words.text, place);
    for (const other of namesBetween(words, at, start, end)) others.push(other);
  }
  for (const other of others) found[other] = 1;
  return found;
}

/** Numbers of the names outside of functions around a word. */
function* namesBetween(words: w.Words, at: number, from: number, to: number): Iterable<number> {
  const { starts } = words;
  for (let i = at; i >= 0 && (starts[i] as number) >= from; i--) if (isName(words, i)) yield words.numbers[i] as number;
  for (let i = at; i < words.length && (starts[i] as number) < to; i++)
    if (isName(words, i)) yield words.numbers[i] as number;
}

function isName(words: w.Words, at: number): boolean {
  return words.owners[at] === -1 && !KEYWORDS.has(words.spelling(words.numbers[at] as number));
}

function statementStart(text: string, place: number): number {
  for (let at = place - 1; at >= 0; at--) {
    if (text[at] === ';' || (text[at] === '\n' && !goesOn(text, at))) return at + 1;
  }
  return 0;
}

function statementEnd(text: string, place: number): number {
  for (let at = place; at < text.length; at++) {
    if (text[at] === ';' || (text[at] === '\n' && !goesOn(text, at))) return at;
  }
  return text.length;
}

/** Does the line that ends here leave something open? */
function goesOn(text: string, newline: number): boolean {
  let at = newline - 1;
  while (text[at] === ' ' || text[at] === '\r') at--;
  return ',({[='.includes(text[at] ?? ' ');
}

const KEYWORDS = new Set(
  `const let var function import from require export default class public private protected static final new return def
  package if else for as in of module exports async await this self super void int string String bool boolean byte char
  long float double true false null None True False and or not with try except catch throw throws func type struct
  interface readonly using namespace internal sealed abstract override virtual`.split(/\s+/),
);
