import type { Node } from '../../tree/ir.js';
import { field, type Lower, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Traits of the crate `signature` whose last argument is the type of what is signed or verified: it tells the key. */
const TRAIT = /^(?:Async)?(?:Randomized)?(?:Prehash|Digest|Multipart)?(Signer|Verifier)(?:Mut)?$/;

/** Type parameter of the file → the trait that it has to have; nothing where two of that name have different ones. */
let bounds = new Map<string, SyntaxNode | undefined>();

/** Begins a file: what its type parameters have to be. */
export function readBounds(root: SyntaxNode): void {
  bounds = new Map();
  if (!/\b(?:Signer|Verifier)(?:Mut)?\s*</.test(root.text)) return;
  for (const one of root.descendantsOfType(['type_parameter', 'where_predicate'])) {
    const name = textOf(field(one, 'name') ?? field(one, 'left'));
    const [trait] = traitFor(one, name);
    if (!trait) continue;
    const known = bounds.get(name);
    bounds.set(name, known === undefined && bounds.has(name) ? undefined : same(known, trait));
  }
}

function same(known: SyntaxNode | undefined, trait: SyntaxNode): SyntaxNode | undefined {
  return known && known.text !== trait.text ? undefined : trait;
}

/** `S` where `S: Signer<Signature>`: what signs with it. */
export function boundOf(node: SyntaxNode, go: Lower): Node | undefined {
  const name = node.text;
  if (!bounds.has(name)) return undefined;
  for (let at = node.parent; at; at = at.parent) {
    const where = named(at).find((one) => one.type === 'where_clause') ?? null;
    const trait = [...named(field(at, 'type_parameters')), ...named(where)].flatMap((one) => traitFor(one, name))[0];
    if (trait) return go(trait);
  }
  // The bound of a structure may stand at its implementation alone.
  const trait = bounds.get(name);
  return trait && go(trait);
}

function traitFor(parameter: SyntaxNode, name: string): SyntaxNode[] {
  if (textOf(field(parameter, 'name') ?? field(parameter, 'left')) !== name) return [];
  return named(field(parameter, 'bounds')).filter((one) => traitOf(one));
}

/** `dyn Signer<p256::ecdsa::Signature>` is what makes such signatures: `p256.ecdsa.Signature.Signer` in rules. */
export function traitType(node: SyntaxNode, go: Lower): Node | undefined {
  const trait = traitOf(node);
  return trait && { k: 'member', object: go(trait.of), name: trait.name };
}

function traitOf(node: SyntaxNode): { readonly name: string; readonly of: SyntaxNode } | undefined {
  if (node.type !== 'generic_type') return undefined;
  const type = field(node, 'type');
  const [, name] = TRAIT.exec(textOf(type && (field(type, 'name') ?? type))) ?? [];
  const of = named(field(node, 'type_arguments')).at(-1);
  return name && of ? { name, of } : undefined;
}
