import { type Argument, NOTHING, type Node, type Span } from './ir.js';
import type { SyntaxNode } from './syntax-node.js';

const MAX_DEPTH = 300;

export type Lower = (node: SyntaxNode) => Node;

/** One case per syntax kind. */
export type Cases = Readonly<Record<string, (node: SyntaxNode, lower: Lower) => Node>>;

/** What kept the present file from being lowered whole, if anything did. Files are lowered one after the other. */
const present: { most: number; end: number; nodes: number; clipped?: Clipped } = { most: 0, end: 0, nodes: 0 };
type Clipped = 'time' | 'depth' | 'steps';

/**
 * Begins a file.
 * @param most nodes that are read
 * @param end value of `performance.now()` after which nothing more is read
 */
export function beginLowering(most: number, end: number): void {
  present.most = most;
  present.end = end;
  present.nodes = 0;
  present.clipped = undefined;
}

export function clippedBy(): Clipped | undefined {
  return present.clipped;
}

/**
 * Makes a lowering function from one case per syntax kind. A kind without a case becomes a block of its named children;
 * below the depth limit nothing is read, so that hostile nesting cannot exhaust the stack.
 */
export function lowering(cases: Cases): Lower {
  let depth = 0;
  const lower: Lower = (node) => {
    if (depth >= MAX_DEPTH) present.clipped ??= 'depth';
    if (++present.nodes % 1024 === 0 && performance.now() > present.end) present.clipped = 'time';
    if (present.nodes > present.most) present.clipped = 'steps';
    if (depth >= MAX_DEPTH || present.clipped === 'time' || present.clipped === 'steps') return NOTHING;
    depth++;
    try {
      const one = Object.hasOwn(cases, node.type) ? cases[node.type] : undefined;
      return one ? placed(one(node, lower), node) : blockOf(node, lower);
    } finally {
      depth--;
    }
  };
  return lower;
}

/**
 * Literals and names know where they stand, calls and objects where they end: the innermost syntax that makes them says
 * it. The name of a member stands last.
 */
function placed(made: Node, node: SyntaxNode): Node {
  if (made.k === 'lit') return made.at ? made : { ...made, at: node.startPosition };
  if (made.k === 'name') return made.at ? made : { ...made, at: spanOf(node) };
  if (made.k === 'member') return made.at ? made : { ...made, at: lastWord(node, made.name) };
  if (made.k === 'call' || made.k === 'object') return made.to ? made : { ...made, to: node.endPosition };
  return made;
}

function lastWord({ endPosition: { row, column }, endIndex: end }: SyntaxNode, word: string): Span {
  return { row, column: Math.max(0, column - word.length), start: end - word.length, end };
}

/** The named children in order. */
export function blockOf(node: SyntaxNode, lower: Lower): Node {
  if (node.namedChildCount === 0) return NOTHING;
  const items = statements(node)
    .map(lower)
    .filter((one) => one !== NOTHING);
  return items.length === 1 ? (items[0] as Node) : items.length === 0 ? NOTHING : { k: 'block', items };
}

export function named(node: SyntaxNode | null): SyntaxNode[] {
  return node ? node.namedChildren.filter((one): one is SyntaxNode => one !== null && !one.isExtra) : [];
}

/**
 * The named children, with what the grammar could not read: it stands as an extra of the tree, and may hold a whole
 * class of which one line is newer than the grammar.
 */
export function statements(node: SyntaxNode | null): SyntaxNode[] {
  return node ? node.namedChildren.filter((one): one is SyntaxNode => !!one && (!one.isExtra || one.isError)) : [];
}

export function field(node: SyntaxNode, name: string): SyntaxNode | null {
  return node.childForFieldName(name);
}

/** Lowers a field, `NOTHING` when it is absent. */
export function part(node: SyntaxNode, name: string, lower: Lower): Node {
  const child = node.childForFieldName(name);
  return child ? lower(child) : NOTHING;
}

export function textOf(node: SyntaxNode | null): string {
  return node ? node.text : '';
}

export function spanOf(node: Pick<SyntaxNode, 'startPosition' | 'startIndex' | 'endIndex'>): Span {
  const { row, column } = node.startPosition;
  return { row, column, start: node.startIndex, end: node.endIndex };
}

/** A call in a chain of several lines stands in the line of its name. */
export function calledAt(node: SyntaxNode, name: SyntaxNode | null): Span {
  const whole = spanOf(node);
  if (!name || name.startPosition.row === whole.row) return whole;
  const { row, column } = name.startPosition;
  return { row, column, start: name.startIndex, end: whole.end };
}

/** `a.b.c` as nested members. */
export function path(dotted: string): Node {
  const [first = '', ...rest] = dotted.split('.');
  return rest.reduce<Node>((object, name) => ({ k: 'member', object, name }), { k: 'name', name: first });
}

export function lit(value: string | number | boolean | null): Node {
  return { k: 'lit', value };
}

export function block(items: readonly Node[]): Node {
  return { k: 'block', items };
}

export function args(node: SyntaxNode | null, lower: Lower): Argument[] {
  return named(node).map((one) => ({ value: lower(one) }));
}

/** `2_048L`, `0x800`, `1e3`, `0b11`; NOTHING when it is no number. */
/** Digits of a modulus, which no number holds: they stay a text. */
const LONGEST_NUMBER = 150;

export function numberLiteral(text: string): Node {
  if (text.length > LONGEST_NUMBER && /^0x[\da-f]+$/i.test(text)) return lit(text);
  const value = Number(text.replace(/_/g, '').replace(/(?<=[\da-f])(?:ul|lu|ull|[lun])$/i, ''));
  return Number.isNaN(value) ? NOTHING : lit(value);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };

/** The usual backslash escapes; anything else stands for itself. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u\{([\da-f]{1,6})\}|u([\da-f]{4})|x([\da-f]{2})|\r?\n|(.))/gis, (_, a, b, c, d) => {
    const code = a ?? b ?? c;
    if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
    return d === undefined ? '' : (ESCAPES[d] ?? d);
  });
}
