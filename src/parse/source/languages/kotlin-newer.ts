/** Syntax newer than the grammar, which would hide the whole class around it; nothing that says what is called. */
const NEWER: readonly RegExp[] = [
  // Context parameters (Kotlin 2.2), alone on their line before a declaration.
  /^[ \t]*context\([^()\n]{0,200}\)(?=\s{0,200}(?:@|fun|va[lr]|private|internal|public|protected|suspend|inline|override|abstract|actual|expect|operator|infix)\b)/gm,
  // Guards of `when` (Kotlin 2.2): `is Rsa if bits > 0 ->`.
  /\bif\b(?<=^[ \t]{0,200}!?(?:is|in)[ \t][^\n"{}]{1,200}if)(?:(?!->)[^\n"{}]){1,200}(?=->)/gm,
  /\bfun(?=[ \t]+interface[ \t])/g,
  /\bsuspend(?=[ \t]*\{)/g,
];

/** The text with such syntax blanked; every character that stays keeps its place. */
export function readable(text: string): string {
  return NEWER.reduce((read, one) => read.replace(one, (found) => ' '.repeat(found.length)), text);
}
