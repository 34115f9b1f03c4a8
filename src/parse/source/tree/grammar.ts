import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Language, type ParseCallback, Parser, type Range, type Tree } from 'web-tree-sitter';
import { type Limits, ParseError } from '../../../model/index.js';
import { rangesWithout } from '../dormant/gaps.js';
import type { Body } from '../dormant/outline.js';
import { largestFunction } from './largest-function.js';
import { SyntaxNode } from './syntax-node.js';
import { memory } from './tree-memory.js';

const GRAMMARS = new URL('../../../../dist/grammars/', import.meta.url);
/** Steps between two questions of the library whether it may go on: a hundred operations (tree-sitter lib/src/parser.c), of a tenth each. */
const STEPS_BETWEEN = 10;
/**
 * V8 optimises a function after a few rounds, whatever its size. For the lexers of some grammars that takes longer than any
 * scan: 7 seconds of processor for Swift, 12 for PowerShell, half a one for Kotlin and Bash, where the next largest take a
 * tenth (docs/performance.md). Bytes from which on it is not worth it.
 */
const NOT_OPTIMISED = 100_000;
const parsers = new Map<string, Promise<Parser>>();
let started: Promise<void> | undefined;

/** A parsed text. Its nodes may be used until it is deleted. */
export interface SyntaxTree {
  readonly rootNode: SyntaxNode;
  delete(): void;
}

/**
 * Parses text with a grammar of `dist/grammars/`, loaded on first need and kept.
 * The caller deletes the tree. Syntax errors leave a usable tree.
 * @param without parts of the text that are left out
 * @throws ParseError `limit` after as many steps as the limits allow, `timeout` after as much time
 */
export async function parseTree(
  grammar: string,
  text: string,
  limits: Limits,
  without: readonly Body[] = [],
): Promise<SyntaxTree> {
  const parser = await parserFor(grammar);
  const end = performance.now() + limits.parseMillis;
  let steps = 0;
  const isOver = () => {
    steps += STEPS_BETWEEN;
    return steps > limits.parseSteps || performance.now() > end;
  };
  const includedRanges = without.length > 0 ? rangesWithout(text, without) : undefined;
  const tree = parser.parse(includedRanges ? onlyIn(text, includedRanges) : text, null, {
    progressCallback: isOver,
    includedRanges,
  });
  if (!tree) {
    parser.reset();
    const counted = steps > limits.parseSteps;
    const after = counted ? `${limits.parseSteps} steps` : `${limits.parseMillis} ms`;
    throw new ParseError(`the syntax tree was not ready after ${after}`, undefined, counted ? 'limit' : 'timeout');
  }
  return syntaxTree(tree, text);
}

/** The text from an index on, up to the end of its range: the library would copy what it then passes over. */
function onlyIn(text: string, ranges: readonly Range[]): ParseCallback {
  return (index) => text.slice(index, ranges.find(({ endIndex }) => endIndex > index)?.endIndex);
}

/** Parsers for parts of a text, one for each grammar. */
const inner = new WeakMap<Language, Parser>();

/**
 * Parses a part of a text with the grammar of its tree, in place: code that stands in the tokens of a macro. The caller
 * deletes the tree.
 * @param last node with which the part ends, where it is not one node alone
 */
export function parseInside(first: SyntaxNode, last = first): SyntaxTree | null {
  const { language, text } = first.source;
  let parser = inner.get(language);
  if (!parser) {
    parser = new Parser();
    parser.setLanguage(language);
    inner.set(language, parser);
  }
  const { startIndex, startPosition } = first;
  const { endIndex, endPosition } = last;
  const tree = parser.parse(text, null, { includedRanges: [{ startIndex, endIndex, startPosition, endPosition }] });
  return tree && syntaxTree(tree, text);
}

function syntaxTree(tree: Tree, text: string): SyntaxTree {
  return { rootNode: SyntaxNode.root(tree, text), delete: () => tree.delete() };
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
  started ??= Parser.init({ wasmMemory: memory });
  await started;
  const bytes = await readFile(fileURLToPath(new URL(`${grammar}.wasm`, GRAMMARS)));
  // For all WebAssembly of the process from now on; what has been optimised stays so. It costs up to a tenth of the parsing.
  if (largestFunction(bytes) > NOT_OPTIMISED) setFlagsFromString('--liftoff-only');
  const parser = new Parser();
  parser.setLanguage(await Language.load(bytes));
  return parser;
}
