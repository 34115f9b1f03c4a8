import type { Language } from '../language.js';
import { type Argument, type FunctionNode, NOTHING, type Node, type Parameter } from '../tree/ir.js';
import {
  block,
  blockOf,
  field,
  type Lower,
  lit,
  lowering,
  named,
  numberLiteral,
  part,
  path,
  spanOf,
  statements,
  textOf,
  unescaped,
} from '../tree/lowering.js';
import { leaving, silent } from '../tree/shapes.js';
import type { SyntaxNode } from '../tree/syntax-node.js';

const MOST_ATTACHED = 4;

/** Libraries of `using L for T` in the present file. Files are lowered one after the other. */
let attached: readonly string[] = [];

const lower = lowering({
  identifier: (node) => ({ k: 'name', name: node.text }),
  user_defined_type: (node) => path(node.text.replace(/\s/g, '')),
  primitive_type: (node) => ({ k: 'name', name: node.text }),
  string: (node) => lit(unescaped(node.text.slice(1, -1))),
  string_literal: (node, go) => {
    const parts = named(node).map(go);
    return parts.length === 1 ? (parts[0] as Node) : { k: 'concat', parts };
  },
  number_literal: (node) => numberLiteral(node.text),
  yul_decimal_number: (node) => numberLiteral(node.text),
  yul_hex_number: (node) => numberLiteral(node.text),
  boolean_literal: (node) => lit(node.text === 'true'),
  member_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'object', go),
    name: textOf(field(node, 'property')),
    at: spanOf(node),
  }),
  array_access: (node, go) => ({ k: 'index', object: part(node, 'base', go), index: part(node, 'index', go) }),
  call_expression: (node, go) => call(node, go),
  // `f{value: 1}(x)`: what is sent along is no argument.
  struct_expression: (node, go) => part(node, 'type', go),
  new_expression: (node, go) => part(node, 'name', go),
  type_cast_expression: (node, go) => castOf(node, go),
  yul_function_call: (node, go) => {
    const callee: Node = { k: 'symbol', name: `yul.${textOf(field(node, 'function'))}` };
    const own = field(node, 'function')?.id;
    const given = named(node).filter((one) => one.id !== own);
    return { k: 'call', callee, args: given.map((one) => ({ value: go(one) })), at: spanOf(node) };
  },
  binary_expression: (node, go) => ({
    k: 'op',
    op: textOf(field(node, 'operator')),
    left: part(node, 'left', go),
    right: part(node, 'right', go),
  }),
  ternary_expression: (node, go) => {
    const [test, ...arms] = named(node).map(go);
    return { k: 'choice', test, arms };
  },
  assignment_expression: (node, go) => ({
    k: 'assign',
    target: part(node, 'left', go),
    value: part(node, 'right', go),
  }),
  state_variable_declaration: (node, go) => variable(node, node, go),
  constant_variable_declaration: (node, go) => variable(node, node, go),
  variable_declaration_statement: (node, go) => {
    const declared = named(node)[0];
    if (declared?.type === 'variable_declaration') return variable(declared, node, go);
    const names = named(declared ?? null).filter((one) => one.type === 'variable_declaration');
    const items = names.map((one): Node => ({ k: 'name', name: textOf(field(one, 'name')) }));
    return { k: 'assign', declares: true, target: { k: 'list', items }, value: part(node, 'value', go) };
  },
  if_statement: (node, go) => {
    const arms = bodies(node, go);
    return { k: 'branch', test: part(node, 'condition', go), arms, exhaustive: arms.length > 1 };
  },
  for_statement: (node, go) => loop(node, go),
  while_statement: (node, go) => loop(node, go),
  try_statement: (node, go) => {
    const caught = named(node).filter((one) => one.type === 'catch_clause');
    const arms = [...bodies(node, go), ...caught.map((one) => part(one, 'body', go))];
    return block([part(node, 'attempt', go), { k: 'branch', arms, exhaustive: true }]);
  },
  return_statement: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  revert_statement: leaving,
  function_definition: (node, go) => functionOf(node, go),
  modifier_definition: (node, go) => functionOf(node, go),
  constructor_definition: (node, go) => ({ ...functionOf(node, go), constructs: true }),
  fallback_receive_definition: (node, go) => functionOf(node, go),
  contract_declaration: (node, go) => contract(node, go),
  library_declaration: (node, go) => contract(node, go),
  ...silent(
    'interface_declaration',
    'struct_declaration',
    'enum_declaration',
    'event_definition',
    'error_declaration',
    'using_directive',
    'pragma_directive',
  ),
  import_directive: (node) => importOf(node),
  comment: () => NOTHING,
});

export const SOLIDITY: Language = {
  id: 'solidity',
  rules: ['solidity'],
  extensions: ['.sol'],
  grammar: () => 'solidity',
  lower(root) {
    attached = [...new Set(root.descendantsOfType('using_directive').map(libraryOf))].slice(0, MOST_ATTACHED);
    return { module: '', shared: true, body: statements(root).map(lower) };
  },
  // `@openzeppelin/….ECDSA.recover` is written `ECDSA.recover` or, on a value, `.recover`.
  tokens(qualified) {
    return qualified.split('.').filter((one) => one !== 'yul');
  },
};

/** After `using L for T`, `value.f(x)` may be `L.f(value, x)`: rules know which functions L has. */
function call(node: SyntaxNode, go: Lower): Node {
  const callee = part(node, 'function', go);
  const given = args(node, go);
  const plain: Node = { k: 'call', callee, args: given, at: spanOf(node) };
  if (callee.k !== 'member' || (callee.object.k === 'name' && /^[A-Z]/.test(callee.object.name))) return plain;
  const asFunction = attached.map((library): Node => {
    const target: Node = { k: 'member', object: path(library), name: callee.name };
    return { k: 'call', callee: target, args: [{ value: callee.object }, ...given], at: spanOf(node) };
  });
  return asFunction.length > 0 ? { k: 'choice', arms: [...asFunction, plain] } : plain;
}

function libraryOf(node: SyntaxNode | null): string {
  return textOf(named(node)[0] ?? null).replace(/\s/g, '');
}

/** `f({a: 1, b: 2})` names its arguments. */
function args(node: SyntaxNode, go: Lower): Argument[] {
  return named(node)
    .filter((one) => one.type === 'call_argument')
    .flatMap((one): Argument[] => {
      const parts = named(one);
      if (!parts.some((each) => each.type === 'call_struct_argument')) return [{ value: blockOf(one, go) }];
      return parts.map((each) => ({ name: textOf(field(each, 'name')), value: part(each, 'value', go) }));
    });
}

/** `address(5)` is the precompiled contract at 5 when its methods are called; other casts keep their value. */
function castOf(node: SyntaxNode, go: Lower): Node {
  const given = named(node).find((one) => one.type === 'call_argument');
  if (named(node)[0]?.text !== 'address') return given ? blockOf(given, go) : NOTHING;
  const number = numberLiteral(given?.text.trim() ?? '');
  if (number.k === 'lit') return { k: 'symbol', name: `precompile${number.value}` };
  return given ? blockOf(given, go) : NOTHING;
}

function variable(declared: SyntaxNode, whole: SyntaxNode, go: Lower): Node {
  return {
    k: 'assign',
    declares: true,
    constant: /\b(?:constant|immutable)\b/.test(declared.text.split('=')[0] ?? ''),
    static: declared.type === 'constant_variable_declaration',
    target: { k: 'name', name: textOf(field(declared, 'name')) },
    type: field(declared, 'type') ? blockOf(field(declared, 'type') as SyntaxNode, go) : undefined,
    value: field(whole, 'value') ? part(whole, 'value', go) : undefined,
  };
}

function bodies(node: SyntaxNode, go: Lower): Node[] {
  return node.childrenForFieldName('body').flatMap((one) => (one ? [go(one)] : []));
}

function loop(node: SyntaxNode, go: Lower): Node {
  const before = ['initial', 'condition'].map((one) => part(node, one, go)).filter((one) => one !== NOTHING);
  return block([...before, { k: 'branch', arms: bodies(node, go), exhaustive: false }]);
}

function functionOf(node: SyntaxNode, go: Lower): FunctionNode {
  const params = named(node)
    .filter((one) => one.type === 'parameter')
    .map((one): Parameter => ({ name: textOf(field(one, 'name')) }));
  const name = textOf(field(node, 'name'));
  return { k: 'function', name, params, body: part(node, 'body', go), static: true, at: spanOf(node) };
}

function contract(node: SyntaxNode, go: Lower): Node {
  const bases = named(node)
    .filter((one) => one.type === 'inheritance_specifier')
    .map((one) => part(one, 'ancestor', go));
  const members = named(field(node, 'body')).map(go);
  return { k: 'class', name: textOf(field(node, 'name')), bases, members, at: spanOf(node) };
}

/** `import {A as B} from "…"`: contracts are known by their own name, wherever the file lies. */
function importOf(node: SyntaxNode): Node {
  const names = node.childrenForFieldName('import_name');
  const aliases = node.childrenForFieldName('alias');
  if (names.length !== 1 || aliases.length !== 1) return NOTHING;
  return { k: 'import', local: textOf(aliases[0] ?? null), name: textOf(names[0] ?? null) };
}
