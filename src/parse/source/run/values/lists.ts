import { begunAt, commandType, pieceOf } from '../commands/command-text.js';
import { addItems, MOST_ITEMS } from './filled-lists.js';
import { looksLikeKey, looksLikePrime } from './key-text.js';
import { constant, keyOf, madeOf, NONE, placedAt, union, unknown, type Value, type Values } from './values.js';

const MOST_TEXT = 400;
/** A key put together line by line: RSA with 16,384 bits in PEM. */
const MOST_KEY = 16_384;

/** A part of the list between places that are known; the list and what is put behind it. */
function sliced(items: readonly Values[], name: string, args: readonly Values[]): Values | undefined {
  if (name === 'concat') return [{ t: 'list', items: [...items, ...args.flatMap(itemsOf)].slice(0, MOST_ITEMS) }];
  const places = args.map(([one]) => (one?.t === 'const' && typeof one.v === 'number' ? one.v : undefined));
  return places.includes(undefined) ? undefined : [{ t: 'list', items: items.slice(...(places as number[])) }];
}

/** What a list brings into another one that takes all of it. */
export function itemsOf(values: Values): readonly Values[] {
  const [only] = values;
  return values.length === 1 && only?.t === 'list' ? only.items : [values];
}

/** The item, or the items of a list that is put in line: `[...first, 'AES128-SHA']`. */
function spreadOut(item: Values): readonly (Value | undefined)[] {
  const [only] = item;
  return item.length === 1 && only?.t === 'list' ? only.items.map((one) => one[0]) : [only];
}

/** Methods that leave out some items, or change their order: any of them may be left. */
const KEEPING = new Set(
  'filter distinct sorted limit skip peek parallel sequential subList reversed toTypedArray'.split(' '),
);

export function keepsItems(name: string): boolean {
  return KEEPING.has(name);
}

/** `A + B`, `A | B`, `A - ['RS256']`, `A << 'ES256'`: what is taken away is known where its text is. */
export function ofLists(op: string, items: readonly Values[], rights: Values): Values | undefined {
  const [right] = rights;
  // It is the list itself that has one more.
  if (op === '<<') {
    addItems(items, [rights]);
    return [{ t: 'list', items }];
  }
  if ((op === '+' || op === '|') && right?.t === 'list')
    return [{ t: 'list', items: [...items, ...right.items].slice(0, MOST_ITEMS) }];
  if (op !== '-' || !right) return undefined;
  const taken = new Set(right.t === 'list' ? right.items.flat().map((one) => keyOf(one)) : []);
  return [{ t: 'list', items: items.filter((one) => !one.some((each) => taken.has(keyOf(each)))) }];
}

/** Look-ups in lists. */
export function methodOfList(items: readonly Values[], name: string, args: readonly Values[]): Values | undefined {
  if (['get', 'at', 'ElementAt', 'elementAt', 'fetch'].includes(name)) {
    const index = args[0]?.[0];
    return index?.t === 'const' && typeof index.v === 'number' ? (items[index.v] ?? NONE) : union(...items);
  }
  if (['first', 'First', 'iterator', 'next', 'getFirst'].includes(name)) return items[0] ?? NONE;
  if (['last', 'Last', 'getLast'].includes(name)) return items.at(-1) ?? NONE;
  if (['toArray', 'stream', 'toList', 'iter', 'to_vec', 'collect', 'asList', 'into_iter'].includes(name)) {
    return [{ t: 'list', items }];
  }
  if (name === 'slice' || name === 'concat') return sliced(items, name, args);
  // Ruby: the words as a shell reads them.
  if (name === 'shelljoin') return joinedBy(' ', items);
  if (name === 'join') return joinedBy(args[0]?.[0]?.t === 'const' ? String(args[0][0].v) : ',', items);
  return undefined;
}

/** The text of a list; where it is not known yet, the text names what the list names. */
export function joinedText(by: string, list: Value): Values {
  if (list.t === 'config' || (list.t === 'param' && !list.type)) return [list];
  return list.t === 'list' ? (joinedBy(by, list.items) ?? NONE) : NONE;
}

/** One text of the items of a list. */
function joinedBy(by: string, items: readonly Values[]): Values | undefined {
  const parts = items.flatMap(spreadOut);
  if (parts.length === 0) return undefined;
  if (!parts.every((one) => one?.t === 'const')) return commandJoined(by, parts);
  const text = textValue(parts.map((one) => one.v).join(by));
  return text?.map((one) => madeOf(placedAt(one, parts[0]?.at), parts));
}

/** `strings.Join([]string{"openssl req -newkey rsa:2048", out}, " ")`: the command is known although the file is not. */
function commandJoined(by: string, parts: readonly (Value | undefined)[]): Values | undefined {
  const [begin] = parts;
  const words = parts.map((one) => pieceOf(one, begin?.t === 'const' ? String(begin.v) : ''));
  const type = by === '' || /^[\s;&|]+$/.test(by) ? commandType(words.join(by)) : undefined;
  if (type === undefined) return undefined;
  const made = unknown('text put together at run time', type);
  const [first] = parts;
  if (first?.t === 'const' && first.at) begunAt.set(made, first.at);
  return [made];
}

/** Text that a hostile file can make grow without end is not followed. */
export function bounded(text: string): string | undefined {
  return text.length > (looksLikeKey(text) || looksLikePrime(text) ? MOST_KEY : MOST_TEXT) ? undefined : text;
}

export function textValue(text: string): Values | undefined {
  return bounded(text) === undefined ? undefined : [constant(text)];
}
