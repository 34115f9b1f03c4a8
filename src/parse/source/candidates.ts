import type { Face } from '../face.js';
import { ByToken } from '../token-search.js';
import type { Language } from './language.js';
import type { BookedRule, RuleBook } from './rules/rule-book.js';
import { waysTo } from './rules/ways.js';
import { lastSegment } from './tree/names.js';

/** Letters of a word that is looked for as a whole word. */
const SHORT = 4;

/** Modules and types of these names are written in code; what begins an address is none of them. */
const SCHEMES: ReadonlySet<string> = new Set(['http', 'https', 'ldaps', 'wss']);

/** Words that programs of all kinds have: where a name has no others, a word in front of them says whose it is. */
const GENERAL = new Set(
  (
    'account accounts add addrange algorithm app auth block box build builder bytes channel check client close common companion config configuration connect connection ' +
    'context core create createasync credentials crypto cryptography data decode decrypt default document encode encrypt entry ephemeral exchange except ' +
    'expand factory file finalize from generate get getbytes global hash header helper http id identity import init input instance item key ' +
    'keypair keys list load main manager message method mode model module multi network new node object open options output params parse password ' +
    'path policy post privatekey process protocol provider public publickey put query random read reader recover reference register request reset response ' +
    'result run sdk secret security self send server service session set setup sign signature start state step store stream system text ' +
    'token tokens transaction transport type types update user utils validate validateasync value verify version wallet write writer'
  ).split(' '),
);

/** A first word, and the words that must stand beside it; any of the lists is enough. Inside: it is looked for in names. */
export type CandidateWords = readonly (readonly [
  first: string,
  others: readonly (readonly string[])[],
  inside?: boolean,
])[];

/** The cheap test on the bytes of a file: can any rule that reports something match in it? */
export class Candidates {
  readonly #byFirst = new ByToken<CandidateWords[number]>();

  constructor(readonly words: CandidateWords) {
    for (const entry of words) this.#byFirst.add(entry, [entry[0]]);
  }

  matches(face: Face): boolean {
    for (const [first, others, inside] of this.#byFirst.near(face.hits)) {
      if (!face.includes(first) || !(inside ? standsInName(first, face) : standsAlone(first, face))) continue;
      if (others.some((more) => more.every((one) => face.includes(one) && standsForItself(one, face)))) return true;
    }
    return false;
  }
}

/** The words of all rules of a language that report something. */
export function candidateWords(book: RuleBook, language: Language): CandidateWords {
  const words = new Map<string, Map<string, readonly string[]>>();
  const inside = new Map<string, Set<string>>();
  const ways = waysTo(book, wordsOf);
  for (const rule of book.rules()) {
    if (rule.purpose === undefined && !rule.kept) continue;
    addNamed(inside, rule);
    const led = rule.tokens ? [] : book.names(rule).flatMap((name) => ways(name).map((way) => withOwner(way, name)));
    for (const [first = '', ...others] of [...wordsOfRule(rule, book, language), ...led]) {
      if (first.length < 2) continue;
      const lists = words.get(first) ?? new Map<string, readonly string[]>();
      words.set(first, lists.set(others.join('\n'), others));
    }
  }
  return [
    ...[...words].map(([first, lists]) => [first, [...lists.values()]] as const),
    ...[...inside].map(([first, others]) => [first, [...others].map((one) => [one]), true] as const),
  ];
}

function wordsOfRule(rule: BookedRule, book: RuleBook, language: Language): readonly (readonly string[])[] {
  const tokens = book.tokens(rule);
  if (tokens) return tokens;
  const names = book.names(rule).flatMap((name) => book.spellings(name));
  return names.map((name) => withOwner(language.tokens?.(name) ?? wordsOf(name), name));
}

/**
 * `Account` of `com.algorand.algosdk.account.Account` → `algosdk` and `Account`: imports and paths write it. What is set on an
 * object, `Saml2Configuration.SignatureAlgorithm=`, is a name that any data may have as well.
 */
function withOwner(words: readonly string[], name: string): readonly string[] {
  const alone = words.length === 1 && name.endsWith('=');
  if (!alone && !words.every(isGeneral)) return words;
  const parts = name.replace(/=$/, '').split(/[./]/);
  const before = parts.slice(0, Math.max(parts.indexOf(words[0] ?? ''), 0));
  const owner = before.findLast((one) => one.length > 2 && !isGeneral(one) && !ROOTS.has(one));
  return owner ? [owner, ...words] : words;
}

/** First parts of packages that say nobody's name. */
const ROOTS: ReadonlySet<string> = new Set([
  'com',
  'org',
  'net',
  'dev',
  'software',
  'github',
  'androidx',
  'java',
  'javax',
  'kotlin',
]);

function isGeneral(word: string): boolean {
  return GENERAL.has(word.toLowerCase());
}

/** Of a rule that knows words of names: each of the first ones beside each of the second. `ec` stands in too many others. */
function addNamed(inside: Map<string, Set<string>>, { named, tokens }: BookedRule): void {
  const [first = [], second = []] = named && !tokens ? named.has.map((one) => one.split('|').flatMap(casesOf)) : [];
  for (const word of first.filter((one) => one.length > 2)) {
    const others = inside.get(word) ?? new Set();
    inside.set(word, others);
    for (const one of second) others.add(one);
  }
}

/** `rsa` → rsa, Rsa, RSA. */
function casesOf(word: string): string[] {
  return [word, (word[0] ?? '').toUpperCase() + word.slice(1), word.toUpperCase()];
}

/** The segment before the last, and the last: `KeyPairGenerator` and `getInstance`. */
export function wordsOf(qualified: string): string[] {
  const parts = qualified
    .replace(/=$/, '')
    .split('.')
    .filter((one) => one !== '*');
  const last = lastSegment(parts.join('.'));
  const before = parts.at(-2);
  // A constructor is named like its type: only the type stands in the text, with the type around a nested one.
  // Packages are written small where types nest; namespaces of C# and PHP begin with a capital and are not repeated.
  const nested = /^[A-Z]/.test(before ?? '') && /^[a-z]/.test(parts.at(-3) ?? '');
  return before && (nested || !/^[A-Z]/.test(last)) ? [before, last] : [last];
}

const OTHERS: Readonly<Record<string, RegExp>> = { anchor: /^[^.]/, forge: /^[a-z]/, subtle: /^ [a-z]/ };

/**
 * What follows a word where it is not meant. The module `https` is meant neither by an address, of which every second file has one, nor
 * by a pattern for such: `https?`, `ftp|http|..`; `forge` is not meant by `forget`, `subtle` not by what a
 * comment calls subtle, `anchor` (of Solana) not by an element.
 */
function standsForItself(word: string, face: Face): boolean {
  const other = SCHEMES.has(word) ? /^(?::\/\/|[?|])/ : Object.hasOwn(OTHERS, word) ? OTHERS[word] : undefined;
  if (!other) return true;
  const { latin1 } = face;
  for (let at = latin1.indexOf(word); at >= 0; at = latin1.indexOf(word, at + 1))
    if (!other.test(latin1.slice(at + word.length, at + word.length + 3))) return true;
  return false;
}

/** Short words are part of too many others: `ec` of `rect`, `Mac` of `Machine`. They count as whole words only. */
function standsAlone(word: string, face: Face): boolean {
  if (word.length > SHORT || /\W|^_|_$/.test(word)) return standsForItself(word, face);
  const { latin1 } = face;
  for (let at = latin1.indexOf(word); at >= 0; at = latin1.indexOf(word, at + 1)) {
    const [before, after] = [latin1.charCodeAt(at - 1), latin1.charCodeAt(at + word.length)];
    if (!isWord(before) && !isWord(after) && !(ENDING.has(word) && (after === BLANK || before === DASH))) return true;
  }
  return false;
}

/** Endings that comments write by themselves, `the stringify-ed node`; as a name they have a member: `ed.sign(..)`. */
const ENDING: ReadonlySet<string> = new Set(['ed', 'rs']);
const BLANK = 0x20;
const DASH = 0x2d;

/** `RSA` of `RSAUtils`, `rsa` of `my_rsa_sign` and of `rsaSign`; not of `UNIVERSAL`, `versatile`, `Rsalt`. */
function standsInName(word: string, face: Face): boolean {
  const { latin1 } = face;
  const [first = '', last = ''] = [word[0], word.at(-1)];
  for (let at = latin1.indexOf(word); at >= 0; at = latin1.indexOf(word, at + 1)) {
    const [before, after] = [latin1[at - 1] ?? ' ', latin1[at + word.length] ?? ' '];
    const begins = isSmall(first) ? !/[A-Za-z]/.test(before) : !/[A-Z]/.test(before);
    const ends = isSmall(last)
      ? !/[a-z]/.test(after)
      : !/[A-Z]/.test(after) || isSmall(latin1[at + word.length + 1] ?? ' ');
    if (begins && ends) return true;
  }
  return false;
}

function isSmall(letter: string): boolean {
  return letter >= 'a' && letter <= 'z';
}

/** Letters, digits and underscore; not the NaN beyond the ends. */
function isWord(code: number): boolean {
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
}
