/** A value of the flat record a rule is tested on. Absent = unknown. */
export type SubjectValue = string | number | boolean | readonly string[];
export type Subject = Readonly<Record<string, SubjectValue | undefined>>;

/** What one field must be. A bare value means equal; a list means one of them. */
export type Test =
  | string
  | number
  | boolean
  | readonly (string | number | boolean)[]
  | {
      readonly lt?: number | string;
      readonly lte?: number | string;
      readonly gt?: number | string;
      readonly gte?: number | string;
      readonly exists?: boolean;
      readonly startsWith?: string | readonly string[];
      readonly includes?: string;
    };

/**
 * The condition language of `rules/`: an object is true when all its entries are.
 * `all`, `any` and `not` combine; every other key names a field of the subject.
 */
export interface Condition {
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
  readonly not?: Condition;
  readonly [field: string]: Test | Condition | readonly Condition[] | undefined;
}

type Predicate = (subject: Subject) => boolean;

/** A condition taken apart: every rule is tested on every asset and on many occurrences, and is taken apart once. */
interface Tests {
  readonly meets: Predicate;
  readonly mayMeet: Predicate;
  readonly asked: readonly Asked[];
}

/** A field that a condition asks for, and what it has to be. */
export interface Asked {
  readonly field: string;
  readonly test: Test;
}

const taken = new WeakMap<Condition, Tests>();

/**
 * Whether a subject meets a condition. An unknown field meets only `exists: false`, so that a rule
 * never fires, and never stays silent by `not`, on something that was not determined without saying so.
 */
export function meets(condition: Condition, subject: Subject): boolean {
  return testsOf(condition).meets(subject);
}

/**
 * Whether some subject that has these fields may meet a condition, whatever its others are: false only where one of these
 * rules it out. Most rules speak of few assets, and an asset has many places.
 */
export function mayMeet(condition: Condition, known: Subject): boolean {
  return testsOf(condition).mayMeet(known);
}

/** Every field that a condition asks for: on others its answer does not depend. */
export function askedBy(condition: Condition): readonly Asked[] {
  return testsOf(condition).asked;
}

function testsOf(condition: Condition): Tests {
  let tests = taken.get(condition);
  if (!tests) {
    const entries = Object.entries(condition).flatMap(([key, value]) =>
      value === undefined ? [] : [entry(key, value)],
    );
    tests = every(entries);
    taken.set(condition, tests);
  }
  return tests;
}

function every(tests: readonly Tests[]): Tests {
  return {
    meets: all(tests.map((one) => one.meets)),
    mayMeet: all(tests.map((one) => one.mayMeet)),
    asked: tests.flatMap((one) => one.asked),
  };
}

function all(predicates: readonly Predicate[]): Predicate {
  const [only] = predicates;
  return predicates.length === 1 && only ? only : (subject) => predicates.every((holds) => holds(subject));
}

function entry(key: string, value: NonNullable<Condition[string]>): Tests {
  if (key === 'all') return every((value as readonly Condition[]).map(testsOf));
  if (key === 'any') return some((value as readonly Condition[]).map(testsOf));
  if (key === 'not') return not(testsOf(value as Condition));
  const passes = passing(value as Test);
  return {
    meets: (subject) => passes(subject[key]),
    mayMeet: (known) => !(key in known) || passes(known[key]),
    asked: [{ field: key, test: value as Test }],
  };
}

function some(tests: readonly Tests[]): Tests {
  return {
    meets: (subject) => tests.some((one) => one.meets(subject)),
    mayMeet: (known) => tests.some((one) => one.mayMeet(known)),
    asked: tests.flatMap((one) => one.asked),
  };
}

function not({ meets, asked }: Tests): Tests {
  return { meets: (subject) => !meets(subject), mayMeet: () => true, asked };
}

/** A subject value that is a list passes when one of its members does. */
function passing(test: Test): (actual: SubjectValue | undefined) => boolean {
  if (isComparison(test)) {
    const exists = onlyExists(test);
    return (actual) => {
      if (test.exists !== undefined && isPresent(actual) !== test.exists) return false;
      if (actual === undefined) return test.exists === false;
      return exists || (isList(actual) ? actual.some((member) => compares(test, member)) : compares(test, actual));
    };
  }
  if (!isList(test)) return (actual) => (isList(actual) ? actual.some((member) => member === test) : actual === test);
  return (actual) => {
    if (actual === undefined) return false;
    return isList(actual) ? actual.some((member) => test.includes(member)) : test.includes(actual);
  };
}

type Comparison = Exclude<Test, string | number | boolean | readonly (string | number | boolean)[]>;

function compares(test: Comparison, value: string | number | boolean): boolean {
  if (typeof value === 'boolean') return false;
  if (test.lt !== undefined && !(order(value, test.lt) < 0)) return false;
  if (test.lte !== undefined && !(order(value, test.lte) <= 0)) return false;
  if (test.gt !== undefined && !(order(value, test.gt) > 0)) return false;
  if (test.gte !== undefined && !(order(value, test.gte) >= 0)) return false;
  if (test.startsWith !== undefined) {
    const starts = isList(test.startsWith) ? test.startsWith : [test.startsWith];
    if (!starts.some((start) => String(value).startsWith(start))) return false;
  }
  return test.includes === undefined || String(value).includes(test.includes);
}

/** Numbers by size, strings (ISO dates) by code unit; NaN, which no test passes, across kinds. */
function order(value: string | number, bound: string | number): number {
  if (typeof value === 'number' && typeof bound === 'number') return value - bound;
  if (typeof value === 'string' && typeof bound === 'string') return value < bound ? -1 : value > bound ? 1 : 0;
  return Number.NaN;
}

function isComparison(test: Test): test is Comparison {
  return typeof test === 'object' && !Array.isArray(test);
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function isPresent(value: SubjectValue | undefined): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function onlyExists(test: Comparison): boolean {
  return Object.keys(test).every((key) => key === 'exists');
}
