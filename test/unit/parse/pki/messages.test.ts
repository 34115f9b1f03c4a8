import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { observationsOf, parseBytes } from '../../../support/parse.js';

const PKI = join(import.meta.dirname, '../../../../fixtures/pki/made');

async function seenIn(name: string) {
  const parsed = await parseBytes(readFileSync(join(PKI, name)), name);
  const all = observationsOf(parsed);
  return {
    attempts: parsed.attempts,
    owners: all.filter((one) => !one.partOf).map((one) => one.asset.name),
    algorithms: all.filter((one) => one.partOf).map((one) => one.asset.name),
    lines: all.filter((one) => !one.partOf).map((one) => (one.evidence.location as { line?: number }).line),
  };
}

describe('CMS', () => {
  it('a bundle of certificates is its certificates', async () => {
    expect(await seenIn('chain.p7b')).toMatchObject({ owners: ['leaf.example', 'ec-p384'], attempts: [] });
  });

  it.each(['signed.cms', 'signed-indefinite.cms'])('%s: signature, digest, certificate', async (name) => {
    const { owners, algorithms, attempts } = await seenIn(name);
    expect(owners).toEqual(['CMS signed data ECDSA-SHA-256', 'ec-p384']);
    expect(algorithms.slice(0, 2)).toEqual(['SHA-256', 'ECDSA-SHA-256']);
    expect(attempts).toEqual([]);
  });

  it('an enveloped message: key transport and content encryption', async () => {
    expect((await seenIn('enveloped.pem')).algorithms).toEqual(['RSA', 'AES-256-CBC']);
  });

  it('an OCSP response and the certificate of its responder', async () => {
    expect((await seenIn('leaf.ocsp.der')).owners).toEqual(['OCSP response ECDSA-SHA-256', 'ec-p384']);
  });
});

describe('certificates inside other texts', () => {
  it.each([
    ['secret.yaml', ['leaf.example', 'ec-p256'], [4, 5]],
    ['escaped.json', ['leaf.example'], [1]],
    ['concatenated.js', ['leaf.example'], [2]],
    ['chain-and-key.pem', ['leaf.example', 'ec-p384', 'private key EC-P-256'], [5, 15, 29]],
  ])('%s', async (name, owners, lines) => {
    expect(await seenIn(name)).toMatchObject({ owners, lines, attempts: [] });
  });

  it('a marker that is only spoken of is nothing; one that stands alone is an attempt', async () => {
    const code =
      'if (!text.includes("-----BEGIN CERTIFICATE-----")) throw new Error("-----END CERTIFICATE----- expected");';
    expect((await parseBytes(code, 'a.js')).attempts).toEqual([]);
    const empty = '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n';
    expect((await parseBytes(empty, 'a.pem')).attempts).toMatchObject([{ status: 'failed', reason: 'malformed' }]);
  });

  it('a certificate that is cut still says its algorithm and validity, and that it is cut', async () => {
    const der = readFileSync(join(PKI, 'ec-p256.der'));
    const parsed = await parseBytes(der.subarray(0, der.length - 120), 'cut.der');
    expect(observationsOf(parsed)[0]?.asset).toMatchObject({
      publicKey: { name: 'EC-P-256' },
      signature: { name: 'ECDSA-SHA-384' },
      notAfter: expect.any(String),
    });
    expect(parsed.attempts).toMatchObject([{ by: 'x509', status: 'partial', reason: 'malformed' }]);
  });
});
