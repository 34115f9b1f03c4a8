import { field, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { declaratorOf, declaredName } from './names.js';

/** Types of the objects that the classes of the present file hold, by class and member. Files are lowered one after the other. */
const held = new Map<string, SyntaxNode>();

/** Those which a constructor makes with arguments. */
const given = new Set<string>();

const MOST_CLASSES = 500;

export function learnFields(root: SyntaxNode): void {
  held.clear();
  given.clear();
  for (const record of root.descendantsOfType(['class_specifier', 'struct_specifier']).slice(0, MOST_CLASSES)) {
    for (const one of named(record && field(record, 'body'))) {
      const type = one.type === 'field_declaration' ? field(one, 'type') : null;
      if (!type || type.type === 'primitive_type') continue;
      for (const declarator of one.childrenForFieldName('declarator')) {
        if (declarator?.type === 'field_identifier') held.set(keyOf(record, declarator.text), type);
      }
    }
  }
  if (held.size === 0) return;
  for (const one of root.descendantsOfType('field_initializer')) {
    const [name, list] = named(one);
    if (name && heldType(one, name.text, named(list ?? null))) given.add(keyOf(one, name.text));
  }
}

/**
 * The type of the object that `: cipher("aes256", key)` makes. A single value may be taken as it is; not so a text, nor a
 * constant of the type itself: `ssl::context ctx` made with `ssl::context::tlsv12`.
 */
export function heldType(initializer: SyntaxNode, name: string, values: readonly SyntaxNode[]): SyntaxNode | undefined {
  const type = held.get(keyOf(initializer, name));
  const [first, more] = values;
  const makes = more || first?.type === 'string_literal' || (type && first?.text.startsWith(`${type.text}::`));
  return makes ? type : undefined;
}

/** Is the object, where it is declared, only announced? */
export function madeLater(declaration: SyntaxNode, name: string): boolean {
  return declaration.type === 'field_declaration' && given.has(keyOf(declaration, name));
}

/** `void K::run()` belongs to K although it stands outside. */
function keyOf(node: SyntaxNode | null, member: string): string {
  for (let at = node; at; at = at.parent) {
    if (/^(?:class|struct)_specifier$/.test(at.type)) return `${textOf(field(at, 'name'))}.${member}`;
    if (at.type !== 'function_definition') continue;
    const scope = declaredName(declaratorOf(field(at, 'declarator'), 'function_declarator'))
      .split('.')
      .at(-2);
    if (scope) return `${scope}.${member}`;
  }
  return '';
}
