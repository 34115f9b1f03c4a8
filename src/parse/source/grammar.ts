import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { ParseError } from '../../model/index.js';

const GRAMMARS = new URL('../../../dist/grammars/', import.meta.url);
const parsers = new Map<string, Promise<Parser>>();
let started: Promise<void> | undefined;

/**
 * Parses text with a grammar of `dist/grammars/`, loaded on first need and kept.
 * The caller deletes the tree. Syntax errors leave a usable tree.
 * @param millis time limit
 * @throws ParseError `timeout`
 */
export async function parseTree(grammar: string, text: string, millis: number): Promise<Tree> {
  const parser = await parserFor(grammar);
  const end = performance.now() + millis;
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > end });
  if (!tree) {
    parser.reset();
    throw new ParseError(`the syntax tree was not ready after ${millis} ms`, undefined, 'timeout');
  }
  return tree;
}

function parserFor(grammar: string): Promise<Parser> {
  let made = parsers.get(grammar);
  if (!made) {
    made = load(grammar);
    parsers.set(grammar, made);
  }
  return made;
}

async function load(grammar: string): Promise<Parser> {
  started ??= Parser.init();
  await started;
  const bytes = await readFile(fileURLToPath(new URL(`${grammar}.wasm`, GRAMMARS)));
  const parser = new Parser();
  parser.setLanguage(await Language.load(bytes));
  return parser;
}
