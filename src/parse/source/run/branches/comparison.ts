import { NOTHING, type Node, type Point, type Test } from '../../tree/ir.js';
import { lastSegment } from '../../tree/names.js';
import type { Value, Values } from '../values/values.js';

const COMPARISON = /^(?:[=!]==?|=:=|=\/=|\/=|<>|(?:not )?in|is(?: not)?)$/;

export function isComparison(op: string): boolean {
  return COMPARISON.test(op);
}

/** What a comparison only names is not used by it: `version.algorithm == Algorithm.RSA_2048`. */
export function onlyNamed(operand: Node, op: string): boolean {
  return COMPARISON.test(op) && isName(operand);
}

/** A member of a module or a type, or several of them. */
function isName(node: Node): boolean {
  if (node.k === 'list') return node.items.every(isName);
  return node.k === 'member' && (node.object.k === 'name' || node.object.k === 'symbol' || isName(node.object));
}

/** What a test for equality tells where it holds: the name stands for one of the labels. */
export interface Told {
  readonly target: Node;
  /** The target as text, to tell whether two tests ask for the same. */
  readonly name: string;
  readonly labels: readonly Label[];
  /** It holds where the name stands for none of them. */
  readonly negated?: boolean;
}

/** A literal, or the last name of a constant: naming it is no use, what it stands for is looked up in `labels.ts`. */
export interface Label {
  readonly text: string;
  readonly value?: string | number;
  readonly at?: Point;
  /** The constant. */
  readonly node?: Node;
  /** What the constant stands for, where that is known. */
  readonly meant?: Values;
}

const EQUALITY = /^(?:===?|=:=|-i?eq|eq|is)$/i;
const INEQUALITY = /^(?:!==?|=\/=|\/=|<>|-i?ne|ne|is not)$/i;
const EQUAL_METHOD = /^(?:equals|Equals|equalsIgnoreCase|eql\?|isEqualToString)$/;

const known = new WeakMap<Test, Told | undefined>();

/** @returns nothing where the test is no plain comparison of a name with constants */
export function toldBy(test: Test): Told | undefined {
  if (!known.has(test)) known.set(test, read(test));
  return known.get(test);
}

function read({ is, negated }: Test): Told | undefined {
  const told = saidBy(is);
  if (!told || !negated) return told;
  const { negated: twice, ...said } = told;
  return twice ? said : { ...said, negated };
}

function saidBy(test: Node): Told | undefined {
  if (test.k === 'block') {
    const items = test.items.filter((one) => one !== NOTHING);
    return items.length === 1 ? saidBy(items[0] as Node) : undefined;
  }
  // `a || b` where both ask for the same.
  if (test.k === 'choice' && !test.test) return oneOf(test.arms.map(saidBy));
  if (test.k === 'op' && /^(?:\|\||or)$/.test(test.op)) return oneOf([saidBy(test.left), saidBy(test.right)]);
  if (test.k === 'op' && EQUALITY.test(test.op)) return pair(test.left, test.right);
  if (test.k === 'op' && /^(?:not )?in$/.test(test.op) && test.right.k === 'list') {
    const told = oneOf(test.right.items.map((one) => pair(test.left, one)));
    return told && test.op !== 'in' ? { ...told, negated: true } : told;
  }
  if (test.k === 'op' && INEQUALITY.test(test.op)) {
    const told = pair(test.left, test.right);
    return told && { ...told, negated: true };
  }
  if (test.k !== 'call' || test.callee.k !== 'member' || !EQUAL_METHOD.test(test.callee.name)) return undefined;
  return test.args.length === 1 ? pair(test.callee.object, test.args[0]?.value as Node) : undefined;
}

/** Is the value what the label says? Names of algorithms are the same in capitals and without. */
export function isTold(value: Value, label: Label): boolean {
  const meant = label.meant?.filter((one) => one.t === value.t && one.t !== 'object') ?? [];
  if (meant.length > 0 && value.t === 'const') return meant.some((one) => one.t === 'const' && isSame(one.v, value.v));
  if (value.t === 'object') return label.meant?.some((one) => one.t === 'object' && one.id === value.id) ?? false;
  return bearsName(value, label);
}

/** Is it known that the value is not what the label says? Only what is of one kind can be told apart. */
export function isOther(value: Value, label: Label): boolean {
  if (isTold(value, label)) return false;
  if (value.t === 'const') return label.meant?.some((one) => one.t === 'const') ?? label.value !== undefined;
  if (value.t === 'object') return label.meant?.some((one) => one.t === 'object' && one.cls === value.cls) ?? false;
  return (
    value.t === 'symbol' && (label.meant ?? []).some((one) => one.t === 'symbol' && isBeside(one.name, value.name))
  );
}

/** Are both members of one type, or constants of the file? */
function isBeside(one: string, other: string): boolean {
  return one.slice(0, one.lastIndexOf('.') + 1) === other.slice(0, other.lastIndexOf('.') + 1);
}

/** Is the value called as the label is? */
export function bearsName(value: Value, label: Label): boolean {
  if (value.t === 'const') return isSame(value.v, label.text);
  return value.t === 'symbol' && label.value === undefined && isSame(lastSegment(value.name), label.text);
}

function isSame(one: unknown, other: unknown): boolean {
  const [left, right] = [String(one), String(other)];
  return left.length === right.length && left.toLowerCase() === right.toLowerCase();
}

function oneOf(all: readonly (Told | undefined)[]): Told | undefined {
  const [first] = all;
  if (!first || !all.every((one) => one?.name === first.name && !one.negated)) return undefined;
  return { ...first, labels: all.flatMap((one) => one?.labels ?? []) };
}

function pair(left: Node, right: Node): Told | undefined {
  const turned = left.k === 'lit' || (isConstant(left) && !isConstant(right));
  const [asked, label] = turned ? [right, left] : [left, right];
  const target = withoutCase(asked);
  const name = pathOf(target);
  const made = labelOf(label);
  return name && made ? { target, name, labels: [made] } : undefined;
}

/** `RSA_SIGNATURE.equals(alg)`, `Algorithms.RS256 == alg`: constants and types are written large. */
function isConstant(node: Node): boolean {
  if (node.k === 'name') return /^[A-Z][A-Z0-9_]+$/.test(node.name);
  return node.k === 'member' && (/^[A-Z][A-Z0-9_]+$/.test(node.name) || isType(node.object));
}

function isType(node: Node): boolean {
  return (node.k === 'name' && /^[A-Z]/.test(node.name)) || (node.k === 'member' && isType(node.object));
}

const FOLDING =
  /^(?:(?:to)?_?(?:upper|lower)_?(?:case)?(?:Invariant)?|(?:up|down)case|strto(?:upper|lower)|trim|strip)$/i;

/** `alg.toUpperCase()`, `strings.ToLower(alg)`: what is asked for is `alg`. */
function withoutCase(node: Node): Node {
  if (node.k !== 'call' || node.args.length > 1) return node;
  const { callee } = node;
  if ((callee.k !== 'name' && callee.k !== 'member') || !FOLDING.test(callee.name)) return node;
  return node.args[0]?.value ?? (callee.k === 'member' ? callee.object : node);
}

function labelOf(node: Node): Label | undefined {
  if (node.k === 'lit') {
    const { value, at } = node;
    return value === null || typeof value === 'boolean' || value === '' || value === 0
      ? undefined
      : { text: String(value), value, ...(at && { at }) };
  }
  if (node.k === 'symbol') return { text: lastSegment(node.name), node };
  return node.k === 'name' || isName(node) ? { text: (node as Node & { k: 'name' | 'member' }).name, node } : undefined;
}

/** `alg`, `options.alg`, `this.alg`. */
function pathOf(node: Node): string | undefined {
  if (node.k === 'name') return node.name;
  if (node.k === 'this') return 'this';
  const owner = node.k === 'member' ? pathOf(node.object) : undefined;
  return owner && node.k === 'member' ? `${owner}.${node.name}` : undefined;
}
