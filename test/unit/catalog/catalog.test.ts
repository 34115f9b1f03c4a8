import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';

const catalog = new Catalog(loadKnowledge());

describe('names', () => {
  it.each([
    ['RSA', 'RSA'],
    ['RSA-2048', 'RSA-2048'],
    ['rsa4096', 'RSA-4096'],
    ['SHA256withRSA', 'RSA-PKCS1-1.5-SHA-256'],
    ['SHA256withRSAandMGF1', 'RSA-PSS-SHA-256'],
    ['SHA256WithRSAEncryption', 'RSA-PKCS1-1.5-SHA-256'],
    ['RSA-SHA256', 'RSA-PKCS1-1.5-SHA-256'],
    ['ecdsa-with-SHA384', 'ECDSA-SHA-384'],
    ['SHA1withDSA', 'DSA-SHA-1'],
    ['NONEwithECDSA', 'ECDSA'],
    ['RSA/ECB/PKCS1Padding', 'RSA-PKCS1-1.5'],
    ['RSA/ECB/OAEPWithSHA-256AndMGF1Padding', 'RSA-OAEP-SHA-256'],
    ['AES/GCM/NoPadding', 'AES-GCM'],
    ['AES/CBC/PKCS5Padding', 'AES-CBC'],
    ['DESede/CBC/PKCS5Padding', '3DES-CBC'],
    ['aes-256-gcm', 'AES-256-GCM'],
    ['aes128-ctr', 'AES-128-CTR'],
    ['des-ede3-cbc', '3DES-CBC'],
    ['HmacSHA256', 'HMAC-SHA-256'],
    ['PBKDF2WithHmacSHA512', 'PBKDF2-HMAC-SHA-512'],
    ['sha1', 'SHA-1'],
    ['SHA-512/256', 'SHA-512/256'],
    ['ML_KEM_768', 'ML-KEM-768'],
    ['mldsa65', 'ML-DSA-65'],
    ['X25519MLKEM768', 'X25519MLKEM768'],
  ])('%s is %s', (text, name) => {
    expect(catalog.named(text)?.name).toBe(name);
  });

  it.each(['hello', 'signature', 'with', 'foo-with-bar', 'RSA/x/y/z', ''])('%s is nothing', (text) => {
    expect(catalog.named(text)).toBeUndefined();
  });
});

describe('levels', () => {
  it('follow SP 800-57 and stay unknown without a size', () => {
    expect(catalog.algorithm({ family: 'rsa', size: 2048 }).classicalSecurityLevel).toBe(112);
    expect(catalog.algorithm({ family: 'rsa' }).classicalSecurityLevel).toBeUndefined();
    expect(catalog.algorithm({ family: 'ecdsa', curve: 'prime256v1', hash: 'sha256' })).toMatchObject({
      name: 'ECDSA-P-256-SHA-256',
      classicalSecurityLevel: 128,
      nistQuantumSecurityLevel: 0,
    });
    expect(catalog.named('SHA-384')).toMatchObject({ classicalSecurityLevel: 192, nistQuantumSecurityLevel: 4 });
    expect(catalog.named('ML-KEM-1024')?.nistQuantumSecurityLevel).toBe(5);
  });
});

describe('object identifiers', () => {
  it('name the whole algorithm, and stay visible when unknown', () => {
    expect(catalog.oid('1.2.840.113549.1.1.11').name).toBe('RSA-PKCS1-1.5-SHA-256');
    expect(catalog.oid('2.16.840.1.101.3.4.3.18').name).toBe('ML-DSA-65');
    expect(catalog.oid('1.2.3.4')).toMatchObject({ family: 'unknown', name: '1.2.3.4', oid: '1.2.3.4' });
    expect(catalog.curve('1.3.132.0.34')?.name).toBe('P-384');
  });
});
