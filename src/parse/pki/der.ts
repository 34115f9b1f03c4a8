import { ParseError } from '../../model/index.js';

/**
 * ASN.1 as encoded by DER, and by BER where real files use it (X.690). Elements are windows over the input: nothing is
 * copied, and nothing below an element is read before somebody asks for its children.
 */
export interface Element {
  readonly source: Uint8Array;
  /** Offset of the identifier octet. */
  readonly start: number;
  /** Offset of the first content octet. */
  readonly content: number;
  /** Offset behind the last content octet. */
  readonly contentEnd: number;
  /** Offset behind the element (two octets more than `contentEnd` when the length is indefinite). */
  readonly end: number;
  /** 0 universal, 1 application, 2 context-specific, 3 private. */
  readonly tagClass: number;
  readonly constructed: boolean;
  readonly tag: number;
}

export interface ReadOptions {
  /** An element that claims more bytes than there are ends where they end: for telling what a cut file still says. */
  readonly clip?: boolean;
}

export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  enumerated: 10,
  utf8String: 12,
  sequence: 16,
  set: 17,
  utcTime: 23,
  generalizedTime: 24,
} as const;

const MAX_NESTING = 64;
const MAX_CHILDREN = 4_000_000;

/** X.690 8.1: the element that begins at `offset` and lies before `limit`. */
export function readElement(source: Uint8Array, offset = 0, limit = source.length, options: ReadOptions = {}): Element {
  return read(source, offset, limit, options, 0);
}

function read(source: Uint8Array, start: number, limit: number, options: ReadOptions, nesting: number): Element {
  if (start >= limit) throw new ParseError('DER: an element is missing', start);
  const first = source[start] as number;
  let offset = start + 1;
  let tag = first & 0x1f;
  if (tag === 0x1f) {
    tag = 0;
    for (let octets = 0; ; octets++) {
      if (offset >= limit || octets > 3) throw new ParseError('DER: a tag number is not finished or too large', start);
      const octet = source[offset++] as number;
      tag = tag * 128 + (octet & 0x7f);
      if (octet < 0x80) break;
    }
  }
  if (offset >= limit) throw new ParseError('DER: the length is missing', start);
  const lead = source[offset++] as number;
  if (lead === 0x80) {
    const { content, contentEnd, end } = indefinite(source, first, start, offset, limit, options, nesting);
    return { source, start, content, contentEnd, end, tagClass: first >> 6, constructed: true, tag };
  }
  let length = lead;
  if (lead > 0x80) {
    const octets = lead & 0x7f;
    if (octets > 6 || offset + octets > limit) throw new ParseError('DER: the length is not readable', start);
    length = 0;
    for (let index = 0; index < octets; index++) length = length * 256 + (source[offset++] as number);
  }
  const end = offset + length;
  if (end > limit && !options.clip) {
    throw new ParseError(`DER: an element claims ${length} bytes, ${limit - offset} are there`, start);
  }
  const clipped = Math.min(end, limit);
  const constructed = (first & 0x20) !== 0;
  return { source, start, content: offset, contentEnd: clipped, end: clipped, tagClass: first >> 6, constructed, tag };
}

/** X.690 8.1.3.6: contents end with two zero octets. */
function indefinite(
  source: Uint8Array,
  identifier: number,
  start: number,
  content: number,
  limit: number,
  options: ReadOptions,
  nesting: number,
): Pick<Element, 'content' | 'contentEnd' | 'end'> {
  if ((identifier & 0x20) === 0) throw new ParseError('BER: an indefinite length on a primitive element', start);
  if (nesting > MAX_NESTING) throw new ParseError('BER: nested too deeply', start, 'limit');
  let offset = content;
  while (offset < limit) {
    if (source[offset] === 0 && source[offset + 1] === 0 && offset + 1 < limit) {
      return { content, contentEnd: offset, end: offset + 2 };
    }
    offset = read(source, offset, limit, options, nesting + 1).end;
  }
  if (options.clip) return { content, contentEnd: limit, end: limit };
  throw new ParseError('BER: the end-of-contents octets are missing', start);
}

/** All elements inside a constructed one, in order. */
export function children(element: Element, options: ReadOptions = {}): Element[] {
  const inner: Element[] = [];
  for (let offset = element.content; offset < element.contentEnd; ) {
    const next = readElement(element.source, offset, element.contentEnd, options);
    inner.push(next);
    if (inner.length > MAX_CHILDREN) throw new ParseError('DER: too many elements', offset, 'limit');
    offset = next.end;
  }
  return inner;
}

/** The children of a universal SEQUENCE (or SET with `tag`). */
export function sequence(element: Element | undefined, what: string, tag: number = TAG.sequence): Element[] {
  return children(expectTag(element, tag, what));
}

export function expectTag(element: Element | undefined, tag: number, what: string): Element {
  if (!element) throw new ParseError(`${what} is missing`);
  if (element.tagClass !== 0 || element.tag !== tag) {
    throw new ParseError(`${what}: another ASN.1 type was expected`, element.start);
  }
  return element;
}

export function is(element: Element | undefined, tag: number): element is Element {
  return element !== undefined && element.tagClass === 0 && element.tag === tag;
}

/** Is this the context-specific tag `[number]`? */
export function isContext(element: Element | undefined, number: number): element is Element {
  return element !== undefined && element.tagClass === 2 && element.tag === number;
}

export function context(elements: readonly Element[], number: number): Element | undefined {
  return elements.find((one) => isContext(one, number));
}

/** The content octets. */
export function contents(element: Element): Uint8Array {
  return element.source.subarray(element.content, element.contentEnd);
}

/** The whole element, header included. */
export function encoded(element: Element): Uint8Array {
  return element.source.subarray(element.start, element.end);
}
