import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { isAscii } from '../basics/ascii.js';
import { UserError } from '../model/index.js';

/** Bytes written at a time. */
const ROOM = 256 * 1024;

/** Writes data to standard output and waits until a pipe has taken all of it. */
export async function writeOut(text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.write(text, () => resolve());
  });
}

/** Writes a sentence for people to standard error. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** @throws UserError when the file cannot be written */
export function writeFile(file: string, text: string): void {
  try {
    if (isAscii(text)) writeAscii(file, text);
    else writeFileSync(file, text);
  } catch (error) {
    throw new UserError(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Piece by piece through the same memory: a report has megabytes, and memory that is new costs more than the writing. */
function writeAscii(file: string, text: string): void {
  const to = openSync(file, 'w');
  try {
    const room = Buffer.allocUnsafe(Math.min(ROOM, text.length));
    for (let at = 0; at < text.length; at += ROOM) {
      const bytes = room.write(text.slice(at, at + ROOM), 'latin1');
      for (let from = 0; from < bytes; ) from += writeSync(to, room, from, bytes - from);
    }
  } finally {
    closeSync(to);
  }
}
