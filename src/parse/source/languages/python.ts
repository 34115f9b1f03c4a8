import { outlineIndentation } from '../dormant/indentation.js';
import type { Language } from '../language.js';
import { type Argument, NOTHING, type Node, type Parameter } from '../tree/ir.js';
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
import { type Case, eachOf, guardedBlock, leaving, listOf, narrowed, switchOn, toldIn } from '../tree/shapes.js';
import type { SyntaxNode } from '../tree/syntax-node.js';
import { commandsRun, listWithCommand } from './command-words.js';
import { pythonImports } from './import-lines.js';
import { argumentOf, withOptions } from './python-options.js';
import { powerModulo } from './python-powers.js';
import { armOf, castOf, constantsOf, guardIn, patternsOf } from './python-types.js';

/** Module of the file being lowered: relative imports are resolved against it. */
let here = '';
let isPackage = false;

/** Methods that are read like a field: `@property`, `@functools.cached_property`, `@hybrid_property`. */
const GETTER = /^@(?:[\w.]+\.)?(?:\w+_)?property\b(?!\.)/;

const lower = lowering({
  identifier: (node) => (node.text === 'self' || node.text === 'cls' ? { k: 'this' } : { k: 'name', name: node.text }),
  dotted_name: (node) => path(node.text),
  true: () => lit(true),
  false: () => lit(false),
  none: () => lit(null),
  integer: (node) => numberLiteral(node.text),
  float: (node) => numberLiteral(node.text),
  string: (node, go) => stringOf(node, go),
  concatenated_string: (node, go) => ({ k: 'concat', parts: named(node).map(go) }),
  parenthesized_expression: (node, go) => blockOf(node, go),
  await: (node, go) => blockOf(node, go),
  attribute: (node, go) => ({
    k: 'member',
    object: part(node, 'object', go),
    name: textOf(field(node, 'attribute')),
    at: spanOf(field(node, 'attribute') ?? node),
  }),
  subscript: (node, go) => ({
    k: 'index',
    object: part(node, 'value', go),
    index: part(node, 'subscript', go),
    at: spanOf(node),
  }),
  call: (node, go) => argumentOf(node, call(node, go)),
  list: (node, go) => listWithCommand(named(node).map(go), spanOf(node)),
  tuple: (node, go) => listWithCommand(named(node).map(go), spanOf(node)),
  set: listOf,
  expression_list: listOf,
  pattern_list: listOf,
  tuple_pattern: listOf,
  dictionary: (node, go) => ({
    k: 'object',
    entries: named(node)
      .filter((one) => one.type === 'pair' || one.type === 'dictionary_splat')
      .map((one) =>
        one.type === 'pair'
          ? { key: part(one, 'key', go), value: part(one, 'value', go), at: spanOf(one) }
          : { key: '...', value: blockOf(one, go) },
      ),
    at: spanOf(node),
  }),
  binary_operator: (node, go) =>
    powerModulo(node, go) ?? {
      k: 'op',
      op: textOf(field(node, 'operator')),
      left: part(node, 'left', go),
      right: part(node, 'right', go),
      at: spanOf(node),
    },
  comparison_operator: (node, go) => {
    const [left, right, ...more] = named(node).map(go);
    const op = node.children.flatMap((one) => (one && !one.isNamed ? [one.text] : [])).join(' ');
    return left && right && more.length === 0 ? { k: 'op', op, left, right } : blockOf(node, go);
  },
  unary_operator: (node, go) => {
    const value = part(node, 'argument', go);
    return node.text.startsWith('-') ? { k: 'op', op: '-', left: lit(0), right: value } : value;
  },
  boolean_operator: (node, go) => ({
    k: 'op',
    op: textOf(field(node, 'operator')) === 'or' ? '||' : '&&',
    left: part(node, 'left', go),
    right: part(node, 'right', go),
  }),
  conditional_expression: (node, go) => {
    const [yes, test, no] = named(node);
    return { k: 'choice', test: test ? go(test) : undefined, arms: [yes, no].flatMap((one) => (one ? [go(one)] : [])) };
  },
  named_expression: (node, go) => ({
    k: 'assign',
    declares: true,
    target: part(node, 'name', go),
    value: part(node, 'value', go),
  }),
  assignment: (node, go) => assignment(node, go),
  augmented_assignment: (node, go) => {
    const left = part(node, 'left', go);
    const op = textOf(field(node, 'operator')).replace(/=$/, '');
    return { k: 'assign', target: left, value: { k: 'op', op, left, right: part(node, 'right', go) } };
  },
  lambda: (node, go) => ({
    k: 'function',
    name: '',
    params: parameters(field(node, 'parameters'), go),
    body: { k: 'return', value: part(node, 'body', go) },
    at: spanOf(node),
  }),
  function_definition: (node, go) => functionOf(node, go),
  class_definition: (node, go) => classOf(node, go),
  decorated_definition: (node, go) => {
    const decorators = named(node).filter((one) => one.type === 'decorator');
    const before = decorators.map((one) => blockOf(one, go));
    const definition = part(node, 'definition', go);
    if (definition.k !== 'function') return block([...before, definition]);
    const fixed = decorators.some((one) => /^@(?:staticmethod|classmethod)\b/.test(one.text));
    const getter = decorators.some((one) => GETTER.test(one.text));
    const whole = withOptions(definition, decorators, go);
    return block([...before, { ...whole, ...(fixed && { static: true }), ...(getter && { getter }) }]);
  },
  return_statement: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  raise_statement: leaving,
  if_statement: (node, go) => {
    const others = node.childrenForFieldName('alternative').flatMap((one) => (one ? [one] : []));
    const arms = [armOf(node, go), ...others.map((one) => (one.type === 'elif_clause' ? go(one) : blockOf(one, go)))];
    const elifs = others.filter((one) => one.type === 'elif_clause');
    const test = part(node, 'condition', go);
    const tests = [test, ...elifs.map((one) => part(one, 'condition', go))];
    const when = [node, ...elifs].map((one, at) => toldIn(field(one, 'condition'), tests[at]));
    return {
      k: 'branch',
      test,
      arms,
      when,
      exhaustive: others.some((one) => one.type === 'else_clause'),
    };
  },
  elif_clause: (node, go) => block([part(node, 'condition', go), armOf(node, go)]),
  block: (node, go) => guardedBlock(statements(node), go, (one) => guardIn(one, go)),
  try_statement: (node, go) => {
    const after = named(node).filter((one) => one.type === 'except_clause' || one.type === 'except_group_clause');
    const otherwise = named(node).find((one) => one.type === 'else_clause');
    const handled = [...(otherwise ? [otherwise] : []), ...after].map((one) => blockOf(one, go));
    const finally_ = named(node).find((one) => one.type === 'finally_clause');
    return block([
      part(node, 'body', go),
      { k: 'branch', arms: handled, exhaustive: otherwise !== undefined },
      finally_ ? blockOf(finally_, go) : NOTHING,
    ]);
  },
  match_statement: (node, go) => {
    const cases = named(field(node, 'body'));
    const subject = part(node, 'subject', go);
    const made = cases.map((one): Case => {
      const body = narrowed(patternsOf(one, subject, go), part(one, 'consequence', go));
      return { labels: /^case\s+_\s*:/.test(one.text) ? undefined : constantsOf(one, go), body };
    });
    return switchOn(subject, made);
  },
  for_statement: (node, go) => eachOf(part(node, 'right', go), part(node, 'left', go), part(node, 'body', go)),
  with_item: (node, go) => {
    const value = field(node, 'value');
    if (value?.type !== 'as_pattern') return blockOf(node, go);
    const [made, alias] = named(value);
    const target = alias ? named(alias)[0] : undefined;
    return made && target ? { k: 'assign', declares: true, target: go(target), value: go(made) } : blockOf(node, go);
  },
  import_statement: (node) => importOf(node),
  import_from_statement: (node) => importFrom(node),
  type: (node, go) => typeOf(node, go),
  comment: () => NOTHING,
});

export const PYTHON: Language = {
  id: 'python',
  operators: { '*': '__mul__' },
  methodsAreNamed: true,
  importsAreNames: true,
  importsIn: pythonImports,
  rules: ['python', 'commands'],
  extensions: ['.py', '.pyw', '.pyi'],
  grammar: () => 'python',
  outline: outlineIndentation,
  lower(root, file) {
    isPackage = /(?:^|\/)__init__\.pyi?$/.test(file);
    here = file
      .replace(/\.[a-z]+$/i, '')
      .replace(/\/?__init__$/, '')
      .replaceAll('/', '.');
    return { module: here, shared: false, body: statements(root).map(lower) };
  },
  tokens(qualified) {
    const parts = qualified
      .replace(/=$/, '')
      .split('.')
      .filter((one) => one !== '*');
    // What an operator calls is not written.
    return [parts[0] ?? '', ...parts.slice(1).slice(-1)].filter((one) => !/^__\w+__$/.test(one));
  },
};

function stringOf(node: SyntaxNode, go: Lower): Node {
  const prefix = /^[a-zA-Z]*/.exec(node.text)?.[0].toLowerCase() ?? '';
  const pieces = named(node).filter((one) => one.type !== 'string_start' && one.type !== 'string_end');
  if (pieces.some((one) => one.type === 'interpolation')) {
    const parts = pieces.map((one) => (one.type === 'interpolation' ? part(one, 'expression', go) : lit(one.text)));
    return { k: 'concat', parts: [lit(''), ...parts] };
  }
  const body = node.text.slice(prefix.length).replace(/^("""|'''|"|')(.*)\1$/s, '$2');
  return lit(prefix.includes('r') ? body : unescaped(body));
}

function call(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  // super().__init__(..): the methods of the bases are found on the object itself.
  if (callee?.type === 'identifier' && callee.text === 'super') return { k: 'this' };
  const attribute = callee?.type === 'attribute' ? field(callee, 'attribute') : null;
  const cast = castOf(node, go);
  if (cast) return cast;
  const list = field(node, 'arguments');
  const given =
    list?.type === 'argument_list' ? named(list).map((one) => argument(one, go)) : list ? [{ value: go(list) }] : [];
  const [object, name] = given;
  if (callee?.text === 'getattr' && object && name) return { k: 'index', object: object.value, index: name.value };
  const at = spanOf(attribute ?? node);
  const made: Node = { k: 'call', callee: part(node, 'function', go), args: given, at };
  const commands = commandsRun(textOf(attribute ?? callee), given, at);
  return commands.length > 0 ? block([...commands, made]) : made;
}

function argument(node: SyntaxNode, go: Lower): Argument {
  if (node.type === 'keyword_argument')
    return { name: textOf(field(node, 'name')), value: part(node, 'value', go), at: spanOf(node) };
  if (node.type === 'dictionary_splat') return { name: '**', value: blockOf(node, go) };
  return { value: node.type === 'list_splat' ? blockOf(node, go) : go(node) };
}

/** Settings of a framework that are one map: `SIMPLE_JWT = {..}` is a literal of the type `settings.SIMPLE_JWT`. */
const SETTINGS = /^[A-Z_]*(?:JWT|OAUTH|OIDC|SAML)[A-Z_0-9]*$/;

function settings(value: Node, name: string): Node {
  if (value.k !== 'object' || value.type || !SETTINGS.test(name)) return value;
  return { ...value, type: { k: 'symbol', name: `settings.${name}` } };
}

function assignment(node: SyntaxNode, go: Lower): Node {
  const right = field(node, 'right') ? part(node, 'right', go) : undefined;
  const value = right && settings(right, textOf(field(node, 'left')));
  const type = field(node, 'type') ? part(node, 'type', go) : undefined;
  const left = part(node, 'left', go);
  const target: Node = left.k === 'name' ? { ...left, at: spanOf(node) } : left;
  if (value?.k === 'function' && !value.name && target.k === 'name') return { ...value, name: target.name };
  return {
    k: 'assign',
    declares: target.k !== 'member' && !isGlobal(node, left),
    constant: /^[A-Z_0-9]+$/.test(textOf(field(node, 'left'))),
    target,
    value,
    type,
  };
}

/** `global name` in the function around: what is assigned is the variable of the file. */
function isGlobal(node: SyntaxNode, target: Node): boolean {
  if (target.k !== 'name') return false;
  for (let at = node.parent; at; at = at.parent) {
    if (at.type !== 'function_definition') continue;
    const said = named(field(at, 'body')).filter((one) => one.type === 'global_statement');
    return said.some((one) => named(one).some((name) => name.text === target.name));
  }
  return false;
}

/** `Optional[X]`, `"X"`, `X | None` all name X. */
function typeOf(node: SyntaxNode, go: Lower): Node {
  const [inner] = named(node);
  if (!inner) return NOTHING;
  if (inner.type === 'string') return path(inner.text.replace(/["']/g, ''));
  if (inner.type === 'binary_operator')
    return part(inner, field(inner, 'left')?.type === 'none' ? 'right' : 'left', go);
  if (inner.type === 'generic_type') {
    const argumentType = named(named(inner)[1] ?? null)[0];
    return /^(?:typing\.)?Optional$/.test(textOf(named(inner)[0] ?? null)) && argumentType
      ? go(argumentType)
      : go(named(inner)[0] as SyntaxNode);
  }
  return go(inner);
}

function parameters(node: SyntaxNode | null, go: Lower): Parameter[] {
  return named(node).flatMap((one): Parameter[] => {
    switch (one.type) {
      case 'identifier':
        return [{ name: one.text }];
      case 'typed_parameter': {
        const inner = named(one)[0];
        const rest = inner?.type === 'list_splat_pattern';
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
        return [{ name: one.text.replace(/^\*+/, '') }];
      default:
        return [];
    }
  });
}

function functionOf(node: SyntaxNode, go: Lower): Node & { k: 'function' } {
  const name = textOf(field(node, 'name'));
  const all = parameters(field(node, 'parameters'), go);
  const bound = all[0]?.name === 'self' || all[0]?.name === 'cls';
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

/** Assignments in the body of a class are fields of the class, shared by its instances. */
function classOf(node: SyntaxNode, go: Lower): Node {
  const members = named(field(node, 'body')).flatMap((one): Node[] => {
    const made = go(one);
    const all = made.k === 'block' ? made.items : [made];
    return all.map((item) => (item.k === 'assign' ? { ...item, static: true } : item));
  });
  const bases = named(field(node, 'superclasses')).filter((one) => one.type !== 'keyword_argument');
  const name = textOf(field(node, 'name'));
  return { k: 'class', name, bases: bases.map(go), members, at: spanOf(node) };
}

/** `import a.b`, `import a.b as c`. */
function importOf(node: SyntaxNode): Node {
  return block(
    named(node).map((one): Node => {
      if (one.type === 'aliased_import') {
        return { k: 'import', local: textOf(field(one, 'alias')), name: textOf(field(one, 'name')) };
      }
      const first = one.text.split('.')[0] ?? '';
      return { k: 'import', local: first, name: first };
    }),
  );
}

/** `from a.b import c as d, *`, `from .x import y`. */
function importFrom(node: SyntaxNode): Node {
  const source = field(node, 'module_name');
  const module = moduleOf(source);
  const items = named(node).filter((one) => one.id !== source?.id);
  return block(
    items.flatMap((one): Node[] => {
      if (one.type === 'wildcard_import') return [{ k: 'import', local: '*', name: module }];
      const name = one.type === 'aliased_import' ? textOf(field(one, 'name')) : one.text;
      const local = one.type === 'aliased_import' ? textOf(field(one, 'alias')) : name;
      return [{ k: 'import', local, name: module ? `${module}.${name}` : name }];
    }),
  );
}

function moduleOf(source: SyntaxNode | null): string {
  if (source?.type !== 'relative_import') return textOf(source);
  const dots = /^\.+/.exec(source.text)?.[0].length ?? 1;
  const base = here.split('.').filter((one) => one !== '');
  const kept = base.slice(0, Math.max(0, base.length - dots + (isPackage ? 1 : 0)));
  return [...kept, source.text.replace(/^\.+/, '')].filter((one) => one !== '').join('.');
}
