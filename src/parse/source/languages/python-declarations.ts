import type { Node, Parameter } from '../tree/ir.js';
import { block, blockOf, field, type Lower, named, part, spanOf, textOf } from '../tree/lowering.js';
import type { SyntaxNode } from '../tree/syntax-node.js';
import { withOptions } from './python-options.js';

/** Methods that are read like a field: `@property`, `@functools.cached_property`, `@hybrid_property`. */
const GETTER = /^@(?:[\w.]+\.)?(?:\w+_)?property\b(?!\.)/;

export function functionOf(node: SyntaxNode, go: Lower): Node & { k: 'function' } {
  const name = textOf(field(node, 'name'));
  const all = parameters(field(node, 'parameters'), go);
  const bound = all[0]?.name === 'self' || all[0]?.name === 'cls';
  return {
    k: 'function',
    name,
    params: bound ? all.slice(1) : all,
    returns: field(node, 'return_type') ? part(node, 'return_type', go) : undefined,
    body: part(node, 'body', go),
    constructs: name === '__init__',
    at: spanOf(node),
  };
}

export function parameters(node: SyntaxNode | null, go: Lower): Parameter[] {
  return named(node).flatMap((one): Parameter[] => {
    switch (one.type) {
      case 'identifier':
        return [{ name: one.text }];
      case 'typed_parameter': {
        const inner = named(one)[0];
        const rest = inner?.type === 'dictionary_splat_pattern' ? 'named' : inner?.type === 'list_splat_pattern';
        return [{ name: (inner?.text ?? '').replace(/^\*+/, ''), type: part(one, 'type', go), rest }];
      }
      case 'default_parameter':
      case 'typed_default_parameter':
        return [
          {
            name: textOf(field(one, 'name')),
            type: field(one, 'type') ? part(one, 'type', go) : undefined,
            default: part(one, 'value', go),
          },
        ];
      case 'list_splat_pattern':
        return [{ name: one.text.replace(/^\*+/, ''), rest: true }];
      case 'dictionary_splat_pattern':
        return [{ name: one.text.replace(/^\*+/, ''), rest: 'named' }];
      default:
        return [];
    }
  });
}

/** Assignments in the body of a class are fields of the class, shared by its instances. */
export function classOf(node: SyntaxNode, go: Lower): Node {
  const members = named(field(node, 'body')).flatMap((one): Node[] => {
    const made = go(one);
    const all = made.k === 'block' ? made.items : [made];
    return all.map((item) => (item.k === 'assign' ? { ...item, static: true } : item));
  });
  const bases = named(field(node, 'superclasses')).filter((one) => one.type !== 'keyword_argument');
  const name = textOf(field(node, 'name'));
  return { k: 'class', name, bases: bases.map(go), members, at: spanOf(node) };
}

/** A function or class with its decorators in front, which run when it is declared. */
export function decorated(node: SyntaxNode, go: Lower): Node {
  const decorators = named(node).filter((one) => one.type === 'decorator');
  const before = decorators.map((one) => blockOf(one, go));
  const definition = part(node, 'definition', go);
  if (definition.k !== 'function') return block([...before, definition]);
  const fixed = decorators.some((one) => /^@(?:staticmethod|classmethod)\b/.test(one.text));
  const getter = decorators.some((one) => GETTER.test(one.text));
  const whole = withOptions(definition, decorators, go);
  return block([...before, { ...whole, ...(fixed && { static: true }), ...(getter && { getter }) }]);
}
