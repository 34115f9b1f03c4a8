import { generatePrimeSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { takeInventory } from '../../../src/inventory/inventory.js';
import { modulesWithSharedPrime } from '../../../src/inventory/shared-primes.js';
import type { MaterialAsset, Observation } from '../../../src/model/index.js';

const primes = Array.from({ length: 9 }, () => generatePrimeSync(128, { bigint: true }));
const modulus = (a: number, b: number) => ((primes[a] as bigint) * (primes[b] as bigint)).toString(16);

describe('batch GCD', () => {
  it('finds the moduli that share a prime, and only those', () => {
    const [one, two, three, four] = [modulus(0, 1), modulus(2, 3), modulus(4, 0), modulus(5, 6)] as [
      string,
      string,
      string,
      string,
    ];
    expect(modulesWithSharedPrime([one, two, three, four])).toEqual(new Set([one, three]));
    expect(modulesWithSharedPrime([one, two, four])).toEqual(new Set());
    expect(modulesWithSharedPrime([one])).toEqual(new Set());
  });

  it('marks both keys in the inventory; the same key twice shares nothing; the modulus leaves the report', () => {
    const observation = (id: string, hex: string, line: number): Observation => ({
      asset: { kind: 'related-crypto-material', id, name: id, type: 'public-key', format: 'PKCS#1' },
      evidence: { location: { type: 'file', path: 'keys', line }, technique: 'content', confidence: 1 },
      usage: { purpose: 'key-management', role: 'other', context: 'production' },
      details: { modulus: hex },
    });
    const { assets, occurrences } = takeInventory([
      observation('a', modulus(0, 1), 1),
      observation('a', modulus(0, 1), 2),
      observation('b', modulus(1, 2), 3),
      observation('c', modulus(7, 8), 4),
    ]);
    expect(assets.map((one) => (one as MaterialAsset).weaknesses)).toEqual([
      ['shared-prime'],
      ['shared-prime'],
      undefined,
    ]);
    expect(JSON.stringify(occurrences)).not.toContain('modulus');
  });
});
