import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../catalog/types.js';
import type { AlgorithmAsset } from '../../model/index.js';

/** More parts than any composite has; what claims more is not one. */
const MOST = 8;

/**
 * The generic composite of draft-ounsworth-pq-composite-keys and -sigs: one number, and the parts in the key or in the
 * parameters. What a quantum computer does to it follows from the parts: it is as strong as the strongest.
 */
export function genericComposite(
  base: AlgorithmSpec,
  parts: readonly AlgorithmAsset[],
  catalog: Catalog,
): AlgorithmSpec {
  if (parts.length === 0 || parts.length > MOST) return base;
  const components = parts.map(({ name }) => name);
  const strong = parts.some(({ quantum }) => quantum.startsWith('quantum-safe'));
  const weak = parts.every(({ quantum }) => quantum === 'quantum-vulnerable');
  const family = strong ? 'composite-generic-post-quantum' : weak ? 'composite-generic-classical' : base.family;
  const name = catalog.family('composite-generic')?.name ?? 'Composite';
  return { ...base, family, parameterSet: `${name} of ${components.join(' and ')}`, components };
}
