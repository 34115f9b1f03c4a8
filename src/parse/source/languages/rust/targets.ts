import type { Node } from '../../tree/ir.js';
import { args, block, field, type Lower, named, part, spanOf, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';

/** Traits by whose functions a value of the type that is wanted is made: `DecodePrivateKey::from_pkcs8_pem(pem)`. */
const MAKING =
  /^(?:FromStr|TryFrom|From|Decode(?:Private|Public|RsaPrivate|RsaPublic|EcPrivate)Key|KeyInit|KeyIvInit|PemObject|FromEncodedPoint|Generate)$/;
/** `bytes.into()` hands most things on as they are; what is to be a key is made of it. */
const KEY = /(?:^|::)\w*(?:Key|Keypair|KeyPair|Secret)(?:<.*>)?$/s;
const CONVERSIONS: Readonly<Record<string, string>> = { into: 'from', try_into: 'try_from' };
const MOST_STEPS = 12;

/** Methods and wrappers that hand their object on: the value is what counts here. */
export const TRANSPARENT = new Set([
  'unwrap',
  'expect',
  'unwrap_or_default',
  'clone',
  'as_ref',
  'as_mut',
  'borrow',
  'to_owned',
  'to_string',
  'into',
  'map_err',
  'await',
  'ok',
  'context',
  'with_context',
  'as_str',
  'as_bytes',
  'as_slice',
  'iter',
  'into_iter',
  'cloned',
  'copied',
  'deref',
  'as_deref',
  'ok_or',
  'ok_or_else',
  'unwrap_or_else',
  'wrap_err',
  'boxed',
  'borrow_mut',
  'to_vec',
]);

/** The type that is wanted at a place. */
export interface Wanted {
  readonly type: Node | undefined;
  readonly written: SyntaxNode | null;
}

/**
 * A value that is made of what stands there by the type that is wanted: `let key: SecretKey = text.parse()?`,
 * `let key: RsaPrivateKey = DecodePrivateKey::from_pkcs8_pem(pem)?`, `let key: SigningKey<NistP256> = SigningKey::random(rng)`.
 * Nothing where the type has no part in it.
 */
export function madeAs(node: SyntaxNode | null, { type, written }: Wanted, go: Lower): Node | undefined {
  const made = type && madeIn(node, written?.text ?? '', 0);
  if (!made || (made.key && !KEY.test(written?.text ?? ''))) return undefined;
  return {
    k: 'call',
    callee: { k: 'member', object: type, name: made.name },
    args: made.args(go),
    at: spanOf(made.at),
  };
}

interface Making {
  readonly name: string;
  readonly at: SyntaxNode;
  /** Only what is to be a key is made so. */
  readonly key?: true;
  args(go: Lower): { value: Node }[];
}

function madeIn(node: SyntaxNode | null, type: string, steps: number): Making | undefined {
  if (!node || steps > MOST_STEPS) return undefined;
  const inside = (one: SyntaxNode | null) => madeIn(one, type, steps + 1);
  if (/^(?:try|await|parenthesized)_expression$/.test(node.type)) return inside(named(node)[0] ?? null);
  if (node.type !== 'call_expression') return undefined;
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  if (callee?.type === 'identifier' && /^(?:Ok|Some)$/.test(callee.text)) return inside(named(list)[0] ?? null);
  if (callee?.type === 'scoped_identifier') {
    const owner = textOf(field(callee, 'path')).replace(/^.*::/, '');
    // The type without its arguments.
    const bare = type.includes('<') && type.replace(/<.*$/s, '').replace(/^.*::/s, '') === owner;
    if (!MAKING.test(owner) && !bare) return undefined;
    return { name: textOf(field(callee, 'name')), at: callee, args: (go) => args(list, go) };
  }
  if (callee?.type !== 'field_expression') return undefined;
  const method = textOf(field(callee, 'field'));
  const conversion = method === 'parse' ? 'from_str' : CONVERSIONS[method];
  // A public key of octets that are only passed on is no loading of one.
  const passed = method !== 'parse' && /(?:^|::)PublicKey\b/.test(type);
  if (conversion && !passed && named(list).length === 0 && /[A-Z]|::/.test(type)) {
    const given = (go: Lower) => [{ value: part(callee, 'value', go) }];
    return {
      name: conversion,
      at: field(callee, 'field') ?? callee,
      args: given,
      ...(method !== 'parse' && { key: true }),
    };
  }
  return TRANSPARENT.has(method) ? inside(field(callee, 'value')) : undefined;
}

/** `text.parse::<SecretKey>()` */
export function parsedAs(method: SyntaxNode, types: readonly SyntaxNode[], go: Lower): Node | undefined {
  const [type, ...others] = types;
  if (!type || others.length > 0 || textOf(field(method, 'field')) !== 'parse' || !/[A-Z]|::/.test(type.text)) return;
  const callee: Node = { k: 'member', object: go(type), name: 'from_str' };
  return {
    k: 'call',
    callee,
    args: [{ value: part(method, 'value', go) }],
    at: spanOf(field(method, 'field') ?? method),
  };
}

/**
 * Type parameters of a function are arguments by the names that the types of a call have: `agree::<NistP256>(..)` gives `of`.
 * Only those by which something is made or called in the body.
 */
export function typeParameters(node: SyntaxNode): { readonly params: { name: string }[]; bound(body: Node): Node } {
  const names = named(field(node, 'type_parameters')).flatMap((one) => {
    if (/^lifetime|^const_parameter$/.test(one.type)) return [];
    return [textOf(field(one, 'name') ?? field(one, 'left') ?? one)];
  });
  const text = field(node, 'body')?.text ?? '';
  const used = names.flatMap((name, at) => {
    const speaks = /^\w+$/.test(name) && new RegExp(`(?<!\\w)${name}::|<${name}>`).test(text);
    return speaks ? [{ name, of: at === 0 ? 'of' : `of${at}` }] : [];
  });
  const bind = used.map(
    ({ name, of }): Node => ({
      k: 'assign',
      declares: true,
      target: { k: 'name', name },
      value: { k: 'name', name: of },
    }),
  );
  return {
    params: used.map(({ of }) => ({ name: of })),
    bound: (body) => (bind.length > 0 ? block([...bind, body]) : body),
  };
}
