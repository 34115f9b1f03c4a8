import { NOTHING, type Node } from '../../tree/ir.js';
import { field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { behaves, enumOf } from './constants.js';

/** What stands for the type parameters of the declaration that is being read: `[K crypto.Signer]`. */
let constraints: ReadonlyMap<string, SyntaxNode> = new Map();

/** Reads a declaration while its type parameters stand for what they are asked to be. */
export function withTypeParameters<T>(node: SyntaxNode, read: () => T): T {
  const list = field(node, 'type_parameters');
  if (!list) return read();
  const before = constraints;
  const found = new Map(before);
  for (const one of named(list)) {
    const asked = constraintOf(field(one, 'type'));
    for (const name of one.childrenForFieldName('name')) if (name && asked) found.set(name.text, asked);
  }
  constraints = found;
  try {
    return read();
  } finally {
    constraints = before;
  }
}

/** The one type that is asked for, alone or as what an interface written there embeds; of several none is known. */
function constraintOf(asked: SyntaxNode | null): SyntaxNode | undefined {
  const [only] = named(asked);
  if (only?.type === 'interface_type') return embeddedIn(only)[0];
  return named(asked).length === 1 && isName(only) && only.text !== 'any' ? only : undefined;
}

/** A name of a type: a type parameter is what it is asked to be. */
export function typeName(node: SyntaxNode, go: Lower): Node {
  const asked = constraints.get(node.text);
  return asked && asked.text !== node.text ? go(asked) : { k: 'name', name: node.text };
}

/** A struct declares the types of its fields, an interface what it embeds; another name of a type is that type. */
export function declaredType(node: SyntaxNode, go: Lower): Node {
  return withTypeParameters(node, () => {
    const type = field(node, 'type');
    if (type?.type === 'struct_type') return structure(node, type, go);
    return enumOf(node) ?? (type?.type === 'interface_type' ? interfaceOf(node, type, go) : otherName(node, type, go));
  });
}

function structure(node: SyntaxNode, type: SyntaxNode, go: Lower): Node {
  const fields = named(named(type)[0] ?? null);
  const members = fields.flatMap((one) =>
    fieldNames(one).map(
      (name): Node => ({ k: 'assign', declares: true, target: { k: 'name', name }, type: part(one, 'type', go) }),
    ),
  );
  const bases = fields.filter(isEmbedded).map((one) => part(one, 'type', go));
  return { k: 'class', name: textOf(field(node, 'name')), bases, members, at: spanOf(node) };
}

/**
 * `interface { crypto.Signer; Name() string }` has the methods of what it embeds, and `Key() crypto.Signer` gives one. An
 * interface that says neither says nothing.
 */
function interfaceOf(node: SyntaxNode, type: SyntaxNode, go: Lower): Node {
  const bases = embeddedIn(type).map(go);
  const members = named(type).flatMap((one) => givingMethod(one, go) ?? []);
  return bases.length + members.length === 0
    ? NOTHING
    : { k: 'class', name: textOf(field(node, 'name')), bases, members, at: spanOf(node) };
}

/** A method of which is known what it gives. What is called like an operation may be told by its name. */
function givingMethod(method: SyntaxNode, go: Lower): Node | undefined {
  const name = textOf(field(method, 'name'));
  if (method.type !== 'method_elem' || OPERATION.test(name)) return undefined;
  const result = field(method, 'result');
  const first = result?.type === 'parameter_list' ? field(named(result)[0] ?? result, 'type') : result;
  const given = first?.type === 'pointer_type' ? named(first)[0] : first;
  if (given?.type !== 'qualified_type') return undefined;
  return { k: 'function', name, params: [], returns: go(given), body: NOTHING, at: spanOf(method) };
}

const OPERATION = /^(?:Sign|Verify|Encrypt|Decrypt|Seal|Open|Wrap|Unwrap|Agree|Derive)(?![a-z])/;

/** The interfaces that one embeds; what lists several types embeds none. */
function embeddedIn(type: SyntaxNode): SyntaxNode[] {
  return named(type).flatMap((one) => {
    const [only, another] = named(one);
    return one.type === 'type_elem' && only && !another && isName(only) ? [only] : [];
  });
}

/** `type Key = rsa.PrivateKey`, `type Signing crypto.Signer`: another name for a type of a library; with methods of its own it is another type. */
function otherName(node: SyntaxNode, type: SyntaxNode | null, go: Lower): Node {
  const name = textOf(field(node, 'name'));
  if (type?.type !== 'qualified_type' || behaves(name)) return NOTHING;
  return { k: 'assign', declares: true, constant: true, target: { k: 'name', name }, value: go(type) };
}

function isName(node: SyntaxNode | undefined): node is SyntaxNode {
  return node !== undefined && /^(?:type_identifier|qualified_type)$/.test(node.type);
}

/** A field without a name is called like its type, and its methods are methods of the struct. */
function isEmbedded(declared: SyntaxNode): boolean {
  return declared.type === 'field_declaration' && declared.childrenForFieldName('name').length === 0;
}

function fieldNames(declared: SyntaxNode): string[] {
  if (isEmbedded(declared)) return [/\w+$/.exec(textOf(field(declared, 'type')))?.[0] ?? ''];
  return declared.childrenForFieldName('name').map((one) => one.text);
}
