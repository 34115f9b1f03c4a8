import type { CryptoAsset, Observation } from '../model/index.js';

/** Beyond this the product tree takes minutes; the largest such searches were done over the whole Internet. */
const MOST_MODULI = 50_000;

/**
 * RSA moduli that share a prime with another one (Heninger et al., 2012): who has both can factor both. Batch GCD by
 * product and remainder trees (Bernstein, 2005): far cheaper than comparing all pairs.
 * @param moduli distinct, hexadecimal
 */
export function modulesWithSharedPrime(moduli: readonly string[]): Set<string> {
  if (moduli.length < 2 || moduli.length > MOST_MODULI) return new Set();
  const numbers = moduli.map((one) => BigInt(`0x${one}`));
  const levels: bigint[][] = [numbers];
  for (let level = numbers; level.length > 1; ) {
    level = pairs(level).map(([a, b]) => (b === undefined ? a : a * b));
    levels.push(level);
  }
  // Down the tree: the product of all, modulo the square of each.
  let remainders = levels.pop() as bigint[];
  for (let level = levels.pop(); level; level = levels.pop()) {
    remainders = level.map((value, index) => (remainders[index >> 1] as bigint) % (value * value));
  }
  return new Set(
    moduli.filter((_, index) => {
      const n = numbers[index] as bigint;
      return n > 1n && gcd((remainders[index] as bigint) / n, n) !== 1n;
    }),
  );
}

/** Marks the certificates and keys whose modulus shares a prime with that of another one in the set. */
export function markSharedPrimes(assets: Map<string, CryptoAsset>, observations: readonly Observation[]): void {
  const owners = new Map<string, Set<string>>();
  for (const { asset, details } of observations) {
    const modulus = details?.['modulus'];
    if (typeof modulus !== 'string') continue;
    const ids = owners.get(modulus) ?? new Set();
    owners.set(modulus, ids.add(asset.id));
  }
  for (const modulus of modulesWithSharedPrime([...owners.keys()])) {
    for (const id of owners.get(modulus) ?? []) {
      const asset = assets.get(id);
      if (asset?.kind !== 'certificate' && asset?.kind !== 'related-crypto-material') continue;
      assets.set(id, { ...asset, weaknesses: [...(asset.weaknesses ?? []), 'shared-prime'] });
    }
  }
}

/** The modulus has done its work: thousands of them would only swell a report. */
export function withoutModulus<T extends Pick<Observation, 'details'>>(observation: T): T {
  if (observation.details?.['modulus'] === undefined) return observation;
  const { modulus: _, ...details } = observation.details;
  const { details: __, ...rest } = observation;
  return (Object.keys(details).length > 0 ? { ...rest, details } : rest) as T;
}

function pairs(values: readonly bigint[]): [bigint, bigint | undefined][] {
  const made: [bigint, bigint | undefined][] = [];
  for (let index = 0; index < values.length; index += 2) made.push([values[index] as bigint, values[index + 1]]);
  return made;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
