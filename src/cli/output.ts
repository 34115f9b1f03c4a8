import { writeFileSync } from 'node:fs';
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
    writeFileSync(file, text);
  } catch (error) {
    throw new UserError(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
  }
}
