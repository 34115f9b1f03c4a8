import type { Observation } from '../../../model/index.js';

/**
 * One call may be of several types: where one of them names the algorithm, that some classical key does the same there, as
 * another type has it by default, says nothing more. Without a name one such word is enough.
 */
export function withoutKinds(all: readonly Observation[]): Observation[] {
  if (!all.some(isKind)) return [...all];
  const told = new Set(all.filter((one) => !one.partOf && isNamed(one) && !isKind(one)).map(callOf));
  return all.filter((one) => {
    if (!isKind(one)) return true;
    const call = callOf(one);
    if (told.has(call)) return false;
    told.add(call);
    return true;
  });
}

/** A cipher beside it is that of the data, for which a key is encrypted. */
function isNamed({ asset }: Observation): boolean {
  if (asset.kind !== 'algorithm' || asset.family.startsWith('classical-')) return false;
  return asset.family !== 'unknown' && !/^(?:block-cipher|stream-cipher|ae|mac|hash)$/.test(asset.primitive);
}

/** Some classical key of a kind that is not known. */
export function isKind({ asset, usage }: Observation): boolean {
  const open = usage.unknown?.some(({ what }) => what === 'algorithm') ?? false;
  // What signs without a digest is a key of EdDSA, of which curve another look may know.
  if (/\balgorithm EdDSA\b/.test(usage.default ?? '')) return true;
  return open && asset.kind === 'algorithm' && asset.family.startsWith('classical-');
}

function callOf({ evidence: { location }, usage: { role } }: Observation): string {
  return location.type === 'file' ? `${location.line}:${location.column}/${role}` : '';
}
