import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readingOf } from '../../../support/openssl.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures');
const dump = (name: string) => readFileSync(join(FIXTURES, `${name}.dump`), 'utf8');

async function read(name: string) {
  const context = { ...CONTEXT, passwords: ['not-to-be-found'] };
  const parsed = await parseBytes(readFileSync(join(FIXTURES, name)), name, context);
  const observations = observationsOf(parsed);
  return {
    certificates: observations.flatMap((one) => (one.asset.kind === 'certificate' ? [one.asset] : [])),
    parts: observations.filter((one) => one.partOf).map((one) => one.asset.name),
    attempts: parsed.attempts,
  };
}
const named = (theirs: string | undefined) => CONTEXT.catalog.named(theirs ?? '')?.name;

it.each(['pki/made/ec-p384.crl.pem', 'pki/made/leaf.csr.pem'])('%s as openssl prints it', async (name) => {
  const theirs = readingOf(dump(name));
  const [ours] = (await read(name)).certificates;
  expect(ours?.notBefore).toBe(theirs.notBefore);
  expect(ours?.notAfter).toBe(theirs.notAfter);
  expect(ours?.publicKey?.size).toBe(theirs.size);
  if (theirs.signature) expect(ours?.signature?.name).toBe(named(theirs.signature));
});

it.each([
  'pki/made/chain.p7b',
  'keys/made/pbes2.p12',
  'keys/made/rc2-3des.p12',
  'keys/made/no-mac.p12',
  'keys/made/empty-password.p12',
  'keys/made/closed.p12',
])('%s holds the certificates that openssl lists', async (name) => {
  const theirs = [...dump(name).matchAll(/^subject=(.+)$/gm)].map(([, subject]) => subject?.replaceAll(' = ', '='));
  const ours = (await read(name)).certificates.map((one) => one.subject);
  expect(ours.sort()).toEqual(theirs.sort());
  expect(ours).toHaveLength(2);
});

it.each(['keys/made/pbes2.p12', 'keys/made/rc2-3des.p12'])('%s: the schemes that openssl lists', async (name) => {
  const { parts } = await read(name);
  const text = dump(name);
  if (text.includes('AES-256-CBC')) expect(parts).toContain('AES-256-CBC');
  if (text.includes('RC2')) expect(parts.some((one) => one.startsWith('RC2-40'))).toBe(true);
  expect(parts).toContain(text.includes('MAC: sha1') ? 'HMAC-SHA-1' : 'HMAC-SHA-256');
});

it.each(['pki/made/signed.cms', 'pki/made/signed-indefinite.cms', 'pki/made/leaf.ocsp.der'])(
  '%s: the signature algorithm that openssl prints',
  async (name) => {
    const text = dump(name);
    const theirs = /signatureAlgorithm: \n\s+algorithm: (\S+)/.exec(text.slice(text.indexOf('signerInfos')))?.[1];
    expect((await read(name)).parts).toContain(named(theirs ?? readingOf(text).signature));
  },
);

it('an enveloped message: the content cipher and the key transport that openssl prints', async () => {
  const text = dump('pki/made/enveloped.pem');
  const { parts } = await read('pki/made/enveloped.pem');
  expect(text).toContain('aes-256-cbc');
  expect(text).toContain('rsaEncryption');
  expect(parts).toContain('AES-256-CBC');
  expect(parts.some((one) => one.startsWith('RSA'))).toBe(true);
});
