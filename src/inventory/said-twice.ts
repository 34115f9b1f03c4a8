import { addTo } from '../basics/groups.js';
import type { AlgorithmAsset, Observation } from '../model/index.js';

/**
 * A configuration rule and the parser of the thing itself may both speak of one line: a key that stands in a setting, a
 * command in a step of a workflow. What was read itself says more; the words about it are left out.
 */
export function withoutSaidTwice(observations: readonly Observation[]): Observation[] {
  const configured = new Set(observations.filter(isConfiguration).map(lineOf));
  if (configured.size === 0) return [...observations];
  const read = new Map<string, Observation[]>();
  for (const one of observations) {
    const line = lineOf(one);
    if (line !== undefined && configured.has(line) && !isConfiguration(one)) addTo(read, line, one);
  }
  return observations.filter((one) => {
    const line = lineOf(one);
    if (line === undefined || !isConfiguration(one)) return true;
    return !read.get(line)?.some((other) => saysMore(other, one));
  });
}

function saysMore(read: Observation, configured: Observation): boolean {
  const { asset } = configured;
  if (asset.kind === 'related-crypto-material') {
    const isValue = asset.id.startsWith(`material/${asset.type}/value/`);
    return isValue && (read.asset.kind === 'certificate' || read.asset.kind === 'related-crypto-material');
  }
  if (asset.kind !== 'algorithm' || read.asset.kind !== 'algorithm') return false;
  return isSameFamily(read.asset, asset) && read.usage.purpose === configured.usage.purpose;
}

function isSameFamily(read: AlgorithmAsset, configured: AlgorithmAsset): boolean {
  return configured.family === read.family || configured.family === 'unknown';
}

/** By a rule of `rules/config/`. */
function isConfiguration({ evidence, details }: Observation): boolean {
  const byRule = details?.['rule'] !== undefined && details['product'] !== undefined;
  return byRule && (evidence.technique === 'configuration' || evidence.technique === 'product-default');
}

function lineOf({ evidence: { location } }: Observation): string | undefined {
  return location.type === 'file' && location.line !== undefined ? `${location.path}:${location.line}` : undefined;
}
