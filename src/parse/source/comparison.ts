import type { Node } from './ir.js';

const COMPARISON = /^(?:[=!]==?|=:=|=\/=|\/=|<>|(?:not )?in|is(?: not)?)$/;

/** What a comparison only names is not used by it: `version.algorithm == Algorithm.RSA_2048`. */
export function onlyNamed(operand: Node, op: string): boolean {
  return COMPARISON.test(op) && isName(operand);
}

/** A member of a module or a type, or several of them. */
function isName(node: Node): boolean {
  if (node.k === 'list') return node.items.every(isName);
  return node.k === 'member' && (node.object.k === 'name' || node.object.k === 'symbol' || isName(node.object));
}
