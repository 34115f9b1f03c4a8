import { describe, expect, it } from 'vitest';
import { settleProductDefaults } from '../../../src/inventory/product-defaults.js';
import type { LibraryAsset, Observation, ProtocolAsset } from '../../../src/model/index.js';

const componentOf = (path: string) => path.split('/')[0]!;

const server: ProtocolAsset = {
  kind: 'protocol',
  id: 'protocol/tls/1',
  name: 'TLS server',
  type: 'tls',
  versions: ['TLSv1.2', 'TLSv1.3'],
  cipherSuites: [],
  groups: [],
  signatureSchemes: [],
  groupsFrom: 'unknown',
  keyEstablishment: 'unknown',
};

function nginx(path: string): Observation {
  return {
    asset: server,
    evidence: { location: { type: 'file', path, line: 3 }, technique: 'configuration', confidence: 0.95 },
    usage: {
      purpose: 'transport',
      role: 'configure',
      context: 'production',
      unknown: [{ what: 'groups', why: 'no list' }],
    },
    details: { decidedBy: 'generic/openssl' },
  };
}

function image(
  path: string,
  productVersion: string | undefined,
  context: 'production' | 'test' = 'production',
): Observation {
  const asset: LibraryAsset = {
    kind: 'library',
    id: `pkg:docker/debian@${path}`,
    name: 'debian',
    ecosystem: 'docker',
    version: '12',
    purl: 'pkg:docker/debian@12',
    provides: [],
    pqc: 'unknown',
  };
  return {
    asset,
    evidence: { location: { type: 'file', path, line: 1 }, technique: 'manifest', confidence: 1 },
    usage: { purpose: 'provides', role: 'other', context },
    details: { product: 'generic/openssl', pqcDefaultSince: '3.5.0', ...(productVersion ? { productVersion } : {}) },
  };
}

function verdict(...observations: Observation[]) {
  const asset = settleProductDefaults(observations, componentOf)[0]!.asset as ProtocolAsset;
  return [asset.keyEstablishment, asset.groupsFrom];
}

describe('a list that is not set', () => {
  it('is that of the version which the component names', () => {
    expect(verdict(nginx('edge/nginx.conf'), image('edge/Dockerfile', '3.0'))).toEqual([
      'classical-only',
      'product-default',
    ]);
    expect(verdict(nginx('edge/nginx.conf'), image('edge/Dockerfile', '3.5.2'))).toEqual([
      'quantum-safe-preferred',
      'product-default',
    ]);
    const [one] = settleProductDefaults([nginx('edge/nginx.conf'), image('edge/Dockerfile', '3.0')], componentOf);
    expect(one!.usage.default).toContain('openssl 3.0 of debian 12 (edge/Dockerfile:1) decides');
    expect(one!.usage.unknown).toBeUndefined();
  });

  it('is that of the only version of the tree, the nearer component first', () => {
    expect(verdict(nginx('edge/nginx.conf'), image('app/Dockerfile', '3.0'))[0]).toBe('classical-only');
    expect(verdict(nginx('edge/nginx.conf'), image('app/Dockerfile', '3.0'), image('edge/Dockerfile', '3.5'))[0]).toBe(
      'quantum-safe-preferred',
    );
  });

  it('stays unknown where versions differ, are not known, or are those of tests', () => {
    expect(verdict(nginx('edge/nginx.conf'), image('a/Dockerfile', '3.0'), image('b/Dockerfile', '3.5'))[0]).toBe(
      'unknown',
    );
    expect(verdict(nginx('edge/nginx.conf'), image('edge/Dockerfile', undefined))[0]).toBe('unknown');
    expect(verdict(nginx('edge/nginx.conf'), image('edge/Dockerfile', '3.0', 'test'))[0]).toBe('unknown');
    expect(verdict(nginx('edge/nginx.conf'))[0]).toBe('unknown');
  });

  it('asks neither the machine of a CI job nor an image of the tests', () => {
    const job = image('a/.github/workflows/ci.yml', '3.5.1');
    const ofTests = image('a/reg-tests/Dockerfile', '3.5.1');
    const build = { ...job, details: { ...job.details, scope: 'build' } };
    expect(verdict(nginx('a/nginx.conf'), build)).toEqual(['unknown', 'unknown']);
    expect(verdict(nginx('a/nginx.conf'), ofTests)).toEqual(['unknown', 'unknown']);
    expect(verdict(nginx('a/reg-tests/nginx.conf'), ofTests)).toEqual(['quantum-safe-preferred', 'product-default']);
  });
});
