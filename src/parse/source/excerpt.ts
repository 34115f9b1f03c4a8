import type { Catalog } from '../../catalog/catalog.js';

const LONGEST = 240;
const STRING = /(["'`])((?:(?!\1)[^\\]|\\.){0,400})\1/g;

/** One line as evidence: text literals that do not name an algorithm are masked, so that no secret is copied. */
export function excerptOf(line: string, catalog: Catalog): string {
  const shown = line
    .trim()
    .slice(0, LONGEST * 2)
    .replace(STRING, (whole, quote: string, text: string) => {
      return text === '' || isName(text, catalog) ? whole : `${quote}…${quote}`;
    });
  return shown.slice(0, LONGEST);
}

/** A name of an algorithm, curve, provider or version, or a short word that can hold no secret. */
function isName(text: string, catalog: Catalog): boolean {
  if (catalog.spec(text) || catalog.curve(text) || catalog.group(text) || catalog.suite(text)) return true;
  return /^[A-Za-z][A-Za-z_-]{0,15}$/.test(text) || /^(?:TLS|SSL)v?[\d._]+$/i.test(text);
}
