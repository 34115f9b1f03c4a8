import { constant, type Value } from './values.js';

const OBJECT_IDENTIFIER = 6;
const LONGEST = 64;

/**
 * The object identifier that a list of bytes is, DER with its tag (X.690, section 8.19): what PKCS #11 takes as CKA_EC_PARAMS.
 * @returns dotted text, or the value itself where it is no such list
 */
export function oidOfBytes(value: Value): Value {
  if (value.t !== 'list' || value.items.length < 3 || value.items.length > LONGEST) return value;
  const bytes = value.items.map((item) =>
    item.length === 1 && item[0]?.t === 'const' ? Number(item[0].v) : Number.NaN,
  );
  const [tag, length, ...body] = bytes;
  if (tag !== OBJECT_IDENTIFIER || length !== body.length || body.some((one) => !(one >= 0 && one < 256))) return value;
  const parts: number[] = [];
  let number = 0;
  for (const byte of body) {
    number = number * 128 + (byte & 127);
    if (byte > 127) continue;
    parts.push(number);
    number = 0;
  }
  const [first = 0, ...others] = parts;
  const root = Math.min(2, Math.floor(first / 40));
  return constant([root, first - root * 40, ...others].join('.'));
}
