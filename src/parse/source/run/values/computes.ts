import type { Node } from '../../tree/ir.js';

const OPERATORS = new Set(['%', '*', '**', '^']);
/** By a number, or of what is computed: `list << item` of Ruby and `stream << text` of C++ compute nothing. */
const SHIFTS = new Set(['<<', '>>']);
/** Calls by which code computes with large numbers and points of curves: `modPow`, `point_mul`, `inverse_mod`. */
const CALLS = /pow|mod(?:ulo)?(?:_|[A-Z]|$)|mul|inv(?:erse|ert)?(?:_|[A-Z]|$)|scalar/i;
/** Nodes that are looked at; what is longer computes nothing that is found here. */
const MOST = 5000;

/** Does a function do arithmetic itself, as one does that implements a cipher or a signature? */
export function computes(body: Node): boolean {
  return holds(body, isArithmetic);
}

/** Does a function compute, or have something done by another? One that only puts values together or counts does neither. */
export function works(body: Node): boolean {
  return holds(body, (node) => node.k === 'call' || (isArithmetic(node) && (node as Partial<Operation>).op !== '*'));
}

type Operation = Node & { readonly k: 'op' };

function isArithmetic(node: Partial<Node>): boolean {
  if (node.k === 'op' && OPERATORS.has(node.op as string)) return true;
  if (node.k === 'op' && SHIFTS.has(node.op as string) && [node.left, node.right].some(isNumber)) return true;
  return node.k === 'call' && node.callee !== undefined && 'name' in node.callee && CALLS.test(node.callee.name);
}

function holds(body: Node, wanted: (node: Partial<Node>) => boolean): boolean {
  const waiting: unknown[] = [body];
  for (let seen = 0; waiting.length > 0 && seen < MOST; seen++) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) continue;
    if (wanted(one as Partial<Node>)) return true;
    for (const held of Object.values(one)) if (typeof held === 'object') waiting.push(held);
  }
  return false;
}

function isNumber(operand: Node | undefined): boolean {
  return operand?.k === 'op' || (operand?.k === 'lit' && typeof operand.value === 'number');
}
