/** Line end (or, in zone files, the next string), indentation, and the signs by which languages join strings; then more Base64. */
const WRAPPED = /^(?:[ \t"'\\nr+,]*\r?\n[ \t"'>]*(?:[+.&] ?["'])?|"[ \t]+")([A-Za-z0-9+/]{4,}={0,2})/;
const MAX_LINES = 20_000;

/** Base64 that goes on over the following lines, as mail, XML and source code wrap it. */
export function withWrappedLines(text: string, start: number, first: string): { base64: string; end: number } {
  const parts = [first];
  let end = start + first.length;
  for (let line = 0; line < MAX_LINES && !first.endsWith('='); line++) {
    const match = WRAPPED.exec(text.slice(end, end + 1000));
    if (!match) break;
    parts.push(match[1] as string);
    end += match[0].length;
    if ((match[1] as string).endsWith('=')) break;
  }
  return { base64: parts.join(''), end };
}
