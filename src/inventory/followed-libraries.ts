import { contextOfPath } from '../catalog/code-context.js';
import { type ProductVersion, ProductVersions, placeOf } from '../catalog/product-versions.js';
import { compareVersions } from '../catalog/versions.js';
import type { LibraryAsset, Observation } from '../model/index.js';

/** An asset stands once for all components, so its answer has to hold in all of them. */
const ANYWHERE = '';

type LibraryObservation = Observation & { readonly asset: LibraryAsset };

/**
 * A library whose post-quantum support is that of another one (`pqcFollows`: a driver over the JDK's TLS, a binding of
 * OpenSSL) is judged by it where all that the tree says of that one leads to the same answer. Images that are only deployed
 * beside the code and what builds it say nothing of what the code runs on.
 */
export function settleFollowedLibraries(observations: readonly Observation[]): Observation[] {
  if (!observations.some(isOpen)) return [...observations];
  const versions = new ProductVersions<LibraryObservation>();
  for (const one of observations) {
    if (isLibrary(one) && runsTheCode(one)) versions.add(one.asset, one);
  }
  return observations.map((one) => {
    if (!isOpen(one)) return one;
    const followed = String(one.details?.['pqcFollows']);
    const decides = agreed(versions.of([followed], ANYWHERE));
    return decides && holdsFor(one, decides) ? settled(one, decides) : one;
  });
}

function isLibrary(one: Observation): one is LibraryObservation {
  return one.asset.kind === 'library';
}

function isOpen(one: Observation): one is LibraryObservation {
  return isLibrary(one) && one.asset.pqc === 'unknown' && one.details?.['pqcFollows'] !== undefined;
}

function runsTheCode({ usage, details, evidence: { location } }: LibraryObservation): boolean {
  const aside = details?.['scope'] === 'build' || details?.['scope'] === 'deployed';
  return (
    !aside &&
    usage.context === 'production' &&
    location.type === 'file' &&
    contextOfPath(location.path) === 'production'
  );
}

/** All that the tree says of the product leads to the same answer; a range that leaves it open says nothing. */
function agreed(found: readonly ProductVersion<LibraryObservation>[]): ProductVersion<LibraryObservation> | undefined {
  const [first] = found;
  const answers = new Set(found.map(({ asset }) => asset.pqc));
  return first && answers.size === 1 && first.asset.pqc !== 'unknown' ? first : undefined;
}

/**
 * A library that brings nothing of its own (`provides` is empty) follows in its TLS: an API alone, as the JDK has it from 24 on,
 * does not help it; only the version that prefers a hybrid group does.
 */
function holdsFor(one: LibraryObservation, { version, sighting }: ProductVersion<LibraryObservation>): boolean {
  if (one.asset.provides.length > 0 || sighting.asset.pqc !== 'capable-now') return true;
  const since = sighting.details?.['pqcDefaultSince'];
  return typeof since === 'string' && version !== undefined && compareVersions(version, since) >= 0;
}

function settled(one: LibraryObservation, { label, sighting }: ProductVersion<LibraryObservation>): Observation {
  const { unknown, ...usage } = one.usage;
  const left = (unknown ?? []).filter(({ what }) => what !== 'pqc');
  return {
    ...one,
    asset: { ...one.asset, pqc: sighting.asset.pqc },
    usage: { ...usage, ...(left.length > 0 && { unknown: left }) },
    details: { ...one.details, pqcDecidedBy: `${label} (${placeOf(sighting)})` },
  };
}
