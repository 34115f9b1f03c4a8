import type { FunctionNode, Node, Test } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';

type Arms = Node & { k: 'branch' | 'choice' };

const NOTHING_ASKED: readonly string[] = [];
const DEEPEST = 8;
const MOST_TEXTS = 8;
/** Digits of a longest name of an algorithm, with the place where it is registered: an identifier of XML Signature. */
const LONGEST = 80;

const known = new WeakMap<Test, readonly string[]>();

/** Runs an arm while it is remembered what its test asks for: a key that nobody names is of the kind that is asked for. */
export function inKind<T>(machine: Interpreter, node: Arms, at: number, run: () => T): T {
  const test = node.when?.[at];
  const texts = test ? textsOf(test) : NOTHING_ASKED;
  if (texts.length === 0) return run();
  machine.asked.push(texts);
  try {
    return run();
  } finally {
    machine.asked.pop();
  }
}

/** Functions that a map keeps, each with the text under which it stands there: `{'rsa-sha256': (key, data) => ..}`. */
const keptAs = new WeakMap<FunctionNode, readonly string[]>();

export function keepFunction(value: Node, name: string | undefined): void {
  const made = functionIn(value);
  if (made && name !== undefined && name.length <= LONGEST) keptAs.set(made, [name]);
}

/** The function itself, or the block of `proc { }`. */
function functionIn(value: Node): FunctionNode | undefined {
  if (value.k === 'function') return value;
  if (value.k !== 'call' || value.callee.k !== 'name' || !/^(?:proc|lambda)$/.test(value.callee.name)) return undefined;
  const [only] = value.args;
  return only?.value.k === 'function' ? only.value : undefined;
}

/** Runs the body of a function while it is remembered under which text it is kept. */
export function inKept<T>(machine: Interpreter, node: FunctionNode, run: () => T): T {
  const texts = keptAs.get(node);
  if (!texts) return run();
  machine.asked.push(texts);
  try {
    return run();
  } finally {
    machine.asked.pop();
  }
}

function textsOf(test: Test): readonly string[] {
  let texts = known.get(test);
  if (!texts) {
    const found: string[] = [];
    if (!test.negated) collect(test.is, found, 0);
    texts = found.length > MOST_TEXTS ? NOTHING_ASKED : found;
    known.set(test, texts);
  }
  return texts;
}

function collect(node: Node, into: string[], depth: number): void {
  if (depth > DEEPEST || into.length > MOST_TEXTS) return;
  const go = (one: Node) => collect(one, into, depth + 1);
  switch (node.k) {
    case 'lit':
      if (typeof node.value === 'string' && node.value.length <= LONGEST) into.push(node.value);
      return;
    case 'name':
      into.push(node.name);
      return;
    case 'member':
      into.push(node.name);
      return;
    case 'op':
      if (/^(?:!=|<>|=\/=|\/=|not|-i?ne)/.test(node.op)) return;
      go(node.left);
      go(node.right);
      return;
    case 'choice':
      node.arms.forEach(go);
      return;
    case 'list':
      node.items.forEach(go);
      return;
    case 'block':
      node.items.forEach(go);
      return;
    case 'call':
      go(node.callee);
      if (node.callee.k === 'member') go(node.callee.object);
      for (const { value } of node.args) go(value);
      return;
    default:
  }
}
