import type { PartName } from '../../rules/rule.js';
import { constant, NONE, placedAt, type Value, type Values } from './values.js';

/** What a key or certificate that is written out in a text says of itself. */
export type KeyInText = Readonly<Partial<Record<PartName, string | number>>>;

/** Reads such a text; nothing where it holds no key. */
export type KeyReader = (text: string) => KeyInText | undefined;

const SHORTEST = 60;
/** A PEM line, the Base64 of a SEQUENCE that is long enough to be a key, or the key values of .NET and XML signatures. */
const BEGINS = /^\s*(?:-----BEGIN [A-Z]|M(?:FkwE|FYwE|FwwD|CowB|C4CA|HcCA|HYwE|I[GHIM])|<(?:RSA|DSA)KeyValue>)/;

/** The first octets of the safe primes of RFC 2409, RFC 3526 and RFC 7919 in hexadecimal. */
const PRIME = /^\s*(?:0x)?F{8}\s?F{8}\s?(?:C90FDAA2|ADF85458)[\dA-F\s]+$/i;
const SHORTEST_PRIME = 192;

/** The modulus of a group for Diffie-Hellman that is written out. */
export function looksLikePrime(text: string): boolean {
  return text.length >= SHORTEST && PRIME.test(text);
}

/** What such a modulus says; its size where all of it is there: it ends as it begins. */
function primeIn(text: string): KeyInText {
  const digits = text.replace(/\s|0x/gi, '');
  const whole = digits.length >= SHORTEST_PRIME && /F{16}$/i.test(digits);
  return { algorithm: 'DH', ...(whole && { size: digits.length * 4 }) };
}

/** The same of a modulus that is written as its octets. */
export function partOfPrime(items: readonly Values[], name: PartName): Values {
  if (items.length * 2 < SHORTEST || (name !== 'algorithm' && name !== 'size')) return NONE;
  const octets = (some: readonly Values[]) =>
    some
      .map(([one]) => (one?.t === 'const' && typeof one.v === 'number' ? one.v.toString(16).padStart(2, '0') : '-'))
      .join('');
  const [begin, end] = [octets(items.slice(0, 12)), octets(items.slice(-8))];
  if (!PRIME.test(`${begin}0`)) return NONE;
  if (name === 'algorithm') return [constant('DH')];
  return end === 'f'.repeat(16) ? [constant(items.length * 8)] : NONE;
}

/** May this be the text of a key? Cheap: it is asked of every text that is handed over. */
export function looksLikeKey(text: string): boolean {
  return text.length >= SHORTEST && BEGINS.test(text);
}

/** What stands in front of the octets of a key in DER: PKCS #8 or SubjectPublicKeyInfo up to them, in hexadecimal. */
const DER_PREFIX = /^30[\da-f]{16,100}$/i;

/** Object identifiers of keys in DER with their tag (RFC 8410, section 3; RFC 5480, section 2.1.1.1), in hexadecimal. */
const IDENTIFIERS: readonly (readonly [string, KeyInText])[] = [
  ['06032b656e', { algorithm: 'X25519' }],
  ['06032b656f', { algorithm: 'X448' }],
  ['06032b6570', { algorithm: 'Ed25519' }],
  ['06032b6571', { algorithm: 'Ed448' }],
  ['06082a8648ce3d030107', { algorithm: 'EC', curve: 'P-256' }],
  ['06052b81040022', { algorithm: 'EC', curve: 'P-384' }],
  ['06052b81040023', { algorithm: 'EC', curve: 'P-521' }],
  ['06052b8104000a', { algorithm: 'EC', curve: 'secp256k1' }],
  ['06092a864886f70d010101', { algorithm: 'RSA' }],
];

/** The identifier of a curve alone: what PKCS #11 takes as CKA_EC_PARAMS. */
const IDENTIFIER = /^06[\da-f]{12,18}$/i;

function prefixIn(text: string): KeyInText | undefined {
  const alone = IDENTIFIER.test(text);
  if (!alone && !DER_PREFIX.test(text)) return undefined;
  const small = text.toLowerCase();
  if (alone) return IDENTIFIERS.find(([identifier, { curve }]) => curve && identifier === small)?.[1];
  return IDENTIFIERS.find(([identifier]) => small.includes(identifier))?.[1];
}

/** Does a text, or a list of octets, say which key follows it? @returns the text in hexadecimal */
export function keyPrefix(value: Value): string | undefined {
  const text = value.t === 'const' ? String(value.v) : value.t === 'list' ? hexOf(value.items) : '';
  return text !== undefined && prefixIn(text) ? text : undefined;
}

const LONGEST_PREFIX = 50;

function hexOf(items: readonly Values[]): string | undefined {
  if (items.length > LONGEST_PREFIX) return undefined;
  const octets = items.map((item) => (item.length === 1 && item[0]?.t === 'const' ? Number(item[0].v) : Number.NaN));
  if (!octets.every((one) => one >= 0 && one < 256)) return undefined;
  return octets.map((one) => one.toString(16).padStart(2, '0')).join('');
}

/** Functions and methods that give the octets of a text in Base64. */
const DECODES = /^(?:(?:standard_)?b64decode|decode(?:Base64|bytes)?|DecodeString|FromBase64String)$/;
/** `-----BEGIN ` in Base64, and how much of it is read. */
const ARMOURED = /^LS0tLS1CRUdJTi[\w+/=\s]+$/;
const LONGEST_ARMOURED = 12_000;

/** `Base64.getDecoder().decode(text)`, `base64.b64decode(text)`: the text of a key stays one, that of its PEM text is this. */
export function decoded(method: string, [first]: readonly Values[]): Values | undefined {
  if (!first?.length || !DECODES.test(method)) return undefined;
  const keys = first.flatMap((one) => (one.t === 'const' ? (keyDecoded(one) ?? []) : []));
  return keys.length === first.length ? keys : undefined;
}

function keyDecoded(value: Value & { t: 'const' }): Value | undefined {
  const text = String(value.v);
  if (looksLikeKey(text)) return value;
  if (text.length > LONGEST_ARMOURED || !ARMOURED.test(text)) return undefined;
  return placedAt(constant(Buffer.from(text, 'base64').toString('latin1'), value.from), value.at);
}

/** The first line of a key in the form of its own kind (RFC 8017, appendix A.1; RFC 5915): it says the kind where the rest is left out. */
const HEADED = /^\s*-----BEGIN (RSA|EC|DSA) P(?:RIVATE|UBLIC) KEY-----/;

function headOf(text: string): KeyInText | undefined {
  const kind = HEADED.exec(text)?.[1];
  return kind === undefined ? undefined : { algorithm: kind };
}

/** A part of the key that a text holds, told where the text is written. */
export function partOfKey(read: KeyReader | undefined, value: Value & { t: 'const' }, name: PartName): Values {
  if (!read || typeof value.v !== 'string') return NONE;
  const written = looksLikePrime(value.v) ? primeIn(value.v) : prefixIn(value.v);
  const key = (looksLikeKey(value.v) ? read(value.v) : written) ?? headOf(value.v);
  const part = key?.[name];
  return part === undefined ? NONE : [placedAt(constant(part, value.from), value.at)];
}
