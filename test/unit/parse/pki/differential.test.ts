import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/parse/pki/certificate.js';
import { certificatesOf, has, pem, readingOf, sameKeyFamily, storeTexts } from '../../../support/openssl.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';
const { catalog } = CONTEXT;

describe.skipIf(!existsSync(BUNDLE) || !has('openssl'))(`the CA bundle of this machine (${BUNDLE})`, () => {
  it('is read as openssl x509 -text reads it', () => {
    const different: unknown[] = [];
    const all = certificatesOf(readFileSync(BUNDLE, 'latin1'));
    expect(all.length).toBeGreaterThan(50);
    const texts = storeTexts(all.map((der) => pem('CERTIFICATE', der)));
    for (const [index, der] of all.entries()) {
      const { asset, problems } = readCertificate(der, catalog);
      const theirs = readingOf(texts[index] ?? '');
      const ours = {
        algorithm: asset.publicKey?.family,
        size: asset.publicKey?.size,
        curve: asset.publicKey?.curve,
        signature: asset.signature?.name,
        notBefore: asset.notBefore,
        notAfter: asset.notAfter,
      };
      const expected = {
        ...theirs,
        algorithm: sameKeyFamily(theirs.algorithm),
        curve: theirs.curve === undefined ? undefined : catalog.curve(theirs.curve)?.name,
        signature: catalog.named(theirs.signature ?? '')?.name,
      };
      if (JSON.stringify(ours) !== JSON.stringify(expected) || problems.length > 0) {
        different.push({ name: asset.name, ours, expected, problems });
      }
    }
    expect(different).toEqual([]);
  }, 120_000);

  it('gives one certificate asset for each certificate', async () => {
    const text = readFileSync(BUNDLE, 'latin1');
    const parsed = await parseBytes(text, 'ca-certificates.crt');
    const certificates = observationsOf(parsed).filter(({ asset }) => asset.kind === 'certificate');
    expect(certificates.length).toBe(certificatesOf(text).length);
    expect(parsed.attempts).toEqual([]);
  });
});
