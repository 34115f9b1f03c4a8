import type { Node as SyntaxNode } from 'web-tree-sitter';
import { NOTHING, type Node } from '../ir.js';
import { block, field, type Lower, lit, named, numberLiteral, textOf, unescaped } from '../lowering.js';

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

/** `#define BITS 2048`, `#define ALG "RSA"`, `#define OTHER BITS`: values that a use can name. */
export function define(node: SyntaxNode): Node {
  const text = textOf(field(node, 'value'))
    .replace(/\/[/*].*$/s, '')
    .trim();
  const value = defined(text.replace(/^\((.*)\)$/s, '$1').trim());
  if (value === NOTHING) return NOTHING;
  return {
    k: 'assign',
    declares: true,
    constant: true,
    target: { k: 'name', name: textOf(field(node, 'name')) },
    value,
  };
}

function defined(text: string): Node {
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) return lit(unescaped(text.slice(1, -1)));
  if (/^[A-Za-z_]\w*$/.test(text)) return { k: 'name', name: text };
  if (/^(?:0x[\da-f]+|\d+)[ul]*$/i.test(text)) return numberLiteral(text);
  const scaled = /^(\d+)\s*\*\s*(\d+)$/.exec(text);
  if (scaled) return lit(Number(scaled[1]) * Number(scaled[2]));
  const called = /^([A-Za-z_]\w*)\s*\(\s*\)$/.exec(text);
  if (called)
    return {
      k: 'call',
      callee: { k: 'name', name: called[1] ?? '' },
      args: [],
      at: { row: 0, column: 0, start: 0, end: 0 },
    };
  return NOTHING;
}
