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

/** Every rule is tested on every occurrence: a condition is taken apart once. */
const predicates = new WeakMap<Condition, Predicate>();

/**
 * Whether a subject meets a condition. An unknown field meets only `exists: false`, so that a rule
 * never fires, and never stays silent by `not`, on something that was not determined without saying so.
 */
export function meets(condition: Condition, subject: Subject): boolean {
  let predicate = predicates.get(condition);
  if (!predicate) {
    predicate = all(
      Object.entries(condition).flatMap(([key, value]) => (value === undefined ? [] : entry(key, value))),
    );
    predicates.set(condition, predicate);
  }
  return predicate(subject);
}

function all(predicates: readonly Predicate[]): Predicate {
  const [only] = predicates;
  return predicates.length === 1 && only ? only : (subject) => predicates.every((holds) => holds(subject));
}

function entry(key: string, value: NonNullable<Condition[string]>): Predicate {
  if (key === 'all') return (subject) => (value as readonly Condition[]).every((one) => meets(one, subject));
  if (key === 'any') return (subject) => (value as readonly Condition[]).some((one) => meets(one, subject));
  if (key === 'not') return (subject) => !meets(value as Condition, subject);
  const passes = passing(value as Test);
  return (subject) => passes(subject[key]);
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
