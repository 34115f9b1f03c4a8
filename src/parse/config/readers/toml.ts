import { ParseError } from '../../../model/index.js';
import { libraries } from '../../libraries.js';
import { type Draft, draft, root, type Tree } from '../tree.js';

type Place = { line: number; column: number };
const MAX_CHARACTERS = 4_000_000;

/**
 * Reads TOML. The library gives no positions, so the lines of tables and keys are found beside it.
 * @throws ParseError when the text is not TOML
 */
export function readToml(text: string): Tree {
  if (text.length > MAX_CHARACTERS)
    throw new ParseError('TOML file too large for configuration', undefined, 'too-large');
  let value: Record<string, unknown>;
  try {
    value = libraries.toml.parse(text);
  } catch (error) {
    throw new ParseError((error as Error).message.split('\n')[0] ?? 'not TOML');
  }
  const top = root();
  fill(value, top, '', findPlaces(text), { line: 1, column: 1 });
  return { roots: [top], problems: [] };
}

function fill(value: object, into: Draft, path: string, places: ReadonlyMap<string, Place>, near: Place): void {
  for (const [key, one] of Object.entries(value)) {
    const own = path === '' ? key : `${path}.${key}`;
    const items = Array.isArray(one) && one.some((item) => typeof item === 'object' && item !== null) ? one : undefined;
    if (items) {
      items.forEach((item: unknown, index) => {
        const at = places.get(`${own}#${index}`) ?? places.get(own) ?? near;
        const made = draft(key, [], at.line, at.column, into);
        if (typeof item === 'object' && item !== null) fill(item, made, `${own}#${index}`, places, at);
      });
      continue;
    }
    const at = places.get(own) ?? near;
    if (Array.isArray(one)) draft(key, one.map(String), at.line, at.column, into);
    else if (typeof one === 'object' && one !== null && !(one instanceof Date)) {
      fill(one, draft(key, [], at.line, at.column, into), own, places, at);
    } else draft(key, [String(one)], at.line, at.column, into);
  }
}

function findPlaces(text: string): Map<string, Place> {
  const places = new Map<string, Place>();
  const counts = new Map<string, number>();
  let table = '';
  text.split('\n').forEach((line, index) => {
    const column = line.length - line.trimStart().length + 1;
    const header = /^\s*(\[\[?)([^\]]+)\]/.exec(line);
    if (header) {
      const written = keyPath(header[2] ?? '');
      table = withIndexes(written, counts);
      if (header[1] === '[[') {
        const next = (counts.get(table) ?? -1) + 1;
        counts.set(table, next);
        table = `${table}#${next}`;
      }
      if (!places.has(table)) places.set(table, { line: index + 1, column });
      return;
    }
    const key = /^\s*([\w.-]+|"[^"]*"|'[^']*')\s*=/.exec(line);
    if (!key) return;
    const path = [table, keyPath(key[1] ?? '')].filter((part) => part !== '').join('.');
    if (!places.has(path)) places.set(path, { line: index + 1, column });
  });
  return places;
}

/** `a.b` under `[[a]]` means the last `a`. */
function withIndexes(path: string, counts: ReadonlyMap<string, number>): string {
  let own = '';
  const parts = path.split('.');
  parts.forEach((part, index) => {
    own = own === '' ? part : `${own}.${part}`;
    const count = counts.get(own);
    if (count !== undefined && index < parts.length - 1) own = `${own}#${count}`;
  });
  return own;
}

function keyPath(text: string): string {
  return text.replace(/["'\s]/g, '');
}
