import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/catalog/catalog.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';

const catalog = new Catalog(loadKnowledge());

describe('cipher suites', () => {
  it.each([
    [0x1301, 'TLS_AES_128_GCM_SHA256', undefined, undefined, 'AES-128-GCM'],
    [0xc02f, 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE', 'RSA', 'AES-128-GCM'],
    [0x009e, 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256', 'DHE', 'RSA', 'AES-128-GCM'],
    [0x000a, 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'RSA', 'RSA', '3DES-CBC'],
    [0x0034, 'TLS_DH_anon_WITH_AES_128_CBC_SHA', 'DH', 'anon', 'AES-128-CBC'],
    [0xcca9, 'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE', 'ECDSA', 'ChaCha20-Poly1305'],
    [0x00ac, 'TLS_RSA_PSK_WITH_AES_128_GCM_SHA256', 'RSA_PSK', 'PSK', 'AES-128-GCM'],
    [0x0002, 'TLS_RSA_WITH_NULL_SHA', 'RSA', 'RSA', 'NULL'],
  ])('%s is %s', (code, name, keyExchange, authentication, cipher) => {
    const suite = catalog.suite(code);
    expect(suite?.name).toBe(name);
    expect(suite?.keyExchange).toBe(keyExchange);
    expect(suite?.authentication).toBe(authentication);
    expect(suite?.cipher && catalog.algorithm(suite.cipher).name).toBe(cipher);
  });

  it('are found by the names of OpenSSL and GnuTLS', () => {
    expect(catalog.suite('ECDHE-RSA-AES128-GCM-SHA256')?.code).toBe(0xc02f);
    expect(catalog.suite('DES-CBC3-SHA')?.code).toBe(0x000a);
    expect(catalog.suite('EXP-RC4-MD5')?.code).toBe(0x0003);
    expect(catalog.suite('TLS_RSA_AES_128_CBC_SHA1')?.code).toBe(0x002f);
  });

  it('signalling values are none: offered as suites they make a server refuse', () => {
    expect(catalog.suite(0x00ff)).toBeUndefined();
    expect(catalog.suite('TLS_FALLBACK_SCSV')).toBeUndefined();
  });

  it('have one code and one name each', () => {
    const codes = catalog.suites.map((suite) => suite.code);
    const names = catalog.suites.map((suite) => suite.name);
    expect(new Set(codes).size).toBe(codes.length);
    expect(new Set(names).size).toBe(names.length);
    expect(codes.length).toBeGreaterThan(350);
  });
});

describe('groups', () => {
  it.each([
    [0x11ec, 'X25519MLKEM768', 'quantum-safe-hybrid'],
    [0x11eb, 'SecP256r1MLKEM768', 'quantum-safe-hybrid'],
    [0x11ed, 'SecP384r1MLKEM1024', 'quantum-safe-hybrid'],
    [0x11ee, 'curveSM2MLKEM768', 'quantum-safe-hybrid'],
    [0x0201, 'MLKEM768', 'quantum-safe'],
    [0x001d, 'x25519', 'quantum-vulnerable'],
    [0x0100, 'ffdhe2048', 'quantum-vulnerable'],
  ])('%s is %s', (code, name, quantum) => {
    const group = catalog.group(code);
    expect(group?.name).toBe(name);
    expect(group && catalog.algorithm(group.algorithm).quantum).toBe(quantum);
  });

  it.each([
    ['prime256v1', 0x0017],
    ['P-384', 0x0018],
    ['X25519', 0x001d],
    ['GROUP-FFDHE3072', 0x0101],
    ['ML-KEM-1024', 0x0202],
  ])('%s is %s', (name, code) => {
    expect(catalog.group(name)?.code).toBe(code);
  });

  it('mark the drafts that were replaced', () => {
    expect(catalog.group('X25519Kyber768Draft00')).toMatchObject({ code: 0x6399, status: 'obsolete' });
  });
});

describe('signature schemes', () => {
  it.each([
    [0x0905, 'mldsa65', 'ML-DSA-65'],
    [0x0403, 'ecdsa_secp256r1_sha256', 'ECDSA-P-256-SHA-256'],
    [0x0804, 'rsa_pss_rsae_sha256', 'RSA-PSS-SHA-256'],
    [0x0201, 'rsa_pkcs1_sha1', 'RSA-PKCS1-1.5-SHA-1'],
    [0x0807, 'ed25519', 'Ed25519'],
    [0x0911, 'slhdsa_sha2_128s', 'SLH-DSA-SHA2-128s'],
  ])('%s is %s', (code, name, algorithm) => {
    const scheme = catalog.signatureScheme(code);
    expect(scheme?.name).toBe(name);
    expect(scheme && catalog.algorithm(scheme.algorithm).name).toBe(algorithm);
  });
});

describe('SSH', () => {
  it.each([
    ['kex', 'mlkem768x25519-sha256', 'mlkem768x25519-sha256'],
    ['kex', 'curve25519-sha256@libssh.org', 'X25519'],
    ['kex', 'diffie-hellman-group14-sha256', 'FFDH-2048'],
    ['kex', 'diffie-hellman-group-exchange-sha256', 'FFDH'],
    ['host-key', 'rsa-sha2-512', 'RSA-PKCS1-1.5-SHA-512'],
    ['host-key', 'ecdsa-sha2-nistp256', 'ECDSA-P-256-SHA-256'],
    ['host-key', 'ssh-mldsa44-ed25519', 'ssh-mldsa44-ed25519'],
    ['cipher', 'aes256-gcm@openssh.com', 'AES-256-GCM'],
    ['mac', 'hmac-sha2-256-etm@openssh.com', 'HMAC-SHA-256'],
  ])('%s %s is %s', (list, name, algorithm) => {
    const spec = catalog.ssh(list, name);
    expect(spec && catalog.algorithm(spec).name).toBe(algorithm);
  });

  it('does not take an announced extension for an algorithm', () => {
    expect(catalog.ssh('kex', 'ext-info-s')).toBeUndefined();
  });
});

describe('IKEv2', () => {
  it.each([
    ['key-exchange', 'modp2048', 14, 'FFDH-2048'],
    ['key-exchange', 'ecp256', 19, 'ECDH-P-256'],
    ['key-exchange', 'curve25519', 31, 'X25519'],
    ['key-exchange', 'x25519', 31, 'X25519'],
    ['key-exchange', 'mlkem768', 36, 'ML-KEM-768'],
    ['encryption', 'aes256gcm16', 20, 'AES-256-GCM'],
    ['encryption', 'aes128', 12, 'AES-128-CBC'],
    ['encryption', 20, 20, 'AES-GCM'],
    ['prf', 'prfsha384', 6, 'HMAC-SHA-384'],
    ['integrity', 'sha256', 12, 'HMAC-SHA-256'],
  ])('%s %s is %s', (list, keyword, code, algorithm) => {
    const point = catalog.ike(list, keyword);
    expect(point?.code).toBe(code);
    expect(point && catalog.algorithm(point.algorithm).name).toBe(algorithm);
  });
});

describe('spellings', () => {
  it.each([
    ['RS256', 'RSA-PKCS1-1.5-SHA-256'],
    ['PS512', 'RSA-PSS-SHA-512'],
    ['ES256K', 'ECDSA-secp256k1-SHA-256'],
    ['EdDSA', 'EdDSA'],
    ['RSA-OAEP-256', 'RSA-OAEP-SHA-256'],
    ['A256GCM', 'AES-256-GCM'],
    ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'RSA-PKCS1-1.5-SHA-256'],
    ['http://www.w3.org/2009/xmlenc11#aes256-gcm', 'AES-256-GCM'],
  ])('%s is %s', (text, name) => {
    expect(catalog.named(text)?.name).toBe(name);
  });
});

it('every code point stands for a known family', () => {
  const ssh = ['kex', 'host-key', 'cipher', 'mac'].flatMap((list) =>
    catalog.sshNames(list).map((name) => [name, catalog.ssh(list, name)?.family ?? ''] as const),
  );
  const wire = [...catalog.groups, ...catalog.signatureSchemes].map((one) => [one.name, one.algorithm.family] as const);
  const suites = catalog.suites.map((one) => [one.name, one.cipher?.family ?? ''] as const);
  const unknown = [...ssh, ...wire, ...suites].filter(([, family]) => !catalog.family(family));
  expect(unknown).toEqual([]);
});
