import { describe, expect, it } from 'vitest';
import { markReachable } from '../../../src/inventory/reachable.js';
import type { Observation } from '../../../src/model/index.js';

function library(ecosystem: string, name: string, imports?: string): Observation {
  return {
    asset: {
      kind: 'library',
      id: `pkg:${ecosystem}/${name}`,
      name,
      ecosystem,
      purl: `pkg:${ecosystem}/${name}`,
      provides: [],
      pqc: 'none',
    },
    evidence: { location: { type: 'file', path: 'manifest', line: 1 }, technique: 'manifest', confidence: 0.95 },
    usage: { purpose: 'provides', role: 'other', context: 'production' },
    details: imports === undefined ? {} : { imports },
  };
}

function call(symbol: string, path: string, language: string): Observation {
  const asset = { ...library('generic', 'x').asset };
  return {
    asset,
    evidence: { location: { type: 'file', path, line: 7 }, technique: 'syntax-tree', confidence: 0.9, symbol },
    usage: { purpose: 'signature', role: 'sign', context: 'production', language },
  };
}

function answer(one: Observation, calls: readonly Observation[], paths: readonly string[]): unknown {
  const [marked] = markReachable([one, ...calls], paths);
  return marked?.details?.['reachableAt'] ?? marked?.details?.['reachable'];
}

describe('whether code of the tree reaches a package', () => {
  it('is true where a call of the package was found', () => {
    const forge = [call('node-forge.pki.rsa.generateKeyPair', 'src/a.js', 'javascript')];
    expect(answer(library('npm', 'node-forge'), forge, ['src/a.js'])).toBe('src/a.js:7');
    const jwt = [call('github.com/golang-jwt/jwt.Parse', 'a.go', 'go')];
    expect(answer(library('golang', 'github.com/golang-jwt/jwt/v5'), jwt, ['a.go'])).toBe('a.go:7');
    expect(
      answer(library('pypi', 'pycryptodome', 'Crypto'), [call('Crypto.Cipher.AES.new', 'a.py', 'python')], ['a.py']),
    ).toBe('a.py:7');
  });

  it('is not taken from a package whose name only begins alike, nor from tests', () => {
    expect(answer(library('npm', 'jose'), [call('josefine.sign', 'a.js', 'javascript')], ['a.js'])).toBe('unknown');
    expect(answer(library('npm', 'jose'), [call('jose.sign', 'test/a.js', 'javascript')], ['test/a.js'])).toBe(
      'unknown',
    );
  });

  it('is false only where the tree has no code that could import it', () => {
    expect(answer(library('npm', 'jose'), [], ['package.json', 'a.go'])).toBe(false);
    expect(answer(library('npm', 'jose'), [], ['package.json', 'a.ts'])).toBe('unknown');
  });

  it('asks for no upgrade to a part that nothing here calls', () => {
    const base = library('golang', 'golang.org/x/crypto');
    const old: Observation = {
      ...base,
      asset: { ...base.asset, pqc: 'needs-upgrade' } as Observation['asset'],
      details: { pqcPart: 'golang.org/x/crypto/ssh' },
    };
    const pqc = (one: Observation, ...calls: Observation[]) => {
      const [marked] = markReachable([one, ...calls], ['a.go']);
      return [(marked!.asset as { pqc: string }).pqc, marked!.usage.unknown?.[0]?.what];
    };
    expect(pqc(old, call('golang.org/x/crypto/scrypt.Key', 'a.go', 'go'))).toEqual(['unknown', 'pqc']);
    expect(pqc(old, call('golang.org/x/crypto/ssh.Dial', 'a.go', 'go'))).toEqual(['needs-upgrade', undefined]);
    const vendored = {
      ...old,
      details: { ...old.details, packages: 'golang.org/x/crypto/ssh golang.org/x/crypto/blowfish' },
    };
    expect(pqc(vendored)).toEqual(['needs-upgrade', undefined]);
  });
});
