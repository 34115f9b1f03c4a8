import type { Node, Test } from '../../tree/ir.js';
import { block, blockOf, field, type Lower, named, part } from '../../tree/lowering.js';
import { type Case, MOST_GUARDS, narrowed, switchOn, toldIn } from '../../tree/shapes.js';
import type { SyntaxNode } from '../../tree/syntax-node.js';
import { guardIn, patternsOf, testsIn } from './types.js';

/** Conditions inside of each other of which the end is what a method hands back. */
const MOST_ARMS = 60;

/** @param arm lowers what stands in an arm */
export function caseOf(node: SyntaxNode, go: Lower, arm = go): Node {
  const arms = named(node).filter((one) => one.type === 'when' || one.type === 'else');
  const subject = field(node, 'value');
  const made = arms.map((one) =>
    one.type === 'when' ? narrowed(patternsOf(one, subject, go), part(one, 'body', arm)) : arm(one),
  );
  const test = part(node, 'value', go);
  const cases = arms.map((one, at): Case => {
    const patterns = one.childrenForFieldName('pattern').flatMap((each) => (each ? [blockOf(each, go)] : []));
    return { labels: one.type === 'when' ? patterns : undefined, body: made[at] as Node };
  });
  const branch = switchOn(test, cases);
  return isValue(node) && branch.k === 'branch' ? { k: 'choice', test, arms: branch.arms, when: branch.when } : branch;
}

export function conditional(node: SyntaxNode, go: Lower, arm = go): Node {
  const other = field(node, 'alternative');
  const tests = testsIn(field(node, 'condition'), node.type !== 'unless', go);
  const arms = [narrowed(tests, part(node, 'consequence', arm)), ...(other ? [arm(other)] : [])];
  const test = part(node, 'condition', go);
  const when = [held(node, test)];
  return isValue(node)
    ? { k: 'choice', test, arms, when }
    : { k: 'branch', test, arms, when, exhaustive: other !== null };
}

/** `x if condition`. */
export function modified(node: SyntaxNode, go: Lower): Node {
  const tests = testsIn(field(node, 'condition'), node.type === 'if_modifier', go);
  const arms = [narrowed(tests, part(node, 'body', go))];
  const test = part(node, 'condition', go);
  return { k: 'branch', test, arms, when: [held(node, test)], exhaustive: false };
}

/** What holds where the body of an `if` or `unless` runs. */
function held(node: SyntaxNode, test: Node): Test | undefined {
  const told = toldIn(field(node, 'condition'), test);
  return told && node.type.startsWith('unless') ? { is: told.is, negated: !told.negated } : told;
}

function isValue(node: SyntaxNode): boolean {
  return /^(?:assignment|argument_list|pair|return|operator_assignment)$/.test(node.parent?.type ?? '');
}

/** Statements with `rescue`, `else` and `ensure` among them. */
export function guarded(nodes: readonly SyntaxNode[], go: Lower): Node {
  return block(
    nodes.map((one) =>
      one.type === 'rescue' ? { k: 'branch', arms: [part(one, 'body', go)], exhaustive: false } : go(one),
    ),
  );
}

/** The last expression is what the method returns. */
export function returning(body: SyntaxNode, go: Lower): Node {
  if (!/^(?:body_statement|block_body|begin|do_block)$/.test(body.type)) return { k: 'return', value: go(body) };
  return guardedReturn(named(body), go, MOST_GUARDS);
}

/** After a statement that leaves unless a test holds, the test holds. The last one is what is handed back. */
function guardedReturn(statements: readonly SyntaxNode[], go: Lower, left: number, arms = MOST_ARMS): Node {
  const items: Node[] = [];
  const last = statements.findLastIndex((one) => !/^(?:rescue|ensure|else)$/.test(one.type));
  for (const [at, one] of statements.entries()) {
    items.push(at === last ? handedBack(one, go, arms) : statement(one, go));
    const by = left > 0 ? guardIn(one, go) : [];
    if (by.length === 0) continue;
    items.push(narrowed(by, guardedReturn(statements.slice(at + 1), go, left - 1, arms)));
    break;
  }
  return block(items);
}

function statement(node: SyntaxNode, go: Lower): Node {
  return node.type === 'rescue' ? { k: 'branch', arms: [part(node, 'body', go)], exhaustive: false } : go(node);
}

/** A condition hands back what stands last in each arm. */
function handedBack(node: SyntaxNode, go: Lower, left: number): Node {
  const arm: Lower = (one) => handedBack(one, go, left - 1);
  if (left <= 0 || /^(?:return|while|method|class|module)$/.test(node.type)) return go(node);
  if (/^(?:if|unless|elsif)$/.test(node.type)) return conditional(node, go, arm);
  if (node.type === 'case') return caseOf(node, go, arm);
  if (/^(?:then|else|begin)$/.test(node.type)) return guardedReturn(named(node), go, MOST_GUARDS, left - 1);
  return { k: 'return', value: go(node) };
}
