import type { Language } from '../../language.js';
import { type CallNode, NOTHING, type Node } from '../../tree/ir.js';
import {
  args,
  block,
  blockOf,
  field,
  type Lower,
  lit,
  lowering,
  named,
  numberLiteral,
  part,
  spanOf,
  statements,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import { caseOf, eachOf, listOf, silent, toldIn } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withCommands } from '../commands/arguments.js';
import { rustImports } from '../import-lines.js';
import { ranBy } from './commands.js';
import { constantGiven, readConstants } from './constants.js';
import { constant, structOf as declared, enumOf, functionOf, implOf, parameters, testRows } from './declarations.js';
import { fallbackOf, mappedOr } from './fallbacks.js';
import { externCrate, renamedIn, uses } from './imports.js';
import { macro, macroRules } from './macros.js';
import {
  behavingIn,
  convertedFrom,
  declaredIn,
  declaredInside,
  derefsIn,
  fieldsIn,
  generic,
  isItemInside,
  itemsInside,
  nameOf,
  rulesIn,
  scoped,
  state,
  tuplesIn,
  variantOf,
  variantsIn,
} from './names.js';
import { bind, boundBy, constantsOf, patterns } from './patterns.js';
import { typeRead } from './read-types.js';
import { madeAs, parsedAs, TRANSPARENT } from './targets.js';
import { boundOf, readBounds, traitType } from './traits.js';
import { heldType } from './types.js';

/** Methods of collections, iterators and cells that hand out what they hold. */
const ELEMENTS = new Set([
  ...[
    'get',
    'get_mut',
    'first',
    'first_mut',
    'last',
    'last_mut',
    'front',
    'back',
    'pop',
    'pop_front',
    'pop_back',
    'remove',
  ],
  ...[
    'swap_remove',
    'values',
    'values_mut',
    'into_values',
    'iter_mut',
    'drain',
    'next',
    'next_back',
    'nth',
    'enumerate',
  ],
  ...['find', 'filter', 'rev', 'skip', 'take', 'chain', 'cycle', 'peekable', 'peek', 'collect', 'entry', 'or_insert'],
  ...['or_insert_with', 'choose', 'get_or_init', 'get_or_try_init', 'get_or_insert_with', 'load', 'load_full', 'value'],
]);
/** Without arguments they hand out what a lock guards. */
const GUARDS = new Set(['lock', 'read', 'write', 'get_ref', 'get_mut', 'inner', 'into_inner']);
const LONGEST_WRAPPER = 200;
const WRAPPERS =
  /^(?:Ok|Some|Box::new|Arc::new|Rc::new|Mutex::new|RwLock::new|RefCell::new|(?:std::borrow::)?Cow::(?:Borrowed|Owned)|String::from(?:_utf8)?|(?:(?:std|core)::)?str::from_utf8|(?:zeroize::)?Zeroizing::new|std::sync::Arc::new|std::boxed::Box::new)$/;

/** A value of a type of the file may be turned into another as the file says: `args.kind.into()`. */
const CONVERTED = /^[\w.:]+$/;

/** Collections that are filled afterwards. */
const EMPTY = /^(?:Vec|VecDeque)(?:::)?::(?:new|with_capacity)$/;

/** `# fn main() {`, but no attribute. */
const HIDDEN = /^#(?= (?!\[)|$)/gm;

/** Values made on first use: the closure is what they are. */
const LAZY = /(?:^|::)(?:LazyLock|LazyCell|Lazy|OnceLock|OnceCell)::new$/;

const lower = lowering({
  identifier: (node, go) => constantGiven(node, go) ?? nameOf(node),
  type_identifier: (node, go) => boundOf(node, go) ?? nameOf(node),
  primitive_type: (node) => ({ k: 'name', name: node.text }),
  self: () => ({ k: 'this' }),
  scoped_identifier: (node, go) => scoped(node, go),
  scoped_type_identifier: (node, go) => scoped(node, go),
  generic_type: (node, go) => traitType(node, go) ?? generic(node, part(node, 'type', go), go),
  generic_type_with_turbofish: (node, go) => generic(node, part(node, 'type', go), go),
  generic_function: (node, go) => generic(node, part(node, 'function', go), go),
  // `<Hmac<Sha256> as Mac>::new` is a call of the type.
  bracketed_type: (node, go) => blockOf(node, go),
  qualified_type: (node, go) => part(node, 'type', go),
  dynamic_type: (node, go) => part(node, 'trait', go),
  abstract_type: (node, go) => part(node, 'trait', go),
  // `dyn Signer<Signature> + Send`
  bounded_type: (node, go) => {
    const [first] = named(node);
    return first ? go(first) : NOTHING;
  },
  reference_type: (node, go) => part(node, 'type', go),
  boolean_literal: (node) => lit(node.text === 'true'),
  integer_literal: (node) => numberLiteral(node.text.replace(/(?:[ui](?:8|16|32|64|128|size))$/, '')),
  float_literal: (node) => numberLiteral(node.text),
  string_literal: (node) => lit(unescaped(node.text.replace(/^[bc]?"|"$/g, ''))),
  raw_string_literal: (node) => lit(node.text.replace(/^[bc]?r#*"|"#*$/g, '')),
  char_literal: (node) => lit(unescaped(node.text.replace(/^b?'|'$/g, ''))),
  reference_expression: (node, go) => part(node, 'value', go),
  unary_expression: (node, go) => blockOf(node, go),
  parenthesized_expression: (node, go) => blockOf(node, go),
  try_expression: (node, go) => blockOf(node, go),
  await_expression: (node, go) => blockOf(node, go),
  type_cast_expression: (node, go) => part(node, 'value', go),
  field_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'value', go),
    name: textOf(field(node, 'field')),
    at: spanOf(node),
  }),
  index_expression: (node, go) => {
    const [object, index] = named(node);
    return { k: 'index', object: object ? go(object) : NOTHING, index: index ? go(index) : NOTHING };
  },
  call_expression: (node, go) => call(node, go),
  macro_invocation: (node, go) => macro(node, go),
  macro_definition: (node, go) => macroRules(node, go),
  metavariable: (node) => ({ k: 'name', name: node.text }),
  struct_expression: (node, go) => structOf(node, go),
  array_expression: listOf,
  tuple_expression: listOf,
  binary_expression: (node, go) => ({
    k: 'op',
    op: textOf(field(node, 'operator')),
    left: part(node, 'left', go),
    right: part(node, 'right', go),
  }),
  assignment_expression: (node, go) => ({
    k: 'assign',
    target: part(node, 'left', go),
    value: part(node, 'right', go),
  }),
  let_declaration: (node, go) => bind(field(node, 'pattern'), node, go),
  let_condition: (node, go) => bind(field(node, 'pattern'), node, go),
  const_item: (node, go) => constant(node, go),
  static_item: (node, go) => constant(node, go),
  if_expression: (node, go) => {
    const other = field(node, 'alternative');
    const arms = [part(node, 'consequence', go), ...(other ? [blockOf(other, go)] : [])];
    const test = part(node, 'condition', go);
    const when = [toldIn(field(node, 'condition'), test)];
    return usedAsValue(node)
      ? { k: 'choice', test, arms, when }
      : { k: 'branch', test, arms, when, exhaustive: other !== null };
  },
  match_expression: (node, go) => {
    const test = part(node, 'value', go);
    const all = named(field(node, 'body'));
    const arms = all.map((arm) => block([...patterns(field(arm, 'pattern'), test, go), part(arm, 'value', go)]));
    const when = all.map((arm) => caseOf(test, constantsOf(field(arm, 'pattern'), go)));
    if (textOf(field(all.at(-1) ?? node, 'pattern')) === '_') when.pop();
    return { k: 'branch', test, arms, when, exhaustive: true };
  },
  for_expression: (node, go) => {
    return eachOf(part(node, 'value', go), boundBy(field(node, 'pattern'), go), part(node, 'body', go));
  },
  while_expression: (node, go) => ({
    k: 'branch',
    test: part(node, 'condition', go),
    arms: [part(node, 'body', go)],
    exhaustive: false,
  }),
  closure_expression: (node, go) => ({
    k: 'function',
    name: '',
    params: parameters(field(node, 'parameters'), go),
    body: { k: 'return', value: part(node, 'body', go) },
    at: spanOf(node),
  }),
  return_expression: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  function_item: (node, go) => functionOf(node, undefined, go),
  struct_item: (node, go) => declared(node, go),
  enum_item: (node, go) => enumOf(node, go),
  impl_item: (node, go) => implOf(node, go),
  trait_item: (node, go) => block(named(field(node, 'body')).map(go)),
  mod_item: (node, go) => block(named(field(node, 'body')).map((one) => withoutOwn(go(one)))),
  type_item: (node, go) => ({
    k: 'assign',
    declares: true,
    constant: true,
    target: { k: 'name', name: textOf(field(node, 'name')) },
    value: part(node, 'type', go),
  }),
  use_declaration: (node) => {
    const handsOn = named(node).some((one) => one.type === 'visibility_modifier');
    const items = uses(field(node, 'argument'), '').filter((one) => one.k !== 'import' || !isItemInside(one.name));
    return block(handsOn ? items.map((one) => (one.k === 'import' ? { ...one, handsOn } : one)) : items);
  },
  extern_crate_declaration: (node) => externCrate(node),
  ...silent('attribute_item', 'inner_attribute_item', 'line_comment', 'block_comment'),
});

/** Name of the module being lowered. */
let here = '';

export const RUST: Language = {
  id: 'rust',
  rules: ['rust', 'windows', 'commands', 'written-out', 'kept'],
  extensions: ['.rs'],
  // Documentation hides lines of an example by `# `; what prints it as it stands keeps them.
  text: (text) => text.replace(HIDDEN, ' '),
  grammar: () => 'rust',
  own: /^(?:crate|self|super)\./,
  importsIn: rustImports,
  home: (path) => (/(?:^|\/)src\//.test(path) ? `${path.replace(/(?:^|\/)src\/.*$/, '')}:crate` : ''),
  ownPackage: 'crate',
  membersAreNamed: true,
  traitCalls: true,
  derived: new Set(['default', 'parse', 'try_parse', 'parse_from', 'try_parse_from', 'deserialize']),
  makers: new Set(['new', 'default']),
  overloads: true,
  handsFunctions: 'named',
  elements: ELEMENTS,
  // A type of a piece without imports, where only one library has what is called of it.
  bare: (names, _module, piece) => (piece && names.length === 1 ? names[0] : undefined),
  handsOn: /^(?!crate|self|super|std|core|alloc)\w+\.(?=\w)/,
  lower(root, path) {
    state.macros = 0;
    state.owner = undefined;
    state.variants = variantsIn(root);
    state.behaving = behavingIn(root);
    state.converts = root.descendantsOfType('impl_item').some((one) => one && convertedFrom(one));
    state.tuples = tuplesIn(root);
    state.fields = fieldsIn(root);
    state.declared = declaredIn(root);
    state.inside = declaredInside(root);
    state.items = itemsInside(root);
    state.rules = rulesIn(root);
    readConstants(root);
    readBounds(root);
    state.modules = new Set();
    state.associated = new Map();
    state.derefs = derefsIn(root);
    state.renamed = renamedIn(root);
    here = moduleOf(path);
    state.root = here === 'crate';
    const piece = root.descendantsOfType('use_declaration').length === 0;
    return {
      module: here,
      home: RUST.home?.(path),
      shared: false,
      piece,
      body: statements(root).map(lower).map(fromAround),
      tests: testRows(root),
    };
  },
};

/** `a/src/net/tls.rs` is `crate.net.tls`; `mod.rs`, `lib.rs` and `main.rs` are their folder. */
function moduleOf(path: string): string {
  const inside = path.replace(/^(?:.*\/)?src\//, '').replace(/\.rs$/, '');
  const parts = inside.split('/').filter((one) => !/^(?:mod|lib|main)$/.test(one));
  return ['crate', ...parts].join('.');
}

function call(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  const list = args(field(node, 'arguments'), go);
  if (!callee) return { k: 'call', callee: NOTHING, args: list, at: spanOf(node) };
  const plain = callee.text.length > LONGEST_WRAPPER ? '' : callee.text.replace(/\s|<.*>/gs, '');
  if (EMPTY.test(plain)) return { k: 'list', items: [] };
  if (WRAPPERS.test(plain) && list.length === 1) return list[0]?.value ?? NOTHING;
  if (LAZY.test(plain) && list[0]?.value.k === 'function') {
    return { k: 'call', callee: list[0].value, args: [], at: spanOf(node) };
  }
  const tuple = /^(?:scoped_)?identifier$/.test(callee.type) ? tupleOf(callee) : undefined;
  if (tuple) {
    const given = named(field(node, 'arguments'));
    const entries = list.map((one, at) => ({
      key: String(at),
      value: asField(given[at], tuple, String(at), go) ?? one.value,
    }));
    return { k: 'object', type: tuple, entries, at: spanOf(node) };
  }
  // `x.parse::<T>()`: the method is what is called, the type is handed to it.
  const method = callee.type === 'generic_function' ? field(callee, 'function') : callee;
  const written = named(callee === method ? null : field(callee, 'type_arguments'));
  const read = written.length > 0 ? undefined : typeRead(node, method ?? callee);
  const types = read ? [read] : written;
  const typeOf = (type: SyntaxNode) => (type.text === 'Self' && state.owner ? state.owner : go(type));
  const of = () => types.map(typeOf).map((value, at) => ({ name: at === 0 ? 'of' : `of${at}`, value }));
  if (method?.type !== 'field_expression')
    return withCommands({ k: 'call', callee: go(callee), args: [...list, ...of()], at: spanOf(node) });
  const name = field(method, 'field') ?? method;
  const object = () => part(method, 'value', go);
  const fallback = fallbackOf(name.text, list[0]?.value, object) ?? mappedOr(name.text, list, object, spanOf(name));
  if (fallback) return fallback;
  const parsed = parsedAs(method, types, go);
  if (parsed) return parsed;
  const converts = name.text === 'into' && state.converts && CONVERTED.test(textOf(field(method, 'value')));
  if ((TRANSPARENT.has(name.text) && !converts) || (GUARDS.has(name.text) && list.length === 0))
    return part(method, 'value', go);
  const made: CallNode = { k: 'call', callee: go(method), args: [...list, ...of()], at: spanOf(name) };
  return ranBy(name.text, node, made, go);
}

/** `Key(SigningKey::random(rng))`: what the declared type of the field makes of the value. */
function asField(value: SyntaxNode | undefined, owner: Node, name: string, go: Lower): Node | undefined {
  const type = owner.k === 'name' ? state.fields.get(owner.name)?.get(name) : undefined;
  return value && type && madeAs(value, { type: go(type), written: heldType(type) }, go);
}

/** The structure that `Key(value)` or `Self(value)` makes, where its fields have numbers, or the variant of an enum. */
function tupleOf(callee: SyntaxNode): Node | undefined {
  const variant = variantOf(callee.text);
  if (variant) return { k: 'name', name: variant.cls };
  if (callee.text !== 'Self') return state.tuples.has(callee.text) ? nameOf(callee) : undefined;
  return state.owner?.k === 'name' && state.tuples.has(state.owner.name) ? state.owner : undefined;
}

/** `use self::keys::Key`, `use super::keys::Key` at the top of a file: by the name of the module that is meant. */
function fromAround(node: Node): Node {
  if (node.k === 'block') return { ...node, items: node.items.map(fromAround) };
  if (node.k !== 'import') return node;
  if (state.inside.has(node.name.replace(/^self\./, '')) && node.name.endsWith(`.${node.local}`)) return NOTHING;
  if (!/^(?:self|super)\./.test(node.name)) return node;
  const around = here.split('.');
  const steps = node.name.split('.');
  while (steps[0] === 'self' || steps[0] === 'super') if (steps.shift() === 'super') around.pop();
  return around.length > 0 ? { ...node, name: [...around, ...steps].join('.') } : node;
}

/** What a module takes from around it, `use super::Key;`, or from a file that declares it, `use crate::Key;`, is in sight already. */
function withoutOwn(node: Node): Node {
  if (node.k === 'block') return block(node.items.map(withoutOwn));
  if (node.k !== 'import' || node.local === '*') return node;
  const own = node.name.startsWith('super.') || (node.name.startsWith('crate.') && state.declared.has(node.local));
  return own ? NOTHING : node;
}

function structOf(node: SyntaxNode, go: Lower): Node {
  const variant = variantOf(textOf(field(node, 'name')));
  const type: Node = variant ? { k: 'name', name: variant.cls } : part(node, 'name', go);
  const entries = named(field(node, 'body')).flatMap((one) => {
    if (one.type === 'base_field_initializer') return baseOf(one, type, go);
    if (one.type === 'shorthand_field_initializer') return [{ key: one.text, value: blockOf(one, go) }];
    if (one.type !== 'field_initializer') return [];
    const key = textOf(field(one, 'field'));
    return [{ key, value: asField(field(one, 'value') ?? undefined, type, key, go) ?? part(one, 'value', go) }];
  });
  // What is written wins over what the base has.
  const based = entries.findIndex(({ key }) => key === '...');
  if (based > 0) entries.unshift(...entries.splice(based, 1));
  return { k: 'object', type, entries, at: spanOf(node) };
}

/** `..base`, and `..Default::default()` of a structure of the file: those of libraries are known by their literal. */
function baseOf(node: SyntaxNode, type: Node, go: Lower): { key: string; value: Node }[] {
  const [base] = named(node);
  if (!base) return [];
  const usual = /^(?:Default|<_>|Self|\w+)::default\(\)$/.test(base.text);
  if (!usual) return [{ key: '...', value: go(base) }];
  if (type.k !== 'name' || !state.fields.has(type.name)) return [];
  const callee: Node = { k: 'member', object: type, name: 'default' };
  return [{ key: '...', value: { k: 'call', callee, args: [], at: spanOf(base) } }];
}

function usedAsValue(node: SyntaxNode): boolean {
  return node.parent !== null && !/^(?:expression_statement|source_file)$/.test(node.parent.type);
}
