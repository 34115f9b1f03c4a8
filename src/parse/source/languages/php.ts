import { type Argument, type FunctionNode, NOTHING, type Node, type Parameter } from '../ir.js';
import type { Language } from '../language.js';
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
  textOf,
  unescaped,
} from '../lowering.js';
import type { SyntaxNode } from '../syntax-node.js';

const lower = lowering({
  name: (node) => constantName(node.text),
  qualified_name: (node) => path(dotted(node.text)),
  relative_scope: () => ({ k: 'this' }),
  variable_name: (node) => (node.text === '$this' ? { k: 'this' } : { k: 'name', name: node.text }),
  named_type: (node, go) => blockOf(node, go),
  optional_type: (node, go) => blockOf(node, go),
  primitive_type: () => NOTHING,
  boolean: (node) => lit(/^true$/i.test(node.text)),
  null: () => lit(null),
  integer: (node) => numberLiteral(node.text),
  float: (node) => numberLiteral(node.text),
  string: (node) => lit(node.text.slice(1, -1).replace(/\\(['\\])/g, '$1')),
  encapsed_string: (node, go) => interpolated(node, go),
  heredoc: (node, go) => interpolated(named(node).find((one) => one.type === 'heredoc_body') ?? node, go),
  nowdoc: (node) => lit(textOf(named(node).find((one) => one.type === 'nowdoc_body') ?? null)),
  parenthesized_expression: (node, go) => blockOf(node, go),
  cast_expression: (node, go) => part(node, 'value', go),
  member_access_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'object', go),
    name: textOf(field(node, 'name')),
    at: spanOf(node),
  }),
  nullsafe_member_access_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'object', go),
    name: textOf(field(node, 'name')),
    at: spanOf(node),
  }),
  class_constant_access_expression: (node, go) => {
    const [scope, name] = named(node);
    return { k: 'member', object: scope ? go(scope) : NOTHING, name: textOf(name ?? null) };
  },
  scoped_property_access_expression: (node, go) => ({
    k: 'member',
    object: part(node, 'scope', go),
    name: textOf(field(node, 'name')).replace(/^\$/, ''),
    at: spanOf(node),
  }),
  subscript_expression: (node, go) => {
    const [object, index] = named(node);
    return { k: 'index', object: object ? go(object) : NOTHING, index: index ? go(index) : NOTHING };
  },
  function_call_expression: (node, go) => call(calleeOf(node, go), node, go),
  member_call_expression: (node, go) =>
    call(
      { k: 'member', object: part(node, 'object', go), name: textOf(field(node, 'name')), at: spanOf(node) },
      node,
      go,
    ),
  nullsafe_member_call_expression: (node, go) =>
    call(
      { k: 'member', object: part(node, 'object', go), name: textOf(field(node, 'name')), at: spanOf(node) },
      node,
      go,
    ),
  scoped_call_expression: (node, go) =>
    call(
      { k: 'member', object: part(node, 'scope', go), name: textOf(field(node, 'name')), at: spanOf(node) },
      node,
      go,
    ),
  object_creation_expression: (node, go) => {
    const type = named(node).find((one) => one.type !== 'arguments');
    return call(type ? go(type) : NOTHING, node, go);
  },
  array_creation_expression: (node, go) => arrayOf(node, go),
  binary_expression: (node, go) => {
    const op = textOf(field(node, 'operator'));
    const [left, right] = [part(node, 'left', go), part(node, 'right', go)];
    if (op === '.') return { k: 'concat', parts: [left, right] };
    return op === '??' ? { k: 'choice', arms: [left, right] } : { k: 'op', op, left, right };
  },
  conditional_expression: (node, go) => ({
    k: 'choice',
    test: part(node, 'condition', go),
    arms: [field(node, 'body') ? part(node, 'body', go) : part(node, 'condition', go), part(node, 'alternative', go)],
  }),
  match_expression: (node, go) => ({
    k: 'choice',
    test: part(node, 'condition', go),
    arms: named(field(node, 'body')).map((one) => part(one, 'return_expression', go)),
  }),
  assignment_expression: (node, go) => ({
    k: 'assign',
    target: part(node, 'left', go),
    value: part(node, 'right', go),
  }),
  augmented_assignment_expression: (node, go) => blockOf(node, go),
  list_literal: (node, go) => ({ k: 'list', items: named(node).map(go) }),
  const_declaration: (node, go) => constants(node, go),
  property_declaration: (node, go) => properties(node, go),
  if_statement: (node, go) => {
    const others = node.childrenForFieldName('alternative').filter((one): one is SyntaxNode => one !== null);
    const arms = [part(node, 'body', go), ...others.map((one) => part(one, 'body', go))];
    const exhaustive = others.some((one) => one.type === 'else_clause');
    return { k: 'branch', test: part(node, 'condition', go), arms, exhaustive };
  },
  while_statement: (node, go) => ({
    k: 'branch',
    test: part(node, 'condition', go),
    arms: [part(node, 'body', go)],
    exhaustive: false,
  }),
  foreach_statement: (node, go) => {
    const [list, bound] = named(node);
    const target = bound?.type === 'pair' ? named(bound)[1] : bound;
    const set: Node =
      list && target?.type === 'variable_name'
        ? { k: 'assign', declares: true, target: go(target), value: { k: 'index', object: go(list), index: NOTHING } }
        : NOTHING;
    return { k: 'branch', arms: [block([set, part(node, 'body', go)])], exhaustive: false };
  },
  switch_statement: (node, go) => {
    const cases = named(field(node, 'body'));
    const arms = cases.map((one) =>
      block(
        named(one)
          .filter((child) => child.id !== field(one, 'value')?.id)
          .map(go),
      ),
    );
    return {
      k: 'branch',
      test: part(node, 'condition', go),
      arms,
      exhaustive: cases.some((one) => one.type === 'default_statement'),
    };
  },
  try_statement: (node, go) => {
    const handlers = named(node).filter((one) => /^(?:catch|finally)_clause$/.test(one.type));
    const after = handlers.map(
      (one): Node =>
        one.type === 'finally_clause'
          ? part(one, 'body', go)
          : { k: 'branch', arms: [part(one, 'body', go)], exhaustive: false },
    );
    return block([part(node, 'body', go), ...after]);
  },
  return_statement: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  throw_expression: (node, go) => block([blockOf(node, go), { k: 'stop' }]),
  function_definition: (node, go) => functionOf(node, go),
  method_declaration: (node, go) => functionOf(node, go),
  anonymous_function: (node, go) => functionOf(node, go),
  arrow_function: (node, go) => ({ ...functionOf(node, go), body: { k: 'return', value: part(node, 'body', go) } }),
  class_declaration: (node, go) => classOf(node, go),
  trait_declaration: (node, go) => classOf(node, go),
  interface_declaration: (node, go) => classOf(node, go),
  anonymous_class: (node, go) => classOf(node, go),
  enum_declaration: (node, go) => classOf(node, go),
  enum_case: (node, go) => ({
    k: 'assign',
    declares: true,
    static: true,
    constant: true,
    target: { k: 'name', name: textOf(field(node, 'name')) },
    value: field(node, 'value') ? part(node, 'value', go) : lit(textOf(field(node, 'name'))),
  }),
  namespace_definition: (node, go) => (field(node, 'body') ? blockOf(field(node, 'body') as SyntaxNode, go) : NOTHING),
  namespace_use_declaration: (node) => block(uses(node)),
  text: () => NOTHING,
  php_tag: () => NOTHING,
  attribute_list: () => NOTHING,
  comment: () => NOTHING,
});

export const PHP: Language = {
  id: 'php',
  callNamesObject: true,
  rules: ['php'],
  extensions: ['.php', '.phtml', '.inc', '.php5', '.php7', '.module'],
  grammar: () => 'php',
  lower(root) {
    const space = root.descendantsOfType('namespace_definition')[0];
    return { module: space ? dotted(textOf(field(space, 'name'))) : '', shared: true, body: named(root).map(lower) };
  },
  // Functions and constants fall back to the global namespace, classes do not.
  unbound: (name, module) => (module && /^[A-Z]\w*[a-z]/.test(name) ? `${module}.${name}` : name),
};

function dotted(text: string): string {
  return text.replace(/\s/g, '').replace(/^\\/, '').replaceAll('\\', '.');
}

function constantName(text: string): Node {
  if (/^(?:true|false)$/i.test(text)) return lit(/^true$/i.test(text));
  return { k: 'name', name: text };
}

function interpolated(node: SyntaxNode, go: Lower): Node {
  const parts = named(node).map((one) => {
    if (one.type === 'string_content') return lit(one.text);
    if (one.type === 'escape_sequence') return lit(unescaped(one.text));
    return go(one);
  });
  return parts.length === 1 ? (parts[0] as Node) : { k: 'concat', parts };
}

/** Function names do not depend on case; `define('A', 1)` makes a constant. */
function calleeOf(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  if (callee?.type === 'name') return { k: 'name', name: callee.text };
  return callee ? go(callee) : NOTHING;
}

function call(callee: Node, node: SyntaxNode, go: Lower): Node {
  const list = field(node, 'arguments') ?? named(node).find((one) => one.type === 'arguments') ?? null;
  const args = argumentsOf(list, go);
  const [name, value] = args;
  if (
    callee.k === 'name' &&
    callee.name === 'define' &&
    name?.value.k === 'lit' &&
    typeof name.value.value === 'string' &&
    value
  ) {
    return {
      k: 'assign',
      declares: true,
      constant: true,
      target: { k: 'name', name: name.value.value },
      value: value.value,
    };
  }
  return { k: 'call', callee, args, at: spanOf(node) };
}

function argumentsOf(list: SyntaxNode | null, go: Lower): Argument[] {
  return named(list)
    .filter((one) => one.type === 'argument')
    .map((one) => {
      const name = field(one, 'name');
      const value = named(one).find((child) => child.id !== name?.id && child.type !== 'reference_modifier');
      return { value: value ? go(value) : NOTHING, ...(name ? { name: name.text } : {}) };
    });
}

function arrayOf(node: SyntaxNode, go: Lower): Node {
  const items = named(node).filter((one) => one.type === 'array_element_initializer');
  const keyed = items.some((one) => one.namedChildCount > 1);
  if (!keyed) return { k: 'list', items: items.map((one) => blockOf(one, go)) };
  const entries = items
    .filter((one) => one.namedChildCount > 1)
    .map((one) => ({ key: go(named(one)[0] as SyntaxNode), value: go(named(one)[1] as SyntaxNode) }));
  return { k: 'object', entries, at: spanOf(node) };
}

function constants(node: SyntaxNode, go: Lower): Node {
  const items = named(node)
    .filter((one) => one.type === 'const_element')
    .map((one): Node => {
      const [name, value] = named(one);
      return {
        k: 'assign',
        declares: true,
        constant: true,
        static: true,
        target: { k: 'name', name: textOf(name ?? null) },
        value: value ? go(value) : undefined,
      };
    });
  return items.length === 1 ? (items[0] as Node) : block(items);
}

function properties(node: SyntaxNode, go: Lower): Node {
  const type = field(node, 'type');
  const isStatic = named(node).some((one) => one.type === 'static_modifier');
  const items = named(node)
    .filter((one) => one.type === 'property_element')
    .map((one): Node => {
      const value = field(one, 'default_value');
      return {
        k: 'assign',
        declares: true,
        static: isStatic,
        target: { k: 'name', name: textOf(field(one, 'name')).replace(/^\$/, '') },
        ...(type ? { type: go(type) } : {}),
        value: value ? go(value) : undefined,
      };
    });
  return items.length === 1 ? (items[0] as Node) : block(items);
}

function parameters(list: SyntaxNode | null, go: Lower): Parameter[] {
  return named(list).map((one) => {
    const [type, value] = [field(one, 'type'), field(one, 'default_value')];
    return {
      name: textOf(field(one, 'name')),
      ...(type ? { type: go(type) } : {}),
      ...(value ? { default: go(value) } : {}),
      ...(one.type === 'variadic_parameter' ? { rest: true } : {}),
    };
  });
}

function functionOf(node: SyntaxNode, go: Lower): FunctionNode {
  const name = textOf(field(node, 'name'));
  const list = field(node, 'parameters');
  const returns = field(node, 'return_type');
  // Promoted constructor parameters are fields.
  const promoted = named(list)
    .filter((one) => one.type === 'property_promotion_parameter')
    .map((one): Node => {
      const variable = textOf(field(one, 'name'));
      return {
        k: 'assign',
        target: { k: 'member', object: { k: 'this' }, name: variable.replace(/^\$/, '') },
        value: { k: 'name', name: variable },
      };
    });
  return {
    k: 'function',
    name,
    params: parameters(list, go),
    ...(returns ? { returns: go(returns) } : {}),
    body: block([...promoted, part(node, 'body', go)]),
    static: named(node).some((one) => one.type === 'static_modifier'),
    constructs: name === '__construct',
    at: spanOf(node),
  };
}

function classOf(node: SyntaxNode, go: Lower): Node {
  const bases = named(node)
    .filter((one) => one.type === 'base_clause' || one.type === 'class_interface_clause')
    .flatMap((one) => named(one).map(go));
  const members = named(field(node, 'body')).flatMap((one) => {
    const made = go(one);
    return made.k === 'block' && /^(?:property|const)_declaration$/.test(one.type) ? [...made.items] : [made];
  });
  return { k: 'class', name: textOf(field(node, 'name')), bases, members, at: spanOf(node) };
}

/** `use A\B;`, `use A\B as C;`, `use A\{B, C as D};`, `use function A\f;` */
function uses(node: SyntaxNode): Node[] {
  const prefix = named(node).find((one) => one.type === 'namespace_name');
  const group = field(node, 'body');
  const clauses = named(group ?? node).filter((one) => one.type === 'namespace_use_clause');
  return clauses.map((one) => {
    const alias = field(one, 'alias');
    const own = dotted(textOf(named(one).find((child) => child.id !== alias?.id) ?? null));
    const name = group && prefix ? `${dotted(prefix.text)}.${own}` : own;
    return { k: 'import', local: alias ? alias.text : name.slice(name.lastIndexOf('.') + 1), name };
  });
}
