import type { Report, Trend, TrendPoint } from '../model/index.js';

const YEAR = 365.25 * 86_400_000;

/** How the number of quantum-vulnerable uses went down, against the deadlines. Reports of one day add up. */
export function trendOf(reports: readonly Report[]): Trend {
  const days = new Map<string, TrendPoint>();
  for (const report of reports) {
    const point = pointOf(report);
    const before = days.get(point.date);
    days.set(point.date, before ? add(before, point) : point);
  }
  const points = [...days.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return { points: [], deadlines: [] };
  const years = (Date.parse(last.date) - Date.parse(first.date)) / YEAR;
  const pace = years > 0 ? (first.vulnerable - last.vulnerable) / years : undefined;
  const done =
    pace !== undefined && pace > 0 ? new Date(Date.parse(last.date) + (last.vulnerable / pace) * YEAR) : undefined;
  return {
    points,
    deadlines: deadlinesOf(reports, last.date),
    ...(pace !== undefined && { pace }),
    // A date beyond the calendar of ECMAScript is no date.
    ...(done && done.getUTCFullYear() < 10_000 && { done: done.toISOString().slice(0, 10) }),
  };
}

function pointOf({ today, findings, verdict }: Report): TrendPoint {
  const vulnerable = findings.filter(
    ({ suppression, gated, harm }) => !suppression && gated && (harm === 'hndl' || harm === 'tnfl'),
  );
  return { date: today.slice(0, 10), vulnerable: vulnerable.length, ...verdict.progress };
}

function add(a: TrendPoint, b: TrendPoint): TrendPoint {
  const both = (one: TrendPoint['signatures'], two: TrendPoint['signatures']) => ({
    safe: one.safe + two.safe,
    total: one.total + two.total,
  });
  return {
    date: a.date,
    vulnerable: a.vulnerable + b.vulnerable,
    keyEstablishment: both(a.keyEstablishment, b.keyEstablishment),
    signatures: both(a.signatures, b.signatures),
  };
}

function deadlinesOf(reports: readonly Report[], after: string): Trend['deadlines'] {
  const latest = reports.filter(({ today }) => today.slice(0, 10) === after);
  const dates = new Map<string, Set<string>>();
  for (const { findings } of latest) {
    for (const { title, status, from } of findings.flatMap(({ policies }) => policies)) {
      if (!from || from <= after) continue;
      dates.set(from, (dates.get(from) ?? new Set()).add(`${title}: ${status}`));
    }
  }
  return [...dates]
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([date, texts]) => ({ date, text: [...texts].sort().join('; ') }));
}
