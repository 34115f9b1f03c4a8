import { ParseError } from '../../model/index.js';
import { libraries } from '../libraries.js';
import type { Position } from './dependency.js';
import { lines } from './lines.js';

/** A parsed TOML document, and where its keys stand. */
export interface TomlFile {
  readonly root: Readonly<Record<string, unknown>>;
  /** Where `key` of the table (dotted path) is assigned or opened; the first line when it is not found. */
  keyAt(table: string, key: string): Position;
  /** Where a quoted string stands, from a position on. */
  stringAt(text: string, from: Position): Position;
}

const MAX_DEPTH = 100;

/**
 * Reads TOML.
 * @throws ParseError when it is not TOML
 */
export function readToml(text: string): TomlFile {
  let root: Record<string, unknown>;
  try {
    root = libraries.toml.parse(text, { maxDepth: MAX_DEPTH }) as Record<string, unknown>;
  } catch (error) {
    const line = error instanceof libraries.toml.TomlError ? ` at line ${error.line}` : '';
    throw new ParseError(`not valid TOML${line}: ${(error as Error).message.split('\n')[0]}`);
  }
  const keys = indexKeys(text);
  const all = [...lines(text)];
  return {
    root,
    keyAt: (table, key) => keys.get(`${table}\0${key}`) ?? keys.get(`${table}.${key}\0`) ?? { line: 1, column: 1 },
    stringAt: (value, from) => {
      for (const line of all.slice(from.line - 1)) {
        for (const quote of ['"', "'"]) {
          const column = line.text.indexOf(quote + value + quote);
          if (column >= 0) return { line: line.number, column: column + 2 };
        }
      }
      return from;
    },
  };
}

/** Table of a value, `undefined` when it is something else. */
export function table(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> | undefined {
  let current: unknown = value;
  for (const name of path) {
    if (!isTable(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return isTable(current) ? current : undefined;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** Keys at the start of lines under their table. Text of multi-line strings may add keys that no one asks for. */
function indexKeys(text: string): Map<string, Position> {
  const keys = new Map<string, Position>();
  let current = '';
  for (const { text: line, number } of lines(text)) {
    const header = /^(\s*)\[{1,2}\s*([^\]]{1,200}?)\s*\]{1,2}/.exec(line);
    if (header && !line.includes('=')) {
      current = dotted(header[2] as string);
      const column = (header[1] as string).length + line.trimStart().search(/[^[\s]/) + 1;
      if (!keys.has(`${current}\0`)) keys.set(`${current}\0`, { line: number, column });
      continue;
    }
    const assignment = /^(\s*)("[^"]{1,200}"|'[^']{1,200}'|[\w-]{1,200})\s*[.=]/.exec(line);
    if (!assignment) continue;
    const key = `${current}\0${dotted(assignment[2] as string)}`;
    if (!keys.has(key)) keys.set(key, { line: number, column: (assignment[1] as string).length + 1 });
  }
  return keys;
}

/** `tool."poetry".dependencies` → `tool.poetry.dependencies`. */
function dotted(name: string): string {
  const parts = name.match(/"[^"]*"|'[^']*'|[^.\s"']+/g) ?? [];
  return parts.map((part) => part.replace(/^["']|["']$/g, '')).join('.');
}
