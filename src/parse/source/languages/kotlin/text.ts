import type { Node } from '../../tree/ir.js';
import { blockOf, type Lower, lit, named, unescaped } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

const NAME = /^(?:`([^`\n]{1,100})`|([\p{L}_][\p{L}\p{N}_]*))/u;

/** Text with what is put into it: `"$alg/${mode}/NoPadding"`. */
export function textOfString(node: SyntaxNode, go: Lower): Node {
  const raw = node.type === 'multiline_string_literal';
  const parts: Node[] = [];
  let dollar = false;
  for (const one of named(node)) {
    const content = one.type === 'string_content' ? one.text : undefined;
    // The grammar takes the `$` of `$alg/..` for text, and what follows it as well.
    if (!raw && dollar) parts.push(...afterDollar(content ?? ''));
    const begins = !raw && content === '$';
    if (content === undefined) parts.push(one.type === 'interpolation' ? blockOf(one, go) : lit(unescaped(one.text)));
    else if (!begins && !dollar) parts.push(lit(raw ? content : unescaped(content)));
    dollar = begins;
  }
  if (dollar) parts.push(lit('$'));
  return parts.length === 1 && parts[0]?.k === 'lit' ? parts[0] : { k: 'concat', parts: [lit(''), ...parts] };
}

function afterDollar(text: string): Node[] {
  const found = NAME.exec(text);
  if (!found) return [lit(text === '$' ? '$' : `$${unescaped(text)}`)];
  const name = found[1] ?? found[2] ?? '';
  const rest = unescaped(text.slice(found[0].length));
  const value: Node = name === 'this' ? { k: 'this' } : { k: 'name', name };
  return rest ? [value, lit(rest)] : [value];
}
