import type { Node, Parameter } from '../../tree/ir.js';
import { block, blockOf, field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withOptions } from './options.js';

/** Methods that are read like a field: `@property`, `@functools.cached_property`, `@hybrid_property`. */
const GETTER = /^@(?:[\w.]+\.)?(?:\w+_)?property\b(?!\.)/;

/** `self`, and `cls` in a method that is called on the class; elsewhere that is a variable as any other. */
export function isReceiver(identifier: SyntaxNode): boolean {
  if (identifier.text === 'self') return true;
  if (identifier.text !== 'cls') return false;
  for (let at = identifier.parent; at; at = at.parent) {
    if (at.type !== 'function_definition' || !isMethod(at)) continue;
    if (named(field(at, 'parameters'))[0]?.text === 'cls') return true;
  }
  return false;
}

function isMethod(definition: SyntaxNode): boolean {
  const around = definition.parent?.type === 'decorated_definition' ? definition.parent.parent : definition.parent;
  return around?.parent?.type === 'class_definition';
}

export function functionOf(node: SyntaxNode, go: Lower): Node & { k: 'function' } {
  const name = textOf(field(node, 'name'));
  const all = parameters(field(node, 'parameters'), go);
  const bound = all[0]?.name === 'self' || (all[0]?.name === 'cls' && isMethod(node));
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
    return all.flatMap(eachField).map((item) => (item.k === 'assign' ? { ...item, static: true } : item));
  });
  const bases = named(field(node, 'superclasses')).filter((one) => one.type !== 'keyword_argument');
  const name = textOf(field(node, 'name'));
  const typeParameters = parametersOf(node, bases);
  return {
    k: 'class',
    name,
    bases: bases.map((one) => baseOf(one, go)),
    members,
    ...(typeParameters.length > 0 && { typeParameters }),
    at: spanOf(node),
  };
}

/** `class EdwardsStore(KeyStore[Ed25519PrivateKey])`: what is above, with its type arguments. */
function baseOf(node: SyntaxNode, go: Lower): Node {
  const of = node.type === 'subscript' ? node.childrenForFieldName('subscript') : [];
  return of.length > 0
    ? { k: 'generic', type: part(node, 'value', go), of: of.flatMap((one) => (one ? [go(one)] : [])) }
    : go(node);
}

/** `class Store(Generic[K])`, or `class Store[K]` (PEP 695). */
function parametersOf(node: SyntaxNode, bases: readonly SyntaxNode[]): string[] {
  const generic = bases.find((one) => /^(?:typing\.)?(?:Generic|Protocol)\[/.test(one.text));
  const given = generic?.childrenForFieldName('subscript') ?? named(field(node, 'type_parameters'));
  return given.flatMap((one) => /^\w+/.exec(one?.text ?? '') ?? []);
}

/** `kind, bits = 'RSA', 2048` declares two fields; what `field(default_factory=..)` says is the value of the field. */
function eachField(made: Node): Node[] {
  if (made.k !== 'assign' || !made.value) return [made];
  const { target, value } = made;
  if (target.k === 'list' && value.k === 'list' && target.items.length === value.items.length)
    return target.items.map((one, at) => ({ ...made, target: one, value: value.items[at] as Node }));
  const stated = defaultOf(value);
  return [stated ? { ...made, value: stated } : made];
}

/** Functions by which a class says more of a field than its value: dataclasses, attrs, pydantic. */
const DECLARES_FIELD = /^(?:field|Field|ib|attrib|attr)$/;

function defaultOf(value: Node): Node | undefined {
  if (value.k !== 'call' || !('name' in value.callee) || !DECLARES_FIELD.test(value.callee.name ?? ''))
    return undefined;
  const given = (...names: readonly string[]) => value.args.find((one) => one.name && names.includes(one.name))?.value;
  const factory = given('default_factory', 'factory');
  if (factory) return { k: 'call', callee: factory, args: [], at: value.at };
  // pydantic has the default as the first argument, the others have it by name alone.
  return given('default') ?? (value.callee.name === 'Field' ? value.args.find((one) => !one.name)?.value : undefined);
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
