import { outlineBrackets } from '../../dormant/brackets.js';
import type { Language } from '../../language.js';
import { type CallNode, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
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
import { type Case, ifElse, silent, switchOn } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { callWithCommands } from './commands.js';
import { countedConstant, labelOf, readConstants } from './constants.js';
import { importOf } from './imports.js';
import { arrayType, builtin, composite, emptyArray, emptyMap, isOctet, literalValue, sliceOf } from './literals.js';
import { assertedIn, typeSwitch } from './narrowing.js';
import { PREDECLARED } from './predeclared.js';
import { bodyWithResults, namedResults } from './results.js';
import { declaredType, typeName, withTypeParameters } from './types.js';

const name = (node: SyntaxNode): Node => ({ k: 'name', name: node.text });
const inside = (node: SyntaxNode, go: Lower): Node => blockOf(node, go);

const lower = lowering({
  identifier: name,
  type_identifier: (node, go) => typeName(node, go),
  field_identifier: name,
  package_identifier: name,
  qualified_type: (node, go) => ({
    k: 'member',
    object: part(node, 'package', go),
    name: textOf(field(node, 'name')),
    at: spanOf(field(node, 'name') ?? node),
  }),
  pointer_type: inside,
  array_type: (node, go) => arrayType(node, go),
  slice_type: (node, go) => (isOctet(field(node, 'element')) ? { k: 'symbol', name: 'bytes' } : inside(node, go)),
  generic_type: (node, go) => part(node, 'type', go),
  true: () => lit(true),
  false: () => lit(false),
  nil: () => lit(null),
  int_literal: (node) => numberLiteral(node.text),
  interpreted_string_literal: (node) => lit(unescaped(node.text.slice(1, -1))),
  raw_string_literal: (node) => lit(node.text.slice(1, -1)),
  parenthesized_expression: inside,
  unary_expression: (node, go) => part(node, 'operand', go),
  selector_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'operand', go),
    name: textOf(field(node, 'field')),
    at: spanOf(field(node, 'field') ?? node),
  }),
  index_expression: (node, go) => ({ k: 'index', object: part(node, 'operand', go), index: part(node, 'index', go) }),
  slice_expression: (node, go) => sliceOf(node, go),
  call_expression: (node, go) => {
    const callee = field(node, 'function');
    const selected = callee?.type === 'selector_expression' ? field(callee, 'field') : null;
    const [first] = named(field(node, 'arguments'));
    // `new(T)` is the address of an empty `T{}`.
    if (callee?.text === 'new' && first)
      return emptyArray(first, go) ?? { k: 'object', type: go(first), entries: [], at: spanOf(node) };
    // A number of another width is the same number.
    if (callee?.type === 'identifier' && /^(?:u?int(?:8|16|32|64)?|float(?:32|64)|string)$/.test(callee.text) && first)
      return go(first);
    // `copy(suites, usual)`: what was made empty is what is copied into it.
    const [onto, from] = named(field(node, 'arguments'));
    if (callee?.text === 'copy' && onto?.type === 'identifier' && from?.type === 'identifier')
      return { k: 'assign', target: go(onto), value: go(from) };
    const bytes = callee?.text === 'make' && first?.text === '[]byte';
    if (callee?.text === 'make' && first?.type === 'map_type') return emptyMap(first, spanOf(node), go);
    if (callee?.text === 'make' && first && !bytes) return { k: 'typed', type: go(first) };
    const made: CallNode = {
      k: 'call',
      callee: bytes || callee?.text === 'append' ? builtin(callee?.text) : part(node, 'function', go),
      args: args(field(node, 'arguments'), go),
      at: spanOf(selected ?? node),
    };
    return callWithCommands(made, node, go);
  },
  type_conversion_expression: (node, go) => {
    const type = field(node, 'type');
    const [callee, value] = [part(node, 'type', go), part(node, 'operand', go)];
    // `sign[*ecdsa.PrivateKey](key)` may be a call as well.
    if (type?.type === 'generic_type') return { k: 'call', callee, args: [{ value }], at: spanOf(node) };
    return { k: 'typed', type: callee, value };
  },
  type_assertion_expression: (node, go) => ({
    k: 'typed',
    type: part(node, 'type', go),
    value: part(node, 'operand', go),
  }),
  composite_literal: (node, go) => composite(node, go),
  literal_value: (node, go) => literalValue(node, go),
  literal_element: inside,
  binary_expression: (node, go) => ({
    k: 'op',
    op: textOf(field(node, 'operator')),
    left: part(node, 'left', go),
    right: part(node, 'right', go),
  }),
  expression_list: (node, go) => listOf(node, go),
  short_var_declaration: (node, go) => ({
    k: 'assign',
    declares: true,
    target: listOf(field(node, 'left'), go),
    value: part(node, 'right', go),
  }),
  assignment_statement: (node, go) => ({
    k: 'assign',
    target: listOf(field(node, 'left'), go),
    value: part(node, 'right', go),
  }),
  var_spec: (node, go) => spec(node, go, false),
  const_spec: (node, go) => spec(node, go, true),
  func_literal: (node, go) => functionOf(node, go),
  function_declaration: (node, go) => functionOf(node, go),
  method_declaration: (node, go) => functionOf(node, go),
  return_statement: (node, go) => ({ k: 'return', value: named(node).length > 0 ? blockOf(node, go) : namedResults() }),
  if_statement: (node, go) => {
    const branch = ifElse(node, go, (one) => assertedIn(one, go));
    if (!field(node, 'initializer')) return branch;
    const begin = part(node, 'initializer', go);
    // What is asserted is so in the arm alone.
    const [first, ...others] = branch.k === 'branch' && assertedIn(node, go).length > 0 ? branch.arms : [];
    return first && branch.k === 'branch'
      ? { ...branch, arms: [block([begin, first]), ...others] }
      : block([begin, branch]);
  },
  expression_switch_statement: (node, go) => switchOf(node, go),
  type_switch_statement: (node, go) => typeSwitch(node, go),
  select_statement: (node, go) => switchOf(node, go),
  for_statement: (node, go) => {
    const range = named(node).find((one) => one.type === 'range_clause');
    const bind: Node[] = [];
    if (range) {
      const object = part(range, 'right', go);
      const [key, item] = named(field(range, 'left'));
      if (item && key && key.text !== '_') {
        const target: Node = { k: 'list', items: [go(key), go(item)] };
        bind.push({ k: 'assign', declares: true, target, value: { k: 'round', object, of: 'pairs' } });
      } else if (item) {
        const each: Node = { k: 'index', object, index: NOTHING };
        bind.push({ k: 'assign', declares: true, target: go(item), value: each });
      }
    }
    return { k: 'branch', arms: [block([...bind, part(node, 'body', go)])], exhaustive: false };
  },
  import_spec: (node) => importOf(node),
  type_declaration: (node, go) => blockOf(node, go),
  type_spec: (node, go) => declaredType(node, go),
  type_alias: (node, go) => declaredType(node, go),
  ...silent('package_clause', 'comment'),
});

/** Packages are directories: all files in one see each other's names. */
export const GO: Language = {
  id: 'go',
  rules: ['go', 'commands', 'by-name', 'written-out', 'kept'],
  handsFunctions: 'members',
  begins: /^init$/,
  listsAreTyped: true,
  membersAreNamed: true,
  typesSpanFiles: true,
  extensions: ['.go'],
  grammar: () => 'go',
  outline: (text) => outlineBrackets(text, { characters: true, backquotes: 'raw', nameFirst: true, lines: true }),
  lower(root, path) {
    readConstants(root);
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    return {
      module: folder || textOf(named(named(root).find((one) => one.type === 'package_clause') ?? null)[0] ?? null),
      shared: true,
      // A file begins with its package: without it, it is a piece, whatever it imports.
      piece: !['package_clause', 'import_declaration'].every((type) => named(root).some((one) => one.type === type)),
      body: statements(root).map(lower),
    };
  },
  unbound: (text, module, piece) => (module && !piece && !PREDECLARED.has(text) ? `${module}.${text}` : text),
  isStandard: (text) => PREDECLARED.has(text),
  tokens(qualified) {
    const slash = qualified.indexOf('.', qualified.lastIndexOf('/') + 1);
    const path = slash < 0 ? qualified : qualified.slice(0, slash);
    // An alias for code without imports: the name of the package as it is written, and what is called; a type between them need not be named.
    // `crypto` is a package of the standard library as well: what is called of its types asks for its import.
    if (slash > 0 && !path.includes('/') && (path !== 'crypto' || qualified.lastIndexOf('.') === slash))
      return [path, qualified.replace(/=$/, '').slice(qualified.lastIndexOf('.') + 1)];
    // A version may stand between the repository and the package.
    const module = /^[^/]+\.[^/]+\//.test(path) ? path.split('/').slice(0, 3).join('/') : path;
    const last = qualified
      .replace(/=$/, '')
      .slice(qualified.lastIndexOf('.') + 1)
      .replace(/=$/, '');
    return slash < 0 ? [`"${module}`] : [`"${module}`, last];
  },
};

/** One name, or a list that takes apart what a call returns. */
function listOf(node: SyntaxNode | null, go: Lower): Node {
  const items = named(node).map(go);
  return items.length === 1 ? (items[0] as Node) : { k: 'list', items };
}

function spec(node: SyntaxNode, go: Lower, constant: boolean): Node {
  const names = node.childrenForFieldName('name').flatMap((one) => (one ? [go(one)] : []));
  const target: Node = names.length === 1 ? (names[0] as Node) : { k: 'list', items: names };
  const declared = field(node, 'type');
  const counted = constant && names.length === 1 ? countedConstant(textOf(field(node, 'name'))) : undefined;
  const written = field(node, 'value') ? listOf(field(node, 'value'), go) : declared && emptyArray(declared, go);
  const value = counted ?? written;
  const type = declared ? go(declared) : undefined;
  // A structure of a library is there from its declaration on.
  if (!value && type && declared?.type === 'qualified_type' && textOf(field(node, 'name')) !== '_')
    return {
      k: 'assign',
      declares: true,
      target,
      value: { k: 'object', type, entries: [], at: spanOf(declared), zero: true },
      type,
    };
  return { k: 'assign', declares: true, constant, target, value: value ?? undefined, type };
}

function parameters(node: SyntaxNode | null, go: Lower): Parameter[] {
  return named(node).flatMap((one): Parameter[] => {
    const type = field(one, 'type') ? part(one, 'type', go) : undefined;
    const rest = one.type === 'variadic_parameter_declaration';
    const names = one.childrenForFieldName('name').flatMap((child) => (child ? [child.text] : []));
    return names.length > 0 ? names.map((text) => ({ name: text, type, rest })) : [{ name: '_', type, rest }];
  });
}

function functionOf(node: SyntaxNode, go: Lower): Node {
  const own = named(field(node, 'receiver'))[0];
  const result = field(node, 'result');
  const first = result?.type === 'parameter_list' ? field(named(result)[0] ?? result, 'type') : result;
  return withTypeParameters(node, () => ({
    k: 'function',
    name: textOf(field(node, 'name')),
    params: parameters(field(node, 'parameters'), go),
    returns: first ? go(first) : undefined,
    ...(resultsIn(result) > 1 && { severalResults: true }),
    body: bodyWithResults(node, go),
    receiver: own ? { name: textOf(field(own, 'name')), type: part(own, 'type', go) } : undefined,
    at: spanOf(node),
  }));
}

function resultsIn(list: SyntaxNode | null): number {
  if (list?.type !== 'parameter_list') return list ? 1 : 0;
  return named(list).reduce((sum, one) => sum + Math.max(1, one.childrenForFieldName('name').length), 0);
}

function switchOf(node: SyntaxNode, go: Lower): Node {
  const cases = named(node).filter((one) => /_case$/.test(one.type));
  const made = cases.map((one): Case => {
    const all = one.type === 'default_case';
    const labels = one.type === 'expression_case' ? named(field(one, 'value')).map((label) => labelOf(label, go)) : [];
    return {
      labels: all ? undefined : labels,
      body: block(
        named(one)
          .slice(all ? 0 : 1)
          .map(go),
      ),
    };
  });
  return switchOn(part(node, 'value', go), made);
}
