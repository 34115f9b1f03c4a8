import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readingOf, sameKeyFamily } from '../../../support/openssl.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

const { catalog } = CONTEXT;
const PKI = join(import.meta.dirname, '../../../../fixtures/pki/made');
const KEYS = join(import.meta.dirname, '../../../../fixtures/keys/made');
const dumps = (folder: string, what: RegExp) => readdirSync(folder).filter((name) => what.test(name));
const read = (folder: string, name: string) => readFileSync(join(folder, name.replace(/\.txt$/, '')));

describe('certificates say what openssl x509 -text says', () => {
  it.each(dumps(PKI, /\.(pem|der)\.txt$/))('%s', async (dump) => {
    const theirs = readingOf(readFileSync(join(PKI, dump), 'utf8'));
    const parsed = await parseBytes(read(PKI, dump), dump.replace(/\.txt$/, ''));
    const [asset] = observationsOf(parsed).map((one) => one.asset);
    if (asset?.kind !== 'certificate') throw new Error('no certificate was found');
    expect(parsed.attempts).toEqual([]);
    expect({
      algorithm: asset.publicKey?.family,
      size: asset.publicKey?.size,
      curve: asset.publicKey?.curve,
      signature: asset.signature?.name,
      notBefore: asset.notBefore,
      notAfter: asset.notAfter,
    }).toEqual({
      ...theirs,
      algorithm: sameKeyFamily(theirs.algorithm),
      size: theirs.size ?? { eddsa: catalog.curve(theirs.algorithm ?? '')?.bits }[asset.publicKey?.family ?? ''],
      curve: asset.weaknesses?.includes('explicit-curve-parameters') ? asset.publicKey?.curve : curveOf(theirs),
      signature: catalog.named(theirs.signature ?? '')?.name,
    });
  });
});

describe('keys say what openssl pkey -text_pub says', () => {
  it.each(dumps(KEYS, /\.(pkcs8|pub)\.pem\.txt$/))('%s', async (dump) => {
    const text = readFileSync(join(KEYS, dump), 'utf8');
    const theirs = readingOf(text);
    const parsed = await parseBytes(read(KEYS, dump), dump.replace(/\.txt$/, ''));
    const [asset] = observationsOf(parsed).map((one) => one.asset);
    if (asset?.kind !== 'related-crypto-material') throw new Error('no key was found');
    expect(parsed.attempts).toEqual([]);
    expect(asset.type).toBe(dump.includes('pkcs8') ? 'private-key' : 'public-key');
    if (theirs.size !== undefined) expect(asset.size).toBe(theirs.size);
    if (theirs.curve !== undefined) expect(asset.algorithm?.curve).toBe(curveOf(theirs));
    const montgomery = /^(ED25519|ED448|X25519|X448) Public-Key/.exec(text)?.[1];
    if (montgomery) expect(asset.algorithm?.name.toUpperCase()).toBe(montgomery);
  });
});

describe('one key in many encodings is one asset', () => {
  it.each([
    [/^rsa-2048\.(pkcs1|pkcs8)\.(pem|der)$/, 'private-key'],
    [/^rsa-2048\.(pub\.pem|pub\.der|pkcs1-public\.pem)$/, 'public-key'],
    [/^ec-p256\.(pkcs8|sec1|sec1-no-public|with-parameters)\.pem$/, 'private-key'],
  ])('%s', async (names, type) => {
    const ids = new Set<string>();
    const files = dumps(KEYS, names);
    expect(files.length).toBeGreaterThan(2);
    for (const name of files) {
      const assets = observationsOf(await parseBytes(read(KEYS, name), name)).map((one) => one.asset);
      for (const asset of assets)
        if (asset.kind === 'related-crypto-material' && asset.type === type) ids.add(asset.id);
    }
    expect(ids.size).toBe(1);
  });
});

describe('OpenSSH keys say what ssh-keygen -l says', () => {
  it.each(dumps(KEYS, /^ssh-[a-z0-9-]+\.(openssh|pub)\.txt$/).filter((name) => !name.includes('cert')))(
    '%s',
    async (dump) => {
      const [size, fingerprint] = readFileSync(join(KEYS, dump), 'utf8').split(' ');
      const assets = observationsOf(await parseBytes(read(KEYS, dump), dump)).map((one) => one.asset);
      expect(assets[0]).toMatchObject({ size: Number(size), fingerprint });
      const encrypted = dump.includes('encrypted') && dump.includes('openssh');
      expect((assets[0] as { securedBy?: unknown }).securedBy !== undefined).toBe(encrypted);
    },
  );

  it('reads a host certificate with its authority', async () => {
    const parsed = await parseBytes(read(KEYS, 'ssh-ecdsa-384-cert.pub'), 'host-cert.pub');
    expect(observationsOf(parsed).map((one) => one.asset.name)).toContain('OpenSSH host certificate fixture-host');
    expect(observationsOf(parsed)[0]?.asset).toMatchObject({
      format: 'OpenSSH',
      notBefore: '2026-01-01T00:00:00Z',
      notAfter: '2027-01-01T00:00:00Z',
      subjectAlternativeNames: ['host.example'],
      publicKey: { name: 'EC-P-384' },
      signature: { name: 'RSA-PKCS1-1.5-SHA-512' },
    });
  });

  it('reads lines of authorized_keys and hashed known_hosts', async () => {
    const authorized = observationsOf(await parseBytes(read(KEYS, 'authorized_keys'), '.ssh/authorized_keys'));
    expect(authorized.filter((one) => !one.partOf).map((one) => [one.evidence.location, one.asset.name])).toMatchObject(
      [
        [{ line: 2 }, 'public key RSA-3072'],
        [{ line: 3 }, 'public key Ed25519'],
      ],
    );
    const known = observationsOf(await parseBytes(read(KEYS, 'known_hosts'), '.ssh/known_hosts'));
    expect(known.map((one) => one.evidence.symbol)).toContain('hashed host name');
    expect(known.map((one) => one.evidence.symbol)).toContain('@cert-authority *.example');
  });
});

describe('post-quantum certificates', () => {
  const folder = join(PKI, '../post-quantum');
  it.each([
    ['ML-DSA-44.crt', 'ML-DSA-44', 2],
    ['ML-DSA-65.crt', 'ML-DSA-65', 3],
    ['ML-DSA-87.crt', 'ML-DSA-87', 5],
    ['SLH-DSA-SHA2-128s.crt', 'SLH-DSA-SHA2-128s', 1],
    ['composite-mldsa65-p256.crt', 'MLDSA65-ECDSA-P256-SHA512', 3],
  ])('%s', async (name, algorithm, level) => {
    const [first] = observationsOf(await parseBytes(readFileSync(join(folder, name)), name));
    expect(first?.asset).toMatchObject({
      publicKey: { name: algorithm, nistQuantumSecurityLevel: level },
      signature: { name: algorithm },
    });
  });
});

function curveOf(theirs: { curve?: string | undefined }): string | undefined {
  return theirs.curve === undefined ? undefined : catalog.curve(theirs.curve)?.name;
}
