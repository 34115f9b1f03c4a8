import { NOTHING, type Node } from '../../tree/ir.js';
import { block, field, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { state } from './names.js';

/** `use a::{b, c::d as e, f::*}` one import a name. */
export function uses(node: SyntaxNode | null, prefix: string): Node[] {
  if (!node) return [];
  const join = (name: string) =>
    (prefix ? `${prefix}.${name}` : name).replace(/\s/g, '').replaceAll('::', '.').replace(/^\./, '');
  switch (node.type) {
    case 'scoped_use_list':
      return uses(field(node, 'list'), join(textOf(field(node, 'path'))));
    case 'use_list':
      return named(node).flatMap((one) => uses(one, prefix));
    case 'use_as_clause': {
      const path = textOf(field(node, 'path'));
      return imported(textOf(field(node, 'alias')), path === 'self' ? prefix : join(path));
    }
    case 'use_wildcard':
      return [{ k: 'import', local: '*', name: join(textOf(named(node)[0] ?? null)) }];
    case 'self':
      return imported(prefix.slice(prefix.lastIndexOf('.') + 1), prefix);
    default: {
      const name = join(node.text);
      return imported(name.slice(name.lastIndexOf('.') + 1), name);
    }
  }
}

/** `extern crate openssl as ssl;` */
export function externCrate(node: SyntaxNode): Node {
  const alias = textOf(field(node, 'alias'));
  return alias && alias !== '_' ? block(imported(alias, textOf(field(node, 'name')))) : NOTHING;
}

/** Other names of crates, `use s2n_quic as quic;`, by which later imports may begin. */
export function renamedIn(root: SyntaxNode): Map<string, string> {
  const crates = [...root.descendantsOfType('use_as_clause'), ...root.descendantsOfType('extern_crate_declaration')];
  const made = crates.map(
    (one) => [textOf(field(one, 'alias')), textOf(field(one, 'path') ?? field(one, 'name'))] as const,
  );
  return new Map(made.filter(([alias, name]) => /^[a-z]\w*$/.test(alias) && /^[a-z]\w*$/.test(name) && alias !== name));
}

/** A module is also what a path begins with, whatever variable has its name: `signature::ED25519` beside `signature: &[u8]`. */
function imported(local: string, written: string): Node[] {
  const [first = '', ...rest] = written.split('.');
  const crate = rest.length > 0 ? state.renamed.get(first) : undefined;
  const name = crate ? [crate, ...rest].join('.') : written;
  const made: Node = { k: 'import', local, name };
  if (!/^[a-z]/.test(local)) return [made];
  state.modules.add(local);
  return [made, { ...made, local: `${local}::` }];
}
