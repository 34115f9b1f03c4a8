import type { Node } from '../tree/ir.js';
import { type Arms, canMeet } from './arms.js';
import type { CallArgument } from './classes.js';
import type { Value } from './values.js';

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
