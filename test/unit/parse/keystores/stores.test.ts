import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

const KEYS = join(import.meta.dirname, '../../../../fixtures/keys/made');
const read = (name: string) => readFileSync(join(KEYS, name));

async function storeOf(name: string, passwords: readonly string[] = []) {
  const parsed = await parseBytes(read(name), name, { ...CONTEXT, passwords });
  const top = observationsOf(parsed).filter((one) => !one.partOf);
  return {
    attempts: parsed.attempts,
    store: top.find(({ asset }) => asset.kind === 'related-crypto-material' && asset.type === 'keystore')?.asset,
    keys: top
      .filter(({ asset }) => asset.kind === 'related-crypto-material' && asset.type !== 'keystore')
      .map(({ asset, evidence }) => `${evidence.symbol}: ${asset.name}`)
      .sort(),
    certificates: top
      .filter(({ asset }) => asset.kind === 'certificate')
      .map(({ asset, evidence }) => `${evidence.symbol}: ${asset.name}`)
      .sort(),
    text: JSON.stringify(parsed),
  };
}

describe('PKCS #12', () => {
  it.each(['pbes2.p12', 'rc2-3des.p12', 'no-mac.p12', 'empty-password.p12'])(
    '%s opens with a well-known password, and says so',
    async (name) => {
      const { store, keys, certificates, attempts } = await storeOf(name);
      expect(store).toMatchObject({ format: 'PKCS#12', comment: expect.stringContaining('opened with') });
      expect((store as { weaknesses?: string[] }).weaknesses).toContain('well-known-password');
      expect(keys).toEqual(['leaf: encrypted private key EC-P-256']);
      expect(certificates).toEqual(['leaf: leaf.example', 'undefined: ec-p384']);
      expect(attempts).toEqual([]);
    },
  );

  it('stays closed under an unknown password, and says what is readable', async () => {
    const { store, keys, certificates, attempts } = await storeOf('closed.p12');
    expect(store).toMatchObject({ securedBy: { mechanism: expect.stringContaining('AES-256-CBC') } });
    expect(keys).toEqual(['leaf: encrypted private key']);
    expect(certificates).toEqual([]);
    expect(attempts).toMatchObject([{ by: 'pkcs12', status: 'partial', reason: 'encrypted' }]);
  });

  it('opens with the password of the user, which appears nowhere', async () => {
    const { keys, attempts, text } = await storeOf('closed.p12', ['wrong', 'not-to-be-found']);
    expect(keys).toEqual(['leaf: encrypted private key EC-P-256']);
    expect(attempts).toEqual([]);
    expect(text).not.toContain('not-to-be-found');
  });

  it('opens contents that have another password than the MAC', async () => {
    const { store, keys, certificates, attempts } = await storeOf('two-passwords.p12');
    expect(store).toMatchObject({ comment: 'opened with the well-known password "changeit"' });
    expect(keys).toEqual(['leaf: encrypted private key EC-P-256']);
    expect(certificates).toHaveLength(2);
    expect(attempts).toEqual([]);
  });
});

describe('stores of Bouncy Castle', () => {
  it('BKS: certificates, and the entries that a well-known password opens', async () => {
    const { store, keys, certificates, attempts } = await storeOf('bouncycastle.bks');
    expect(store).toMatchObject({ format: 'BKS' });
    expect(keys).toEqual(['ec: encrypted private key EC-P-384', 'secret: encrypted secret key AES']);
    expect(certificates).toEqual(['ec: keytool-ec', 'root: ec-p384']);
    expect(attempts).toEqual([]);
  });

  it.each([
    ['bouncycastle.uber', 'UBER', 'Twofish'],
    ['bouncycastle.bcfks', 'BCFKS', 'PBES2: PBKDF2-HMAC-SHA-512 (51200 iterations), AES-256-CCM'],
  ])('%s: the envelope, and that the contents are closed', async (name, format, mechanism) => {
    const { store, attempts } = await storeOf(name);
    expect(store).toMatchObject({ format, securedBy: { mechanism: expect.stringContaining(mechanism) } });
    expect(attempts).toMatchObject([{ status: 'partial', reason: 'encrypted' }]);
  });
});

describe('stores of keytool', () => {
  it('the secret key of a JCEKS, sealed by Java: algorithm and size, where a password opens it', async () => {
    const parsed = await parseBytes(read('keytool.jceks'), 'keytool.jceks');
    const secret = observationsOf(parsed).find((one) => one.asset.name === 'encrypted secret key AES');
    expect(secret?.asset).toMatchObject({
      size: 256,
      securedBy: { mechanism: expect.stringContaining('PBEWithMD5AndTripleDES') },
    });
    expect(parsed.attempts).toEqual([]);
    expect((await storeOf('keytool-closed.jceks')).keys).toContain('secret: encrypted secret key');
    expect((await storeOf('keytool-closed.jceks', ['not-to-be-found'])).keys).toContain(
      'secret: encrypted secret key AES',
    );
  });

  it.each([
    ['keytool.jks', 'JKS'],
    ['keytool-closed.jks', 'JKS'],
    ['keytool.jceks', 'JCEKS'],
    ['keytool-closed.jceks', 'JCEKS'],
    ['keytool.pkcs12', 'PKCS#12'],
  ])('%s', async (name, format) => {
    const { store, keys, certificates } = await storeOf(name);
    expect(store).toMatchObject({ format });
    const secret = format === 'JKS' ? [] : [expect.stringContaining('secret: ')];
    expect(keys).toEqual(['ec: encrypted private key EC-P-384', 'rsa: encrypted private key RSA-2048', ...secret]);
    expect(certificates).toEqual(['ec: keytool-ec', 'root: ec-p384', 'rsa: keytool']);
  });

  it('keys that stay encrypted are an attempt', async () => {
    expect((await storeOf('keytool-closed.jks')).attempts).toMatchObject([{ by: 'jks', reason: 'encrypted' }]);
    expect((await storeOf('keytool.jks')).attempts).toEqual([]);
  });
});
