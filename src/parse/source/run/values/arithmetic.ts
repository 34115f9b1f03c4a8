import { commandOfBoth } from '../commands/command-text.js';
import { canMeet, inBoth } from './arms.js';
import { armourOf, familyOf, moreNames, schemeOf, transportOf } from './half-known-text.js';
import { bounded, ofLists } from './lists.js';
import {
  asFallback,
  COMPUTED,
  constant,
  madeOf,
  NONE,
  placedAt,
  union,
  unknown,
  type Value,
  type Values,
} from './values.js';

/** Text and number operators on known values; anything else stays unknown. */
export function arithmetic(op: string, lefts: Values, rights: Values, text = false): Values {
  if (op === '||' || op === '??' || op === '?:') return orElse(lefts, rights);
  const guarded = op === '&&' ? rights.filter((one) => one.t !== 'const' && one.t !== 'unknown') : NONE;
  // `window.crypto && window.crypto.subtle`: what stands behind the test; a truth value stays one that is not known.
  if (guarded.length > 0) return guarded;
  const results: Value[] = [];
  const list = lefts[0]?.t === 'list' ? withEach(op, lefts[0].items, rights) : undefined;
  if (list) return list;
  for (const left of lefts) {
    for (const right of rights) {
      if (left.t !== 'const' || right.t !== 'const' || !canMeet(left.arms, right.arms)) continue;
      const value = compute(op, left.v, right.v, text);
      if (value === undefined) continue;
      const from = left.from !== 'literal' ? left.from : right.from;
      const made = inBoth(placedAt(constant(value, from), left.at ?? right.at), left.arms, right.arms);
      results.push(op === '+' ? madeOf(made, [left, right]) : made);
    }
  }
  if (op === '+' && results.length < lefts.length * rights.length)
    results.push(...schemeOf(lefts, rights), ...moreNames(lefts, rights));
  if (results.length > 0) return union(results);
  return [
    unknown(
      COMPUTED,
      op === '+'
        ? (armourOf(lefts, rights) ?? transportOf(lefts) ?? commandOfBoth(lefts, rights) ?? familyOf(lefts))
        : undefined,
    ),
  ];
}

/** `BASE + rows[kind]`: with each of the lists that it may be. */
function withEach(op: string, items: readonly Values[], rights: Values): Values | undefined {
  if (rights.length < 2 || !rights.every((one) => one.t === 'list')) return ofLists(op, items, rights);
  return rights.flatMap((one) => ofLists(op, items, [one]) ?? []);
}

/** `a || b`: b as well, unless a is surely something. */
function orElse(lefts: Values, rights: Values): Values {
  const sure = lefts.length > 0 && lefts.every((one) => one.t === 'const' && one.v);
  if (sure) return lefts;
  const kept = lefts.filter((one) => !(one.t === 'const' && !one.v));
  const fromSetting = kept.some((one) => one.t === 'config');
  return union(
    kept,
    fromSetting
      ? rights.map((one) => (one.t === 'const' ? { ...one, from: 'configuration' } : one))
      : asFallback(rights),
  );
}

function compute(op: string, left: unknown, right: unknown, text: boolean): string | number | undefined {
  if (op === '+' && (text || typeof left === 'string' || typeof right === 'string')) return bounded(`${left}${right}`);
  // Flags that rules know by name are listed.
  if (op === '|' && typeof left === 'string' && typeof right === 'string') return bounded(`${left},${right}`);
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
    case '//':
      return right === 0 ? undefined : Math.trunc(left / right);
    case '<<':
      return left * 2 ** right;
    case '**':
      return left ** right;
    case '|':
      return left | right;
    default:
      return undefined;
  }
}
