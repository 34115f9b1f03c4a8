import { NOTHING, type Node } from '../../tree/ir.js';
import {
  block,
  blockOf,
  type Cases,
  field,
  type Lower,
  lit,
  named,
  numberLiteral,
  part,
  path,
  spanOf,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import { type Case, eachOf, ifElse, leaving, switchOn, ternary } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { ranBy } from './commands.js';
import { declaration, enumOf, functionOf, parameters, recordOf } from './declarations.js';
import { declaredName, dotted, holds, qualifiedName } from './names.js';
import { casesOf, equalities } from './narrowing.js';
import { conditional, define, macro } from './preprocessor.js';
import { braced, initialised, initialisedChild, layoutOfVariable, made } from './values.js';

/** `cipher == EVP_aes_128_gcm()`, `method == TLS_client_method()` ask which one it is; they use none. */
function compared(node: SyntaxNode, go: Lower): Node {
  const sides = ['left', 'right'].flatMap((name) => field(node, name) ?? []);
  // A constant that is compared with may be the one that is accepted.
  if (sides.some((one) => one.type === 'identifier' && /^[A-Z][A-Z0-9_]+$/.test(one.text)))
    return { k: 'op', op: '==', left: part(node, 'left', go), right: part(node, 'right', go) };
  return block(sides.filter((one) => !/^(?:\([^()]*\)\s*)?(?:EVP_\w+|\w+_method)\(\)$/.test(one.text)).map(go));
}

/** `EVP_MD_size(EVP_sha1())` asks for a length; it uses no digest. */
const ASKS = /^EVP_(?:MD|CIPHER)_(?:get_)?(?:(?:block_|key_|iv_)?(?:size|length)|nid|type|name|0_name|flags|mode)$/;

/** A type by the look of its name. */
const CAST = /^\(\s*(?:[A-Z][A-Z0-9_]*|\w+_t|\w+Ref)\s*\)$/;

/** C and C++ share one lowering: the C++ grammar extends the C one, and headers do not say which they are. */
export const C_CASES: Cases = {
  identifier: (node) => ({ k: 'name', name: node.text }),
  type_identifier: (node) => ({ k: 'name', name: node.text }),
  field_identifier: (node) => ({ k: 'name', name: node.text }),
  namespace_identifier: (node) => ({ k: 'name', name: node.text }),
  qualified_identifier: (node) => qualifiedName(node, undefined, 0),
  template_type: (node) => qualifiedName(node, undefined, 0),
  template_function: (node) => qualifiedName(node, undefined, 0),
  type_descriptor: (node, go) => part(node, 'type', go),
  // As the body of a macro, `PSA_ALG_ECDSA(PSA_ALG_SHA_256)` is a call that the grammar takes for a type.
  macro_type_specifier: (node, go) =>
    node.parent?.type === 'translation_unit'
      ? { k: 'call', callee: part(node, 'name', go), args: [{ value: part(node, 'type', go) }], at: spanOf(node) }
      : blockOf(node, go),
  struct_specifier: (node, go) => recordOf(node, go),
  class_specifier: (node, go) => recordOf(node, go),
  union_specifier: (node, go) => recordOf(node, go),
  enum_specifier: (node, go) => enumOf(node, go),
  this: () => ({ k: 'this' }),
  true: () => lit(true),
  false: () => lit(false),
  null: () => lit(null),
  number_literal: (node) => numberLiteral(node.text.replace(/'/g, '')),
  string_literal: (node) => lit(stringValue(node)),
  raw_string_literal: (node) => lit(textOf(named(node).find((one) => one.type === 'raw_string_content') ?? null)),
  char_literal: (node) => lit(unescaped(node.text.replace(/^[^']*'|'$/g, ''))),
  concatenated_string: (node, go) => ({ k: 'concat', parts: named(node).map(go) }),
  parenthesized_expression: (node, go) => blockOf(node, go),
  field_expression: (node, go) => member(node, go),
  subscript_expression: (node, go) => ({
    k: 'index',
    object: part(node, 'argument', go),
    index: field(node, 'index') ? part(node, 'index', go) : part(node, 'indices', go),
  }),
  subscript_argument_list: (node, go) => blockOf(node, go),
  // Address and dereference name the same object: what a call does to `&key` it does to `key`.
  pointer_expression: (node, go) => part(node, 'argument', go),
  call_expression: (node, go) => call(node, go),
  new_expression: (node, go) => made(part(node, 'type', go), field(node, 'arguments'), node, go),
  compound_literal_expression: (node, go) => braced(node, go),
  initializer_list: (node, go) => initialised(undefined, node, go),
  binary_expression: (node, go) => {
    const op = textOf(field(node, 'operator'));
    // `(PBYTE)&bits` is a cast; the grammar cannot know.
    if (/^[!=]=$/.test(op)) return compared(node, go);
    if ((op === '&' || op === '*') && CAST.test(textOf(field(node, 'left')))) return part(node, 'right', go);
    return { k: 'op', op, left: part(node, 'left', go), right: part(node, 'right', go) };
  },
  conditional_expression: ternary,
  assignment_expression: (node, go) => {
    const op = textOf(field(node, 'operator'));
    const left = field(node, 'left');
    const target = part(node, 'left', go);
    const source = field(node, 'right');
    const layout = source?.type === 'initializer_list' ? layoutOfVariable(left) : undefined;
    const right = initialised(undefined, source, go, layout);
    const value: Node = op === '=' ? right : { k: 'op', op: op.replace(/=$/, ''), left: target, right };
    // `*p++ = value` is one more item of what p points at.
    const next = left?.type === 'pointer_expression' ? field(left, 'argument') : null;
    if (op === '=' && next?.type === 'update_expression') {
      const callee: Node = { k: 'member', object: part(next, 'argument', go), name: 'push_back' };
      return { k: 'call', callee, args: [{ value }], at: spanOf(node) };
    }
    const given = left?.type === 'pointer_expression' && textOf(field(left, 'operator')) === '*';
    const another = skipped(node) ? { another: true } : {};
    return given ? { k: 'assign', target, value, given } : { k: 'assign', target, value, ...another };
  },
  sizeof_expression: (node, go) => {
    const value = field(node, 'value');
    const callee: Node = { k: 'symbol', name: 'sizeof' };
    return value ? { k: 'call', callee, args: [{ value: go(value) }], at: spanOf(node) } : NOTHING;
  },
  // Counted up or down: what it is from here on is not known.
  update_expression: (node, go) => {
    const target = part(node, 'argument', go);
    return { k: 'assign', target, value: { k: 'op', op: '++', left: target, right: NOTHING } };
  },
  cast_expression: (node, go) => part(node, 'value', go),
  lambda_expression: (node, go) => ({
    k: 'function',
    name: '',
    params: parameters(field(node, 'declarator'), go),
    body: part(node, 'body', go),
    at: spanOf(node),
  }),
  declaration: (node, go) => declaration(node, go),
  field_declaration: (node, go) => declaration(node, go),
  function_definition: (node, go) => {
    // Behind a macro in a class the grammar takes the class for the type of the next function.
    const type = field(node, 'type');
    return type && field(type, 'body') ? block([go(type), functionOf(node, go)]) : functionOf(node, go);
  },
  template_declaration: (node, go) =>
    block([
      ...templateDefaults(field(node, 'parameters'), go),
      ...named(node)
        .filter((one) => one.type !== 'template_parameter_list')
        .map(go),
    ]),
  namespace_definition: (node, go) => {
    const name = dotted(textOf(field(node, 'name')));
    // Inside it everything of the namespace has its short name.
    const own: Node[] = name ? [{ k: 'import', local: '*', name, own: true }] : [];
    return { k: 'block', items: [...own, ...named(field(node, 'body')).map(go)] };
  },
  if_statement: (node, go) => ifElse(node, go, (one) => equalities(field(one, 'condition'), go), acts),
  while_statement: (node, go) => loop(node, go),
  do_statement: (node, go) => blockOf(node, go),
  for_statement: (node, go) => loop(node, go),
  for_range_loop: (node, go) => {
    const name = declaredName(field(node, 'declarator'));
    return eachOf(part(node, 'right', go), { k: 'name', name }, part(node, 'body', go));
  },
  switch_statement: (node, go) => {
    const parts = named(field(node, 'body'));
    const test = part(node, 'condition', go);
    const arms = casesOf(parts, test, go);
    const cases = parts.map((one, at): Case => {
      const body = arms[at] as Node;
      // Between the cases stand `#if` groups with more of them.
      if (one.type !== 'case_statement') return { labels: [], body };
      const value = field(one, 'value');
      return { labels: value ? [go(value)] : undefined, body, falls: named(one).length === (value ? 1 : 0) };
    });
    return switchOn(test, cases);
  },
  case_statement: (node, go) => {
    const value = field(node, 'value');
    return block(
      named(node)
        .filter((child) => child.id !== value?.id)
        .map(go),
    );
  },
  try_statement: (node, go) => {
    const [body, ...handlers] = named(node);
    const caught = handlers.map((one): Node => ({ k: 'branch', arms: [part(one, 'body', go)], exhaustive: false }));
    return block([...(body ? [go(body)] : []), ...caught]);
  },
  return_statement: (node, go) => ({ k: 'return', value: initialisedChild(node, go) }),
  goto_statement: () => ({ k: 'stop' }),
  throw_statement: leaving,
  // Snippets leave the `using` out.
  preproc_include: (node) =>
    /cryptopp|crypto\+\+/.test(node.text) ? { k: 'import', local: '*', name: 'CryptoPP' } : NOTHING,
  preproc_def: (node, go) => define(node, go),
  preproc_function_def: (node, go) => macro(node, go),
  preproc_ifdef: (node, go) => conditional(node, go),
  preproc_if: (node, go) => conditional(node, go),
  preproc_else: (node, go) => conditional(node, go),
  preproc_elif: (node, go) => conditional(node, go),
  preproc_call: () => NOTHING,
  using_declaration: (node) => using(node),
  namespace_alias_definition: (node) => {
    const [local, target] = named(node);
    return { k: 'import', local: textOf(local ?? null), name: dotted(textOf(target ?? null)) };
  },
  comment: () => NOTHING,
};

/** `template <size_t BITS = 2048>`: what a parameter is where nobody says otherwise. */
function templateDefaults(list: SyntaxNode | null, go: Lower): Node[] {
  return named(list)
    .filter((one) => one.type === 'optional_parameter_declaration' && field(one, 'default_value'))
    .map((one) => ({
      k: 'assign',
      declares: true,
      constant: true,
      target: { k: 'name', name: declaredName(field(one, 'declarator')) },
      value: part(one, 'default_value', go),
    }));
}

function member(node: SyntaxNode, go: Lower): Node {
  return { k: 'member', object: part(node, 'argument', go), name: textOf(field(node, 'field')), at: spanOf(node) };
}

const HANDS_ON =
  /^(?:\w*_)?(?:UNCONST|DECONST|CAST)$|^(?:\w+_)?_?x?(?:str|wcs)n?dup[aAW]?$|^(?:std::)?(?:move|forward|ref|cref|as_const|addressof|exchange|to_underlying|underlying_cast)(?:<.*)?$|^(?:static|reinterpret|const|dynamic|bit)_cast<.*$/;

/** A macro that gives a name to a result, and leaves where there is none. */
const MAY_FAIL = /^[A-Z_]*(?:TRY|ASSIGN_OR)(?:_[A-Z_]+)?$/;
const PUTS_AWAY = /^&?(?:::)?\w+_(?:free|free_all|clear_free|destroy|release|deinit)$/;

/**
 * `std::make_unique<T>(…)` makes a T. What holds an object and hands it out stands for the object: `p.get()`,
 * `std::move(p)`, `std::shared_ptr<T>(make(), free)`. Every other call is what it says.
 */
function call(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  const text = callee?.text.replace(/\s/g, '') ?? '';
  const first = named(list)[0];
  const type = /^(?:std::|absl::)?(?:make_unique|make_shared)<(.+)>$/s.exec(text)?.[1];
  if (callee?.type === 'field_expression') {
    const name = textOf(field(callee, 'field'));
    if (!first && /^(?:get|release|Get|Release)$/.test(name)) return part(callee, 'argument', go);
    if (first && name === 'reset') return { k: 'assign', target: part(callee, 'argument', go), value: go(first) };
  }
  if (first && HANDS_ON.test(text)) return go(first);
  if (first && ASKS.test(text) && /^EVP_\w+\(\)$/.test(first.text)) return NOTHING;
  const [, key, value] = named(list);
  // `AutoPointer(EVP_PKEY_CTX_new(..), &EVP_PKEY_CTX_free)`: what is given together with what puts it away.
  if (first && key && !value && PUTS_AWAY.test(key.text)) return go(first);
  // `TRY_RESULT(key, load(..))`: the macro names what the call gives.
  if (first?.type === 'identifier' && key && (!value || text.includes('ASSIGN_OR')) && MAY_FAIL.test(text))
    return { k: 'assign', target: go(first), value: go(key) };
  if (first && key && value && /^CFDictionary(?:Set|Add|Replace)Value$/.test(text)) {
    return { k: 'assign', target: { k: 'index', object: go(first), index: go(key) }, value: go(value) };
  }
  if (first && !type && text.includes('<') && holds(text)) return go(first);
  const target = type ? path(dotted(type)) : (lookedUp(callee) ?? part(node, 'function', go));
  const called = made(target, list, node, go);
  return ranBy(text, list, called, node, go);
}

/** `addressOf(library, "BCryptSignHash")(key, ..)`: what is called is the function of that name. */
function lookedUp(callee: SyntaxNode | null): Node | undefined {
  if (callee?.type !== 'call_expression') return undefined;
  const texts = named(field(callee, 'arguments')).filter((one) => one.type === 'string_literal');
  const name = texts.length === 1 && texts[0] ? stringValue(texts[0]) : '';
  return /^[A-Za-z_]\w{5,}$/.test(name) ? { k: 'symbol', name } : undefined;
}

function stringValue(node: SyntaxNode): string {
  return unescaped(node.text.replace(/^(?:u8|[uUL])?"|"$/g, ''));
}

function loop(node: SyntaxNode, go: Lower): Node {
  const before = ['initializer', 'condition', 'update']
    .map((one) => part(node, one, go))
    .filter((one) => one !== NOTHING);
  return block([...before, { k: 'branch', arms: [part(node, 'body', go)], exhaustive: false }]);
}

/** `using namespace N` brings everything of N; `using N::x` one name. */
function using(node: SyntaxNode): Node {
  const name = dotted(textOf(named(node)[0] ?? null));
  if (/^using\s+namespace\b/.test(node.text)) return { k: 'import', local: '*', name };
  return { k: 'import', local: name.slice(name.lastIndexOf('.') + 1), name };
}

/** A condition that calls something, and does more than to compare texts: `(key = load()) == NULL`, `EVP_PKEY_keygen_init(ctx) <= 0`. */
function acts(condition: SyntaxNode): boolean {
  const { text } = condition;
  return /\w\s*\(/.test(text) && !/^[(!\s]*(?:std::)?_?(?:str|mem|wcs|lstr)\w*\s*\(/.test(text);
}

/** So many statements clear up behind a label. */
const MOST_NEAR = 30;

/** `err: key = NULL; out: return key;`: what is cleared between two labels is so on one of the ways to the second. */
function skipped(assignment: SyntaxNode): boolean {
  if (!/^(?:NULL|nullptr|0)$/.test(textOf(field(assignment, 'right')))) return false;
  const near = (step: (one: SyntaxNode) => SyntaxNode | null) => {
    let one = assignment.parent && step(assignment.parent);
    for (let count = 0; one && count < MOST_NEAR; count++, one = step(one))
      if (one.type === 'labeled_statement') return true;
    return false;
  };
  return near((one) => one.previousNamedSibling) && near((one) => one.nextNamedSibling);
}
