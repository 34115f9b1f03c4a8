import { contextOfPath } from '../catalog/code-context.js';
import { type ProductVersion, ProductVersions, placeOf, type Sighting } from '../catalog/product-versions.js';
import { compareVersions } from '../catalog/versions.js';
import type { Observation, ProtocolAsset } from '../model/index.js';

type ProtocolObservation = Observation & { readonly asset: ProtocolAsset };

/**
 * A server without a group list does what the version of its library does. Where the tree says which version that is (a base
 * image, a lockfile), the default is a fact: `details.decidedBy` names the product, `pqcDefaultSince` of its entry the turn.
 * @param componentOf the component that owns a file
 */
export function settleProductDefaults(
  observations: readonly Observation[],
  componentOf: (path: string) => string,
): Observation[] {
  const open = observations.some(isOpen);
  if (!open) return [...observations];
  const versions = new ProductVersions<Observation>();
  // What a CI job runs on says nothing of the machine that a configuration is for.
  for (const one of observations)
    if (one.details?.['scope'] !== 'build') versions.add(one.asset, inComponent(one, componentOf));
  return observations.map((one) => {
    if (!isOpen(one)) return one;
    const product = String(one.details?.['decidedBy']);
    const found = versions.of([product], inComponent(one, componentOf).usage.component ?? '.');
    const decides = onlyVersion(isProduction(one) ? found.filter(({ sighting }) => isProduction(sighting)) : found);
    return decides ? settled(one, product, decides) : one;
  });
}

function isOpen(one: Observation): one is ProtocolObservation {
  return one.asset.kind === 'protocol' && one.details?.['decidedBy'] !== undefined;
}

function inComponent(one: Observation, componentOf: (path: string) => string): Observation {
  const { location } = one.evidence;
  if (one.usage.component !== undefined || location.type !== 'file') return one;
  return { ...one, usage: { ...one.usage, component: componentOf(location.path) } };
}

/** One version, however often it is named: two say nothing about which of them runs here. */
function onlyVersion(found: readonly ProductVersion<Observation>[]): ProductVersion<Observation> | undefined {
  const versions = new Set(found.map(({ version }) => version));
  return versions.size === 1 && !versions.has(undefined) ? found[0] : undefined;
}

/** Images of tests say nothing of what production runs on. */
function isProduction({ usage, evidence: { location } }: Sighting): boolean {
  return usage.context === 'production' && (location.type !== 'file' || contextOfPath(location.path) === 'production');
}

function settled(one: ProtocolObservation, product: string, decides: ProductVersion<Observation>): Observation {
  const since = decides.sighting.details?.['pqcDefaultSince'];
  if (typeof since !== 'string' || decides.version === undefined) return one;
  const hybrid = compareVersions(decides.version, since) >= 0;
  const keyEstablishment = hybrid ? 'quantum-safe-preferred' : 'classical-only';
  const name = product.slice(product.indexOf('/') + 1);
  const because = `no list is set: ${decides.label} (${placeOf(decides.sighting)}) decides, and prefers a hybrid only from ${name} ${since} on`;
  const { unknown, ...usage } = one.usage;
  const left = (unknown ?? []).filter(({ what }) => what !== 'groups');
  return {
    ...one,
    asset: {
      ...one.asset,
      id: `${one.asset.id}/${keyEstablishment}/${name}-${decides.version}`,
      groupsFrom: 'product-default',
      keyEstablishment,
      because,
    },
    usage: { ...usage, default: because, ...(left.length > 0 ? { unknown: left } : {}) },
    evidence: { ...one.evidence, confidence: Math.min(one.evidence.confidence, 0.7) },
  };
}
