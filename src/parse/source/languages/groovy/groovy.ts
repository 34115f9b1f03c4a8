import type { Language } from '../../language.js';
import { type Argument, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
import {
  block,
  field,
  type Lower,
  lit,
  lowering,
  named,
  part,
  path,
  spanOf,
  statements,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import { listOf } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { withCommands } from '../commands/arguments.js';
import { commandsOf, listWithCommand } from '../commands/words.js';
import { JAVA, JAVA_CASES, method, packageOf } from '../java/java.js';
import { groovyText } from './text.js';

/** Groovy is Java and more: closures, maps, commands without parentheses, text with values inside. */
const lower = lowering({
  ...JAVA_CASES,
  character_literal: (node) => lit(unescaped(node.text.slice(1, -1))),
  string_literal: (node) => text(node),
  array_literal: listOf,
  map_literal: (node, go) => ({
    k: 'object',
    entries: named(node)
      .filter((one) => one.type === 'map_item')
      .map((one) => ({ key: keyOf(one, go), value: part(one, 'value', go) })),
    at: spanOf(node),
  }),
  method_invocation: (node, go) => {
    const object = field(node, 'object');
    const name = textOf(field(node, 'name'));
    const callee: Node = object ? { k: 'member', object: go(object), name } : { k: 'name', name };
    const body = field(node, 'body');
    const given = args(field(node, 'arguments'), go);
    const at = spanOf(field(node, 'name') ?? node);
    if (name === 'execute' && callee.k === 'member') {
      const ran = callee.object;
      const commands = ran.k === 'list' ? [listWithCommand(ran.items, at)] : commandsOf(ran, at);
      if (commands.length > 0) return block([...commands, ran]);
    }
    return withCommands({
      k: 'call',
      callee,
      args: body ? [...given, { value: go(body) }] : given,
      at,
    });
  },
  juxt_function_call: (node, go) =>
    withCommands({
      k: 'call',
      callee: part(node, 'name', go),
      args: args(field(node, 'args'), go),
      at: spanOf(node),
    }),
  object_creation_expression: (node, go) => {
    const made = JAVA_CASES['object_creation_expression']?.(node, go) ?? NOTHING;
    return made.k === 'call' ? { ...made, args: args(field(node, 'arguments'), go) } : made;
  },
  import_declaration: (node, go) => {
    const [source, alias] = named(node);
    const renamed = alias?.type === 'identifier' && source;
    if (renamed) return { k: 'import', local: alias.text, name: source.text.replace(/\s/g, '') };
    return JAVA_CASES['import_declaration']?.(node, go) ?? NOTHING;
  },
  closure: (node, go) => closure(node, go),
  function_definition: (node, go) => methodOf(node, go),
  method_declaration: (node, go) => methodOf(node, go),
  constructor_declaration: (node, go) => ({ ...methodOf(node, go), constructs: true }),
});

export const GROOVY: Language = {
  ...JAVA,
  id: 'groovy',
  rules: ['java', 'groovy', 'commands', 'by-name', 'written-out', 'kept'],
  beanProperties: true,
  extensions: ['.groovy', '.gradle', '.gvy'],
  names: ['jenkinsfile'],
  grammar: () => 'groovy',
  text: groovyText,
  lower: (root) => ({ module: packageOf(root), shared: true, body: statements(root).map(lower) }),
};

/** `"${a.b}withRSA"`: names and paths are read, other code inside is not known. */
function text(node: SyntaxNode): Node {
  const quotes = node.text.startsWith('"""') ? 3 : 1;
  const pieces = node.text.slice(quotes, -quotes).split(/(\$\{[^{}]{0,200}\}|\$[A-Za-z_][\w.]{0,100})/);
  const parts = pieces.map((one, at): Node => {
    if (at % 2 === 0) return lit(unescaped(one));
    const inner = one.replace(/^\$\{?\s*|\s*\}?$/g, '');
    return /^[A-Za-z_][\w.]*$/.test(inner) ? path(inner) : NOTHING;
  });
  return parts.length === 1 && parts[0] ? parts[0] : { k: 'concat', parts };
}

function keyOf(item: SyntaxNode, go: Lower): Node | string {
  const key = field(item, 'key');
  if (!key) return '';
  return key.type === 'identifier' ? key.text : go(key);
}

function args(list: SyntaxNode | null, go: Lower): Argument[] {
  return named(list).map((one) =>
    one.type === 'map_item'
      ? { name: textOf(field(one, 'key')).replace(/['"]/g, ''), value: part(one, 'value', go) }
      : { value: go(one) },
  );
}

/** `{ a -> .. }`: the grammar has the parameters in a lambda that is the first statement, or as a declaration before it. */
function closure(node: SyntaxNode, go: Lower): Node {
  const items = named(node).map((one) => (one.type === 'expression_statement' ? (named(one)[0] ?? one) : one));
  const head = items.find((one) => one.type === 'lambda_expression');
  const before = head ? items.slice(0, items.indexOf(head)) : [];
  const single = head && field(head, 'parameters');
  const names = single
    ? [single.text]
    : before.flatMap((one) => one.descendantsOfType('variable_declarator').map((child) => child?.text ?? ''));
  const params: Parameter[] = (head ? names : ['it']).map((name) => ({ name }));
  const body = items
    .filter((one) => !before.includes(one))
    .map((one) => (one === head ? part(one, 'body', go) : go(one)));
  return { k: 'function', name: '', params, body: { k: 'return', value: block(body) }, at: spanOf(node) };
}

/** The value of a body is its last statement; parameters may have defaults. */
function methodOf(node: SyntaxNode, go: Lower): Node & { k: 'function' } {
  const made = method(node, go);
  const list = named(field(node, 'parameters'));
  const params = made.params.map((one, at) => {
    const item = list[at];
    const inside = item?.type === 'formal_parameter' ? named(item) : [];
    const last = inside.at(-1);
    const given = last && last.type !== 'identifier' && inside.indexOf(last) > 0 ? last : undefined;
    return {
      ...one,
      type: textOf(field(item ?? node, 'type')) === 'def' ? undefined : one.type,
      default: given && go(given),
    };
  });
  const body = field(node, 'body');
  const items = body?.type === 'closure' ? block(named(body).map(go)) : made.body;
  const typed = textOf(field(node, 'type'));
  return {
    ...made,
    params,
    returns: typed === 'def' || typed === 'void' ? undefined : made.returns,
    body: { k: 'return', value: items },
  };
}
