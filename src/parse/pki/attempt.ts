import { ParseError } from '../../model/index.js';

/** The value, or `undefined` with the reason noted. Anything but a `ParseError` is a defect and goes on. */
export function attempt<T>(problems: string[], reader: () => T, what?: string): T | undefined {
  try {
    return reader();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    problems.push(what ? `${what}: ${error.message}` : error.message);
    return undefined;
  }
}

export function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined;
}

/** Drops the keys whose value is undefined. */
export function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
