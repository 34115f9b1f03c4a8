import type { Agility } from '../../../../model/index.js';
import type { NumberText } from '../../rules/rule.js';
import type { Point } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { ClassInfo, Closure } from '../scope.js';
import { type Arms, either } from './arms.js';

/** A change still to be made to a value that is not known yet. */
export interface Transform {
  readonly find?: string;
  readonly map?: Readonly<Record<string, string | number | boolean>>;
  readonly times?: number;
  readonly above?: number;
  readonly bits?: NumberText;
}

/** A text of which another one was put together, and where it is written. */
export interface Piece {
  readonly text: string;
  readonly at: Point;
}

/** An argument that a function has before it is called. */
export interface GivenArgument {
  readonly name?: string;
  readonly values: Values;
}

/** What an expression can stand for. Several alternatives are an array of these. */
export type Value =
  | {
      readonly t: 'const';
      readonly v: string | number | boolean | null;
      readonly from: Agility;
      readonly note?: string;
      /** Where it is written. Values that differ in that alone are the same. */
      readonly at?: Point;
      /** Where a constant that holds it is handed to the function that uses it. */
      readonly handed?: Point;
      /** Of a text put together on several lines: its pieces in order, those that are written in the file. */
      readonly pieces?: readonly Piece[];
      /** What stands where nothing else is given: `x || 2048`, `{bits = 2048}`. */
      readonly fallback?: true;
      readonly arms?: Arms;
    }
  /** Something imported or named in full: `java.security.KeyPairGenerator`. */
  | {
      readonly t: 'symbol';
      readonly name: string;
      readonly via?: readonly Transform[];
      /** Type arguments: rules read them as the arguments `of`, `of1`, ... */
      readonly of?: readonly Values[];
      /** The object whose method it is. */
      readonly self?: Value;
      /** What it is called with beside what a call gives: `partial(f, x)`. */
      readonly given?: readonly GivenArgument[];
      readonly at?: Point;
      readonly arms?: Arms;
    }
  /** An object with fields and parts in the store; `type` is a qualified name where it is known. */
  | {
      readonly t: 'object';
      readonly id: number;
      readonly type?: string;
      readonly cls?: ClassInfo;
      /** Where one of a type that no rule makes is made: its type may be all that is known. */
      readonly at?: Point;
      readonly arms?: Arms;
    }
  | { readonly t: 'list'; readonly items: readonly Values[]; readonly names?: readonly string[] }
  | {
      readonly t: 'function';
      readonly closure: Closure;
      readonly self?: Value;
      /** As of a name. */
      readonly given?: readonly GivenArgument[];
    }
  | { readonly t: 'class'; readonly cls: ClassInfo }
  /** Argument `index` of the function `fn` while it is looked at without a caller. */
  | {
      readonly t: 'param';
      readonly fn: string;
      readonly index: number;
      readonly name: string;
      readonly path: readonly string[];
      readonly type?: string;
      readonly via?: readonly Transform[];
      /** Perhaps there: an entry of options that are spread into others. */
      readonly maybe?: true;
    }
  /** `file`: the end of the path of the settings file that is read, where the program names it. */
  | { readonly t: 'config'; readonly key: string; readonly file?: string; readonly via?: readonly Transform[] }
  | { readonly t: 'unknown'; readonly why: string; readonly type?: string };

export type Values = readonly Value[];

/** Instead of a settings file: the one of the tree that has the key. */
export const ANY_FILE = '*';

const MOST_ALTERNATIVES = 12;

export const NONE: Values = [];

/** Type of something of which only that it is a number is known. */
export const NUMBER = '$number';

/** What became a number by a method of its own: `bits.to_i`. */
export function asNumber(value: Value, method: string): Value | undefined {
  if (!/^(?:to_i|toInt|intValue|to_int)$/.test(method)) return undefined;
  return value.t === 'param' || value.t === 'config' || value.t === 'symbol'
    ? value
    : unknown(`result of ${method}()`, NUMBER);
}

export function constant(v: string | number | boolean | null, from: Agility = 'literal', note?: string): Value {
  return note ? { t: 'const', v, from, note } : { t: 'const', v, from };
}

/** Why a value is not known that is worked out of others. */
export const COMPUTED = 'computed at run time';

export function unknown(why: string, type?: string): Value {
  return type ? { t: 'unknown', why, type } : { t: 'unknown', why };
}

/** All alternatives of both, each once. */
export function union(...lists: readonly Values[]): Values {
  let only = NONE;
  let filled = 0;
  for (const list of lists) {
    if (list.length === 0 || list === only) continue;
    filled++;
    only = list;
  }
  // One short list is as it should be; a long one (the product of two) has to be cut as well.
  if (filled < 2 && only.length <= MOST_ALTERNATIVES) return only;
  const seen = new Map<string, Value>();
  for (const list of lists) {
    for (const value of list) {
      const key = keyOf(value);
      const known = seen.get(key);
      if (known) seen.set(key, holdingInBoth(known, value));
      else if (seen.size < MOST_ALTERNATIVES) seen.set(key, value);
    }
  }
  return [...seen.values()];
}

function holdingInBoth(one: Value, other: Value): Value {
  if (!('arms' in one) || !one.arms) return one;
  return { ...one, arms: either(one.arms, 'arms' in other ? other.arms : undefined) };
}

/** A list inside a list counts by what it is, not by what it holds: one may hold itself. */
const lists = new WeakMap<object, number>();
let listsSeen = 0;

function identityOf(list: object): number {
  const known = lists.get(list);
  if (known !== undefined) return known;
  lists.set(list, ++listsSeen);
  return listsSeen;
}

/** The object and the arguments that a function has already. */
function boundTo({ self, given }: { readonly self?: Value; readonly given?: readonly GivenArgument[] }): string {
  return `${self?.t === 'object' ? `/${self.id}` : ''}${given ? `(${identityOf(given)})` : ''}`;
}

/** The same for values that are the same. */
export function keyOf(value: Value, depth = 0): string {
  switch (value.t) {
    case 'const':
      return `c${typeof value.v}${value.v}`;
    case 'symbol':
      return `s${value.name}${value.of ? `<${value.of.map((one) => one.map(keyOf).join('|')).join(',')}>` : ''}${boundTo(value)}`;
    case 'object':
      return `o${value.id}`;
    case 'list':
      if (depth > 0) return `l#${identityOf(value.items)}`;
      return `l${value.items.map((item) => item.map((one) => keyOf(one, depth + 1)).join('|')).join(',')}`;
    case 'function':
      // A method of another object is another value.
      return `f${value.closure.id}${boundTo(value)}`;
    case 'class':
      return `k${value.cls.id}`;
    case 'param':
      return `p${value.fn}/${value.index}/${value.path.join('.')}`;
    case 'config':
      return `g${value.key}/${value.file ?? ''}`;
    case 'unknown':
      return `u${value.why}/${value.type ?? ''}`;
  }
}

/** The qualified type whose methods can be called on a value. */
export function typeOf(value: Value): string | undefined {
  if (value.t === 'object' || value.t === 'param' || value.t === 'unknown') return value.type;
  return undefined;
}

/** A constant or name as it is written at a place, where it has none yet. */
export function placedAt(value: Value, at: Point | undefined): Value {
  if (!at || (value.t !== 'const' && value.t !== 'symbol') || value.at) return value;
  return { ...value, at: { row: at.row, column: at.column } };
}

/** What is made of a text stands where the text does, the pieces that it is split into as well. */
export function ofText(value: Value, { from, at }: Value & { t: 'const' }): Value {
  if (value.t === 'list') return { ...value, items: value.items.map((item) => item.map((one) => placedAt(one, at))) };
  return value.t === 'const' ? { ...value, from, at: value.at ?? at } : value;
}

const MOST_PIECES = 100;

/** The same text, which was put together of these values: those of other lines are known by their own places. */
export function madeOf(whole: Value, values: Values): Value {
  const pieces = values.flatMap((one): readonly Piece[] => {
    if (one.t !== 'const') return [];
    return one.pieces ?? (one.at ? [{ text: String(one.v), at: one.at }] : []);
  });
  const severalLines = pieces.some(({ at }) => at.row !== pieces[0]?.at.row);
  if (whole.t !== 'const' || !severalLines || pieces.length > MOST_PIECES) return whole;
  return { ...whole, at: whole.at ?? pieces[0]?.at, pieces };
}

/** The same values as what stands where nothing else is given. */
export function asFallback(values: Values): Values {
  return values.map((one) => (one.t === 'const' ? { ...one, fallback: true } : one));
}

/** The same values seen through a name: a literal reached through a constant is agile in another way. */
export function through(values: Values, from: Agility): Values {
  return values.map((one) => (one.t === 'const' && one.from === 'literal' ? { ...one, from } : one));
}

export function applyTransform(value: Value, transform: Transform): Value | undefined {
  if (value.t === 'param' || value.t === 'symbol' || value.t === 'config') {
    if (value.t === 'symbol' && transform.map) {
      const mapped = lookUp(transform.map, value.name) ?? lookUp(transform.map, lastSegment(value.name));
      if (mapped !== undefined) return placedAt(constant(mapped), value.at);
    }
    return { ...value, via: [...(value.via ?? []), transform] };
  }
  if (value.t === 'object' && value.type && transform.map) {
    const mapped = lookUp(transform.map, value.type) ?? lookUp(transform.map, lastSegment(value.type));
    return mapped === undefined ? undefined : constant(mapped);
  }
  // Flags: of a list what the map names.
  if (value.t === 'list' && transform.map)
    return { ...value, items: value.items.map((item) => item.map((one) => applyTransform(one, transform) ?? one)) };
  if (value.t !== 'const' || value.v === null) return value;
  const v = transformedText(value.v, transform);
  return v === undefined ? undefined : { ...value, v };
}

const LONGEST_TEXT = 1000;

/** What a rule makes of a known value; nothing where it says nothing about it. */
export function transformedText(
  known: string | number | boolean,
  { find, map, times, above, bits }: Transform,
): string | number | boolean | undefined {
  const piece = find ? new RegExp(find, 'i').exec(String(known).slice(0, LONGEST_TEXT))?.[1] : known;
  if (piece === undefined) return undefined;
  if (map) return lookUp(map, String(piece));
  if (bits)
    return bits === 'base64' ? bitsOfOctets(Buffer.from(String(piece), bits)) : bitsOfDigits(String(piece), bits);
  // In two's complement of 32 bits, as C has it.
  if (above) return Number(piece) >>> above || undefined;
  return times && !Number.isNaN(Number(piece)) ? Number(piece) * times : piece;
}

/** Digits of a number that is written out: RSA of 16,384 bits has 4,933. */
const MOST_DIGITS = 5_000;

function bitsOfDigits(text: string, base: 'decimal' | 'hex'): number | undefined {
  const digits = text.replace(/[\s_]/g, '');
  if (digits.length > MOST_DIGITS || !(base === 'hex' ? /^[\da-f]+$/i : /^\d+$/).test(digits)) return undefined;
  const number = BigInt(base === 'hex' ? `0x${digits}` : digits);
  return number === 0n ? undefined : number.toString(2).length;
}

function bitsOfOctets(octets: Uint8Array): number | undefined {
  const first = octets.findIndex((one) => one !== 0);
  return first < 0 ? undefined : (octets.length - first) * 8 - Math.clz32(octets[first] as number) + 24;
}

function lookUp(map: Readonly<Record<string, string | number | boolean>>, name: string) {
  if (Object.hasOwn(map, name)) return map[name];
  const lower = name.toLowerCase();
  const key = Object.keys(map).find((one) => one.toLowerCase() === lower);
  return key === undefined ? undefined : map[key];
}

/** A value that says something. */
export function isGiven(value: Value): boolean {
  return value.t !== 'unknown' && !(value.t === 'const' && value.v === null);
}
