/** What stands between BEGIN and END, decoded. */
export interface PemBody {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
  /** Lines that are neither header nor Base64. */
  readonly bad: number;
}

const MAX_HEADERS = 32;
const HEADER = /^\s*([A-Za-z][A-Za-z0-9-]*): ?(.*)$/;
const BASE64 = /^[A-Za-z0-9+/=]*$/;
/** Without an END line, words with spaces between them are prose. */
const PROSE = /\w\s+\w/;
/** Concatenation and list signs around string literals. */
const DECORATION = /^[\s+,.;:&|()[\]\\<>$]*$/;
/** Not more than three slashes: a whole line of them is Base64 (of octets that are all ones). */
const COMMENT_PREFIX = /^\s*(?:\/{2,3}|\/?\*+\/?|#+|>+|;+|--)(?=\s|$)\s*/;

/**
 * Base64 with everything that texts put around it: escapes of strings and XML, quotes and concatenation signs, comment
 * marks, indentation. With `closed` false (no END line) it ends at the first line that is something else.
 */
export function pemBody(raw: string, closed: boolean): PemBody {
  const headers: Record<string, string> = {};
  const parts: string[] = [];
  let bad = 0;
  for (const line of unescaped(raw).split(/\r\n|\n|\r/)) {
    const header = parts.length === 0 ? HEADER.exec(line) : null;
    if (header && Object.keys(headers).length < MAX_HEADERS) {
      headers[header[1] as string] = (header[2] as string).replace(/["'\s]+$/, '');
      continue;
    }
    const piece = !closed && PROSE.test(line) ? undefined : base64Of(line);
    if (piece === undefined) {
      if (!closed) break;
      bad++;
    } else if (piece) parts.push(piece);
  }
  return { headers, bytes: Buffer.from(parts.join(''), 'base64'), bad };
}

function unescaped(raw: string): string {
  if (!/[\\&%]/.test(raw)) return raw;
  return raw
    .replace(/\\+[nrt]/g, '\n')
    .replace(/\\+u000[aAdD]/g, '\n')
    .replace(/&#(?:x0*[aAdD]|1[03]);/g, '\n')
    .replace(/%0[aAdD]/g, '\n')
    .replace(/\\+\//g, '/')
    .replace(/\\+u002[bB]|%2[bB]/g, '+')
    .replace(/\\+u003[dD]|%3[dD]/g, '=')
    .replace(/%2[fF]/g, '/');
}

/** The Base64 of one line; `undefined` when the line holds something else. */
function base64Of(line: string): string | undefined {
  const bare = line.replace(COMMENT_PREFIX, '');
  const segments = bare.split(/["'`]/);
  let kept = '';
  for (const [index, segment] of segments.entries()) {
    const text = segment.replace(/[\s\\]+/g, '');
    if (segments.length > 1 && DECORATION.test(text)) continue;
    const prefix = index === 0 && segments.length > 1 && /^[A-Za-z@$]{1,3}$/.test(text);
    if (prefix) continue; // b"...", @"...", r'...'
    if (!BASE64.test(text)) return undefined;
    kept += text;
  }
  return kept;
}
