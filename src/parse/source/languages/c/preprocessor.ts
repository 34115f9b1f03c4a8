import { parseInside } from '../../tree/grammar.js';
import { NOTHING, type Node } from '../../tree/ir.js';
import {
  block,
  blockOf,
  field,
  type Lower,
  lit,
  named,
  numberLiteral,
  spanOf,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Both arms of `#if` are there: which one is compiled is not known. Inside a function they are alternatives. */
export function conditional(node: SyntaxNode, go: Lower): Node {
  const alternative = field(node, 'alternative');
  const skip = new Set([field(node, 'name')?.id, field(node, 'condition')?.id, alternative?.id]);
  const own = named(node)
    .filter((one) => !skip.has(one.id))
    .map(go);
  const other = alternative ? go(alternative) : undefined;
  if (!insideFunction(node)) return block([...own, ...(other?.k === 'block' ? other.items : other ? [other] : [])]);
  return { k: 'branch', arms: [block(own), ...(other ? [other] : [])], exhaustive: other !== undefined };
}

export function insideFunction(node: SyntaxNode): boolean {
  for (let at = node.parent, steps = 0; at && steps < 50; at = at.parent, steps++) {
    if (at.type === 'compound_statement') return true;
  }
  return false;
}

/** `#define BITS 2048`, `#define ALG "RSA"`, `#define OTHER BITS`, `#define MD EVP_sha256()`: values that a use can name. */
export function define(node: SyntaxNode, go: Lower): Node {
  const text = bodyOf(node);
  const value =
    defined(
      text
        .replace(/^\((.*)\)$/s, '$1')
        .replace(BRIDGED, '')
        .trim(),
    ) ?? snippet(node, go);
  if (value === NOTHING) return NOTHING;
  return {
    k: 'assign',
    declares: true,
    constant: true,
    ...(inArm(node) ? { another: true } : {}),
    target: { k: 'name', name: textOf(field(node, 'name')) },
    value,
  };
}

/** Does it stand in an arm of `#if` beside others? A guard around all of a header has none. */
function inArm(node: SyntaxNode): boolean {
  const { parent } = node;
  if (!parent || !/^preproc_(?:if|ifdef|else|elif|elifdef)$/.test(parent.type)) return false;
  return parent.type !== 'preproc_if' && parent.type !== 'preproc_ifdef' ? true : field(parent, 'alternative') !== null;
}

/** `#define GENERATE(key, bits) RSA_generate_key_ex(key, bits, e, NULL)` is a function to those who use it. */
export function macro(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'name'));
  const body = /\w\s*\(/.test(bodyOf(node)) ? snippet(node, go) : NOTHING;
  if (body === NOTHING) return NOTHING;
  const params = named(field(node, 'parameters')).map((one) => ({ name: one.text }));
  return { k: 'function', name, params, body: returned(body), at: spanOf(node) };
}

function returned(body: Node): Node {
  if (body.k !== 'block') return body.k === 'branch' ? body : { k: 'return', value: body };
  const last = body.items.at(-1);
  return last ? { k: 'block', items: [...body.items.slice(0, -1), returned(last)] } : body;
}

/** `(__bridge id)kSecAttrKeyType` and `(int)BITS` are a cast. */
const BRIDGED = /^\(\s*(?:__bridge\w*\s+)?\w+\s*\*?\s*\)\s*(?=\w+$)/;

function bodyOf(node: SyntaxNode): string {
  return textOf(field(node, 'value'))
    .replace(/\/[/*].*$/s, '')
    .trim();
}

function defined(text: string): Node | undefined {
  if (text === '') return NOTHING;
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) return lit(unescaped(text.slice(1, -1)));
  if (/^[A-Za-z_]\w*$/.test(text)) return { k: 'name', name: text };
  if (/^(?:0x[\da-f]+|\d+)[ul]*$/i.test(text)) return numberLiteral(text);
  return undefined;
}

const MOST_SNIPPETS = 400;
const LONGEST_SNIPPET = 4000;
let snippets = 0;

/** Begins a file: the number of macro bodies that are parsed is limited. */
export function beginMacros(): void {
  snippets = 0;
}

/** The body of a macro as code, at its own place in the file: the grammar reads it as text. */
function snippet(node: SyntaxNode, go: Lower): Node {
  const value = field(node, 'value');
  if (!value || value.text.length > LONGEST_SNIPPET || ++snippets > MOST_SNIPPETS) return NOTHING;
  const tree = parseInside(value);
  if (!tree) return NOTHING;
  try {
    return tooBroken(tree.rootNode) ? NOTHING : blockOf(tree.rootNode, go);
  } finally {
    tree.delete();
  }
}

/** Pieces of syntax (`} else {`, `a ## b`) are no code of their own. */
function tooBroken(root: SyntaxNode): boolean {
  return root.namedChildren.some((one) => one?.type === 'ERROR');
}
