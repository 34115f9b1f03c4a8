import type { ParseError as JsonError, Node } from 'jsonc-parser';
import { ParseError } from '../../../model/index.js';
import { libraries } from '../../libraries.js';
import { type Draft, draft, root, type Tree } from '../tree.js';
import { Positions } from './positions.js';

const MAX_CHARACTERS = 8_000_000;
const MAX_DEPTH = 64;

/**
 * Reads JSON with comments and trailing commas.
 * @throws ParseError when it is too large, too deep, or no JSON at all
 */
export function readJson(text: string): Tree {
  if (text.length > MAX_CHARACTERS) {
    throw new ParseError(
      `a JSON file of ${text.length} characters is not read as configuration`,
      undefined,
      'too-large',
    );
  }
  if (deeperThan(text, MAX_DEPTH)) throw new ParseError('JSON nested too deep', undefined, 'limit');
  const errors: JsonError[] = [];
  const tree = libraries.jsonc.parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  const positions = new Positions(text);
  if (!tree) throw new ParseError('no JSON value found');
  const top = root();
  fill(tree, top, '-', positions);
  const first = errors[0];
  return { roots: [top], problems: first ? [`line ${positions.at(first.offset).line}: not valid JSON`] : [] };
}

function fill(node: Node, into: Draft, name: string, positions: Positions): void {
  if (node.type === 'object') {
    for (const pair of node.children ?? []) {
      const [key, value] = pair.children ?? [];
      if (!key || !value) continue;
      const at = positions.at(key.offset);
      const label = String(key.value);
      if (value.type === 'array' && value.children?.some((one) => one.type === 'object' || one.type === 'array')) {
        for (const item of value.children) {
          const place = positions.at(item.offset);
          fill(item, draft(label, [], place.line, place.column, into), label, positions);
        }
      } else fill(value, draft(label, [], at.line, at.column, into), label, positions);
    }
  } else if (node.type === 'array') {
    const words: string[] = [];
    for (const item of node.children ?? []) {
      if (item.type === 'object' || item.type === 'array') {
        const at = positions.at(item.offset);
        fill(item, draft(name, [], at.line, at.column, into), name, positions);
      } else words.push(String(item.value));
    }
    into.args = words;
    into.value = words.join(' ');
  } else if (node.value !== null) {
    into.value = String(node.value);
    into.args = [into.value];
  }
}

/** The library recurses; the depth is counted before it is let in. */
function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let string = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (string) {
      if (code === 92) i++;
      else if (code === 34) string = false;
    } else if (code === 34) string = true;
    else if (code === 123 || code === 91) {
      if (++depth > limit) return true;
    } else if (code === 125 || code === 93) depth--;
  }
  return false;
}
