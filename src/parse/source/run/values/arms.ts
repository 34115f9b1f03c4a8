import type { Value, Values } from './values.js';

/**
 * A value holds only in some arms of a branch: bit n of `taken` stands for arm n. Values of one use that share no arm
 * cannot meet: the key size of the RSA arm is not that of the elliptic curve.
 */
export interface Arm {
  /** Names the branch, or the set of objects of which one is meant. */
  readonly of: number;
  readonly taken: number;
}

export type Arms = readonly Arm[];

const MOST_BRANCHES = 6;
const LAST_BIT = 30;
const HASH_FACTOR = 31;

/** The values as they hold in arm `at` of a branch. */
export function inArm(values: Values, of: number, at: number): Values {
  const arm: Arm = { of, taken: 1 << Math.min(at, LAST_BIT) };
  return values.map((one) => withArms(one, [arm]));
}

/** Lists that stand in a row of a table, with the arms in which that row is meant. */
const rowArms = new WeakMap<readonly Values[], Arms>();

/** The arms in which a list is meant that was read of a row. */
export function armsOfList(items: readonly Values[]): Arms | undefined {
  return rowArms.get(items);
}

/** The values as they are read of row `at` of several, lists among them. */
export function inRow(values: Values, of: number, at: number): Values {
  return heldIn(values, [{ of, taken: 1 << Math.min(at, LAST_BIT) }]);
}

/** What is looked up by a key is there where the key is meant. */
export function heldIn(values: Values, arms: Arms | undefined): Values {
  if (!arms || arms.length === 0) return values;
  return values.map((one) => {
    if (one.t !== 'list') return withArms(one, arms);
    const items = one.items.map((item) => item.map((each) => withArms(each, arms)));
    rowArms.set(items, arms);
    return { ...one, items };
  });
}

/** Keys of a map of which one is meant: what each holds is told apart by it. */
export function asKeys(keys: Values, map: number): Values {
  const of = hashed([map]);
  return keys.length < 2 ? keys : keys.flatMap((one, at) => inArm([one], of, at));
}

/** A value that is a list, a function or a type itself leads to others and holds no matter which. */
function withArms(value: Value, arms: Arms | undefined): Value {
  if (!arms || arms.length === 0 || (value.t !== 'const' && value.t !== 'symbol' && value.t !== 'object')) return value;
  const others = (value.arms ?? []).filter((one) => !arms.some(({ of }) => of === one.of));
  return { ...value, arms: [...others, ...arms].slice(-MOST_BRANCHES) };
}

/** Where the same value is possible in two ways, it holds where either does. */
export function either(one: Arms | undefined, other: Arms | undefined): Arms | undefined {
  if (!one || !other) return undefined;
  return one.flatMap(({ of, taken }) => {
    const same = other.find((arm) => arm.of === of);
    return same ? [{ of, taken: taken | same.taken }] : [];
  });
}

/** Can both hold in one run? */
export function canMeet(one: Arms | undefined, other: Arms | undefined): boolean {
  if (!one || !other) return true;
  return one.every(({ of, taken }) => {
    const same = other.find((arm) => arm.of === of);
    return !same || (taken & same.taken) !== 0;
  });
}

/** What is made of two values holds where both do. */
export function inBoth(made: Value, one: Arms | undefined, other: Arms | undefined): Value {
  return withArms(withArms(made, one), other);
}

/** Numbers of lists that are rows. */
const rowIds = new WeakMap<readonly Values[], number>();

/**
 * Rows of which one is meant, each with what is read of it: what stands in one does not go together with what stands in another.
 * @param nextId numbers a list that is met first
 */
export function ofRows(
  rows: readonly (Value & { t: 'list' })[],
  nextId: () => number,
  read: (row: Value & { t: 'list' }) => Values,
): Values[] {
  const idOf = ({ items }: Value & { t: 'list' }) => {
    const known = rowIds.get(items) ?? nextId();
    rowIds.set(items, known);
    return known;
  };
  const of = hashed(rows.map(idOf));
  return rows.map((row, at) => inArm(read(row), of, at));
}

/** Objects of which one is meant, each knowing which of the set it is. */
export function setApart(objects: Values): Values {
  if (objects.filter((one) => one.t === 'object').length < 2) return objects;
  const of = setOf(objects);
  return objects.map((one, at) =>
    one.t === 'object' ? withArms(one, [{ of, taken: 1 << Math.min(at, LAST_BIT) }]) : one,
  );
}

/** What is read of each of several objects: what comes of one does not go together with what comes of another. */
export function ofEach(objects: Values, read: (one: Value) => Values): Values[] {
  return setApart(objects).map((one) => heldBy(one, read(one)));
}

/** What an object holds is there where the object is. */
export function heldBy(owner: Value, values: Values): Values {
  return owner.t === 'object' && owner.arms ? values.map((one) => withArms(one, owner.arms)) : values;
}

/** The same objects in the same order are the same set. Negative, so that it is no branch. */
function setOf(objects: Values): number {
  return hashed(objects.flatMap((one) => (one.t === 'object' ? [one.id] : [])));
}

function hashed(numbers: readonly number[]): number {
  return -numbers.reduce((hash, one) => (hash * HASH_FACTOR + one) % Number.MAX_SAFE_INTEGER, 1);
}
