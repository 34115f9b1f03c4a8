import { ParseError } from '../../model/index.js';
import { Bytes } from './bytes.js';

/** The names and texts of a class file's constant pool. */
export interface ClassConstants {
  readonly classes: readonly string[];
  readonly strings: readonly string[];
}

/** Size of each constant without its tag, by tag (JVM specification 4.4). */
const SIZES: Readonly<Record<number, number>> = {
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 2,
  8: 2,
  9: 4,
  10: 4,
  11: 4,
  12: 4,
  15: 3,
  16: 2,
  17: 4,
  18: 4,
  19: 2,
  20: 2,
};
const [UTF8, CLASS, STRING] = [1, 7, 8];

/** Reads the constant pool of a Java class file. */
export function readClassConstants(data: Uint8Array): ClassConstants {
  const bytes = new Bytes(data, false);
  const count = bytes.u16(8);
  const texts = new Map<number, string>();
  const references: { tag: number; to: number }[] = [];
  let at = 10;
  for (let index = 1; index < count; index++) {
    const tag = bytes.u8(at);
    if (tag === UTF8) {
      const length = bytes.u16(at + 1);
      texts.set(index, bytes.text(at + 3, length));
      at += 3 + length;
      continue;
    }
    const size = SIZES[tag];
    if (size === undefined) throw new ParseError(`constant of unknown kind ${tag}`, at);
    if (tag === CLASS || tag === STRING) references.push({ tag, to: bytes.u16(at + 1) });
    at += 1 + size;
    if (tag === 5 || tag === 6) index++;
  }
  const named = (wanted: number): string[] =>
    references.filter(({ tag }) => tag === wanted).map(({ to }) => texts.get(to) ?? '');
  return { classes: named(CLASS), strings: named(STRING) };
}
