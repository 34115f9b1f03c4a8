import { ParseError } from '../../model/index.js';
import { libraries } from '../libraries.js';
import type { Position } from './dependency.js';

/** A JSON value that knows where it stands. For members, `at` of the key is in `keyAt`. */
export interface JsonNode {
  readonly at: Position;
  /** Where the key of this member begins; absent for array items and the root. */
  readonly keyAt?: Position;
  /** Scalar value; `undefined` for objects and arrays. */
  readonly value?: string | number | boolean | null;
  readonly members?: Map<string, JsonNode>;
  readonly items?: JsonNode[];
}

const MAX_DEPTH = 200;
const MAX_NODES = 1_500_000;

/**
 * Reads JSON with positions; comments and trailing commas are allowed.
 * @throws ParseError when it is not JSON, too deep or too large
 */
export function readJson(text: string): JsonNode {
  checkDepth(text);
  const stack: JsonNode[] = [];
  let root: JsonNode | undefined;
  let key: { name: string; at: Position } | undefined;
  let nodes = 0;
  const add = (node: JsonNode): void => {
    if (++nodes > MAX_NODES) throw new ParseError(`more than ${MAX_NODES} JSON values`, undefined, 'limit');
    const parent = stack.at(-1);
    if (parent?.members && key) parent.members.set(key.name, node);
    else if (parent?.items) parent.items.push(node);
    else root ??= node;
    key = undefined;
  };
  const open = (shape: Pick<JsonNode, 'members' | 'items'>, line: number, character: number): void => {
    const node = { at: at(line, character), ...(key && { keyAt: key.at }), ...shape };
    add(node);
    stack.push(node);
  };
  const close = (): void => void stack.pop();
  libraries.jsonc.visit(
    text,
    {
      onObjectBegin: (_o, _l, line, character) => open({ members: new Map() }, line, character),
      onArrayBegin: (_o, _l, line, character) => open({ items: [] }, line, character),
      onObjectEnd: close,
      onArrayEnd: close,
      onObjectProperty: (name, _o, _l, line, character) => {
        key = { name, at: at(line, character) };
      },
      onLiteralValue: (value, _o, _l, line, character) =>
        add({
          at: at(line, character),
          ...(key && { keyAt: key.at }),
          value: value as string | number | boolean | null,
        }),
      onError: (code, offset, _length, line) => {
        throw new ParseError(
          `not valid JSON at line ${line + 1}: ${libraries.jsonc.printParseErrorCode(code)}`,
          offset,
        );
      },
    },
    { allowTrailingComma: true },
  );
  if (!root) throw new ParseError('the file is empty');
  return root;
}

/** The member of an object, `undefined` when there is none or it is no object. */
export function member(node: JsonNode | undefined, ...path: readonly string[]): JsonNode | undefined {
  let current = node;
  for (const name of path) current = current?.members?.get(name);
  return current;
}

/** Members of an object in order; none when it is something else. */
export function membersOf(node: JsonNode | undefined): Iterable<[string, JsonNode]> {
  return node?.members?.entries() ?? [];
}

/** The text of a string node. */
export function textOf(node: JsonNode | undefined): string | undefined {
  return typeof node?.value === 'string' ? node.value : undefined;
}

function at(line: number, character: number): Position {
  return { line: line + 1, column: character + 1 };
}

/** The reader recurses, so depth is bounded before it begins. */
function checkDepth(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 0x5c) i++;
      else if (code === 0x22 || code === 0x0a) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > MAX_DEPTH) throw new ParseError(`nested more than ${MAX_DEPTH} levels deep`, i, 'limit');
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
}
