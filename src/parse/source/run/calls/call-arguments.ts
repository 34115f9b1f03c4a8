import type { CallNode, Node } from '../../tree/ir.js';
import type { Interpreter } from '../interpreter.js';
import type { CallArgument } from '../objects/classes.js';
import type { Frame } from '../scope.js';
import { type Arms, canMeet, ofRows } from '../values/arms.js';
import { union, type Value } from '../values/values.js';

/** A type or function of a library that a variable or a table holds: `{'rsa': RSAKey}`, called as `kinds[kind].generate()`. */
export function chosen(written: Node, value: Value & { t: 'symbol' }): (Value & { t: 'symbol' }) | undefined {
  const read = 'at' in written ? written.at : undefined;
  return read && value.at && read.row !== value.at.row ? value : undefined;
}

/** Of what stands in several rows of a table that which stands in the same row: `for kind, bits in ROWS: kind.generate(bits)`. */
export function meeting(args: readonly CallArgument[], arms: Arms | undefined): readonly CallArgument[] {
  if (!arms) return args;
  return args.map((one) => ({
    ...one,
    values: one.values.filter((value) => !('arms' in value) || canMeet(arms, value.arms)),
  }));
}

/** Type arguments are arguments of the call by the names `of`, `of1`, ... */
export function withTypes(args: readonly CallArgument[], { of }: Value & { t: 'symbol' }): readonly CallArgument[] {
  return of ? [...args, ...of.map((values, at) => ({ name: at === 0 ? 'of' : `of${at}`, values }))] : args;
}

/** `timed(key.sign, data)`, where `timed` calls `fn(*args)`: what is used stands where the function is handed over. */
export function atHandingOver(
  machine: Interpreter,
  { at }: Value & { t: 'symbol' },
  node: CallNode,
  frame: Frame,
): CallNode {
  const { callee } = node;
  if (!at || callee.k !== 'name' || at.row === node.at.row || !machine.language.handsFunctions) return node;
  const isParameter = machine.active.at(-1)?.node.params.some(({ name }) => name === callee.name);
  return isParameter && frame.name !== '' ? { ...node, at: { ...node.at, ...at }, to: undefined } : node;
}

/** Items of a list that stand for arguments of a call. */
const MOST_SPREAD = 40;

/**
 * `key.sign(data, *options(key))`, `generate(...row)`: each item of the list is an argument; of several lists the first items stand for
 * one another, and so on, each with those of its own list.
 */
export function handedOut(
  machine: Interpreter,
  node: CallNode,
  args: readonly CallArgument[],
): readonly CallArgument[] {
  if (!node.args.some(({ spread }) => spread)) return args;
  return args.flatMap((one, at) => {
    const lists = node.args[at]?.spread ? one.values.filter((value) => value.t === 'list') : [];
    const most = Math.min(MOST_SPREAD, Math.max(0, ...lists.map(({ items }) => items.length)));
    if (lists.length === 0) return [one];
    const nextId = () => machine.nextId();
    const itemAt = (place: number) =>
      lists.length > 1
        ? ofRows(lists, nextId, ({ items }) => items[place] ?? [])
        : lists.map(({ items }) => items[place] ?? []);
    return Array.from({ length: most }, (_, place) => ({ values: union(...itemAt(place)) }));
  });
}

/** What a constant of the file holds, handed to a function of the file by the name of the constant: the call chooses it as well. */
export function namedThere({ args: written, at }: CallNode, args: readonly CallArgument[]): readonly CallArgument[] {
  return args.map((one, index) => {
    const value = written[index]?.value;
    if (value?.k !== 'name' && value?.k !== 'member') return one;
    return one.values.some(isHeld)
      ? { ...one, values: one.values.map((held) => (isHeld(held) ? { ...held, handed: at } : held)) }
      : one;
  });
}

function isHeld(value: Value): value is Value & { t: 'const' } {
  return value.t === 'const' && value.from === 'constant' && value.at !== undefined && value.handed === undefined;
}
