import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { LANGUAGES } from '../../../../src/parse/source/languages/index.js';
import { SyntaxNode } from '../../../../src/parse/source/tree/syntax-node.js';
import { memory } from '../../../../src/parse/source/tree/tree-memory.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const MOST_FILES = 5;

const parsers = new Map<string, Promise<Parser>>();
async function parserFor(grammar: string): Promise<Parser> {
  await Parser.init({ wasmMemory: memory });
  const parser = new Parser();
  return parser.setLanguage(await Language.load(readFileSync(join(root, `dist/grammars/${grammar}.wasm`))));
}

function filesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name));
}

const facts = (node: Node | SyntaxNode | null) =>
  node && [node.type, node.startIndex, node.endIndex, node.isNamed, node.isExtra, node.isMissing, node.isError];

/** Every property of every node: ours beside the library's. @returns how many nodes were compared */
function compare(theirs: Node, ours: SyntaxNode, fields: readonly string[]): number {
  expect(facts(ours)).toEqual(facts(theirs));
  expect(ours.id).toBe(theirs.id);
  expect([ours.startPosition, ours.endPosition]).toEqual([theirs.startPosition, theirs.endPosition]);
  expect([ours.text, ours.hasError]).toEqual([theirs.text, theirs.hasError]);
  expect(ours.namedChildren.map(facts)).toEqual(theirs.namedChildren.map(facts));
  expect(ours.children.length).toBe(theirs.childCount);
  for (const name of fields) {
    expect([name, facts(ours.childForFieldName(name))]).toEqual([name, facts(theirs.childForFieldName(name))]);
    expect([name, ours.childrenForFieldName(name).map(facts)]).toEqual([
      name,
      theirs.childrenForFieldName(name).map(facts),
    ]);
  }
  let count = 1;
  // Siblings by the list of children: the library looks for them by position and passes over empty nodes.
  theirs.children.forEach((child, index) => {
    const own = ours.children[index];
    expect(facts(own?.nextSibling ?? null)).toEqual(facts(theirs.children[index + 1] ?? null));
    expect(facts(own?.previousSibling ?? null)).toEqual(facts(theirs.children[index - 1] ?? null));
    const next = theirs.children.slice(index + 1).find((one) => one?.isNamed);
    expect(facts(own?.nextNamedSibling ?? null)).toEqual(facts(next ?? null));
    expect(own?.parent).toBe(ours);
    expect(ours.fieldNameForChild(index)).toBe(theirs.fieldNameForChild(index));
    count += compare(child as Node, ours.children[index] as SyntaxNode, fields);
  });
  return count;
}

async function compareText(grammar: string, text: string): Promise<number> {
  const made = parsers.get(grammar) ?? parserFor(grammar);
  parsers.set(grammar, made);
  const tree = (await made).parse(text);
  if (!tree) throw new Error('no tree');
  const theirs = tree.rootNode;
  const ours = SyntaxNode.root(tree, text);
  const fields = tree.language.fields.filter((name) => name !== null);
  const count = compare(theirs, ours, fields);
  for (let at = 0; at < text.length; at += 37) {
    const found = ours.descendantForIndex(at);
    if (/comment/.test(found.type)) expect(facts(found)).toEqual(facts(theirs.descendantForIndex(at)));
  }
  const types = [...new Set(theirs.children.map((one) => one?.type ?? ''))].slice(0, 5);
  for (const type of types)
    expect(ours.descendantsOfType(type).map(facts)).toEqual(theirs.descendantsOfType(type).map(facts));
  tree.delete();
  return count;
}

describe('SyntaxNode says what the library says of the same tree', () => {
  for (const language of LANGUAGES.filter((one) => !one.read)) {
    it(language.id, async () => {
      const folder = `fixtures/source/${language.id}`;
      let nodes = 0;
      for (const file of filesOf(folder).slice(0, MOST_FILES)) {
        const text = readFileSync(file, 'utf8').slice(0, 2500);
        nodes += await compareText(language.grammar(file, text), text);
        // Cut anywhere and with stray brackets: errors, missing nodes.
        const broken = `${text.slice(0, 700).replace(/[;)]/g, (sign, at) => (at % 5 === 0 ? ' ' : sign))} ( { é𝒳 "`;
        nodes += await compareText(language.grammar(file, text), broken);
      }
      expect(nodes).toBeGreaterThan(200);
    });
  }

  it('a tree that makes the memory grow', async () => {
    const before = memory.buffer.byteLength;
    const text = Array.from({ length: 60_000 }, (_, i) => `f${i}(a, 1);`).join('\n');
    const tree = (await parserFor('javascript')).parse(text);
    if (!tree) throw new Error('no tree');
    const ours = SyntaxNode.root(tree, text);
    expect(memory.buffer.byteLength).toBeGreaterThan(before);
    expect(ours.children.length).toBe(60_000);
    expect(ours.children[59_999]?.text).toBe('f59999(a, 1);');
    tree.delete();
  });
});
