import type { Node } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import { applyIdle } from '../ruled/apply-rule.js';

const DEEPEST = 8;

/** Methods of the classes of the file that do nothing where the type that they extend asks for a check. */
export function reportIdle(machine: Interpreter): void {
  if (!machine.book.speaksOfIdle) return;
  for (const cls of machine.classes) {
    const bases = cls.bases.flatMap((one) => machine.eval(one, cls.frame)).filter((one) => one.t === 'symbol');
    for (const base of bases) {
      for (const [name, closures] of cls.methods) {
        const rules = machine.book.idle(`${base.name}.${name}`);
        const idle = closures.find((one) => !machine.dormant?.holds(one.node) && doesNothing(one.node.body, 0));
        if (rules.length > 0 && idle) applyIdle(machine, rules, `${base.name}.${name}`, idle);
      }
    }
  }
}

/** Nothing is called, thrown, chosen or kept: at most a fixed value is handed back. */
function doesNothing(node: Node, depth: number): boolean {
  switch (node.k) {
    case 'lit':
    case 'name':
    case 'this':
      return true;
    case 'list':
    case 'block':
      return depth < DEEPEST && node.items.every((one) => doesNothing(one, depth + 1));
    case 'return':
      return !node.value || doesNothing(node.value, depth + 1);
    default:
      return false;
  }
}
