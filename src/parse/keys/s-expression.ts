import { ParseError } from '../../model/index.js';

/** A list or the octets of an atom (RFC 9804, as libgcrypt writes it). */
export type SExpression = Uint8Array | readonly SExpression[];

const MAX_DEPTH = 16;
const OPEN = 0x28;
const CLOSE = 0x29;

/** Canonical (`3:rsa`) and advanced (`rsa`, `#0a#`, `"text"`) transport, as GnuPG's agent mixes them. */
export function readSExpression(bytes: Uint8Array): SExpression {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const token = /\s*(?:([()])|(\d{1,8}):|#([0-9A-Fa-f\s]*)#|"((?:[^"\\]|\\.)*)"|([^\s()#"]+))/y;
  const stack: SExpression[][] = [[]];
  while (stack.length > 0) {
    const match = token.exec(text);
    if (!match) throw new ParseError('S-expression: it ends early or holds something else', token.lastIndex);
    const [, bracket, length, hex, quoted, word] = match;
    const top = stack.at(-1) as SExpression[];
    if (bracket?.charCodeAt(0) === OPEN) {
      if (stack.length > MAX_DEPTH) throw new ParseError('S-expression: nested too deeply', token.lastIndex, 'limit');
      const inner: SExpression[] = [];
      top.push(inner);
      stack.push(inner);
    } else if (bracket?.charCodeAt(0) === CLOSE) {
      stack.pop();
      if (stack.length === 1) return (stack[0] as SExpression[])[0] as SExpression;
    } else if (length !== undefined) {
      const start = token.lastIndex;
      if (start + Number(length) > bytes.length) throw new ParseError('S-expression: an atom ends early', start);
      top.push(bytes.subarray(start, start + Number(length)));
      token.lastIndex = start + Number(length);
    } else if (hex !== undefined) top.push(Buffer.from(hex.replace(/\s+/g, ''), 'hex'));
    else top.push(Buffer.from(quoted ?? word ?? '', 'latin1'));
  }
  throw new ParseError('S-expression: one bracket too many');
}

export function atomText(expression: SExpression | undefined): string {
  return expression instanceof Uint8Array ? Buffer.from(expression).toString('latin1') : '';
}

/** The list whose first atom is this name, anywhere in a list. */
export function named(list: SExpression, name: string): readonly SExpression[] | undefined {
  if (list instanceof Uint8Array) return undefined;
  return list.find((one): one is readonly SExpression[] => !(one instanceof Uint8Array) && atomText(one[0]) === name);
}

/** The value behind a name: `(n #00b3#)`. */
export function atomOf(list: SExpression, name: string): Uint8Array | undefined {
  const value = named(list, name)?.[1];
  return value instanceof Uint8Array ? value : undefined;
}
