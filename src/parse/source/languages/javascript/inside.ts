const MARKUP = /\.(?:vue|svelte|astro|x?html?)$/i;

/** Is the script in this file only a part of it? */
export function holdsMarkup(path: string): boolean {
  return MARKUP.test(path);
}

/**
 * The scripts of a page or component (and the front matter of Astro) with everything else blanked, so that every
 * line keeps its number. Scripts of other types (JSON, templates, shaders) are blanked too.
 */
export function scriptsOnly(text: string): string {
  let kept = '';
  let at = 0;
  const front = /^\s*---\r?\n/.exec(text);
  const closes = front ? text.indexOf('\n---', front[0].length) : -1;
  if (front && closes > 0) {
    kept = blank(front[0]) + text.slice(front[0].length, closes + 1);
    at = closes + 1;
  }
  for (;;) {
    const opens = indexOfTag(text, '<script', at);
    const body = opens < 0 ? -1 : text.indexOf('>', opens);
    if (body < 0) break;
    const ends = indexOfTag(text, '</script', body);
    const stop = ends < 0 ? text.length : ends;
    kept += blank(text.slice(at, body + 1));
    const script = text.slice(body + 1, stop);
    kept += speaks(text.slice(opens, body)) ? script : blank(script);
    at = stop;
  }
  return kept + blank(text.slice(at));
}

function indexOfTag(text: string, tag: string, from: number): number {
  const lower = text.indexOf(tag, from);
  const upper = text.indexOf(tag.toUpperCase(), from);
  return lower < 0 || upper < 0 ? Math.max(lower, upper) : Math.min(lower, upper);
}

function speaks(tag: string): boolean {
  const type = /\stype\s{0,4}=\s{0,4}["']?([\w/+.-]{1,60})/i.exec(tag)?.[1];
  return type === undefined || /javascript|ecmascript|module|typescript|babel|jsx/i.test(type);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
