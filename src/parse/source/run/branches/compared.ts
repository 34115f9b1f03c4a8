import type { Node, Span, Test } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { applyRules } from '../ruled/apply-rule.js';
import type { Frame } from '../scope.js';
import { NONE } from '../values/values.js';

/**
 * What is compared with is no use, but where a rule says that the comparison accepts it:
 * `token.Method != jwt.SigningMethodRS256`.
 */
export function reportCompared(machine: Interpreter, operand: Node, frame: Frame): void {
  if (!machine.book.speaksOfCompared) return;
  for (let node = operand; ; ) {
    if (node.k === 'call') node = node.callee;
    if (node.k === 'name' && node.at) accept(machine, machine.book.canonical(node.name), node.at, frame);
    if (node.k !== 'member') return;
    const { object, name, at } = node;
    if (object.k !== 'name') {
      node = object;
      continue;
    }
    for (const owner of machine.lookup(object.name, frame)) {
      if (owner.t !== 'symbol') continue;
      const full = machine.book.canonical(`${owner.name}.${name}`);
      accept(machine, full, at ?? { row: 0, column: 0, start: 0, end: 0 }, frame);
    }
    return;
  }
}

function accept(machine: Interpreter, name: string, at: Span, frame: Frame): void {
  const rules = machine.book.compared(name);
  if (rules.length > 0) applyRules(machine, rules, { name, args: [], receiver: NONE, node: { at }, frame });
}

/** The labels of a `switch`: they are looked at in its tests alone. */
export function reportLabels(machine: Interpreter, tests: readonly (Test | undefined)[], frame: Frame): void {
  if (!machine.book.speaksOfCompared) return;
  for (const test of tests)
    for (const one of test?.is.k === 'choice' ? test.is.arms : test ? [test.is] : [])
      if (one.k === 'op') reportCompared(machine, one.right, frame);
}
