import { positionAt } from '../lines.js';
import type { ManifestFormat } from '../manifest-parser.js';
import { requirement } from './requirement.js';

/** Lists that hold requirements, as arguments of `setup()` or as variables that are handed to it. */
const LIST =
  /\b((?:install|setup|tests|extras)_requires?|(?:\w{0,40}_)?(?:requirements|requires|dependencies|deps))\s{0,8}[=:]\s{0,8}(?:\w{1,60}\s{0,8}\+\s{0,8})?(?:\{|\[|\()/gi;
const MAX_LIST = 40_000;
const TEST_LIST = /test|dev|^setup_/i;

/** setup.py (setuptools keywords): the texts in lists of requirements. Nothing of the file is run; a computed list stays unread. */
export const SETUP_PY: ManifestFormat = {
  id: 'setup-py',
  wants: (face) => face.name === 'setup.py',
  confidence: 0.85,
  *read(text) {
    for (const list of text.matchAll(LIST)) {
      if (isComment(text, list.index)) continue;
      const name = list[1] as string;
      const from = list.index + list[0].length;
      for (const { value, at } of texts(text, from)) {
        const found = requirement(value, positionAt(text, at), TEST_LIST.test(name) ? 'dev' : undefined);
        if (found) yield found;
      }
    }
  },
};

/** The quoted texts up to the bracket that closes the list; keys of a dictionary are none. */
function* texts(text: string, from: number): Generator<{ value: string; at: number }> {
  let depth = 1;
  for (let at = from; at < text.length && at < from + MAX_LIST; at++) {
    const char = text[at] as string;
    if (char === '#') at = endOfLine(text, at);
    else if ('[({'.includes(char)) depth++;
    else if ('])}'.includes(char)) {
      if (--depth === 0) return;
    } else if (char === '"' || char === "'") {
      const end = text.indexOf(char, at + 1);
      if (end < 0 || end - at > 400) return;
      if (!/^\s{0,8}:/.test(text.slice(end + 1, end + 10))) yield { value: text.slice(at + 1, end), at: at + 1 };
      at = end;
    }
  }
}

function isComment(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at) + 1, at).includes('#');
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
