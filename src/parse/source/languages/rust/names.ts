import { NOTHING, type Node } from '../../tree/ir.js';
import { field, type Lower, named, path, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Modules inside of modules that are followed. */
const DEEPEST = 8;

/** An enum variant that holds something: a class of its own, with fields by their names or numbers. */
export interface Variant {
  readonly cls: string;
  readonly node: SyntaxNode;
}

/** What is known of the present file while it is lowered. Files are lowered one after the other. */
export const state: {
  macros: number;
  owner?: Node;
  /** Enum variants of the file that hold something, by `Enum::Variant` and by their name alone. */
  variants: Map<string, Variant>;
  /** Enums of the file with methods that ask which constant they are called on. */
  behaving: Set<string>;
  /** Does the file say how something is converted: `impl From<Kind> for ..`? */
  converts: boolean;
  /** Structures of the file whose fields have numbers instead of names. */
  tuples: Set<string>;
  /** Structure of the file → field, by its name or number → the type that is declared. */
  fields: Map<string, ReadonlyMap<string, SyntaxNode>>;
  /** Types that the file declares outside of its modules. */
  declared: Set<string>;
  /** Those of the modules that it holds, with the name of the module. */
  inside: Set<string>;
  /** Constants and functions of those modules whose names the file has once, in the same way. */
  items: Set<string>;
  /** Is it the file of the crate itself, where `crate::limits` is a module of it? */
  root: boolean;
  /** Macros that the file defines by rules. */
  rules: Set<string>;
  /** Names under which modules are imported. */
  modules: Set<string>;
  /** `type Hash = sha2::Sha256;` of the present implementation: what `Self::Hash` names. */
  associated: Map<string, Node>;
  /** Structure → the type whose methods it has by `Deref`. */
  derefs: Map<string, SyntaxNode>;
  /** Other name of a crate → its own. */
  renamed: Map<string, string>;
} = {
  macros: 0,
  variants: new Map(),
  behaving: new Set(),
  converts: false,
  tuples: new Set(),
  fields: new Map(),
  declared: new Set(),
  inside: new Set(),
  items: new Set(),
  root: false,
  rules: new Set(),
  modules: new Set(),
  associated: new Map(),
  derefs: new Map(),
  renamed: new Map(),
};

/** The types in `(pub A, B)`. */
export function heldTypes(list: SyntaxNode): SyntaxNode[] {
  return named(list).filter((one) => one.type !== 'visibility_modifier' && one.type !== 'attribute_item');
}

/** `impl Strength { fn bits(self) -> usize { match self { .. } } }`, for an enum of the file. */
export function behavingIn(root: SyntaxNode): Set<string> {
  const enums = new Set(root.descendantsOfType('enum_item').map((one) => textOf(one && field(one, 'name'))));
  if (enums.size === 0) return enums;
  const asked = root.descendantsOfType('impl_item').flatMap((one) => {
    const from = textOf(one && convertedFrom(one));
    if (enums.has(from)) return [from];
    const name = textOf(one && field(one, 'type'));
    return one && enums.has(name) && /\bmatch\s+[*&]?self\b/.test(one.text) ? [name] : [];
  });
  return new Set(asked);
}

/** The type of the file that `impl From<Kind> for ..` is about. */
export function convertedFrom(node: SyntaxNode): SyntaxNode | null {
  const trait = field(node, 'trait');
  if (trait?.type !== 'generic_type' || !/^(?:Try)?From$/.test(textOf(field(trait, 'type')))) return null;
  const [type] = named(field(trait, 'type_arguments')).filter((one) => one.type !== 'lifetime');
  const own = type?.type === 'reference_type' ? field(type, 'type') : (type ?? null);
  return own?.type === 'type_identifier' ? own : null;
}

export function tuplesIn(root: SyntaxNode): Set<string> {
  const tuples = root
    .descendantsOfType('struct_item')
    .filter((one) => field(one, 'body')?.type === 'ordered_field_declaration_list');
  return new Set(tuples.map((one) => textOf(field(one, 'name'))));
}

export function fieldsIn(root: SyntaxNode): Map<string, ReadonlyMap<string, SyntaxNode>> {
  const made = new Map<string, ReadonlyMap<string, SyntaxNode>>();
  for (const node of root.descendantsOfType('struct_item')) {
    const body = field(node, 'body');
    const types =
      body?.type === 'ordered_field_declaration_list'
        ? heldTypes(body).map((one, at) => [String(at), one] as const)
        : named(body).flatMap((one) => {
            const type = field(one, 'type');
            return type ? [[textOf(field(one, 'name')), type] as const] : [];
          });
    made.set(textOf(field(node, 'name')), new Map(types));
  }
  return made;
}

export function declaredIn(root: SyntaxNode): Set<string> {
  const types = named(root).filter((one) => /^(?:struct|enum|type|trait)_item$/.test(one.type));
  return new Set(types.map((one) => textOf(field(one, 'name'))));
}

/** Types of the modules that are written in the file, `keys.Key`: they are in sight in all of it. */
export function declaredInside(root: SyntaxNode): Set<string> {
  const modules = named(root).filter((one) => one.type === 'mod_item');
  return new Set(
    modules.flatMap((one) => {
      const body = field(one, 'body');
      return body ? [...declaredIn(body)].map((name) => `${textOf(field(one, 'name'))}.${name}`) : [];
    }),
  );
}

/**
 * Constants and functions of the modules that are written in the file, `limits.BITS`, but for names that it has twice: what a module
 * holds stands beside what is around it.
 */
export function itemsInside(root: SyntaxNode): Set<string> {
  const modules = root.descendantsOfType('mod_item').filter((one) => field(one, 'body'));
  if (modules.length === 0) return new Set();
  const all = [root, ...modules].flatMap((place) => {
    const items = named(place === root ? root : field(place, 'body'));
    const own = items.filter((one) => /^(?:const|static|function)_item$/.test(one.type));
    return own.map((one) => ({ name: textOf(field(one, 'name')), within: place === root ? [] : modulesAround(place) }));
  });
  const count = new Map<string, number>();
  for (const { name } of all) count.set(name, (count.get(name) ?? 0) + 1);
  const once = all.filter(({ name }) => count.get(name) === 1);
  // From inside of a module the path begins later.
  return new Set(once.flatMap(({ name, within }) => within.map((_, at) => [...within.slice(at), name].join('.'))));
}

/** A module and those around it, from the outermost on. */
function modulesAround(module: SyntaxNode): string[] {
  const names: string[] = [];
  for (let at: SyntaxNode | null = module; at && names.length < DEEPEST; at = at.parent)
    if (at.type === 'mod_item') names.unshift(textOf(field(at, 'name')));
  return names;
}

/** Does a path, `limits.BITS` or `self.limits.BITS`, name a constant or function of a module that is written in the file? */
export function isItemInside(name: string): boolean {
  if (state.items.size === 0) return false;
  return state.items.has(name.replace(state.root ? /^(?:(?:crate|self|super)\.)+/ : /^(?:(?:self|super)\.)+/, ''));
}

export function rulesIn(root: SyntaxNode): Set<string> {
  return new Set(root.descendantsOfType('macro_definition').map((one) => textOf(field(one, 'name'))));
}

/** `impl Deref for Key { type Target = SigningKey; .. }` */
export function derefsIn(root: SyntaxNode): Map<string, SyntaxNode> {
  const made = new Map<string, SyntaxNode>();
  for (const node of root.descendantsOfType('impl_item')) {
    if (!/(?:^|::)Deref$/.test(textOf(field(node, 'trait')))) continue;
    const target = named(field(node, 'body')).find((one) => textOf(field(one, 'name')) === 'Target');
    const type = target && field(target, 'type');
    if (type) made.set(textOf(field(node, 'type')), type);
  }
  return made;
}

export function variantsIn(root: SyntaxNode): Map<string, Variant> {
  const made = new Map<string, Variant>();
  for (const node of root.descendantsOfType('enum_variant')) {
    if (!field(node, 'body')) continue;
    const name = textOf(field(node, 'name'));
    const cls = `${textOf(field(node.parent?.parent ?? node, 'name'))}::${name}`;
    made.set(cls, { cls, node });
    made.set(name, { cls, node });
  }
  return made;
}

/** The variant that `Enum::Variant`, `Self::Variant` or an imported `Variant` names. */
export function variantOf(text: string): Variant | undefined {
  const [last = '', before] = text
    .replace(/::<.*>|\s/gs, '')
    .split('::')
    .reverse();
  const owner = before === 'Self' && state.owner?.k === 'name' ? state.owner.name : before;
  return state.variants.get(owner && /^[A-Z]/.test(owner) ? `${owner}::${last}` : last);
}

export function nameOf(node: SyntaxNode): Node {
  const name = node.text;
  if (name === 'Self' && state.owner) return state.owner;
  // Constants of a library may be reported where they are named.
  return /^[A-Z]/.test(name) ? { k: 'name', name, at: spanOf(node) } : { k: 'name', name };
}

/** `a::b::C` as nested members, with the types that stand in between: `Hmac::<Sha256>::new`. */
export function scoped(node: SyntaxNode, go: Lower): Node {
  const owner = field(node, 'path');
  const name = textOf(field(node, 'name'));
  if (!owner) return { k: 'name', name };
  const associated = owner.text === 'Self' ? state.associated.get(name) : undefined;
  if (associated) return associated;
  if (isItemInside(node.text.replace(/\s/g, '').replaceAll('::', '.'))) return { k: 'name', name, at: spanOf(node) };
  // What is around a module inside of a file is in sight there.
  if (owner.type === 'super' && isInside(node)) return { k: 'name', name };
  if (/^(?:crate|self|super)$/.test(owner.type)) return path(`${owner.text}.${name}`);
  const module = owner.type === 'identifier' && state.modules.has(owner.text);
  const object: Node = module ? { k: 'name', name: `${owner.text}::` } : go(owner);
  return { k: 'member', object, name, at: spanOf(field(node, 'name') ?? node) };
}

/** Does it stand in a module that the file itself holds? */
function isInside(node: SyntaxNode): boolean {
  for (let around = node.parent; around; around = around.parent) if (around.type === 'mod_item') return true;
  return false;
}

export function generic(node: SyntaxNode, type: Node, go: Lower): Node {
  const of = named(field(node, 'type_arguments'))
    .filter((one) => one.type !== 'lifetime')
    .map(go);
  return of.length > 0 && of.some((one) => one !== NOTHING) ? { k: 'generic', type, of } : type;
}
