import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/assess/assess.js';
import type { Observation } from '../../../src/model/index.js';
import { algorithm, catalog, inventory, knowledge, seen, TODAY } from './build.js';

function saidOf(...observations: Observation[]) {
  const { findings } = assess(inventory(...observations), knowledge, catalog, TODAY);
  return findings.map(({ id: _, fingerprint: __, occurrence: ___, ...said }) => said);
}

/** Places that differ from the first in one thing each, and that first one several times. */
function places(asset: Observation['asset']): Observation[] {
  const usages: Partial<Observation['usage']>[] = [
    {},
    { purpose: 'signature' },
    { purpose: 'password-hash' },
    { role: 'keygen' },
    { role: 'verify' },
    { context: 'test' },
    { language: 'go', library: 'crypto' },
    { hints: ['storePassword'] },
    { hints: ['firmware_release'] },
    { hints: ['bypasswords'] },
  ];
  const details: Observation['details'][] = [{ usedForSecurity: false }, { signs: 'firmware' }, { product: 'nginx' }];
  const all = [
    ...usages.map((usage) => ({ usage, details: undefined })),
    ...details.map((one) => ({ usage: {}, details: one })),
    { usage: {}, details: undefined },
  ];
  // Each in a component of its own: what a key is for is also asked of its neighbours.
  return all.map(({ usage, details }, at) =>
    seen(asset, { purpose: 'hash', component: `c${at}`, ...usage }, { path: `p${10 + at}/x.go` }, details),
  );
}

describe('places of one asset, judged together', () => {
  it.each([
    algorithm({ family: 'sha1', parameterSet: 'SHA-1' }),
    algorithm({ family: 'sha2', parameterSet: 'SHA-256' }),
    algorithm({ family: 'rsa', size: 1024 }),
    algorithm({ family: 'ecdsa', curve: 'P-256' }),
  ])('$id: each has the findings that it has alone', (asset) => {
    const together = places(asset);
    expect(saidOf(...together)).toEqual(together.flatMap((one) => saidOf(one)));
    expect(saidOf(...together).length).toBeGreaterThan(0);
  });
});
