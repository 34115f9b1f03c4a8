import type { Argument, Parameter } from '../../tree/ir.js';
import { field, type Lower, named, part, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

export function args(node: SyntaxNode | null | undefined, go: Lower): Argument[] {
  if (!node) return [];
  if (node.type !== 'arguments') return [{ value: go(node) }];
  return named(node).map((one) =>
    one.type === 'assignment_expression'
      ? { name: textOf(field(one, 'left')), value: part(one, 'right', go) }
      : { value: go(one) },
  );
}

export function parameters(node: SyntaxNode | null, go: Lower): Parameter[] {
  return named(node)
    .filter((one) => one.type === 'parameter' || one.type === 'class_parameter')
    .map((one) => ({
      name: textOf(field(one, 'name')),
      type: field(one, 'type') ? part(one, 'type', go) : undefined,
      default: field(one, 'default_value') ? part(one, 'default_value', go) : undefined,
    }));
}
