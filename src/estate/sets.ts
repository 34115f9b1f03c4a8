import { compare } from '../basics/order.js';
import type { Coverage, Verdict } from '../model/index.js';

/** Distinct values in one order, both by their content. */
export function union<T>(values: readonly T[]): T[] {
  const byText = new Map(values.map((one) => [JSON.stringify(one), one]));
  return [...byText].sort((a, b) => compare(a[0], b[0])).map(([, one]) => one);
}

export function addCoverage(a: Coverage, b: Coverage): Coverage {
  const parsed: Record<string, number> = {};
  for (const [id, n] of [...Object.entries(a.parsed), ...Object.entries(b.parsed)]) parsed[id] = (parsed[id] ?? 0) + n;
  const sum = { ...a, parsed: Object.fromEntries(Object.entries(parsed).sort((x, y) => compare(x[0], y[0]))) };
  for (const [name, value] of Object.entries(b)) {
    if (typeof value !== 'number') continue;
    const before = (a as unknown as Record<string, number | undefined>)[name] ?? 0;
    Object.assign(sum, { [name]: before + value });
  }
  return sum;
}

type Progress = Verdict['progress'];

export function addProgress(a: Progress, b: Progress): Progress {
  const add = (one: Progress['signatures'], two: Progress['signatures']) => ({
    safe: one.safe + two.safe,
    total: one.total + two.total,
  });
  return { keyEstablishment: add(a.keyEstablishment, b.keyEstablishment), signatures: add(a.signatures, b.signatures) };
}
