import type { Node } from '../../tree/ir.js';
import { field, type Lower, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** `make::<2048>()`, `Generator<3072>`: what stands between the angle brackets, by the last name before them. */
let handed = new Map<string, SyntaxNode[][]>();
/** Names of the `const` parameters of the file. */
let names = new Set<string>();
/** `struct Maker<const BITS: u32 = 2048>`: what stands where nothing is handed over. */
let defaults = new Map<string, SyntaxNode>();

/** Begins a file: where numbers are parameters of functions and types, what is handed to them anywhere in it. */
export function readConstants(root: SyntaxNode): void {
  names = new Set(root.descendantsOfType('const_parameter').map((one) => textOf(field(one, 'name'))));
  handed = new Map();
  defaults = new Map();
  if (names.size === 0) return;
  for (const node of root.descendantsOfType('struct_item'))
    for (const one of named(field(node, 'type_parameters'))) {
      const value = one.type === 'const_parameter' ? field(one, 'value') : null;
      if (value) defaults.set(textOf(field(node, 'name')), value);
    }
  for (const node of root.descendantsOfType(['generic_function', 'generic_type', 'generic_type_with_turbofish'])) {
    const owner = field(node, 'function') ?? field(node, 'type');
    const name = owner ? lastName(owner) : '';
    handed.set(name, [...(handed.get(name) ?? []), argumentsOf(field(node, 'type_arguments'))]);
  }
}

/** `N` in `fn make<const N: usize>()` or `impl<const N: usize> Generator<N>`: one of the values that the file hands over. */
export function constantGiven(node: SyntaxNode, go: Lower): Node | undefined {
  if (!names.has(node.text)) return undefined;
  for (let at = node.parent; at; at = at.parent) {
    const parameter = named(field(at, 'type_parameters')).find((one) => isParameter(one, node.text));
    if (!parameter) continue;
    const arms = valuesFor(at, parameter).map(go);
    return arms.length > 0 ? { k: 'choice', arms } : undefined;
  }
  return undefined;
}

function isParameter(node: SyntaxNode, name: string): boolean {
  return node.type === 'const_parameter' && textOf(field(node, 'name')) === name;
}

/** @param item the function, or the implementation whose type says where the parameter stands */
function valuesFor(item: SyntaxNode, parameter: SyntaxNode): SyntaxNode[] {
  const name = textOf(field(parameter, 'name'));
  const type = item.type === 'impl_item' ? field(item, 'type') : null;
  const order = type
    ? argumentsOf(field(type, 'type_arguments')).map((one) => one.text)
    : named(field(item, 'type_parameters'))
        .filter((one) => !/^lifetime/.test(one.type))
        .map((one) => textOf(field(one, 'name')));
  const owner = type ? lastName(field(type, 'type') ?? type) : textOf(field(item, 'name'));
  const at = order.indexOf(name);
  const values = (handed.get(owner) ?? []).flatMap((all) => all[at] ?? []).filter((one) => !names.has(one.text));
  const usual = values.length === 0 ? defaults.get(owner) : undefined;
  return usual ? [usual] : values;
}

function argumentsOf(list: SyntaxNode | null): SyntaxNode[] {
  return named(list).filter((one) => one.type !== 'lifetime');
}

function lastName(node: SyntaxNode): string {
  return textOf(field(node, 'name') ?? field(node, 'field') ?? node);
}
