import { ParseError } from '../../model/index.js';
import { children, contents, type Element, expectTag, TAG } from './der.js';

const MAX_OID_OCTETS = 128;
const MAX_STRING_PARTS = 100_000;

/** X.690 8.19. Arcs may be larger than 2^53 (UUID arcs). */
export function readOid(element: Element | undefined, what = 'object identifier'): string {
  return decodeOid(contents(expectTag(element, TAG.oid, what)), element?.start);
}

/** The arcs of the content octets of an OBJECT IDENTIFIER, dotted. */
export function decodeOid(octets: Uint8Array, offset?: number): string {
  if (octets.length === 0 || octets.length > MAX_OID_OCTETS || (octets[octets.length - 1] as number) >= 0x80) {
    throw new ParseError('an object identifier is not well formed', offset);
  }
  const arcs: string[] = [];
  let small = 0;
  let large: bigint | undefined;
  for (const octet of octets) {
    if (large === undefined && small > 0x3ffffffffff) large = BigInt(small);
    if (large === undefined) small = small * 128 + (octet & 0x7f);
    else large = (large << 7n) | BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    if (arcs.length > 0) arcs.push(String(large ?? small));
    else {
      const root = large !== undefined || small >= 80 ? 2 : Math.floor(small / 40);
      arcs.push(String(root), String((large ?? BigInt(small)) - BigInt(root * 40)));
    }
    small = 0;
    large = undefined;
  }
  return arcs.join('.');
}

/** Content octets of an INTEGER, two's complement, big endian. */
function integerOctets(element: Element | undefined, what: string): Uint8Array {
  const octets = contents(expectTag(element, TAG.integer, what));
  if (octets.length === 0) throw new ParseError(`${what}: an empty INTEGER`, element?.start);
  return octets;
}

/** A non-negative INTEGER without its leading zero octets: moduli, exponents, coordinates. */
export function unsigned(element: Element | undefined, what: string): Uint8Array {
  return trimZeros(integerOctets(element, what));
}

export function trimZeros(octets: Uint8Array): Uint8Array {
  let start = 0;
  while (start < octets.length && octets[start] === 0) start++;
  return octets.subarray(start);
}

/** Length in bits of an unsigned big-endian number. */
export function bitLength(octets: Uint8Array): number {
  const trimmed = trimZeros(octets);
  return trimmed.length === 0 ? 0 : trimmed.length * 8 - Math.clz32(trimmed[0] as number) + 24;
}

/** A small INTEGER or ENUMERATED (versions, iteration counts, path lengths). */
export function smallInteger(element: Element | undefined, what: string): number {
  if (element?.tagClass !== 0 || (element.tag !== TAG.integer && element.tag !== TAG.enumerated)) {
    throw new ParseError(`${what}: an INTEGER was expected`, element?.start);
  }
  const octets = contents(element);
  if (octets.length === 0 || octets.length > 6) throw new ParseError(`${what} is out of range`, element.start);
  let value = (octets[0] as number) >= 0x80 ? -1 : 0;
  for (const octet of octets) value = value * 256 + octet;
  return value;
}

/** Hexadecimal of an INTEGER as OpenSSL prints serial numbers: lower case, minus sign for a negative one. */
export function integerHex(element: Element | undefined, what: string): string {
  const octets = integerOctets(element, what);
  const value = BigInt(`0x${hex(octets)}`);
  if ((octets[0] as number) < 0x80) return evenHex(value);
  return `-${evenHex((1n << BigInt(octets.length * 8)) - value)}`;
}

function evenHex(value: bigint): string {
  const digits = value.toString(16);
  return digits.length % 2 ? `0${digits}` : digits;
}

export function hex(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex');
}

/** BIT STRING without its octet of unused bits (X.690 8.6.2). */
export function bitString(element: Element | undefined, what: string): Uint8Array {
  const octets = contents(expectTag(element, TAG.bitString, what));
  if (octets.length === 0 || (octets[0] as number) > 7)
    throw new ParseError(`${what}: not a BIT STRING`, element?.start);
  return octets.subarray(1);
}

/** OCTET STRING; a constructed one (BER, X.690 8.7.3) is joined. */
export function octetString(element: Element | undefined, what: string): Uint8Array {
  if (!element) throw new ParseError(`${what} is missing`);
  if (!element.constructed) return contents(element);
  const parts: Uint8Array[] = [];
  collectOctets(element, parts, 0);
  return Buffer.concat(parts);
}

function collectOctets(element: Element, parts: Uint8Array[], depth: number): void {
  if (depth > 16 || parts.length > MAX_STRING_PARTS)
    throw new ParseError('BER: a string is nested too deeply', 0, 'limit');
  if (!element.constructed) parts.push(contents(element));
  else for (const part of children(element)) collectOctets(part, parts, depth + 1);
}

/** UTCTime or GeneralizedTime (RFC 5280 4.1.2.5) as ISO 8601 in UTC with seconds. */
export function readTime(element: Element | undefined, what: string): string {
  if (element?.tagClass !== 0 || (element.tag !== TAG.utcTime && element.tag !== TAG.generalizedTime)) {
    throw new ParseError(`${what}: not a time`, element?.start);
  }
  const text = ascii(contents(element));
  const pattern = element.tag === TAG.utcTime ? UTC_TIME : GENERALIZED_TIME;
  const match = pattern.exec(text);
  if (!match) throw new ParseError(`${what}: not a time that can be read`, element.start);
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '00', zone = 'Z'] = match;
  const full = element.tag === TAG.utcTime ? (Number(year) >= 50 ? `19${year}` : `20${year}`) : year;
  const local = `${full}-${month}-${day}T${hour}:${minute}:${second}`;
  const shift = zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const instant = new Date(`${local}${shift}`);
  if (Number.isNaN(instant.getTime()) || (zone === 'Z' && instant.getUTCDate() !== Number(day))) {
    throw new ParseError(`${what}: no such day or hour`, element.start);
  }
  return instant.toISOString().replace('.000Z', 'Z');
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{4})$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?(Z|[+-]\d{4})?$/;

/** Any of ASN.1's character strings as text; control characters become visible escapes. */
export function readString(element: Element): string {
  const octets = contents(element);
  return printable(decodeCharacters(element.tagClass === 0 ? element.tag : TAG.utf8String, octets));
}

function decodeCharacters(tag: number, octets: Uint8Array): string {
  const bytes = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength);
  if (tag === 30) return new TextDecoder('utf-16be').decode(bytes); // BMPString
  if (tag === 28) {
    // UniversalString
    let text = '';
    for (let at = 0; at + 3 < bytes.length; at += 4)
      text += String.fromCodePoint(Math.min(bytes.readUInt32BE(at), 0x10ffff));
    return text;
  }
  if (tag === 12) return new TextDecoder('utf-8').decode(bytes);
  return bytes.toString('latin1');
}

/** Escapes what would disturb a terminal or a log. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (one) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

export function ascii(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('latin1');
}
