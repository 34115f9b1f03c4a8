import { ParseError } from '../../../model/index.js';
import { libraries } from '../../libraries.js';
import { type Draft, draft, root, type Tree } from '../tree.js';

const MAX_DEPTH = 96;
const MAX_ELEMENTS = 400_000;
const MAX_TEXT = 1_000_000;

/**
 * Reads XML: an element is a block, an attribute a setting in it, text its value. Prefixes of namespaces are dropped.
 * Entities of the document's own are never expanded.
 * @throws ParseError when a limit is met, or nothing of it is XML
 */
export function readXml(text: string): Tree {
  const top = root();
  const problems: string[] = [];
  const parser = new libraries.saxes.SaxesParser({ position: true });
  let block: Draft = top;
  let start = { line: 1, column: 1 };
  let elements = 0;
  let depth = 0;
  parser.on('error', (error) => {
    if (problems.length < 3) problems.push(error.message);
  });
  parser.on('opentagstart', (tag) => {
    if (++elements > MAX_ELEMENTS) throw new ParseError('XML with too many elements', undefined, 'limit');
    if (++depth > MAX_DEPTH) throw new ParseError('XML nested too deep', undefined, 'limit');
    start = { line: parser.line, column: Math.max(1, parser.column - tag.name.length - 1) };
    block = draft(localName(tag.name), [], start.line, start.column, block);
  });
  parser.on('attribute', (attribute) => {
    draft(
      localName(attribute.name),
      [attribute.value],
      parser.line,
      Math.max(1, parser.column - attribute.value.length - attribute.name.length - 2),
      block,
    );
  });
  const addText = (more: string): void => {
    if (block.value.length < MAX_TEXT) block.value += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    depth--;
    block.value = block.value.trim();
    if (block.value !== '') block.args = [block.value];
    block = block.parent ?? top;
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof ParseError) throw error;
    problems.push((error as Error).message);
  }
  if (top.children.length === 0) throw new ParseError(problems[0] ?? 'no XML element found');
  return { roots: [top], problems };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
