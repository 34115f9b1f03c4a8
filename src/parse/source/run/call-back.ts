import type { CallNode } from '../tree/ir.js';
import { lastSegment } from '../tree/names.js';
import { invoke } from './activate.js';
import { applyCalls } from './apply-rule.js';
import type { CallArgument } from './classes.js';
import type { Interpreter } from './interpreter.js';
import type { Frame } from './scope.js';
import { NONE, union, unknown, type Value, type Values } from './values.js';

type Named = Value & { t: 'symbol' };

/** The name of a static member: the rules may speak of it with the type itself, or with one that this type extends. */
export function member({ book }: Interpreter, object: Named, name: string): string {
  const own = book.canonical(`${object.name}.${name}`);
  if (book.calls(own).length > 0) return own;
  const base = book.lineage(object.name).find((one) => book.calls(`${one}.${name}`).length > 0);
  return base ? `${base}.${name}` : own;
}

/** Functions handed to a call that is not known run perhaps, with what the call was made on. */
export function callBack(
  machine: Interpreter,
  args: readonly CallArgument[],
  node: CallNode,
  frame: Frame,
  given: Values = NONE,
  /** Arguments before it: `forEachIndexed { index, one -> }`. */
  before = 0,
): Values {
  const results: Values[] = [];
  const others = Array.from({ length: before }, () => ({ values: NONE }));
  for (const [index, { values }] of args.entries()) {
    for (const value of values) {
      if (value.t === 'function')
        results.push(invoke(machine, value.closure, [...others, { values: given }], value.self));
      if (value.t !== 'symbol' || !isFunction(machine, value)) continue;
      const owner = ownerOf(value);
      const site = { args: handedTo(machine, args.slice(index + 1), given), receiver: [owner], frame };
      const name = member(machine, owner, lastSegment(value.name));
      const found = applyCalls(machine, { ...site, name, node: { at: { ...node.at, ...value.at } } });
      if (found) results.push(found);
    }
  }
  return results.length > 0 ? union(...results) : [unknown('result of a call')];
}

/**
 * What a function is called with that is handed on by its name: what follows it (`submit(f, 65537, 2048)`), else what the call is made on,
 * where that is a value and not what runs the function.
 */
function handedTo(
  { language }: Interpreter,
  following: readonly CallArgument[],
  given: Values,
): readonly CallArgument[] {
  if (language.handsFunctions === 'named') return given.length > 0 ? [{ values: given }] : [];
  const values = given.filter((one) => one.t === 'const');
  return following.length > 0 || values.length === 0 ? following : [{ values }];
}

/** What a name stands in: a type, or a module. */
function ownerOf(value: Named): Named {
  return { ...value, name: value.name.slice(0, value.name.lastIndexOf('.')) };
}

/** A name that is a function, not a type or a constant: where types are handed on as well, one that stands in a type or is written small. */
function isFunction({ language, book }: Interpreter, value: Named): boolean {
  if (!language.handsFunctions || !value.name.includes('.')) return false;
  if (language.handsFunctions === 'named') return true;
  return /^[a-z]/.test(lastSegment(value.name)) || book.isType(ownerOf(value).name);
}
