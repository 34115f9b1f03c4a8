import type { Parser } from '../parser.js';
import { decodeText } from '../text.js';
import { FieldList } from './field.js';

const NOT_COLUMNS = new Set([
  'primary',
  'foreign',
  'unique',
  'constraint',
  'key',
  'index',
  'check',
  'exclude',
  'like',
  'fulltext',
  'spatial',
  'period',
  'partition',
]);

/**
 * Columns of `CREATE TABLE` and `ALTER TABLE … ADD`, in the common part of the SQL dialects. Statements are tokenised, so that
 * comments, strings and nested parentheses do not mislead; data statements are skipped.
 */
export const SQL_SCHEMA: Parser = {
  id: 'schema/sql',
  wants: (face) =>
    (face.extension === '.sql' || face.extension === '.ddl') && !face.binary && /\btable\b/i.test(face.latin1),
  parse(artifact) {
    const list = new FieldList(artifact, 'sql');
    const tokens = tokenise(decodeText(artifact.bytes));
    for (let at = 0; at < tokens.length; at++) {
      if (is(tokens[at], 'create')) at = createTable(tokens, at, list);
      else if (is(tokens[at], 'alter') && is(tokens[at + 1], 'table')) at = alterTable(tokens, at + 2, list);
    }
    return list.result('schema/sql');
  },
};

interface Token {
  readonly text: string;
  readonly line: number;
  readonly quoted?: boolean;
}

/** Words, quoted names and punctuation; comments and string literals are dropped. */
function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern =
    /--[^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^'\\]|\\.|'')*(?:'|$)|"([^"\n]*)"|`([^`\n]*)`|\[([\w $.]+)\]|[\p{L}_][\p{L}\p{N}_$]*|[(),;.]|\n/gu;
  let line = 1;
  for (const match of text.matchAll(pattern)) {
    const quoted = match[1] ?? match[2] ?? match[3];
    const value = match[0];
    if (quoted !== undefined) tokens.push({ text: quoted, line, quoted: true });
    else if (/^[\p{L}_(),;.]/u.test(value)) tokens.push({ text: value, line });
    for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) line++;
  }
  return tokens;
}

/** From `CREATE` to the closing parenthesis of the column list; `at` where it is no table. */
function createTable(tokens: readonly Token[], at: number, list: FieldList): number {
  let index = at + 1;
  while (index < at + 5 && !is(tokens[index], 'table')) index++;
  if (!is(tokens[index], 'table')) return at;
  index++;
  while (is(tokens[index], 'if') || is(tokens[index], 'not') || is(tokens[index], 'exists')) index++;
  const name = nameAt(tokens, index);
  index = name.next;
  if (tokens[index]?.text !== '(') return index;
  let depth = 0;
  let first = true;
  for (; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.text === '(' && !token.quoted) depth++;
    else if (token.text === ')' && !token.quoted) {
      if (--depth === 0) return index;
    } else if (token.text === ',' && depth === 1) first = true;
    else if (token.text === ';' && !token.quoted) return index;
    if (depth === 1 && first && token.text !== '(' && token.text !== ',') {
      first = false;
      if (token.quoted || !NOT_COLUMNS.has(token.text.toLowerCase())) list.add(name.text, token.text, token.line);
    }
  }
  return index;
}

function alterTable(tokens: readonly Token[], at: number, list: FieldList): number {
  let index = at;
  while (is(tokens[index], 'only') || is(tokens[index], 'if') || is(tokens[index], 'exists')) index++;
  const name = nameAt(tokens, index);
  index = name.next;
  for (; index < tokens.length && tokens[index]!.text !== ';'; index++) {
    if (!is(tokens[index], 'add')) continue;
    let next = index + 1;
    while (
      is(tokens[next], 'column') ||
      is(tokens[next], 'if') ||
      is(tokens[next], 'not') ||
      is(tokens[next], 'exists')
    )
      next++;
    const token = tokens[next];
    if (token && /^[\p{L}_]/u.test(token.text) && (token.quoted || !NOT_COLUMNS.has(token.text.toLowerCase()))) {
      list.add(name.text, token.text, token.line);
    }
  }
  return index;
}

/** `schema.table`: the last part names it. */
function nameAt(tokens: readonly Token[], at: number): { text: string; next: number } {
  let index = at;
  let text = tokens[index]?.text ?? '';
  while (tokens[index + 1]?.text === '.') {
    index += 2;
    text = tokens[index]?.text ?? text;
  }
  return { text, next: index + 1 };
}

function is(token: Token | undefined, word: string): boolean {
  return token !== undefined && !token.quoted && token.text.toLowerCase() === word;
}
