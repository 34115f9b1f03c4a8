import { NOTHING, type Node } from '../../tree/ir.js';
import { field, named, path } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `a::b::c` and `a.b.c` are one spelling in rules. */
export function dotted(text: string): string {
  return text.replace(/\s/g, '').replace(/^::/, '').replaceAll('::', '.');
}

/** The name inside pointers, arrays, references and function declarators. */
export function declaredName(node: SyntaxNode | null): string {
  for (let at = node, steps = 0; at && steps < 20; steps++) {
    if (/identifier$/.test(at.type) || at.type === 'destructor_name' || at.type === 'operator_name')
      return dotted(at.text);
    at = field(at, 'declarator') ?? named(at)[0] ?? null;
  }
  return '';
}

export function declaratorOf(node: SyntaxNode | null, type: string): SyntaxNode | null {
  for (let at = node, steps = 0; at && steps < 20; steps++) {
    if (at.type === type) return at;
    at = field(at, 'declarator') ?? (at.type === 'reference_declarator' ? (named(at)[0] ?? null) : null);
  }
  return null;
}

export function typeName(node: SyntaxNode): Node {
  const name = field(node, 'name');
  if (name && /specifier$/.test(node.type)) return { k: 'name', name: name.text };
  return qualifiedName(node, undefined, 0);
}

const MOST_NESTED = 12;

/** `a::B<C>::D` as members, with its type arguments where it has them. */
export function qualifiedName(node: SyntaxNode, within: Node | undefined, depth: number): Node {
  if (depth > MOST_NESTED) return path(dotted(node.text));
  const member = (name: string): Node => (within ? { k: 'member', object: within, name } : { k: 'name', name });
  switch (node.type) {
    case 'qualified_identifier': {
      const scope = field(node, 'scope');
      const name = field(node, 'name');
      const outer = scope ? qualifiedName(scope, within, depth + 1) : within;
      return name ? qualifiedName(name, outer, depth + 1) : (outer ?? NOTHING);
    }
    case 'template_type':
    case 'template_function': {
      const of = named(field(node, 'arguments')).map((one) => qualifiedName(one, undefined, depth + 1));
      return { k: 'generic', type: member(dotted(field(node, 'name')?.text ?? '')), of };
    }
    case 'type_descriptor': {
      const type = field(node, 'type');
      return type ? qualifiedName(type, undefined, depth + 1) : NOTHING;
    }
    default:
      return within ? member(dotted(node.text)) : path(dotted(node.text));
  }
}

/** Types that hold one object and hand it out: `std::unique_ptr<T, D>`, `bssl::UniquePtr<T>`, and what projects call theirs. */
export function holds(type: string): boolean {
  return /(?:ptr|unique|scoped|holder|guard|raii)(?:_t|T)?(?:<.*)?$/is.test(type.replace(/<.*$/s, ''));
}
