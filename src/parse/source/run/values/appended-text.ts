import type { Node } from '../../tree/ir.js';
import { commandText } from '../commands/command-text.js';
import type { Value } from './values.js';

/** `text.append(more)`, `text.append(a).append(b)`: the variable that holds the longer text from then on. */
export function appendedTo({ object, name }: Node & { k: 'member' }): Node | undefined {
  if (name !== 'append' && name !== 'Append') return undefined;
  if (object.k === 'name') return object;
  return object.k === 'call' && object.callee.k === 'member' ? appendedTo(object.callee) : undefined;
}

export function isText(value: Value): boolean {
  return commandText(value) !== undefined;
}
