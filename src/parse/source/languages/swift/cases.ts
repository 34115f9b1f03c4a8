import type { Node } from '../../tree/ir.js';
import { type Lower, named } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Cases of the enums of the file with the types of what they hold. */
const cases = new Map<string, readonly SyntaxNode[]>();
/** Names of all of them. */
const names = new Set<string>();

/** Begins a file: its enums are known before its functions are read. */
export function readCases(root: SyntaxNode): void {
  cases.clear();
  names.clear();
  for (const entry of root.descendantsOfType('enum_entry')) {
    let name = '';
    for (const one of named(entry)) {
      if (one.type === 'simple_identifier') {
        name = one.text;
        names.add(name);
      } else if (one.type === 'enum_type_parameters')
        cases.set(
          name,
          named(one).filter((each) => /_type$/.test(each.type)),
        );
    }
  }
}

/** Is `.name` a case of an enum of the file, where its declared type may be one? */
export function isCase(name: string): boolean {
  return names.has(name);
}

/** `case .p256(let key)` binds what the case holds: of the type that the enum gives it. */
export function boundIn(entry: SyntaxNode, go: Lower): Node[] {
  return named(entry)
    .filter((one) => one.type === 'switch_pattern')
    .flatMap((one) => {
      const [pattern] = named(one);
      const parts = named(pattern ?? null);
      const at = parts.findIndex((each) => each.type === 'simple_identifier');
      const held = parts.slice(at + 1).filter((each) => each.type === 'pattern');
      return at < 0 ? [] : bindHeld(parts[at]?.text ?? '', held, go);
    });
}

export function bindHeld(name: string, held: readonly SyntaxNode[], go: Lower): Node[] {
  const types = cases.get(name) ?? [];
  return held.flatMap((one, at): Node[] => {
    const bound = one.descendantsOfType('simple_identifier')[0];
    const type = types[at];
    if (!bound || !type) return [];
    return [{ k: 'assign', declares: true, target: { k: 'name', name: bound.text }, type: go(type) }];
  });
}
