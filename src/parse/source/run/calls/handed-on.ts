import { lastSegment } from '../../tree/names.js';
import type { Interpreter } from '../interpreter.js';

/** Packages that a name may go through. */
const MOST_HANDED = 5;

/**
 * A name under which rules know what an own module or another package hands on: `crate::crypto::RsaPrivateKey` is taken
 * for the type of the library where the name alone is enough to know it, `tokio_rustls::rustls::ClientConfig` for that of rustls.
 */
export function handedOn({ language, book, classes }: Interpreter, name: string): string {
  if (!language.own?.test(name)) return inside(book, name, language.handsOn);
  const end = lastSegment(name);
  // A module inside of the file has a type of that name: it is no one else's.
  if (classes.some((one) => one.name === end)) return name;
  return book.canonical(end) === end ? name : end;
}

function inside(book: Interpreter['book'], name: string, handsOn: RegExp | undefined): string {
  if (!handsOn || book.knows(book.canonical(name))) return name;
  for (let rest = name, steps = 0; handsOn.test(rest) && steps < MOST_HANDED; steps++) {
    rest = rest.replace(handsOn, '');
    const known = book.canonical(rest);
    if (rest.includes('.') ? book.knows(known) : book.calls(known).length > 0) return known;
  }
  return name;
}
