import { describe, expect, it } from 'vitest';
import { withKeyUse } from '../../../src/inventory/key-use.js';
import type { AlgorithmAsset, Occurrence, Purpose, Role, Usage } from '../../../src/model/index.js';

const assets = new Map<string, AlgorithmAsset>(
  (['rsa', 'ec', 'ecdsa', 'ecdh'] as const).map((family) => [
    family,
    {
      kind: 'algorithm',
      id: family,
      name: family,
      family,
      primitive: family === 'ecdsa' ? 'signature' : family === 'ecdh' ? 'key-agree' : 'pke',
      quantum: 'quantum-vulnerable',
    },
  ]),
);

function use(asset: string, path: string, purpose: Purpose, role: Role, more: Partial<Usage> = {}): Occurrence {
  return {
    asset,
    evidence: { location: { type: 'file', path, line: 1 }, technique: 'syntax-tree', confidence: 1 },
    usage: { purpose, role, context: 'production', component: path.split('/')[0]!, language: 'go', ...more },
  };
}

function keyUses(...occurrences: Occurrence[]) {
  return withKeyUse(occurrences, assets).map(({ details }) => details?.['keyUse']);
}

const made = use('rsa', 'svc/keys.go', 'key-management', 'keygen');

describe('what a key is for', () => {
  it('is what keys of its family do in the same file', () => {
    expect(keyUses(made, use('rsa', 'svc/keys.go', 'signature', 'sign'))).toEqual(['signature', undefined]);
    expect(
      keyUses(
        use('ec', 'svc/a.go', 'key-management', 'keygen'),
        use('ecdh', 'svc/a.go', 'key-establishment', 'agree'),
      )[0],
    ).toBe('encryption');
  });

  it('is else what they do in the same component, in the same language and context', () => {
    expect(keyUses(made, use('rsa', 'svc/token.go', 'token', 'verify'))[0]).toBe('signature');
    expect(keyUses(made, use('rsa', 'other/token.go', 'signature', 'sign'))[0]).toBeUndefined();
    expect(keyUses(made, use('rsa', 'svc/a.py', 'signature', 'sign', { language: 'python' }))[0]).toBeUndefined();
    expect(keyUses(made, use('rsa', 'svc/a_test.go', 'signature', 'sign', { context: 'test' }))[0]).toBeUndefined();
  });

  it('counts as decryption where keys of the family do both', () => {
    const both = [use('rsa', 'svc/a.go', 'signature', 'sign'), use('rsa', 'svc/b.go', 'encryption', 'decrypt')];
    expect(keyUses(made, ...both)[0]).toBe('encryption');
    expect(keyUses(made, ...[...both].reverse())[0]).toBe('encryption');
  });

  it('is left open where only keys are made, and untouched where the place says it', () => {
    expect(keyUses(made, use('rsa', 'svc/b.go', 'key-management', 'load'))).toEqual([undefined, undefined]);
    expect(
      keyUses(use('rsa', 'svc/a.go', 'encryption', 'encrypt'), use('rsa', 'svc/a.go', 'signature', 'sign')),
    ).toEqual([undefined, undefined]);
  });
});
