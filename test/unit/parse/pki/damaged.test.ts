import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCertificate } from '../../../../src/parse/pki/certificate.js';
import { findPem } from '../../../../src/parse/pki/pem.js';
import { certificatesOf } from '../../../support/openssl.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

const PKI = join(import.meta.dirname, '../../../../fixtures/pki/made');
const fixture = (name: string) => certificatesOf(readFileSync(join(PKI, name), 'latin1'))[0] as Buffer;

/** The first place at which `find` stands, overwritten by `put`. */
function patched(der: Buffer, find: string, put: string): Buffer {
  const at = der.indexOf(Buffer.from(find, 'hex'));
  expect(at).toBeGreaterThan(0);
  return Buffer.concat([der.subarray(0, at), Buffer.from(put, 'hex'), der.subarray(at + put.length / 2)]);
}

describe('what is damaged does not hide the rest', () => {
  it('parameters of RSASSA-PSS that are none leave the algorithm and all other fields', () => {
    // [0] hashAlgorithm, whose length is made a lie
    const der = patched(fixture('rsa-2048-pss.pem'), 'a00f300d', 'a00f307f');
    const { asset, problems } = readCertificate(der, CONTEXT.catalog);
    expect(asset).toMatchObject({ signature: { name: 'RSA-PSS' }, publicKey: { size: 2048 } });
    expect(asset.notAfter).toBeDefined();
    expect(problems.join()).toContain('parameters of the signature algorithm');
  });

  it('neither date is readable: the key is still known', () => {
    const whole = fixture('ec-p256.pem');
    const at = whole.indexOf(Buffer.from('170d', 'hex'));
    const der = Buffer.from(whole);
    der.fill(0x78, at + 2, at + 15).fill(0x78, at + 17, at + 30);
    const { asset, problems } = readCertificate(der, CONTEXT.catalog);
    expect(asset.publicKey?.curve).toBe('P-256');
    expect(asset.notAfter).toBeUndefined();
    expect(problems.length).toBeGreaterThan(0);
  });

  it('a file whose name says certificate and whose bytes are none is said, even when one is inside', async () => {
    const der = fixture('ec-p256.pem');
    der[0] = 0x6f;
    expect((await parseBytes(der, 'a.der')).attempts).toMatchObject([{ status: 'failed', reason: 'malformed' }]);
  });
});

it('a line of Base64 that is all slashes is no comment', async () => {
  const octets = Buffer.concat([Buffer.alloc(54, 1), Buffer.alloc(108, 0xff), Buffer.alloc(54, 2)]);
  const lines = octets.toString('base64').match(/.{1,72}/g) as string[];
  const [block] = findPem(`-----BEGIN X-----\n${lines.join('\n')}\n-----END X-----\n`);
  expect(Buffer.from(block?.bytes ?? []).equals(octets)).toBe(true);
});

it('the signature algorithm of RIPEMD-160 and the RSA key of 1988 are named', () => {
  expect(CONTEXT.catalog.oid('1.3.36.3.3.1.2').name).toBe('RSA-PKCS1-1.5-RIPEMD-160');
  expect(CONTEXT.catalog.oid('2.5.8.1.1').family).toBe('rsa');
});

it('numbers of drafts before the standards are named, and are not taken for the standards', () => {
  const named = (oid: string) => CONTEXT.catalog.oid(oid);
  expect(named('1.3.6.1.4.1.2.267.7.6.5')).toMatchObject({ family: 'dilithium', quantum: 'quantum-safe-obsolete' });
  expect(named('1.3.6.1.4.1.2.267.12.6.5').family).toBe('dilithium');
  expect(named('1.3.9999.6.7.16').family).toBe('sphincs');
  expect(named('1.3.9999.3.1').family).toBe('fn-dsa');
});

describe('a key that cannot be read', () => {
  it('is still of the kind that its label names', async () => {
    const body = Buffer.alloc(96, 0x5a).toString('base64');
    const text = `static const char key[] =\n"-----BEGIN RSA PRIVATE KEY-----\\n"\n"${body}\\n"\n"-----END RSA PRIVATE KEY-----\\n";\n`;
    const results = await parseBytes(text, 'keys.c');
    expect(observationsOf(results).map(({ asset }) => asset.name)).toContain('private key RSA');
    expect(
      results.results.flatMap(({ result }) => result.attempts ?? []).some(({ status }) => status === 'failed'),
    ).toBe(true);
  });
});

it('a key that is cut behind its identifier is still one of that kind', async () => {
  const cut = async (label: string, base64: string) => {
    const text = `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
    const told = observationsOf(await parseBytes(text, 'a.pem')).flatMap(({ asset }) =>
      asset.kind === 'algorithm' ? [asset.name] : [],
    );
    return told.join();
  };
  expect(await cut('PUBLIC KEY', `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${'Ab'.repeat(20)}`)).toBe('RSA');
  expect(await cut('PUBLIC KEY', `MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE${'Ab'.repeat(8)}`)).toBe('EC-P-256');
  expect(await cut('PRIVATE KEY', `MC4CAQAwBQYDK2VwBCIEI${'Ab'.repeat(12)}A`)).toBe('Ed25519');
  expect(await cut('PRIVATE KEY', `MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA${'Ab'.repeat(10)}`)).toBe('RSA');
  const begun = (kind: string) =>
    Buffer.concat([
      Buffer.from('openssh-key-v1\0\0\0\0\x04none\0\0\0\x04none\0\0\0\0\0\0\0\x01\0\0\0\x68\0\0\0', 'latin1'),
      Buffer.from(`${String.fromCharCode(kind.length)}${kind}\0\0\0\x08nistp384`, 'latin1'),
    ]).toString('base64');
  expect(await cut('OPENSSH PRIVATE KEY', begun('ssh-ed25519'))).toBe('Ed25519');
  expect(await cut('OPENSSH PRIVATE KEY', begun('ssh-rsa'))).toBe('RSA');
  expect(await cut('OPENSSH PRIVATE KEY', begun('ecdsa-sha2-nistp384'))).toBe('ECDSA-P-384');
  expect(await cut('OPENSSH PRIVATE KEY', begun('made-up'))).toBe('');
  expect(await cut('PUBLIC KEY', 'Ab'.repeat(60))).toBe('');
});
