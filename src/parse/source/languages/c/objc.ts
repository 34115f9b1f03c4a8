import type { Face } from '../../../face.js';
import type { Language } from '../../language.js';
import { type Argument, type FunctionNode, NOTHING, type Node, type Parameter } from '../../tree/ir.js';
import {
  block,
  blockOf,
  type Cases,
  field,
  type Lower,
  lit,
  lowering,
  named,
  path,
  spanOf,
  statements,
  textOf,
} from '../../tree/lowering.js';
import { listOf, silent } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { C, cTokens } from './c.js';
import { C_CASES } from './cases.js';
import { learnFields } from './fields.js';
import { typeName } from './names.js';
import { beginMacros } from './preprocessor.js';
import { learnLayouts } from './values.js';

/** What the C lowering does, and what Objective-C adds: messages, methods, boxed values, dictionaries, blocks. */
const CASES: Cases = {
  ...C_CASES,
  identifier: (node) => {
    if (node.text === 'self' || node.text === 'super') return { k: 'this' };
    if (node.text === 'YES' || node.text === 'NO') return lit(node.text === 'YES');
    if (node.text === 'nil' || node.text === 'Nil') return lit(null);
    // An instance variable of the object at hand.
    if (/^_[a-z]\w*$/.test(node.text)) return ownVariable(node, node.text);
    return { k: 'name', name: node.text };
  },
  field_expression: (node, go) => {
    const object = field(node, 'argument');
    const name = textOf(field(node, 'field'));
    if (object?.text === 'self') return ownVariable(node, `_${name}`);
    return { k: 'member', object: object ? go(object) : NOTHING, name, at: spanOf(node) };
  },
  at_expression: (node, go) => blockOf(node, go),
  array_literal: listOf,
  dictionary_literal: (node, go) => ({
    k: 'object',
    entries: named(node)
      .filter((one) => one.type === 'dictionary_pair')
      .flatMap((one) => {
        const [key, value] = named(one);
        return key && value ? [{ key: keyOf(key, go), value: go(value) }] : [];
      }),
    at: spanOf(node),
  }),
  message_expression: (node, go) => message(node, go),
  block_literal: (node, go) => {
    const body = named(node).find((one) => one.type === 'compound_statement');
    return { k: 'function', name: '', params: [], body: body ? go(body) : NOTHING, at: spanOf(node) };
  },
  ...silent('selector_expression', 'protocol_declaration', 'class_interface'),
  class_implementation: (node, go) => implementation(node, go),
  category_implementation: (node, go) => implementation(node, go),
  method_definition: (node, go) => method(node, go),
  module_import: () => NOTHING,
};

const lower = lowering(CASES);

/** Objective-C and Objective-C++: C with messages. */
export const OBJC: Language = {
  id: 'objc',
  rules: ['objc', 'c', 'apple', 'commands', 'written-out', 'kept'],
  structures: true,
  extensions: ['.mm'],
  // MATLAB and others use the ending as well.
  holds: (face: Face) =>
    face.extension === '.m' &&
    /^\s*(?:#\s*import\b|@import\b|@implementation\b|@interface\b|#\s*include\b)/m.test(face.latin1),
  grammar: () => 'objc',
  text: C.text,
  lower(root) {
    learnLayouts(root);
    learnFields(root);
    beginMacros();
    return { module: '', shared: true, body: statements(root).map(lower) };
  },
  tokens: cTokens,
};

function ownVariable(node: SyntaxNode, name: string): Node {
  return { k: 'member', object: { k: 'this' }, name, at: spanOf(node) };
}

/** `(id)kSecAttrKeyType` and `(__bridge NSString *)kSecAttrKeyType` are known to rules by their name. */
function keyOf(node: SyntaxNode, go: Lower): Node | string {
  const name = /^(?:\((?:[^()]|\([^()]*\))*\)\s*)*(k(?:Sec|CC|CF|CM|SSL)\w+)$/.exec(node.text.slice(0, 200))?.[1];
  return name ?? go(node);
}

/** Words between the brackets of a message: what each argument is called. The first has no name of its own. */
function selectorOf(node: SyntaxNode): { words: string[]; values: SyntaxNode[] } {
  const words: string[] = [];
  const values: SyntaxNode[] = [];
  for (let at = 0; at < node.childCount; at++) {
    const child = node.child(at);
    const role = node.fieldNameForChild(at);
    if (!child?.isNamed || role === 'receiver') continue;
    if (role === 'method') words.push(child.text);
    else values.push(child);
  }
  return { words, values };
}

const SAME =
  /^(?:retain|autorelease|copy|mutableCopy|self|init|UTF8String|bytes|mutableBytes|intValue|integerValue|unsignedIntegerValue|stringValue|lowercaseString|uppercaseString)$/;
const BOXED =
  /^(?:numberWith\w+|stringWithString|stringWithUTF8String|stringWithCString|initWith(?:Int|Integer|UnsignedInt|String|Dictionary)|dictionaryWithDictionary|arrayWithArray|dataWithData)$/;

function message(node: SyntaxNode, go: Lower): Node {
  const target = field(node, 'receiver');
  const receiver = target ? go(target) : NOTHING;
  const { words, values } = selectorOf(node);
  const [first = '', ...labels] = words;
  const [one, ...others] = values;
  const at = spanOf(node);
  if (!one && SAME.test(first)) return receiver;
  if (!one && (first === 'alloc' || first === 'new')) return { k: 'call', callee: receiver, args: [], at };
  if (first === 'initWithCapacity') return receiver;
  if (one && BOXED.test(first)) return go(one);
  if (one && /^set(?:Object|Value)$/.test(first) && others[0]) {
    const key = keyOf(others[0], go);
    const index = typeof key === 'string' ? lit(key) : key;
    return { k: 'assign', target: { k: 'index', object: receiver, index }, value: go(one) };
  }
  if (one && /^(?:objectForKey|valueForKey|objectForKeyedSubscript)$/.test(first)) {
    const key = keyOf(one, go);
    return { k: 'index', object: receiver, index: typeof key === 'string' ? lit(key) : key };
  }
  if (first === 'dictionaryWithObjectsAndKeys' || first === 'initWithObjectsAndKeys') return pairs(values, node, go);
  if (/^(?:arrayWithObjects?|initWithObjects)$/.test(first))
    return { k: 'list', items: values.filter((each) => each.text !== 'nil').map(go) };
  const args: Argument[] = values.map((value, index) => {
    const name = index === 0 ? undefined : labels[index - 1];
    return name ? { name, value: go(value) } : { value: go(value) };
  });
  return { k: 'call', callee: { k: 'member', object: receiver, name: first, at }, args, at };
}

/** Value before key, as the older constructor has it. */
function pairs(values: readonly SyntaxNode[], node: SyntaxNode, go: Lower): Node {
  const entries = values.flatMap((value, index) => {
    const key = values[index + 1];
    return index % 2 === 0 && key ? [{ key: keyOf(key, go), value: go(value) }] : [];
  });
  return { k: 'object', entries, at: spanOf(node) };
}

/** A parameter is called by its label and read by its name. */
function method(node: SyntaxNode, go: Lower): FunctionNode {
  const labels: string[] = [];
  const renamed: Node[] = [];
  const params: Parameter[] = [];
  for (const child of named(node)) {
    if (child.type === 'identifier') labels.push(child.text);
    if (child.type !== 'method_parameter') continue;
    const parts = named(child);
    const own = textOf(parts.at(-1) ?? null);
    const type = child.descendantsOfType('type_identifier')[0];
    const label = params.length === 0 ? own : (labels[params.length] ?? own);
    params.push({ name: label, ...(type ? { type: typeName(type) } : {}) });
    if (label !== own)
      renamed.push({
        k: 'assign',
        declares: true,
        target: { k: 'name', name: own },
        value: { k: 'name', name: label },
      });
  }
  const body = named(node).find((one) => one.type === 'compound_statement');
  return {
    k: 'function',
    name: labels[0] ?? '',
    params,
    body: block([...renamed, ...(body ? [go(body)] : [])]),
    static: node.text.startsWith('+'),
    at: spanOf(node),
  };
}

/** Methods belong to the class, C functions between them to the file; a category adds to a class that stands elsewhere. */
function implementation(node: SyntaxNode, go: Lower): Node {
  const [first, second] = named(node);
  const name = textOf(first ?? null);
  const made = named(node)
    .filter((one) => one.type === 'implementation_definition')
    .flatMap((one) => named(one).map(go));
  const category =
    node.type === 'category_implementation' ||
    (second?.type === 'identifier' && /^@implementation\s+\w+\s*\(/.test(node.text));
  const methods = made.filter((one) => one.k === 'function' && isMethod(one, node));
  const others = made.filter((one) => !methods.includes(one));
  if (!category) return block([...others, { k: 'class', name, bases: [], members: methods, at: spanOf(node) }]);
  const type = path(name);
  return block([
    ...others,
    ...methods.map((one) => (one.k === 'function' ? { ...one, receiver: { name: 'self', type } } : one)),
  ]);
}

function isMethod(one: FunctionNode, node: SyntaxNode): boolean {
  const text = node.text;
  return /^[-+]/.test(text.slice(one.at.start - node.startIndex, one.at.start - node.startIndex + 1));
}
