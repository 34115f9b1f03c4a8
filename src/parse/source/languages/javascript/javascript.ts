import { outlineBrackets } from '../../dormant/brackets.js';
import type { Language } from '../../language.js';
import { testsIn } from '../../tree/instance-tests.js';
import { type Argument, type CallNode, NOTHING, type Node, type ObjectNode } from '../../tree/ir.js';
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
  spanOf,
  statements,
  textOf,
  unescaped,
} from '../../tree/lowering.js';
import { type Case, eachOf, ifElse, leaving, makesTable, silent, switchOn, ternary } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { callWithRead } from '../commands/words.js';
import { javascriptImports } from '../import-lines.js';
import { classOf, enumOf, functionOf, gotten, isGetter } from './classes.js';
import { commandsCalled, denoCommand, listOfCommands } from './commands.js';
import { holdsMarkup, scriptsOnly } from './inside.js';
import { importStatement, moduleName, requiredMember, requireOf, throughInterop } from './modules.js';
import { powerModulo } from './powers.js';
import { asserted, beginTypes, TYPES } from './types.js';

const LEXIS = { backquotes: 'template', patterns: true, quotedImports: true, lines: true } as const;

/** Path of the file being lowered: relative imports are resolved against it. */
let here = '';
/** Names that other files can import from it. */
let handedOut = new Set<string>();

const name = (node: SyntaxNode): Node => ({ k: 'name', name: node.text });
const inside = (node: SyntaxNode, go: Lower): Node => blockOf(node, go);

const lower = lowering({
  identifier: name,
  property_identifier: name,
  shorthand_property_identifier: name,
  shorthand_property_identifier_pattern: name,
  type_identifier: name,
  private_property_identifier: name,
  this: () => ({ k: 'this' }),
  super: () => ({ k: 'this' }),
  true: () => lit(true),
  false: () => lit(false),
  null: () => lit(null),
  undefined: () => lit(null),
  number: (node) => numberLiteral(node.text),
  string: (node) => lit(unescaped(node.text.slice(1, -1))),
  template_string: (node, go) => template(node, go),
  parenthesized_expression: inside,
  await_expression: inside,
  non_null_expression: inside,
  as_expression: (node, go) => asserted(node, go),
  satisfies_expression: (node, go) => go(named(node)[0] as SyntaxNode),
  type_assertion: (node, go) => go(named(node).at(-1) as SyntaxNode),
  unary_expression: (node, go) => {
    const value = part(node, 'argument', go);
    // `typeof alg === 'string'` says nothing of what `alg` is.
    if (/^(?:!|typeof\b)/.test(node.text)) return block([value, NOTHING]);
    return node.text.startsWith('-') ? { k: 'op', op: '-', left: lit(0), right: value } : value;
  },
  sequence_expression: inside,
  member_expression: (node, go) => member(node, go),
  subscript_expression: (node, go) => ({
    k: 'index',
    object: part(node, 'object', go),
    index: part(node, 'index', go),
    at: spanOf(field(node, 'index') ?? node),
  }),
  call_expression: (node, go) => call(node, go),
  new_expression: (node, go) => {
    const callee = part(node, 'constructor', go);
    const made: CallNode = { k: 'call', callee, args: args(field(node, 'arguments'), go), at: spanOf(node) };
    return textOf(field(node, 'constructor')) === 'Deno.Command' ? callWithRead(denoCommand(made), made) : made;
  },
  array: (node, go) => listOfCommands(node, go),
  array_pattern: (node, go) => ({ k: 'list', items: withHoles(node).map((one) => (one ? go(one) : NOTHING)) }),
  object: (node, go) => objectOf(node, go),
  object_pattern: (node, go) => pattern(node, go),
  binary_expression: (node, go) =>
    powerModulo(node, go) ?? {
      k: 'op',
      op: textOf(field(node, 'operator')),
      left: part(node, 'left', go),
      right: part(node, 'right', go),
    },
  ternary_expression: ternary,
  assignment_expression: (node, go) => assignment(node, go),
  augmented_assignment_expression: (node, go) => augmented(node, go),
  assignment_pattern: (node, go) => ({ k: 'choice', arms: [part(node, 'left', go), part(node, 'right', go)] }),
  object_assignment_pattern: (node, go) => ({ k: 'choice', arms: [part(node, 'left', go), part(node, 'right', go)] }),
  lexical_declaration: (node, go) => declarations(node, go),
  variable_declaration: (node, go) => declarations(node, go),
  arrow_function: (node, go) => functionOf(node, go),
  function_expression: (node, go) => functionOf(node, go),
  generator_function: (node, go) => functionOf(node, go),
  function_declaration: (node, go) => functionOf(node, go),
  generator_function_declaration: (node, go) => functionOf(node, go),
  method_definition: (node, go) => functionOf(node, go),
  class_declaration: (node, go) => classOf(node, go),
  abstract_class_declaration: (node, go) => classOf(node, go),
  class: (node, go) => classOf(node, go),
  enum_declaration: (node, go) => enumOf(node, go),
  return_statement: (node, go) => ({ k: 'return', value: blockOf(node, go) }),
  throw_statement: leaving,
  if_statement: (node, go) => ifElse(node, go, (one) => testsIn(field(one, 'condition'), true, go)),
  switch_statement: (node, go) => {
    const cases = named(field(node, 'body')).map((one): Case => {
      const body = one.childrenForFieldName('body').flatMap((child) => (child ? [go(child)] : []));
      const labels = one.type === 'switch_default' ? undefined : [part(one, 'value', go)];
      return { labels, body: block(body), falls: body.length === 0 };
    });
    return switchOn(part(node, 'value', go), cases);
  },
  for_in_statement: (node, go) => {
    const keys = textOf(field(node, 'operator')) === 'in' ? 'keys' : undefined;
    return eachOf(part(node, 'right', go), part(node, 'left', go), part(node, 'body', go), undefined, keys);
  },
  catch_clause: (node, go) => ({ k: 'branch', arms: [part(node, 'body', go)], exhaustive: false }),
  import_statement: (node) => importStatement(node, here),
  export_statement: (node, go) => exported(node, go),
  import_require_clause: () => NOTHING,
  ...TYPES,
  ...silent('comment'),
});

/** Names of what holds everything: nobody has to write them. */
const WINDOWS: ReadonlySet<string> = new Set(['window', 'self', 'global', 'globalThis', 'document', 'defaultView']);

export const JAVASCRIPT: Language = {
  id: 'javascript',
  membersAreNamed: true,
  callNamesObject: true,
  nothingIsNotGiven: true,
  wholeModule: 'default',
  importsIn: javascriptImports,
  rules: ['javascript', 'commands', 'by-name', 'written-out', 'kept'],
  handsFunctions: 'followed',
  extensions: [
    ...['.js', '.mjs', '.cjs', '.jsx', '.ts', '.mts', '.cts', '.tsx'],
    ...['.vue', '.svelte', '.astro', '.html', '.htm', '.xhtml'],
  ],
  text: (text, path) => (holdsMarkup(path) ? scriptsOnly(text) : text),
  // Flow annotates types much as TypeScript does; its files are told by their first comment.
  // Text between tags of JSX is no code, and may hold quotes and brackets of its own.
  outline: (text) => (/<\/|\/>/.test(text) ? undefined : outlineBrackets(text, LEXIS)),
  grammar: (path, text) => {
    if (/\.[mc]?ts$|\.(?:vue|svelte|astro)$/.test(path)) return 'typescript';
    return /\.tsx$/.test(path) || text.slice(0, 2000).includes('@flow') ? 'tsx' : 'javascript';
  },
  lower(root, path) {
    here = path;
    handedOut = new Set(['default']);
    beginTypes(root);
    const body = statements(root).map(lower);
    return { module: moduleName(path), shared: false, body, exported: handedOut };
  },
  tokens: (qualified) => {
    const parts = qualified
      .replace(/=$/, '')
      .split('.')
      .filter((one) => one !== '*');
    while (parts.length > 1 && WINDOWS.has(parts[0] ?? '')) parts.shift();
    const module = (parts[0] ?? '').replace(/^node:/, '');
    return parts.length > 1 ? [module, parts.at(-1) ?? ''] : [module];
  },
};

function template(node: SyntaxNode, go: Lower): Node {
  const parts = named(node).map((one) => {
    if (one.type === 'template_substitution') return blockOf(one, go);
    return lit(unescaped(one.text));
  });
  return parts.length === 0 ? lit(unescaped(node.text.slice(1, -1))) : { k: 'concat', parts: [lit(''), ...parts] };
}

function args(node: SyntaxNode | null, go: Lower): Argument[] {
  return named(node).map((one) =>
    one.type === 'spread_element' ? { value: blockOf(one, go), spread: true } : { value: go(one) },
  );
}

/** `.subtle` is Web Cryptography on whatever object it is found; `x_1.default` is the module `x_1` of compiled TypeScript. */
function member(node: SyntaxNode, go: Lower): Node {
  const object = part(node, 'object', go);
  const name = textOf(field(node, 'property')).replace(/^#/, '');
  if (name === 'subtle') return block([object, { k: 'symbol', name: 'crypto.subtle' }]);
  if (name === 'default' && object.k === 'name' && /_\d+$|^_\w/.test(object.name)) return object;
  return { k: 'member', object, name, at: spanOf(node) };
}

function call(node: SyntaxNode, go: Lower): Node {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  const wrapped = throughInterop(textOf(callee), list);
  if (wrapped) return go(wrapped);
  if (callee?.type === 'import' || (callee?.type === 'identifier' && callee.text === 'require')) {
    const wanted = requireOf(list, here);
    if (wanted) return wanted;
  }
  if (callee?.type === 'super') {
    const base: Node = { k: 'member', object: { k: 'this' }, name: 'super' };
    return { k: 'call', callee: base, args: args(list, go), at: spanOf(node) };
  }
  const applied = appliedIn(callee, named(list));
  if (applied) return callApplied(applied.fn, [{ value: go(applied.list), spread: true }], node, go);
  const property = callee?.type === 'member_expression' ? field(callee, 'property') : null;
  const at = spanOf(property ?? node);
  const made: CallNode = { k: 'call', callee: part(node, 'function', go), args: args(list, go), at };
  const called = textOf(property ?? callee);
  const commands = commandsCalled(called, list, made, go);
  return callWithRead(commands, made);
}

/** `fn.apply(self, list)`, `Reflect.apply(fn, self, list)`: the items of the list are the arguments. */
function appliedIn(callee: SyntaxNode | null, given: readonly SyntaxNode[]) {
  if (callee?.type !== 'member_expression' || textOf(field(callee, 'property')) !== 'apply') return undefined;
  const [first, second, third] = given;
  const object = field(callee, 'object');
  const [fn, list] = object?.text === 'Reflect' ? [first, third] : [object, given.length === 2 ? second : undefined];
  return fn && list && /^(?:member_expression|identifier)$/.test(fn.type) ? { fn, list } : undefined;
}

function callApplied(fn: SyntaxNode, given: readonly Argument[], node: SyntaxNode, go: Lower): Node {
  return { k: 'call', callee: go(fn), args: given, at: spanOf(field(fn, 'property') ?? node) };
}

function keyOf(node: SyntaxNode | null, go: Lower): Node | string {
  if (!node) return '';
  if (node.type === 'property_identifier' || node.type === 'identifier') return node.text;
  if (node.type === 'string') return unescaped(node.text.slice(1, -1));
  return node.type === 'computed_property_name' ? blockOf(node, go) : node.text;
}

function objectOf(node: SyntaxNode, go: Lower): Node {
  const entries = named(node).flatMap((one): ObjectNode['entries'][number][] => {
    switch (one.type) {
      case 'pair':
        return [{ key: keyOf(field(one, 'key'), go), value: part(one, 'value', go), at: spanOf(one) }];
      case 'shorthand_property_identifier':
        return [{ key: one.text, value: { k: 'name', name: one.text } }];
      case 'spread_element':
        return [{ key: '...', value: blockOf(one, go) }];
      case 'method_definition':
        if (isGetter(one)) return [{ key: textOf(field(one, 'name')), value: gotten(one, go) }];
        return [{ key: textOf(field(one, 'name')), value: { ...functionOf(one, go), name: '' } }];
      default:
        return [];
    }
  });
  return { k: 'object', entries, at: spanOf(node) };
}

/** `[, second]`: what is left out has its place. */
function withHoles(node: SyntaxNode): (SyntaxNode | undefined)[] {
  const items: (SyntaxNode | undefined)[] = [undefined];
  for (const one of node.children) {
    if (one?.type === ',') items.push(undefined);
    else if (one?.isNamed && !one.isExtra) items[items.length - 1] = one;
  }
  return items;
}

function pattern(node: SyntaxNode, go: Lower): Node {
  const entries = named(node).flatMap((one): ObjectNode['entries'][number][] => {
    switch (one.type) {
      case 'shorthand_property_identifier_pattern':
        return [{ key: one.text, value: { k: 'name', name: one.text } }];
      case 'pair_pattern':
        return [{ key: keyOf(field(one, 'key'), go), value: part(one, 'value', go) }];
      case 'object_assignment_pattern':
        return [{ key: textOf(field(one, 'left')), value: go(one) }];
      case 'rest_pattern':
        return [{ key: '...', value: blockOf(one, go) }];
      default:
        return [];
    }
  });
  return { k: 'object', entries, at: spanOf(node) };
}

/** `module.exports = X` and `exports.name = X` make names of the file. */
function assignment(node: SyntaxNode, go: Lower): Node {
  const left = field(node, 'left');
  const value = part(node, 'right', go);
  const exportName = /^(?:module\.)?exports\.([\w$]+)$/.exec(left?.text ?? '')?.[1];
  if (exportName) handedOut.add(exportName);
  if (exportName && value.k === 'function') return { ...value, name: exportName };
  if (exportName) return { k: 'assign', declares: true, target: { k: 'name', name: exportName }, value };
  if (left?.text === 'module.exports') return exportsOf(value);
  return { k: 'assign', target: part(node, 'left', go), value };
}

/** `module.exports = {a, b: c}`. */
function exportsOf(value: Node): Node {
  if (value.k !== 'object') return { k: 'assign', declares: true, target: { k: 'name', name: 'default' }, value };
  const items = value.entries.flatMap((entry): Node[] => {
    if (typeof entry.key !== 'string' || entry.key === '...') return [];
    handedOut.add(entry.key);
    if (entry.value.k === 'function') return [{ ...entry.value, name: entry.key }];
    return [{ k: 'assign', declares: true, target: { k: 'name', name: entry.key }, value: entry.value }];
  });
  return block([value, ...items]);
}

/** `const { subtle } = x`: whatever x is, that is Web Cryptography. */
function destructured(target: ObjectNode, value: Node): Node {
  const found = target.entries.find((one) => one.key === 'subtle')?.value;
  const bind: Node = { k: 'assign', declares: true, target, value };
  if (!found) return bind;
  return block([bind, { k: 'assign', declares: true, target: found, value: { k: 'symbol', name: 'crypto.subtle' } }]);
}

function augmented(node: SyntaxNode, go: Lower): Node {
  const left = part(node, 'left', go);
  const op = textOf(field(node, 'operator')).replace(/=$/, '');
  const right = part(node, 'right', go);
  if (makesTable(node, right)) return { k: 'assign', target: left, value: right, unlessMade: true };
  return { k: 'assign', target: left, value: { k: 'op', op, left, right } };
}

function declarations(node: SyntaxNode, go: Lower): Node {
  const constant = textOf(field(node, 'kind')) === 'const';
  return block(
    named(node)
      .filter((one) => one.type === 'variable_declarator')
      .map((one): Node => {
        const target = part(one, 'name', go);
        if (target.k === 'object') return destructured(target, field(one, 'value') ? part(one, 'value', go) : NOTHING);
        const value = field(one, 'value') ? part(one, 'value', go) : undefined;
        const type = field(one, 'type') ? part(one, 'type', go) : undefined;
        const imported = target.k === 'name' && value ? requiredMember(value, field(one, 'value')) : undefined;
        if (imported && target.k === 'name') return { k: 'import', local: target.name, name: imported };
        // A function kept in a constant is called by its name.
        if (value?.k === 'function' && target.k === 'name') return { ...value, name: target.name };
        return { k: 'assign', declares: true, constant, target, value, type };
      }),
  );
}

function exported(node: SyntaxNode, go: Lower): Node {
  const declaration = field(node, 'declaration');
  const decorators = named(node).filter((one) => one.type === 'decorator');
  if (declaration) {
    const made = go(declaration);
    for (const name of namesOf(made)) handedOut.add(name);
    return decorators.length > 0 ? block([...decorators.map(go), made]) : made;
  }
  // `export = value` of TypeScript has no field for it.
  const whole = node.children.some((one) => one?.type === '=') ? (named(node).at(-1) ?? null) : null;
  const value = field(node, 'value') ?? whole;
  if (value) {
    const lowered = go(value);
    if (lowered.k === 'function' || lowered.k === 'class') return { ...lowered, name: lowered.name || 'default' };
    return { k: 'assign', declares: true, target: { k: 'name', name: 'default' }, value: lowered };
  }
  return field(node, 'source') ? importStatement(node, here) : exportedNames(node);
}

/** The names that a declaration makes. */
function namesOf(node: Node): string[] {
  if (node.k === 'block') return node.items.flatMap(namesOf);
  if (node.k === 'function' || node.k === 'class') return [node.name];
  if (node.k !== 'assign') return [];
  if (node.target.k === 'name') return [node.target.name];
  return node.target.k === 'object'
    ? node.target.entries.flatMap(({ value }) => (value.k === 'name' ? [value.name] : []))
    : [];
}

/** `export { a, b as c }`: other files have them under these names. */
function exportedNames(node: SyntaxNode): Node {
  const clause = named(node).find((one) => one.type === 'export_clause');
  return block(
    named(clause ?? null).map((one): Node => {
      const name = textOf(field(one, 'name'));
      const target = { k: 'name', name: textOf(field(one, 'alias')) || name } as const;
      handedOut.add(target.name);
      return { k: 'assign', declares: true, constant: true, target, value: { k: 'name', name } };
    }),
  );
}
