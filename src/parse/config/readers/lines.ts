import { type Draft, draft, root, type Tree } from '../tree.js';
import { unmask } from './templates.js';
import { splitWords, unquote } from './words.js';

/** How a line-oriented format is written. Every field is a fact of the format. */
export interface LineSyntax {
  /** Marks that begin a comment at the start of a line. */
  readonly comments: readonly string[];
  /** Marks that begin a comment after white space inside a line. */
  readonly inlineComments?: readonly string[];
  /** What stands between name and value; white space when none of them is found. */
  readonly separators?: readonly ('=' | ':')[];
  /** A separator is required: lines without one are values of nothing and are dropped. */
  readonly strict?: boolean;
  readonly sections?: 'brackets' | 'apache' | 'keywords' | 'indent' | 'unindented';
  /** First words that open a section which lasts to the next one: HAProxy `frontend`, sshd `Match`, ipsec `conn`. */
  readonly keywords?: readonly string[];
  readonly continuation?: 'backslash' | 'indent';
  readonly ignoreCase?: boolean;
  /** Splits `a.b.c` into nested blocks: Java properties. */
  readonly nested?: boolean;
}

interface Line {
  readonly text: string;
  readonly number: number;
}

const MAX_LINES = 400_000;

/** Reads a line-oriented format. Never fails: a line that makes no sense is a setting nobody asks for. */
export function readLines(text: string, syntax: LineSyntax): Tree {
  const top = root();
  const problems: string[] = [];
  const state: { section: Draft; indents: { indent: number; block: Draft }[] } = { section: top, indents: [] };
  for (const line of logicalLines(text, syntax, problems)) {
    const body = line.text.trimStart();
    if (body === '') continue;
    const column = line.text.length - body.length + 1;
    if (syntax.sections && openSection(body, line, column, top, state, syntax)) continue;
    const indent = column - 1;
    const parent = syntax.sections === 'indent' ? parentByIndent(indent, top, state.indents) : state.section;
    const made = readSetting(line, column, parent, syntax);
    if (made && syntax.sections === 'indent') state.indents.push({ indent, block: made });
  }
  return { roots: [top], problems };
}

function openSection(
  body: string,
  line: Line,
  column: number,
  top: Draft,
  state: { section: Draft },
  syntax: LineSyntax,
): boolean {
  if (syntax.sections === 'brackets' && body.startsWith('[')) {
    const end = body.lastIndexOf(']');
    if (end < 0) return false;
    const name = body
      .slice(1, end)
      .replace(/^\[|\]$/g, '')
      .trim();
    state.section = draft(name, [], line.number, column, top, name);
    return true;
  }
  if (syntax.sections === 'apache' && body.startsWith('</')) {
    state.section = state.section.parent ?? top;
    return true;
  }
  if (syntax.sections === 'apache' && body.startsWith('<')) {
    const words = splitWords(body.slice(1).replace(/>\s*$/, ''));
    state.section = draft(
      words[0]?.text ?? '',
      words.slice(1).map((word) => word.text),
      line.number,
      column,
      state.section,
    );
    return true;
  }
  if (syntax.sections === 'keywords' || syntax.sections === 'unindented') {
    const words = splitWords(body, syntax.inlineComments);
    const first = words[0]?.text ?? '';
    const name = syntax.ignoreCase ? first.toLowerCase() : first;
    const opens = syntax.keywords?.some((one) => (syntax.ignoreCase ? one.toLowerCase() : one) === name);
    if (!opens || (syntax.sections === 'unindented' && column > 1)) return false;
    state.section = draft(
      first,
      words.slice(1).map((word) => word.text),
      line.number,
      column,
      top,
    );
    return true;
  }
  return false;
}

function parentByIndent(indent: number, top: Draft, open: { indent: number; block: Draft }[]): Draft {
  while (open.length > 0 && (open.at(-1)?.indent ?? 0) >= indent) open.pop();
  return open.at(-1)?.block ?? top;
}

function readSetting(line: Line, column: number, parent: Draft, syntax: LineSyntax): Draft | undefined {
  const text = stripInlineComment(line.text, syntax.inlineComments ?? []);
  const cut = separatorAt(text, column - 1, syntax.separators ?? []);
  if (cut < 0 && syntax.strict) return undefined;
  if (cut >= 0) {
    const name = unquote(text.slice(column - 1, cut).trim());
    const raw = text.slice(cut + 1).trim();
    const value = unquote(raw);
    if (name === '') return undefined;
    return place(
      name,
      splitWords(raw).map((word) => word.text),
      value,
      line,
      column,
      parent,
      syntax,
    );
  }
  const words = splitWords(text, [], column - 1);
  const [first, ...rest] = words;
  if (!first) return undefined;
  const start = rest[0] ? rest[0].column - 1 : text.length;
  return place(
    first.text,
    rest.map((word) => word.text),
    unquote(text.slice(start).trim()),
    line,
    column,
    parent,
    syntax,
  );
}

function place(
  name: string,
  args: readonly string[],
  value: string,
  line: Line,
  column: number,
  parent: Draft,
  syntax: LineSyntax,
): Draft {
  let owner = parent;
  let last = name;
  if (syntax.nested && name.includes('.')) {
    const parts = name.split('.').slice(0, 24);
    last = parts.pop() as string;
    for (const part of parts) {
      owner =
        owner.children.find((one) => one.name === part && one.value === '') ??
        draft(part, [], line.number, column, owner);
    }
  }
  return draft(unmask(last), args.map(unmask), line.number, column, owner, unmask(value));
}

function separatorAt(text: string, from: number, separators: readonly string[]): number {
  if (separators.length === 0) return -1;
  let i = from;
  if (text[i] === '"') i = text.indexOf('"', i + 1) + 1 || i;
  for (; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (separators.includes(text[i] as string)) return i;
  }
  return -1;
}

function stripInlineComment(text: string, marks: readonly string[]): string {
  if (marks.length === 0) return text;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quote) {
      if (char === '\\') i++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") {
      if (i === 0 || /[\s=:,]/.test(text[i - 1] as string)) quote = char;
    } else if (marks.some((mark) => text.startsWith(mark, i)) && (i === 0 || /\s/.test(text[i - 1] as string))) {
      return text.slice(0, i);
    }
  }
  return text;
}

/** Joins continued lines and drops comment lines. The number is that of the first line. */
function* logicalLines(text: string, syntax: LineSyntax, problems: string[]): Generator<Line> {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > MAX_LINES) problems.push(`only the first ${MAX_LINES} of ${lines.length} lines were read`);
  const isComment = (line: string): boolean => {
    const body = line.trimStart();
    return syntax.comments.some((mark) => body.startsWith(mark));
  };
  for (let i = 0; i < Math.min(lines.length, MAX_LINES); i++) {
    const number = i + 1;
    let line = lines[i] as string;
    if (isComment(line)) continue;
    if (syntax.continuation === 'backslash') {
      const parts = [line];
      while (parts.at(-1)?.endsWith('\\') && i + 1 < lines.length) {
        parts[parts.length - 1] = (parts.at(-1) as string).slice(0, -1);
        parts.push((lines[++i] as string).trimStart());
      }
      line = parts.join('');
    } else if (syntax.continuation === 'indent') {
      const parts = [line];
      while (i + 1 < lines.length && /^[ \t]+\S/.test(lines[i + 1] as string)) {
        const next = lines[++i] as string;
        if (!isComment(next)) parts.push(next.trim());
      }
      line = parts.join(' ');
    }
    yield { text: line, number };
  }
}
