import type { PartName } from '../rules/rule.js';
import { constant, NONE, placedAt, type Value, type Values } from './values.js';

/** What a key or certificate that is written out in a text says of itself. */
export type KeyInText = Readonly<Partial<Record<PartName, string | number>>>;

/** Reads such a text; nothing where it holds no key. */
export type KeyReader = (text: string) => KeyInText | undefined;

const SHORTEST = 60;
/** A PEM line, the Base64 of a SEQUENCE that is long enough to be a key, or the key values of .NET and XML signatures. */
const BEGINS = /^\s*(?:-----BEGIN [A-Z]|M(?:FkwE|FYwE|FwwD|CowB|C4CA|HcCA|HYwE|I[GHIM])|<(?:RSA|DSA)KeyValue>)/;

/** May this be the text of a key? Cheap: it is asked of every text that is handed over. */
export function looksLikeKey(text: string): boolean {
  return text.length >= SHORTEST && BEGINS.test(text);
}

/** A part of the key that a text holds, told where the text is written. */
export function partOfKey(read: KeyReader | undefined, value: Value & { t: 'const' }, name: PartName): Values {
  if (!read || typeof value.v !== 'string' || !looksLikeKey(value.v)) return NONE;
  const part = read(value.v)?.[name];
  return part === undefined ? NONE : [placedAt(constant(part, value.from), value.at)];
}
