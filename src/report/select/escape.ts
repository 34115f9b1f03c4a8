/**
 * Control characters (C0, C1, ESC) and characters that reorder or hide text (UAX #9 bidi controls, zero-width).
 * Everything a scanned tree says may hold them; no output may.
 */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** One line of text in which every character that could act instead of being read is spelled out: `\x1b`, `\u202e`. */
export function visible(text: string): string {
  return wellFormed(text)
    .replaceAll('\t', ' ')
    .replace(INVISIBLE, (one) => {
      const code = one.charCodeAt(0);
      if (code === 10) return '\\n';
      if (code === 13) return '\\r';
      return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    });
}

/** Half a surrogate pair is no character: UTF-8 cannot hold it, and `encodeURIComponent` throws on it. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** Text for HTML and XML content and quoted attributes. */
export function markup(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Text for a Markdown cell or sentence: no construct of CommonMark or GitHub's dialect survives, no mention notifies. */
export function markdown(text: string): string {
  return markup(text)
    .replace(/[\\`*{}[\]|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, (one) => `&#${one.charCodeAt(0)};`)
    .replace(/@/g, '&#64;')
    .replace(/^(\s*)([#+-]|\d+\.)(?=\s)/, (_all, space: string, mark: string) => `${space}\\${mark}`)
    .replaceAll('://', '&#58;//');
}

/** Inline code: a fence longer than any run of backticks inside (CommonMark 6.1); pipes are escaped for tables. */
export function markdownCode(text: string): string {
  const clean = visible(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || clean === '' || clean.startsWith(' ') ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}

/** One CSV field (RFC 4180). A leading `=`, `+`, `-`, `@` gets an apostrophe, or a spreadsheet would run it. */
function csvField(value: string | number | boolean | undefined): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = visible(value ?? '');
  const safe = /^\s*[=+\-@|]/.test(text) ? `'${text}` : text;
  return /[",;\n]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvTable(rows: readonly (readonly (string | number | boolean | undefined)[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/** JSON that may stand inside a `<script>` element: nothing in it ends the element or starts a comment. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
