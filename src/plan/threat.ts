import { bodiesOf, type Knowledge, type ThreatScenario, UserError } from '../model/index.js';

/** A scenario ready to be asked. */
export interface Threat {
  readonly scenario: ThreatScenario;
  /** Year by whose end the probability reaches one half; undefined when it never does. */
  readonly centralYear: number;
  /** Probability that the computer exists at a point in time, given as a decimal year. */
  probabilityAt(year: number): number;
}

/** All scenarios of `rules/lifespan/`. */
export function readScenarios(knowledge: Knowledge): readonly ThreatScenario[] {
  const byId = new Map<string, ThreatScenario>();
  for (const body of bodiesOf(knowledge, 'lifespan')) {
    for (const one of (body['scenarios'] ?? []) as readonly ThreatScenario[]) byId.set(one.id, one);
  }
  return [...byId.values()];
}

/**
 * The scenario a project or `--threat` names, or its own points; `central` when nothing is said.
 * @throws UserError when no scenario has that name or the points do not rise
 */
export function chooseThreat(knowledge: Knowledge, chosen: string | ThreatScenario | undefined, today: string): Threat {
  if (typeof chosen === 'object') return threatOf(chosen, today);
  const id = chosen ?? 'central';
  const scenarios = readScenarios(knowledge);
  const scenario = scenarios.find((one) => one.id === id) ?? fromYear(id);
  if (!scenario) {
    throw new UserError(
      `threat scenario "${id}": expected one of ${scenarios.map((one) => one.id).join(', ')} or a year`,
    );
  }
  return threatOf(scenario, today);
}

/** `--threat 2032`: what if it exists by then, for certain. */
function fromYear(text: string): ThreatScenario | undefined {
  if (!/^20\d\d$/.test(text)) return undefined;
  const year = Number(text);
  return {
    id: text,
    title: `What if the computer exists at the end of ${year}`,
    source: 'given for this run',
    points: [
      { year: year - 1, probability: 0, assumed: true },
      { year, probability: 1, assumed: true },
    ],
  };
}

function threatOf(scenario: ThreatScenario, today: string): Threat {
  const now = decimalYear(today);
  // It does not exist today: the curve rises from zero now. A point that lies in the past says nothing any more.
  const points = [
    { year: now, probability: 0 },
    ...scenario.points
      .map(({ year, probability }) => ({ year: year + 1, probability }))
      .filter(({ year }) => year > now),
  ];
  for (let index = 1; index < points.length; index++) {
    if (points[index]!.probability < points[index - 1]!.probability) {
      throw new UserError(`threat scenario "${scenario.id}": the probabilities have to rise with the years`);
    }
  }
  return {
    scenario,
    centralYear: Math.ceil(yearAt(points, 0.5)) - 1,
    probabilityAt: (year) => round(interpolate(points, year)),
  };
}

type Point = { readonly year: number; readonly probability: number };

function interpolate(points: readonly Point[], year: number): number {
  const last = points.at(-1)!;
  if (year >= last.year) return last.probability;
  for (let index = 1; index < points.length; index++) {
    const [left, right] = [points[index - 1]!, points[index]!];
    if (year >= right.year) continue;
    if (year <= left.year) return left.probability;
    return left.probability + ((right.probability - left.probability) * (year - left.year)) / (right.year - left.year);
  }
  return last.probability;
}

/** When a probability is reached; the last point where it never is. */
function yearAt(points: readonly Point[], probability: number): number {
  for (let index = 1; index < points.length; index++) {
    const [left, right] = [points[index - 1]!, points[index]!];
    if (right.probability < probability) continue;
    const share = (probability - left.probability) / (right.probability - left.probability);
    return left.year + share * (right.year - left.year);
  }
  return points.at(-1)!.year;
}

/** 2026-07-02 → 2026.5. */
export function decimalYear(date: string): number {
  const year = Number(date.slice(0, 4));
  const start = Date.UTC(year, 0, 1);
  const share = (Date.parse(date.slice(0, 10)) - start) / (Date.UTC(year + 1, 0, 1) - start);
  return Number.isFinite(share) ? year + share : year;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
