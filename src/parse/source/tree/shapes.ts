import { NOTHING, type Node, type Test } from './ir.js';
import { block, blockOf, type Cases, field, type Lower, lit, named, part, statements, textOf } from './lowering.js';
import type { SyntaxNode } from './syntax-node.js';

/** Syntax of which nothing is read: comments, annotations, declarations without a value. */
export function silent(...kinds: readonly string[]): Cases {
  return Object.fromEntries(kinds.map((kind) => [kind, () => NOTHING]));
}

/** A loop over a list: its body may run with any element, or not at all. */
export function eachOf(list: Node, target: Node | undefined, body: Node, type?: Node, map?: 'keys' | 'pairs'): Node {
  const value: Node = map ? { k: 'round', object: list, of: map } : { k: 'index', object: list, index: NOTHING };
  const bind: Node[] = target ? [{ k: 'assign', declares: true, target, ...(type ? { type } : {}), value }] : [];
  return { k: 'branch', arms: [block([...bind, body])], exhaustive: false };
}

/** `throw`, `raise`, `revert`: nothing after it runs. */
export function leaving(node: SyntaxNode, go: Lower): Node {
  return block([blockOf(node, go), { k: 'stop' }]);
}

/**
 * `if` with the fields `condition`, `consequence` and at most one `alternative`. A chain of a hundred `else if` is no nesting: it becomes one
 * branch of many arms, so that the limit on depth does not end it.
 * @param told what the condition of an `if` tells where it holds
 * @param acts does a condition do something that counts in the arms behind it?
 */
export function ifElse(
  node: SyntaxNode,
  go: Lower,
  told?: (one: SyntaxNode) => readonly Narrowing[],
  acts?: (condition: SyntaxNode) => boolean,
): Node {
  const passed: Node[] = [];
  const then = (one: SyntaxNode) => narrowed(told?.(one) ?? [], part(one, 'consequence', go));
  const test = part(node, 'condition', go);
  const arms = [then(node)];
  const when = [toldIn(field(node, 'condition'), test)];
  let other = field(node, 'alternative');
  for (let next = elseIf(other, node.type); next; next = elseIf(other, node.type)) {
    const [start, asked] = ['initializer', 'condition'].map((name) => part(next as SyntaxNode, name, go));
    arms.push(block([...passed, start as Node, asked as Node, then(next)]));
    const condition = field(next, 'condition');
    when.push(toldIn(condition, asked));
    if (condition && acts?.(condition) && passed.length < MOST_PASSED) passed.push(asked as Node);
    other = field(next, 'alternative');
  }
  // Behind a chain without `else` what was asked on the way has been done.
  if (other || passed.length > 0) arms.push(block([...passed, ...(other ? [go(other)] : [])]));
  return { k: 'branch', test, arms, when, exhaustive: other !== null || passed.length > 0 };
}

/** Conditions on the way to an arm that do something themselves: `else if (!EVP_PKEY_keygen_init(ctx))`. */
const MOST_PASSED = 12;

const LONGEST_TEST = 400;
const NEGATION = /!(?!=)|(?<!\bis\s)\bnot\b(?!\s+in\b)/;
const JOINED = /&&|\|\||\b(?:and|or)\b/;

/**
 * A test from which may be told what holds. Most lowerings leave negations out: one before the whole condition is
 * counted here, and one inside it tells nothing.
 */
export function toldIn(condition: SyntaxNode | null, is: Node | undefined): Test | undefined {
  if (!is || !condition || condition.endIndex - condition.startIndex > LONGEST_TEST) return undefined;
  const [, before = '', rest = ''] = /^([\s(]*(?:!(?!=)|not\b(?!\s+in\b))?)(.*)$/s.exec(condition.text) ?? [];
  const negated = /[!t]$/.test(before);
  return NEGATION.test(rest) || (negated && JOINED.test(rest)) ? undefined : { is, negated };
}

function elseIf(other: SyntaxNode | null, type: string): SyntaxNode | null {
  if (!other || other.type === type) return other;
  const [only, ...more] = other.type === 'else_clause' ? named(other) : [];
  return only?.type === type && more.length === 0 ? only : null;
}

/** The case of a `switch`: the subject stands for one of the labels. */
export function caseOf(subject: Node, labels: readonly Node[]): Test | undefined {
  const tests = labels.map((right): Node => ({ k: 'op', op: '==', left: subject, right }));
  const [only] = tests;
  return only && { is: tests.length > 1 ? { k: 'choice', arms: tests } : only };
}

/** One arm of a `switch`; without labels it is the one for everything else. */
export interface Case {
  readonly labels?: readonly Node[];
  readonly body: Node;
  /** `case A: case B:` The next one is taken for this one as well. */
  readonly falls?: boolean;
}

/** A `switch` over the subject. The arm for everything else comes last: it is the one that no label speaks of. */
export function switchOn(test: Node, cases: readonly Case[]): Node {
  const arms: Case[] = [];
  let fallen: Node[] = [];
  let open = false;
  for (const { labels, body, falls } of cases) {
    fallen = [...fallen, ...(labels ?? [])];
    open ||= labels === undefined;
    if (falls) continue;
    arms.push({ labels: open ? undefined : fallen, body });
    fallen = [];
    open = false;
  }
  const named = arms.filter((one) => one.labels !== undefined);
  const others = arms.filter((one) => one.labels === undefined);
  return {
    k: 'branch',
    test,
    arms: [...named, ...others].map((one) => one.body),
    when: named.map((one) => caseOf(test, one.labels ?? [])),
    exhaustive: others.length > 0,
  };
}

/** `a = b`, `a += b`; a handler that is put to an event is what it then has. */
export function assigned(node: SyntaxNode, go: Lower): Node {
  const [target, right] = [part(node, 'left', go), part(node, 'right', go)];
  return { k: 'assign', target, value: grown(node, target, right) };
}

/** What a name holds after `+=` and `|=`: what it held with what is put to it. After `||=` it may be either, and is told as the new one. */
export function grown(node: SyntaxNode, target: Node, right: Node): Node {
  const begin = (field(node, 'left')?.text ?? '').length;
  const op = /^\s*([+|])=/.exec(node.text.slice(begin, begin + 20))?.[1];
  const isText = right.k === 'lit' || right.k === 'concat' || right.k === 'list';
  return op && (target.k === 'name' ? right.k !== 'function' : isText) ? { k: 'op', op, left: target, right } : right;
}

/** `test ? one : other`. */
export function ternary(node: SyntaxNode, go: Lower): Node {
  const test = part(node, 'condition', go);
  const arms = [part(node, 'consequence', go), part(node, 'alternative', go)];
  return { k: 'choice', test, arms, when: [toldIn(field(node, 'condition'), test)] };
}

/** `@keys ||= {}`: makes a table where there is none. */
export function makesTable(node: SyntaxNode, value: Node): boolean {
  const begin = (field(node, 'left')?.text ?? '').length;
  const empty = value.k === 'object' ? value.entries.length === 0 : value.k === 'list' && value.items.length === 0;
  return empty && /^\s*(?:\|\||\?\?)=/.test(node.text.slice(begin, begin + 20));
}

/** Named children as a list. */
export function listOf(node: SyntaxNode, go: Lower): Node {
  return { k: 'list', items: named(node).map(go) };
}

/** A member of an enumeration: its value, or its own name where it has none. */
export function enumMember(node: SyntaxNode, go: Lower): Node {
  const name = textOf(field(node, 'name'));
  const value = field(node, 'value');
  return {
    k: 'assign',
    declares: true,
    static: true,
    constant: true,
    target: { k: 'name', name },
    value: value ? go(value) : lit(name),
  };
}

/** The members of a class body. What the grammar could not read, and a declaration of several, stands for its parts. */
export function membersOf(body: SyntaxNode | null, go: Lower): Node[] {
  return statements(body).flatMap((one) => {
    const made = go(one);
    return made.k === 'block' && (one.isError || one.type === 'field_declaration') ? [...made.items] : [made];
  });
}

/** What a test tells where it holds: `isinstance(key, RSAPrivateKey)`, `key.is_a?(RSA)`, `$key instanceof RSA`. */
export interface Narrowing {
  readonly target: Node;
  /** One of these types, or values where it is said to be equal. */
  readonly to: readonly Node[];
  readonly equal?: boolean;
}

/** Guards of one list of statements that are followed: each nests the rest of the list. */
export const MOST_GUARDS = 20;

/** The body where the tests hold. */
export function narrowed(by: readonly Narrowing[], body: Node): Node {
  return by.reduceRight<Node>((inner, one) => ({ k: 'narrowed', ...one, body: inner }), body);
}

/** Statements in order. After one that leaves unless a test holds, the test holds. */
export function guardedBlock(
  statements: readonly SyntaxNode[],
  lower: Lower,
  guard: (statement: SyntaxNode) => readonly Narrowing[],
  left = MOST_GUARDS,
): Node {
  const items: Node[] = [];
  for (const [at, one] of statements.entries()) {
    items.push(lower(one));
    const by = left > 0 ? guard(one) : [];
    if (by.length === 0) continue;
    items.push(narrowed(by, guardedBlock(statements.slice(at + 1), lower, guard, left - 1)));
    break;
  }
  return block(items);
}
