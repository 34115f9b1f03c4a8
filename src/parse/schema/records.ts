import type { Parser } from '../parser.js';
import { decodeText } from '../text.js';
import { FieldList } from './field.js';

/** Types whose fields stand in round brackets behind the name. */
const HEADER =
  /\b(?:record(?:\s+(?:class|struct))?|data\s+class|case\s+class)\s+([A-Z]\w{0,80})(?:<[^<>()\n]{0,80}>)?\s*(?:private\s*|@\w+\s*)?\(/g;
const MAX_LENGTH = 6000;

/** Positional records of C# and Java, data classes of Kotlin, case classes of Scala. */
export const RECORD_SCHEMA: Parser = {
  id: 'schema/record',
  wants: (face) =>
    !face.binary &&
    (((face.extension === '.cs' || face.extension === '.java') && face.includes('record ')) ||
      ((face.extension === '.kt' || face.extension === '.scala') &&
        (face.includes('data class ') || face.includes('case class ')))) &&
    face.latin1.search(HEADER) >= 0,
  parse(artifact) {
    const list = new FieldList(artifact, 'orm');
    const text = decodeText(artifact.bytes);
    const named = artifact.path.endsWith('.kt') || artifact.path.endsWith('.scala') ? nameBeforeType : nameAfterType;
    for (const match of text.matchAll(HEADER)) {
      const start = match.index + match[0].length;
      for (const { text: parameter, offset } of parameters(text, start)) {
        const name = named(parameter);
        if (name !== undefined) list.add(match[1]!, name, lineOf(text, start + offset));
      }
    }
    return list.result('schema/record');
  },
};

/** What stands between the commas of the outermost brackets, comments left out. */
function parameters(text: string, start: number): readonly { text: string; offset: number }[] {
  const body = text
    .slice(start, start + MAX_LENGTH)
    .replace(/\/\/[^\n]*|\/\*[^*]*\*\//g, (comment) => ' '.repeat(comment.length));
  const found: { text: string; offset: number }[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < body.length; at++) {
    const mark = body[at]!;
    if ('([{<'.includes(mark)) depth++;
    const closing = mark === ')' && depth === 0;
    if ((mark === ',' && depth === 0) || closing) {
      const raw = body.slice(from, at);
      found.push({ text: raw.trim(), offset: from + raw.length - raw.trimStart().length });
      from = at + 1;
    }
    if (closing) return found;
    if (')]}'.includes(mark) || (mark === '>' && body[at - 1] !== '-' && body[at - 1] !== '=')) depth--;
  }
  return [];
}

/** `[Required] string Name = "x"` → Name. */
function nameAfterType(parameter: string): string | undefined {
  return /^(?:[\s\S]*[\s\]>?])?(\w+)$/.exec(parameter.replace(/=[\s\S]*$/, '').trim())?.[1];
}

/** `@Id private val name: String = "x"` → name. */
function nameBeforeType(parameter: string): string | undefined {
  return /(?:^|[\s)])(\w+)\s*:/.exec(parameter)?.[1];
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
