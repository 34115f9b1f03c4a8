import type { Node } from '../../tree/ir.js';
import { field, type Lower, lit, named, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Constants of the present file that count (`iota`) → their type, where one is written. */
let counted = new Map<string, string>();
/** Constants of the present file that are texts. */
let texts = new Map<string, SyntaxNode>();
/** Types of the file that are no structures and have methods. */
let behaving = new Set<string>();

/** Begins a file: its constants are known before its functions are read. */
export function readConstants(root: SyntaxNode): void {
  counted = new Map();
  texts = new Map();
  const top = named(root);
  const receivers = top.flatMap((one) => (one.type === 'method_declaration' ? [receiverOf(one)] : []));
  behaving = new Set(receivers);
  for (const one of top) {
    if (one.type !== 'const_declaration') continue;
    let counts: string | undefined;
    for (const spec of named(one)) {
      const value = field(spec, 'value');
      if (value) counts = /\biota\b/.test(value.text) ? textOf(field(spec, 'type')) : undefined;
      const name = textOf(field(spec, 'name'));
      if (counts !== undefined) counted.set(name, counts);
      const [only] = named(value);
      if (only && /_string_literal$/.test(only.type)) texts.set(name, only);
    }
  }
}

function receiverOf(method: SyntaxNode): string {
  const type = field(named(field(method, 'receiver'))[0] ?? method, 'type');
  return textOf(type).replace(/^\*/, '');
}

/** `High`, counted by `iota`: a constant is itself, and one of a type with methods is an object on which they are called. */
export function countedConstant(name: string): Node | undefined {
  const type = counted.get(name);
  if (type === undefined) return undefined;
  return behaving.has(type) ? { k: 'member', object: { k: 'name', name: type }, name } : { k: 'symbol', name };
}

/** Has the file methods for a type of this name that is no structure? */
export function behaves(type: string): boolean {
  return behaving.has(type);
}

/** `type Level int` whose constants are counted and that has methods: an enum. */
export function enumOf(node: SyntaxNode): Node | undefined {
  const name = textOf(field(node, 'name'));
  const own = behaving.has(name) ? [...counted].filter(([, type]) => type === name) : [];
  if (own.length === 0) return undefined;
  const members = own.map(
    ([key]): Node => ({
      k: 'assign',
      declares: true,
      static: true,
      constant: true,
      target: { k: 'name', name: key },
      value: {
        k: 'call',
        callee: { k: 'name', name },
        args: [{ name: '$name', value: lit(key) }],
        at: spanOf(node),
      },
    }),
  );
  return { k: 'class', name, bases: [], members, at: spanOf(node) };
}

/** A label of a `switch`, or what something is compared with: a constant that is a text counts as the text. */
export function labelOf(node: SyntaxNode, go: Lower): Node {
  const text = node.type === 'identifier' ? texts.get(node.text) : undefined;
  return go(text ?? node);
}
