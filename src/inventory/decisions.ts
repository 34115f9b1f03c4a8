import { compare } from '../basics/order.js';
import type { AlgorithmAsset, Observation, Occurrence } from '../model/index.js';

/** Families of which one object can be called by several names. */
const CURVES: ReadonlySet<string> = new Set(['ec', 'ecdsa', 'ecdh', 'ecies']);

/**
 * A line that decides a use elsewhere is a part of that use (`partOf` is its own asset). Where a use of the family stands on
 * the line itself, it says nothing new; where the line decides several uses, the one that says most speaks.
 */
export function withoutIdleDecisions(observations: readonly Observation[]): Observation[] {
  const decided = observations.filter(isDecision);
  if (decided.length === 0) return [...observations];
  const used = new Set(observations.flatMap((one) => (isDecision(one) ? [] : [placeOf(one)])));
  const steps = decided.filter((one) => isStep(one) && !used.has(placeOf(one)));
  for (const one of steps) used.add(placeOf(one));
  const best = new Map<string, Observation>();
  for (const one of decided) {
    const place = placeOf(one);
    const known = best.get(place);
    if (!used.has(place) && (!known || saysMore(one, known))) best.set(place, one);
  }
  const kept = new Set([...steps, ...best.values()]);
  return observations.filter((one) => !isDecision(one) || kept.has(one));
}

/** A line that chooses what is used elsewhere; of an observation or of an occurrence, which names its asset by the id. */
export function isDecision({ asset, partOf }: Pick<Observation | Occurrence, 'asset' | 'partOf'>): boolean {
  return partOf !== undefined && partOf === (typeof asset === 'string' ? asset : asset.id);
}

/** A rule speaks of the line itself: it may say several things of it, a size for each arm of a condition. */
function isStep({ details }: Observation): boolean {
  return details?.['rule'] !== undefined;
}

function saysMore(one: Observation, other: Observation): boolean {
  const weight = amount(one) - amount(other);
  return weight !== 0 ? weight > 0 : compare(JSON.stringify(one), JSON.stringify(other)) < 0;
}

function amount({ asset }: Observation): number {
  const { curve, size, family } = asset as AlgorithmAsset;
  return Number(curve !== undefined) + Number(size !== undefined) + Number(family !== 'ec');
}

function placeOf({ asset, evidence: { location } }: Observation): string {
  const family = asset.kind === 'algorithm' ? asset.family : asset.kind;
  const place = location.type === 'file' ? `${location.path}:${location.line}` : location.endpoint;
  return `${place}/${CURVES.has(family) ? 'ec' : family}`;
}
