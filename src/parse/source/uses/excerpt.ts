import type { Catalog } from '../../../catalog/catalog.js';
import { mayBeSecret, namesSomething } from './secret-text.js';

const LONGEST = 240;
const STRING = /(["'`])((?:(?!\1)[^\\]|\\.){0,400})\1/g;

/** What stands unquoted behind an option or a word for a secret: `pass:x`, `-storepass x`, `PASSWORD=x`, `-K 0a1b`. */
const GIVEN =
  /((?:\bpass:|-k |-K |-hmac |hexkey:|key:|(?:pass|passwd|password|passphrase|secret|token|psk)[ =:]{1,3}))([^\s"'`…]{4,200})/gi;
/** What an unquoted secret can be made of: tokens, base64, hexadecimal. */
const RUN = /[A-Za-z0-9+/=_.-]{32,}/g;

/** The excerpts of a text by row, each made once: several uses stand on one line, and most texts are asked for few. */
export function excerptsOf(text: string, catalog: Catalog): (row: number) => string {
  const made = new Map<number, string>();
  const lineAt = linesOf(text);
  return (row) => {
    const excerpt = made.get(row) ?? excerptOf(lineAt(row), catalog);
    made.set(row, excerpt);
    return excerpt;
  };
}

/** The lines of a text by row, found as far as they are asked for. */
function linesOf(text: string): (row: number) => string {
  const ends = /\r\n?|\n|$/g;
  const lines: string[] = [];
  let start = 0;
  return (row) => {
    while (lines.length <= row && start <= text.length) {
      ends.lastIndex = start;
      const end = ends.exec(text) as RegExpExecArray;
      lines.push(text.slice(start, end.index));
      start = end[0] === '' ? text.length + 1 : end.index + end[0].length;
    }
    return lines[row] ?? '';
  };
}

/** One line as evidence: text literals that do not name an algorithm are masked, so that no secret is copied. */
export function excerptOf(line: string, catalog: Catalog): string {
  const shown = line
    .trim()
    .slice(0, LONGEST * 2)
    .replace(STRING, (whole, quote: string, text: string) => {
      return text === '' || isName(text, catalog) ? whole : `${quote}…${quote}`;
    });
  const masked = shown
    .replace(GIVEN, (whole, before: string, text: string) =>
      isName(text, catalog) || isReference(text) ? whole : `${before}…`,
    )
    .replace(RUN, (run) => (/[A-Z]/.test(run) && /[a-z]/.test(run) && mayBeSecret(run, catalog) ? '…' : run));
  return masked.slice(0, LONGEST);
}

/** Names of one list that are looked at. */
const MOST_NAMES = 40;

/** A name of an algorithm, curve, provider or version, or a short word that can hold no secret. */
function isName(text: string, catalog: Catalog): boolean {
  if (namesSomething(text, catalog)) return true;
  // A list of names: `P-256:X25519`.
  const names = text.split(/[:,\s]+/);
  if (names.length > 1 && names.length <= MOST_NAMES && names.every((one) => namesSomething(one, catalog))) return true;
  return /^[A-Za-z][A-Za-z_-]{0,15}$/.test(text) || /^(?:TLS|SSL)v?[\d._]+$/i.test(text);
}

/** A variable, a call or a path: where the secret is from, not what it is. */
function isReference(text: string): boolean {
  return /^[$%&*({[</~.]|[(){}[\]]/.test(text);
}
