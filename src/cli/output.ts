import { writeFileSync } from 'node:fs';
import { isAscii } from '../basics/ascii.js';
import { UserError } from '../model/index.js';

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
    // The same bytes, but those of ASCII need not be encoded.
    writeFileSync(file, text, isAscii(text) ? 'latin1' : 'utf8');
  } catch (error) {
    throw new UserError(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
