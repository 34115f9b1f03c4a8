import { field, named, textOf } from '../../tree/lowering.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { CLASS_SETTING, isRecord } from './structs.js';

/** What the present file declares. Files are lowered one after the other. */
const present: {
  methods: Set<string>;
  locals: Map<number, Set<string>>;
  outermost: Set<string>;
  heredocs: Map<number, SyntaxNode>;
} = {
  methods: new Set(),
  locals: new Map(),
  outermost: new Set(),
  heredocs: new Map(),
};

const DECLARERS = ['method', 'singleton_method'];
const READERS = /^attr_(?:reader|accessor)$/;

/** Begins a file: collects the methods that it declares. */
export function beginNames(root: SyntaxNode): void {
  present.locals = new Map();
  present.heredocs = heredocsOf(root);
  const outer = named(root).filter((one) => one.type === 'class' || one.type === 'module');
  present.outermost = new Set(outer.map((one) => textOf(field(one, 'name'))));
  present.methods = new Set(root.descendantsOfType(DECLARERS).map((one) => textOf(one && field(one, 'name'))));
  for (const call of root.descendantsOfType('call')) {
    if (!call) continue;
    const method = textOf(field(call, 'method'));
    if (!READERS.test(method) && !CLASS_SETTING.test(method) && !isRecord(call)) continue;
    for (const one of named(field(call, 'arguments')))
      if (one.type !== 'pair') present.methods.add(one.text.replace(/^:/, ''));
  }
}

/** Texts that begin below the line in which they stand, in the order of their beginnings. */
function heredocsOf(root: SyntaxNode): Map<number, SyntaxNode> {
  const bodies = root.descendantsOfType(['heredoc_body']);
  if (bodies.length === 0) return new Map();
  const beginnings = root.descendantsOfType(['heredoc_beginning']);
  return new Map(
    beginnings.flatMap((one, at): [number, SyntaxNode][] => {
      const body = bodies[at];
      return one && body ? [[one.startIndex, body]] : [];
    }),
  );
}

/** The text that `<<~PEM` stands for. */
export function heredocOf(beginning: SyntaxNode): SyntaxNode | undefined {
  return present.heredocs.get(beginning.startIndex);
}

/** Is `::Name` a class or module of this file? If not, whatever is called so inside of another one is not meant. */
export function isOutermost(name: string): boolean {
  return present.outermost.has(name);
}

/** Does a bare name call a method of the file? Ruby asks first whether it is a local variable. */
export function isMethodName(node: SyntaxNode): boolean {
  if (!present.methods.has(node.text)) return false;
  const scope = scopeOf(node);
  let locals = present.locals.get(scope.id);
  if (!locals) {
    locals = localsOf(scope);
    present.locals.set(scope.id, locals);
  }
  return !locals.has(node.text);
}

function scopeOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && !DECLARERS.includes(at.type)) at = at.parent;
  return at;
}

/** Parameters and names that are assigned, of a method together with its blocks. */
function localsOf(scope: SyntaxNode): Set<string> {
  const names = new Set<string>();
  const targets = scope
    .descendantsOfType(['assignment', 'operator_assignment'])
    .flatMap((one) => (one ? [field(one, 'left')] : []));
  for (const one of targets) {
    if (one?.type === 'identifier') names.add(one.text);
    else if (one?.type === 'left_assignment_list') for (const part of named(one)) names.add(part.text);
  }
  const lists = scope.descendantsOfType([
    'method_parameters',
    'block_parameters',
    'lambda_parameters',
    'exception_variable',
  ]);
  for (const list of lists) {
    for (const one of named(list)) names.add(one.type === 'identifier' ? one.text : textOf(field(one, 'name')));
  }
  return names;
}
