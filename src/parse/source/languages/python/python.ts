import { outlineIndentation } from '../../dormant/indentation.js';
import type { Language } from '../../language.js';
import { type Argument, type CallNode, NOTHING, type Node } from '../../tree/ir.js';
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
} from '../../tree/lowering.js';
import { type Case, eachOf, guardedBlock, leaving, listOf, narrowed, switchOn, toldIn } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withCommands } from '../commands/arguments.js';
import { callWithRead, commandsKept, commandsRun, listWithCommand } from '../commands/words.js';
import { pythonImports } from '../import-lines.js';
import { BUILTIN_NAMES } from './builtin-names.js';
import { comprehensionOf } from './comprehensions.js';
import { classOf, decorated, functionOf, isReceiver, parameters } from './declarations.js';
import { enterModule, importFrom, importOf } from './imports.js';
import { filledText, operation, tangentOf, totientOf } from './operators.js';
import { argumentOf } from './options.js';
import { powerModulo } from './powers.js';
import { armOf, castOf, constantsOf, guardIn, patternsOf, typeOf } from './types.js';

/** Does the file being lowered run programs? Asked only where a text begins as a command does. */
let runsCommands = () => false;

const lower = lowering({
  identifier: (node) => (isReceiver(node) ? { k: 'this' } : { k: 'name', name: node.text }),
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
  list_comprehension: comprehensionOf,
  set_comprehension: comprehensionOf,
  dictionary_comprehension: comprehensionOf,
  generator_expression: comprehensionOf,
  binary_operator: (node, go) =>
    powerModulo(node, go) ?? filledText(node, go) ?? totientOf(node, go) ?? tangentOf(node, go) ?? operation(node, go),
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
    const [yes, asked, no] = named(node);
    const test = asked && go(asked);
    const arms = [yes, no].flatMap((one) => (one ? [go(one)] : []));
    return { k: 'choice', test, arms, when: [toldIn(asked ?? null, test)] };
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
  decorated_definition: (node, go) => decorated(node, go),
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
  for_statement: (node, go) =>
    eachOf(part(node, 'right', go), part(node, 'left', go), part(node, 'body', go), undefined, 'keys'),
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
  fieldsAreParameters: true,
  importsAreNames: true,
  importsIn: pythonImports,
  rules: ['python', 'commands', 'by-name', 'written-out', 'kept'],
  handsFunctions: 'members',
  extensions: ['.py', '.pyw', '.pyi'],
  grammar: () => 'python',
  outline: outlineIndentation,
  isStandard: (text) => BUILTIN_NAMES.has(text),
  lower(root, file) {
    let runs: boolean | undefined;
    runsCommands = () => {
      runs ??= /\b(?:os\.system|subprocess|popen|Popen|pexpect|getoutput|check_output|paramiko)\b/.test(root.text);
      return runs;
    };
    return { module: enterModule(file), shared: false, body: statements(root).map(lower) };
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
  const made: CallNode = { k: 'call', callee: part(node, 'function', go), args: given, at };
  const commands = commandsRun(textOf(attribute ?? callee), given, at);
  return commands.length > 0 ? callWithRead(commands, made) : withCommands(made);
}

function argument(node: SyntaxNode, go: Lower): Argument {
  if (node.type === 'keyword_argument')
    return { name: textOf(field(node, 'name')), value: part(node, 'value', go), at: spanOf(node) };
  if (node.type === 'dictionary_splat') return { name: '**', value: blockOf(node, go) };
  return node.type === 'list_splat' ? { value: blockOf(node, go), spread: true } : { value: go(node) };
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
  const made: Node = {
    k: 'assign',
    declares: target.k !== 'member' && !isGlobal(node, left),
    constant: /^[A-Z_0-9]+$/.test(textOf(field(node, 'left'))),
    target,
    value,
    type,
  };
  const commands = value ? commandsKept(value, spanOf(node)) : [];
  return runsCommands() ? callWithRead(commands, made) : made;
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
