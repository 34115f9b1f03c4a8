import type { Because, Finding, Lifespan, Risk } from '../model/index.js';
import { type Binding, deadlineOf } from './deadlines.js';
import { decimalYear, type Threat } from './threat.js';

export interface RiskInput {
  readonly finding: Finding;
  readonly lifespan: Lifespan | undefined;
  /** Y and where it is from. */
  readonly migration: { readonly years: number; readonly because: Because };
  readonly binding: Binding;
  readonly threat: Threat;
  readonly today: string;
}

export type RiskFigures = Omit<Risk, 'because'>;

/**
 * Mosca's inequality with its inputs: harm is done when X + Y > Z. Z is the sooner of the policy date and the central year of
 * the scenario; what is broken already has Z = 0. Years with one decimal place are enough for numbers of this kind.
 */
export function figuresOf({ finding, lifespan, migration, binding, threat, today }: RiskInput): RiskFigures {
  const now = decimalYear(today);
  const x = lifeOf(finding, lifespan);
  const y = migration.years;
  const hit = deadlineOf(finding, binding);
  const zPolicy = hit === undefined ? undefined : Math.max(0, tenth(decimalYear(hit.from) - now));
  const zThreat = finding.harm === 'classical' ? 0 : Math.max(0, tenth(threat.centralYear + 1 - now));
  const z = Math.min(zPolicy ?? Number.POSITIVE_INFINITY, zThreat);
  return {
    x,
    y,
    ...(hit && zPolicy !== undefined ? { zPolicy, policyDate: hit.from, policyId: hit.policy } : {}),
    zThreat,
    margin: tenth(x + y - z),
    ...(isQuantum(finding) ? { exposureProbability: threat.probabilityAt(now + x + y) } : {}),
    startBy: Math.floor(
      Math.min(now + zThreat - x - y, zPolicy === undefined ? Number.POSITIVE_INFINITY : now + zPolicy - y),
    ),
  };
}

/** Where each figure is from. Asked for once for each item, not for each of its findings. */
export function sourcesOf({ finding, lifespan, migration, binding, threat }: RiskInput): readonly Because[] {
  const hit = deadlineOf(finding, binding);
  return [
    ...(lifespan?.because ?? []).map((one) => prefixed('X', one)),
    prefixed('Y', migration.because),
    ...(hit ? [policyBecause(hit)] : [{ text: 'Z: no policy that binds here gives a date' }]),
    ...(isQuantum(finding) ? [threatBecause(threat)] : []),
    ...(finding.harm === 'classical' ? [{ text: 'Z: broken without a quantum computer, so 0 years' }] : []),
  ];
}

function isQuantum({ harm }: Finding): boolean {
  return harm === 'hndl' || harm === 'tnfl';
}

function lifeOf(finding: Finding, lifespan: Lifespan | undefined): number {
  if (finding.harm === 'none') return 0;
  return (finding.harm === 'tnfl' ? lifespan?.integrityYears : lifespan?.secrecyYears) ?? 0;
}

function policyBecause(hit: NonNullable<ReturnType<typeof deadlineOf>>): Because {
  const draft = hit.draft ? ' (draft)' : '';
  return {
    text: `Z: ${hit.title}${draft}: ${hit.status} from ${hit.from}`,
    source: hit.citation,
    ...(hit.confidence === 'verified' ? {} : { assumed: true }),
  };
}

function threatBecause({ scenario, centralYear }: Threat): Because {
  return {
    text: `Z: scenario "${scenario.id}": a quantum computer by the end of ${centralYear} with even odds`,
    source: scenario.source,
    assumed: true,
  };
}

function prefixed(letter: string, because: Because): Because {
  return { ...because, text: `${letter}: ${because.text}` };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
