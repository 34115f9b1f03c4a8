import type { FunctionNode, Node, Parameter } from '../../tree/ir.js';
import { block, field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `A\B` and `\A\B` as rules write it: `A.B`. */
export function dotted(text: string): string {
  return text.replace(/\s/g, '').replace(/^\\/, '').replaceAll('\\', '.');
}

export function constants(node: SyntaxNode, go: Lower): Node {
  const items = named(node)
    .filter((one) => one.type === 'const_element')
    .map((one): Node => {
      const [name, value] = named(one);
      return {
        k: 'assign',
        declares: true,
        constant: true,
        static: true,
        target: { k: 'name', name: textOf(name ?? null) },
        value: value ? go(value) : undefined,
      };
    });
  return items.length === 1 ? (items[0] as Node) : block(items);
}

export function properties(node: SyntaxNode, go: Lower): Node {
  const type = field(node, 'type');
  const isStatic = named(node).some((one) => one.type === 'static_modifier');
  const items = named(node)
    .filter((one) => one.type === 'property_element')
    .map((one): Node => {
      const value = field(one, 'default_value');
      return {
        k: 'assign',
        declares: true,
        static: isStatic,
        target: { k: 'name', name: textOf(field(one, 'name')).replace(/^\$/, '') },
        ...(type ? { type: go(type) } : {}),
        value: value ? go(value) : undefined,
      };
    });
  return items.length === 1 ? (items[0] as Node) : block(items);
}

function parameters(list: SyntaxNode | null, go: Lower): Parameter[] {
  return named(list).map((one) => {
    const [type, value] = [field(one, 'type'), field(one, 'default_value')];
    return {
      name: textOf(field(one, 'name')),
      ...(type ? { type: go(type) } : {}),
      ...(value ? { default: go(value) } : {}),
      ...(one.type === 'variadic_parameter' ? { rest: true } : {}),
    };
  });
}

export function functionOf(node: SyntaxNode, go: Lower): FunctionNode {
  const name = textOf(field(node, 'name'));
  const list = field(node, 'parameters');
  const returns = field(node, 'return_type');
  // Promoted constructor parameters are fields.
  const promoted = named(list)
    .filter((one) => one.type === 'property_promotion_parameter')
    .map((one): Node => {
      const variable = textOf(field(one, 'name'));
      return {
        k: 'assign',
        target: { k: 'member', object: { k: 'this' }, name: variable.replace(/^\$/, '') },
        value: { k: 'name', name: variable },
      };
    });
  return {
    k: 'function',
    name,
    params: parameters(list, go),
    ...(returns ? { returns: go(returns) } : {}),
    body: block([...promoted, part(node, 'body', go)]),
    static: named(node).some((one) => one.type === 'static_modifier'),
    constructs: name === '__construct',
    at: spanOf(node),
  };
}

export function classOf(node: SyntaxNode, go: Lower): Node {
  const bases = named(node)
    .filter((one) => one.type === 'base_clause' || one.type === 'class_interface_clause')
    .flatMap((one) => named(one).map(go));
  const members = named(field(node, 'body')).flatMap((one) => {
    const made = go(one);
    return made.k === 'block' && /^(?:property|const)_declaration$/.test(one.type) ? [...made.items] : [made];
  });
  return { k: 'class', name: textOf(field(node, 'name')), bases, members, at: spanOf(node) };
}

/** `use A\B;`, `use A\B as C;`, `use A\{B, C as D};`, `use function A\f;` */
export function uses(node: SyntaxNode): Node[] {
  const prefix = named(node).find((one) => one.type === 'namespace_name');
  const group = field(node, 'body');
  const clauses = named(group ?? node).filter((one) => one.type === 'namespace_use_clause');
  return clauses.map((one) => {
    const alias = field(one, 'alias');
    const own = dotted(textOf(named(one).find((child) => child.id !== alias?.id) ?? null));
    const name = group && prefix ? `${dotted(prefix.text)}.${own}` : own;
    return { k: 'import', local: alias ? alias.text : name.slice(name.lastIndexOf('.') + 1), name };
  });
}
