import { outlineBrackets } from '../../dormant/brackets.js';
import type { Language } from '../../language.js';
import { type FunctionNode, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
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
  path,
  spanOf,
  statements,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import {
  assigned,
  type Case,
  eachOf,
  ifElse,
  leaving,
  membersOf,
  silent,
  switchOn,
  ternary,
} from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withChained, withCommands } from '../commands/arguments.js';
import { listWithCommand } from '../commands/words.js';
import { injected, isConfigured, modifierWords, withProperties } from './annotations.js';

/** One case per kind of the Java grammar; the grammar of Groovy has most of them as well. */
export const JAVA_CASES: Readonly<Record<string, (node: SyntaxNode, lower: Lower) => Node>> = {
  identifier: (node) => ({ k: 'name', name: node.text }),
  type_identifier: (node) => ({ k: 'name', name: node.text }),
  scoped_identifier: (node) => path(node.text.replace(/\s/g, '')),
  scoped_type_identifier: (node) => path(node.text.replace(/<.*>|\s/gs, '')),
  generic_type: (node, go) => genericOf(node, go),
  this: () => ({ k: 'this' }),
  super: () => ({ k: 'this' }),
  true: () => lit(true),
  false: () => lit(false),
  null_literal: () => lit(null),
  string_literal: (node) => lit(stringValue(node.text)),
  character_literal: (node) => lit(unescaped(node.text.slice(1, -1))),
  decimal_integer_literal: (node) => numberLiteral(node.text),
  hex_integer_literal: (node) => numberLiteral(node.text),
  octal_integer_literal: (node) => numberLiteral(node.text),
  binary_integer_literal: (node) => numberLiteral(node.text),
  parenthesized_expression: (node, go) => blockOf(node, go),
  field_access: (node, go) => ({
    k: 'member',
    object: part(node, 'object', go),
    name: textOf(field(node, 'field')),
    at: spanOf(node),
  }),
  array_access: (node, go) => ({ k: 'index', object: part(node, 'array', go), index: part(node, 'index', go) }),
  method_invocation: (node, go) => call(node, go),
  method_reference: (node, go) => {
    const [object, name] = named(node);
    return object && name ? { k: 'member', object: go(object), name: name.text } : NOTHING;
  },
  object_creation_expression: (node, go) => {
    const body = named(node).find((one) => one.type === 'class_body');
    const type = part(node, 'type', go);
    return withCommands({
      k: 'call',
      callee: body ? { k: 'class', name: '', bases: [type], members: membersOf(body, go), at: spanOf(body) } : type,
      args: args(field(node, 'arguments'), go),
      at: spanOf(node),
    });
  },
  explicit_constructor_invocation: (node, go) => ({
    k: 'call',
    callee: { k: 'member', object: { k: 'this' }, name: textOf(field(node, 'constructor')) },
    args: args(field(node, 'arguments'), go),
    at: spanOf(node),
  }),
  array_initializer: (node, go) => listWithCommand(named(node).map(go), spanOf(node)),
  array_creation_expression: (node, go) => {
    const value = field(node, 'value');
    if (value) return go(value);
    const size = named(node).find((one) => one.type === 'dimensions_expr');
    return { k: 'call', callee: { k: 'name', name: 'array' }, args: size ? args(size, go) : [], at: spanOf(node) };
  },
  binary_expression: (node, go) => binary(node, go),
  ternary_expression: ternary,
  assignment_expression: assigned,
  cast_expression: (node, go) => ({ k: 'typed', type: part(node, 'type', go), value: part(node, 'value', go) }),
  lambda_expression: (node, go) => ({
    k: 'function',
    name: '',
    params: lambdaParameters(field(node, 'parameters'), go),
    body: lambdaBody(field(node, 'body'), go),
    at: spanOf(node),
  }),
  local_variable_declaration: (node, go) => declaration(node, go),
  field_declaration: (node, go) => declaration(node, go),
  constant_declaration: (node, go) => declaration(node, go),
  resource: (node, go) => ({
    k: 'assign',
    declares: true,
    target: part(node, 'name', go),
    type: part(node, 'type', go),
    value: part(node, 'value', go),
  }),
  enhanced_for_statement: (node, go) =>
    eachOf(part(node, 'value', go), part(node, 'name', go), part(node, 'body', go), part(node, 'type', go)),
  if_statement: ifElse,
  switch_expression: (node, go) => switchOf(node, go),
  try_statement: (node, go) => tryOf(node, go),
  try_with_resources_statement: (node, go) => tryOf(node, go),
  return_statement: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  yield_statement: (node, go) => blockOf(node, go),
  throw_statement: leaving,
  class_declaration: (node, go) => withProperties(node, classOf(node, go), go),
  interface_declaration: (node, go) => withProperties(node, classOf(node, go), go),
  annotation_type_declaration: () => NOTHING,
  record_declaration: (node, go) => withProperties(node, recordOf(node, go), go),
  enum_declaration: (node, go) => enumOf(node, go),
  method_declaration: (node, go) => method(node, go),
  constructor_declaration: (node, go) => ({ ...method(node, go), constructs: true }),
  compact_constructor_declaration: (node, go) => ({ ...method(node, go), constructs: true }),
  modifiers: () => NOTHING,
  import_declaration: (node) => importOf(node),
  ...silent('package_declaration', 'line_comment', 'block_comment'),
};

const lower = lowering(JAVA_CASES);

export const JAVA: Language = {
  id: 'java',
  rules: ['java', 'commands', 'by-name', 'written-out', 'kept'],
  handsFunctions: 'members',
  extensions: ['.java', '.jsp'],
  grammar: () => 'java',
  outline: (text) => outlineBrackets(text, { characters: true, blocks: true }),
  lower: (root) => ({ module: packageOf(root), shared: true, body: statements(root).map(lower) }),
  unbound: jvmUnbound,
  isStandard: ofPlatform,
  bare: jvmBare,
};

/** No program may declare a class in a package below `java`, nor does any in those of the platform's cryptography. */
export function ofPlatform(name: string): boolean {
  return /^java(?:x\.(?:crypto|net|security))?\./.test(name);
}

export function packageOf(root: SyntaxNode): string {
  const declared = named(root).find((one) => one.type === 'package_declaration');
  return declared ? textOf(named(declared).at(-1) ?? null).replace(/\s/g, '') : '';
}

/** What every file sees of java.lang, as far as values go through it. */
const JAVA_LANG = new Set([
  'System',
  'String',
  'Integer',
  'Long',
  'Boolean',
  'Object',
  'Math',
  'StringBuilder',
  'Enum',
  'Class',
  'Byte',
  'Character',
]);

/** A capitalised name that nothing declares is a class of the same package; anything else begins a qualified name. */
export function jvmUnbound(name: string, module: string): string {
  if (JAVA_LANG.has(name)) return `java.lang.${name}`;
  return module && /^[A-Z]/.test(name) ? `${module}.${name}` : name;
}

/** Short names of the JDK that other packages have as well. */
const COMMON = new Set(['java.security.KeyPair', 'java.security.Key', 'java.security.cert.Certificate']);

/**
 * A snippet without imports means the type of the JDK, or the only library type of that name. In a file with a package the
 * name may be a class of that package, unless it is one of the JDK's own.
 */
export function jvmBare(names: readonly string[], module: string): string | undefined {
  const types = names.filter((one) => !/\.[A-Z]\w*\.[A-Z]\w*$/.test(one));
  const own = types.find((one) => /^javax?\./.test(one));
  if (module) return own && !COMMON.has(own) ? own : undefined;
  return own ?? (types.length === 1 ? types[0] : undefined);
}

const COLLECTIONS = /^(?:List|Set|Collection|Iterable|ArrayList)$/;

/** Of `List<X509Certificate>` it is worth knowing what is in it; of other types what they are of says nothing here. */
function genericOf(node: SyntaxNode, go: Lower): Node {
  const [type, list] = named(node) as [SyntaxNode, SyntaxNode?];
  const of = named(list ?? null);
  const [only] = of;
  const isCollection = of.length === 1 && only?.type === 'type_identifier' && COLLECTIONS.test(type.text);
  return isCollection ? { k: 'generic', type: go(type), of: [go(only)] } : go(type);
}

function call(node: SyntaxNode, go: Lower): Node {
  const object = field(node, 'object');
  const name = textOf(field(node, 'name'));
  const callee: Node = object ? { k: 'member', object: go(object), name } : { k: 'name', name };
  const at = spanOf(field(node, 'name') ?? node);
  const made = withCommands({ k: 'call', callee, args: args(field(node, 'arguments'), go), at });
  const goesOn = node.parent?.type === 'method_invocation' && field(node.parent, 'object')?.id === node.id;
  return object && !goesOn ? withChained(made) : made;
}

function binary(node: SyntaxNode, go: Lower): Node {
  const op = textOf(field(node, 'operator'));
  return { k: 'op', op, left: part(node, 'left', go), right: part(node, 'right', go) };
}

function stringValue(text: string): string {
  return text.startsWith('"""') ? unescaped(text.slice(3, -3).replace(/^\s*\n/, '')) : unescaped(text.slice(1, -1));
}

function declaration(node: SyntaxNode, go: Lower): Node {
  const words = modifierWords(node);
  const type = part(node, 'type', go);
  const annotated = injected(node, go);
  const items = node.childrenForFieldName('declarator').flatMap((one): Node[] =>
    one
      ? [
          {
            k: 'assign',
            declares: true,
            constant: words.has('final'),
            static: words.has('static') || node.type === 'constant_declaration',
            target: { k: 'name', name: textOf(field(one, 'name')) },
            type: textOf(field(node, 'type')) === 'var' ? undefined : type,
            value: field(one, 'value') ? part(one, 'value', go) : annotated,
          },
        ]
      : [],
  );
  return items.length === 1 ? (items[0] as Node) : block(items);
}

function parameters(node: SyntaxNode | null, go: Lower): Parameter[] {
  return named(node)
    .filter((one) => one.type === 'formal_parameter' || one.type === 'spread_parameter')
    .map((one) => {
      const declarator = named(one).find((child) => child.type === 'variable_declarator') ?? one;
      return {
        name: textOf(field(declarator, 'name')),
        type: field(one, 'type') ? part(one, 'type', go) : undefined,
        default: isConfigured(one) ? injected(one, go) : undefined,
        rest: one.type === 'spread_parameter',
      };
    });
}

function lambdaParameters(node: SyntaxNode | null, go: Lower): Parameter[] {
  if (!node) return [];
  if (node.type === 'identifier') return [{ name: node.text }];
  if (node.type === 'inferred_parameters') return named(node).map((one) => ({ name: one.text }));
  return parameters(node, go);
}

function lambdaBody(node: SyntaxNode | null, go: Lower): Node {
  if (!node) return NOTHING;
  return node.type === 'block' ? go(node) : { k: 'return', value: go(node) };
}

export function method(node: SyntaxNode, go: Lower): FunctionNode {
  return {
    k: 'function',
    name: textOf(field(node, 'name')),
    params: parameters(field(node, 'parameters'), go),
    returns: field(node, 'type') ? part(node, 'type', go) : undefined,
    body: part(node, 'body', go),
    static: modifierWords(node).has('static'),
    at: spanOf(node),
  };
}

function bases(node: SyntaxNode, go: Lower): Node[] {
  const lists = [field(node, 'superclass'), field(node, 'interfaces')];
  return lists.flatMap((one) =>
    named(one).flatMap((list) => (list.type === 'type_list' ? named(list).map(go) : [go(list)])),
  );
}

function classOf(node: SyntaxNode, go: Lower): Node {
  const inInterface = node.type === 'interface_declaration';
  const all = membersOf(field(node, 'body'), go).map((one) =>
    inInterface && one.k === 'assign' ? { ...one, static: true, constant: true } : one,
  );
  return { k: 'class', name: textOf(field(node, 'name')), bases: bases(node, go), members: all, at: spanOf(node) };
}

/** A record's components are fields that its constructor fills. */
function recordOf(node: SyntaxNode, go: Lower): Node {
  const params = parameters(field(node, 'parameters'), go);
  const fill = params.map(
    (one): Node => ({
      k: 'assign',
      target: { k: 'member', object: { k: 'this' }, name: one.name },
      value: { k: 'name', name: one.name },
    }),
  );
  const construct: Node = { k: 'function', name: '', params, body: block(fill), constructs: true, at: spanOf(node) };
  const accessors = params.map(
    (one): Node => ({
      k: 'function',
      name: one.name,
      params: [],
      body: { k: 'return', value: { k: 'member', object: { k: 'this' }, name: one.name } },
      at: spanOf(node),
    }),
  );
  const fields = params.map(
    (one): Node => ({ k: 'assign', declares: true, target: { k: 'name', name: one.name }, type: one.type }),
  );
  const own = membersOf(field(node, 'body'), go);
  const name = textOf(field(node, 'name'));
  const members = [...fields, construct, ...accessors, ...own];
  return { k: 'class', name, bases: bases(node, go), members, at: spanOf(node) };
}

/** Each constant is a static instance made by the enum's constructor. */
function enumOf(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'name'));
  const body = named(field(node, 'body'));
  const constants = body
    .filter((one) => one.type === 'enum_constant')
    .map((one): Node => {
      const own = field(one, 'body');
      const type: Node = { k: 'name', name };
      const value: Node = {
        k: 'call',
        callee: own ? { k: 'class', name: '', bases: [type], members: membersOf(own, go), at: spanOf(own) } : type,
        args: [...args(field(one, 'arguments'), go), { name: '$name', value: lit(textOf(field(one, 'name'))) }],
        at: spanOf(one),
      };
      return { k: 'assign', declares: true, static: true, constant: true, target: part(one, 'name', go), value };
    });
  const rest = body.filter((one) => one.type === 'enum_body_declarations').flatMap((one) => membersOf(one, go));
  return { k: 'class', name, bases: [], members: [...constants, ...rest], at: spanOf(node) };
}

function switchOf(node: SyntaxNode, go: Lower): Node {
  const cases = named(field(node, 'body')).map((group): Case => {
    const labels = named(group).filter((one) => one.type === 'switch_label');
    const body = named(group).filter((one) => one.type !== 'switch_label');
    return {
      labels: labels.some((one) => named(one).length === 0) ? undefined : labels.flatMap((one) => named(one).map(go)),
      body: block(body.map(go)),
      falls: body.length === 0,
    };
  });
  return switchOn(part(node, 'condition', go), cases);
}

function tryOf(node: SyntaxNode, go: Lower): Node {
  const [main, ...other] = named(node).filter((one) => one.type !== 'resource_specification');
  const resources = part(node, 'resources', go);
  const items: Node[] = [resources, ...(main ? [go(main)] : [])];
  for (const one of other) {
    items.push(one.type === 'finally_clause' ? go(one) : { k: 'branch', arms: [go(one)], exhaustive: false });
  }
  return block(items);
}

/** `import a.b.C`, `import a.b.*`, `import static a.b.C.f`, `import static a.b.C.*`. */
function importOf(node: SyntaxNode): Node {
  const name = textOf(named(node).find((one) => one.type !== 'asterisk') ?? null).replace(/\s/g, '');
  const all = named(node).some((one) => one.type === 'asterisk');
  return { k: 'import', local: all ? '*' : name.slice(name.lastIndexOf('.') + 1), name };
}
