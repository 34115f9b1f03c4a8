/**
 * The UTF-16 units of a text with a 0 behind them: reading a typed array is several times as fast as asking a string for each of
 * its units. All texts are put into the same memory: what is given holds until the next call.
 */
export function unitsOf(text: string): Uint16Array {
  const wanted = text.length + 1;
  if (wanted > scratch.length) {
    const units = new Uint16Array(wanted);
    if (wanted > MOST_KEPT) return filled(units, text);
    scratch = units;
  }
  return filled(scratch, text);
}

const MOST_KEPT = 1024 * 1024;
let scratch = new Uint16Array(32 * 1024);
const BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

function filled(units: Uint16Array, text: string): Uint16Array {
  const bytes = Buffer.from(units.buffer, 0, 2 * text.length);
  bytes.write(text, 'utf16le');
  if (BIG_ENDIAN) bytes.swap16();
  units[text.length] = 0;
  return units;
}

/** Of each unit: does it belong to a word? Letters, digits, `_` and `$`, and everything that is not ASCII. */
export const IN_WORD = new Uint8Array(0x10000).fill(1, 128);
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$') IN_WORD[sign.charCodeAt(0)] = 1;

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

export function endOfWord(units: Uint16Array, from: number): number {
  let at = from;
  while (IN_WORD[units[at] as number]) at++;
  return at;
}

export function pastBlanks(units: Uint16Array, from: number): number {
  let at = from;
  while (units[at] === 0x20 || units[at] === 9) at++;
  return at;
}

/** @param end of the text: where nothing follows */
export function pastSpace(units: Uint16Array, from: number, end: number): number {
  let at = from;
  while (at < end && (units[at] as number) <= 0x20) at++;
  return at;
}
