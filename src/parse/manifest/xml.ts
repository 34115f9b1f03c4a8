import { ParseError } from '../../model/index.js';
import { libraries } from '../libraries.js';
import type { Position } from './dependency.js';

/** An XML element with its place. Names without prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** Text directly inside, trimmed when the element ends. */
  text: string;
  /** Where its tag begins. */
  readonly at: Position;
}

const MAX_DEPTH = 200;
const MAX_ELEMENTS = 500_000;

/**
 * Reads XML into elements. Entities of a document type are not expanded: the reader refuses undefined ones.
 * @throws ParseError when it is not well-formed, too deep or too large
 */
export function readXml(text: string): XmlElement {
  const parser = new libraries.saxes.SaxesParser({ position: true });
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '', at: { line: 1, column: 1 } };
  const stack: XmlElement[] = [top];
  let start: Position = { line: 1, column: 1 };
  let elements = 0;
  parser.on('error', (error) => {
    throw new ParseError(`not well-formed XML: ${error.message.slice(0, 160)}`);
  });
  parser.on('opentagstart', (tag) => {
    start = { line: parser.line, column: Math.max(1, parser.column - tag.name.length - 1) };
  });
  parser.on('opentag', (tag) => {
    if (++elements > MAX_ELEMENTS || stack.length > MAX_DEPTH) {
      throw new ParseError('more or deeper XML elements than the limit', parser.position, 'limit');
    }
    const element = {
      name: local(tag.name),
      attributes: tag.attributes as Record<string, string>,
      children: [],
      text: '',
      at: start,
    };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  const onText = (part: string): void => {
    const current = stack.at(-1);
    if (current && current.text.length < 10_000) current.text += part;
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => {
    const closed = stack.pop();
    if (closed) closed.text = closed.text.trim();
  });
  try {
    parser.write(text).close();
  } catch (error) {
    throw error instanceof ParseError
      ? error
      : new ParseError(`not well-formed XML: ${(error as Error).message.slice(0, 160)}`);
  }
  const root = top.children[0];
  if (!root) throw new ParseError('no XML element');
  return root;
}

/** The first child of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

/** All elements of that name, at any depth, in document order. */
export function* descendants(element: XmlElement, name: string): Generator<XmlElement> {
  for (const one of element.children) {
    if (one.name === name) yield one;
    yield* descendants(one, name);
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
