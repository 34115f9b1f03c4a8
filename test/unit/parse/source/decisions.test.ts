import { describe, expect, it } from 'vitest';
import { takeInventory } from '../../../../src/inventory/inventory.js';
import type { Observation } from '../../../../src/model/index.js';
import { observationsOf, parseBytes } from '../../../support/parse.js';
import { observeAll } from '../../../support/source-fixtures.js';

/** Line, algorithm and whether it is a line that decides another, in the order of the lines. */
async function toldIn(path: string, lines: readonly string[]) {
  return linesOf(observationsOf(await parseBytes(lines.join('\n'), path)));
}

/** The same of several files, the last of which is asked for. */
async function toldAcross(files: Readonly<Record<string, readonly string[]>>) {
  const given = Object.entries(files).map(([path, lines]) => ({ path, bytes: Buffer.from(lines.join('\n')) }));
  const last = given.at(-1)?.path;
  const all = await observeAll(given);
  return linesOf(all.filter(({ evidence: { location } }) => location.type === 'file' && location.path === last));
}

function linesOf(observations: readonly Observation[]) {
  const { assets, occurrences } = takeInventory(observations);
  return occurrences.flatMap(({ asset: id, evidence: { location }, partOf }) => {
    const asset = assets.find((one) => one.id === id);
    const line = location.type === 'file' ? location.line : undefined;
    return asset?.kind === 'algorithm' ? [`${line} ${asset.name}${partOf === id ? ' decided' : ''}`] : [];
  });
}

describe('a line that decides what is used on another', () => {
  it('is inventoried where it stands: a constant, and the rows of a table', async () => {
    const told = await toldIn('a.go', [
      'package a',
      'import ("crypto/ecdsa"; "crypto/elliptic"; "crypto/rand")',
      'var curves = map[string]elliptic.Curve{',
      '    "small": elliptic.P256(),',
      '    "large": elliptic.P521(),',
      '}',
      'func Make(name string) (*ecdsa.PrivateKey, error) {',
      '    return ecdsa.GenerateKey(curves[name], rand.Reader)',
      '}',
    ]);
    expect(told).toEqual(['4 ECDSA-P-256 decided', '5 ECDSA-P-521 decided', '8 ECDSA-P-256', '8 ECDSA-P-521']);
  });

  it('says nothing where a use of the family stands on the line itself', async () => {
    const told = await toldIn('a.py', [
      'from cryptography.hazmat.primitives.asymmetric import ec',
      'from cryptography.hazmat.primitives import hashes',
      'key = ec.generate_private_key(ec.SECP384R1())',
      'signature = key.sign(b"x", ec.ECDSA(hashes.SHA384()))',
    ]);
    expect(told.filter((one) => one.includes('decided'))).toEqual([]);
    expect(told).toContain('4 ECDSA-P-384-SHA-384');
  });

  it('says what most is known of, once a line, however many uses it decides', async () => {
    const told = await toldIn('a.py', [
      'import jwt',
      'ALG = "RS256"',
      'def issue(claims, key):',
      '    return jwt.encode(claims, key, algorithm=ALG)',
      'def read(token, key):',
      '    return jwt.decode(token, key, algorithms=[ALG])',
    ]);
    expect(told.filter((one) => one.startsWith('2 '))).toEqual(['2 RSA-PKCS1-1.5-SHA-256 decided']);
  });

  it('is none that only asks what it was given', async () => {
    const told = await toldIn('a.ts', [
      'export function sign(key: CryptoKey, data: Uint8Array, algorithm: string) {',
      '  switch (algorithm) {',
      "    case 'RSA-PSS':",
      '      return crypto.subtle.sign({ name: algorithm, saltLength: 32 }, key, data);',
      '    default:',
      "      throw new Error('unknown');",
      '  }',
      '}',
    ]);
    expect(told).toEqual(['4 RSA-PSS']);
  });

  it('does not take a size or a default of the library for a choice', async () => {
    const told = await toldIn('a.py', ['from Crypto.PublicKey import RSA', 'BITS = 3072', 'key = RSA.generate(BITS)']);
    expect(told).toEqual(['3 RSA-3072']);
  });

  it('is the row of a table that says it all: the size of another row is not meant', async () => {
    const told = await toldIn('a.c', [
      '#include <gcrypt.h>',
      'static const char *specs[] = {',
      '    "(genkey (rsa (nbits 4:4096)))",',
      '    "(genkey (dsa (nbits 4:2048)))",',
      '};',
      'int make(gcry_sexp_t *key, int which) {',
      '    gcry_sexp_t spec;',
      '    gcry_sexp_new(&spec, specs[which], 0, 1);',
      '    return gcry_pk_genkey(key, spec);',
      '}',
    ]);
    expect(told.filter((one) => one.includes('decided'))).toEqual(['3 RSA-4096 decided', '4 DSA-2048 decided']);
  });

  it('is a global of C that a constant of a library is put into', async () => {
    const told = await toldIn('a.c', [
      '#include <openssl/evp.h>',
      'static int kind = EVP_PKEY_ED25519;',
      'EVP_PKEY_CTX *make(void) { return EVP_PKEY_CTX_new_id(kind, NULL); }',
    ]);
    expect(told).toEqual(['2 Ed25519 decided', '3 Ed25519']);
  });

  it('is a curve that is a scheme of its own, where only the kind of key is said beside it', async () => {
    const told = await toldIn('a.c', [
      '#include <gnutls/x509.h>',
      'static gnutls_ecc_curve_t edwards = GNUTLS_ECC_CURVE_ED448;',
      'int take(gnutls_x509_privkey_t key, gnutls_datum_t *x, gnutls_datum_t *k) {',
      '    return gnutls_x509_privkey_import_ecc_raw(key, edwards, x, NULL, k);',
      '}',
    ]);
    expect(told).toEqual(['2 Ed448 decided', '4 Ed448']);
  });

  it('is the line that sets a list of a protocol, and the one where the list is written', async () => {
    const told = await toldIn('a.rs', [
      'use openssl::ssl::{SslAcceptor, SslMethod};',
      'const GROUPS: &str = "P-384";',
      'fn acceptor() -> SslAcceptor {',
      '    let mut made = SslAcceptor::mozilla_modern_v5(SslMethod::tls()).unwrap();',
      '    let list = GROUPS;',
      '    made.set_groups_list(list).unwrap();',
      '    made.build()',
      '}',
    ]);
    expect(told).toEqual(['2 ECDH-P-384', '6 ECDH-P-384']);
  });

  it('is that of the curve where the call names curves in general', async () => {
    const told = await toldIn('a.js', [
      "import { generateKey } from 'openpgp';",
      'const made = await generateKey({',
      "  type: 'ecc',",
      "  userIDs: [{ name: 'x' }],",
      "  curve: 'curve25519',",
      '});',
    ]);
    expect(told).toEqual(['2 Ed25519', '5 Ed25519 decided']);
  });

  it('does not mix a curve into what is a curve itself', async () => {
    const told = await toldIn('a.rs', [
      'use ssh_key::{Algorithm, EcdsaCurve, PrivateKey};',
      'fn create(kind: &str) -> PrivateKey {',
      '    let algorithm = match kind {',
      '        "edwards" => Algorithm::Ed25519,',
      '        _ => Algorithm::Ecdsa { curve: EcdsaCurve::NistP384 },',
      '    };',
      '    PrivateKey::random(&mut OsRng, algorithm).unwrap()',
      '}',
    ]);
    expect(told).toEqual(['4 Ed25519 decided', '5 ECDSA-P-384 decided', '7 ECDSA-P-384', '7 Ed25519']);
  });
});

describe('a step of a use', () => {
  it('is told beside the use, as a part of it, for each size that it may set', async () => {
    const told = await toldIn('a.c', [
      '#include <openssl/evp.h>',
      'void make(EVP_PKEY **key, int large) {',
      '    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, NULL);',
      '    EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, large ? 4096 : 2048);',
      '    EVP_PKEY_keygen(ctx, key);',
      '}',
    ]);
    expect(told.filter((one) => one.startsWith('4 '))).toEqual(['4 RSA-2048 decided', '4 RSA-4096 decided']);
  });

  it('is the use itself where nothing takes it up', async () => {
    const told = await toldIn('a.c', [
      '#include <openssl/evp.h>',
      'int size(EVP_PKEY_CTX *ctx) {',
      '    return EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, 3072);',
      '}',
    ]);
    expect(told).toEqual(['3 RSA-3072']);
  });
});

describe('a call of a function of the tree', () => {
  it('is told where it hands over a constant that decides the algorithm', async () => {
    const told = await toldAcross({
      'Stamps.java': [
        'import java.security.*;',
        'class Stamps {',
        '    static final String SCHEME = "SHA384withECDSA";',
        '    static byte[] stamp(byte[] text, PrivateKey key) throws Exception {',
        '        return stamp(text, key, SCHEME);',
        '    }',
        '    static byte[] stamp(byte[] text, PrivateKey key, String scheme) throws Exception {',
        '        Signature signature = Signature.getInstance(scheme);',
        '        signature.initSign(key);',
        '        return signature.sign();',
        '    }',
        '}',
      ],
    });
    expect(told).toEqual(['3 ECDSA-SHA-384 decided', '5 ECDSA-SHA-384 decided', '8 ECDSA-SHA-384']);
  });

  it('is told where the function and the constant stand in another file', async () => {
    const told = await toldAcross({
      'depot/Stamps.java': [
        'package depot;',
        'import java.security.*;',
        'class Stamps {',
        '    static final String OLD = "SHA1withRSA";',
        '    static boolean holds(String scheme, PublicKey key, byte[] mark) throws Exception {',
        '        Signature signature = Signature.getInstance(scheme);',
        '        signature.initVerify(key);',
        '        return signature.verify(mark);',
        '    }',
        '}',
      ],
      'depot/Desk.java': [
        'package depot;',
        'class Desk {',
        '    boolean check(java.security.PublicKey key, byte[] mark) throws Exception {',
        '        return Stamps.holds(Stamps.OLD, key, mark);',
        '    }',
        '}',
      ],
    });
    expect(told).toEqual(['4 RSA-PKCS1-1.5-SHA-1 decided']);
  });

  it('is a part of what the function does, where its name says the family', async () => {
    const told = await toldAcross({
      'depot/Keys.java': [
        'package depot;',
        'import java.security.*;',
        'class Keys {',
        '    static KeyPair generateRsaKeyPair(int bits) throws Exception {',
        '        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");',
        '        generator.initialize(bits);',
        '        return generator.generateKeyPair();',
        '    }',
        '}',
      ],
      'depot/Desk.java': [
        'package depot;',
        'class Desk {',
        '    Object open() throws Exception {',
        '        return Keys.generateRsaKeyPair(3072);',
        '    }',
        '}',
      ],
    });
    expect(told).toEqual(['4 RSA-3072 decided']);
  });
});
