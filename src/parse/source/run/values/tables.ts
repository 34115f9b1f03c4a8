import type { Node } from '../../tree/ir.js';

/** Fewer rows may be the few ways that a program has: each of them is told. */
const FEWEST_ROWS = 6;

/** Rows that say of many algorithms what is to know of them: a table of names, in which naming one is no use of it. */
export function isTable({ items }: Node & { k: 'list' }): boolean {
  return items.length >= FEWEST_ROWS && items.every(({ k }) => k === 'object' || k === 'list');
}
