import { describe, expect, it } from 'vitest';
import { observationsOf, parseBytes } from '../../../support/parse.js';

async function keptIn(path: string, lines: readonly string[]) {
  const observations = observationsOf(await parseBytes(lines.join('\n'), path));
  const kept = observations.flatMap(({ asset, evidence: { location }, usage }) =>
    usage.role === 'decide' && location.type === 'file' ? [`${location.line} ${asset.name}`] : [],
  );
  return kept.sort();
}

describe('texts that name an algorithm and are kept as settings', () => {
  it('are inventoried where they are written: rows of a map, nested', async () => {
    const lines = [
      'PROFILES = {',
      '    "clinic": {',
      '        "signature_method": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",',
      '        "digest": "http://www.w3.org/2001/04/xmlenc#sha512",',
      '        "tls_ciphers": "kEDH+AESGCM:!aNULL",',
      '        "tls_groups": ["x25519", "P-384"],',
      '        "id_token_alg": "PS384",',
      '        "session_alg": "HS256",',
      '    },',
      '}',
    ];
    expect(await keptIn('profiles.py', lines)).toEqual([
      '3 RSA-PKCS1-1.5-SHA-512',
      '5 FFDH',

      '6 ECDH-P-384',
      '6 X25519',
      '7 RSA-PSS-SHA-384',
    ]);
  });

  it('are what a method of that name gives back, and what a method puts into a property', async () => {
    const lines = [
      'public class Desk {',
      '  public string TlsCiphers { get; set; }',
      '  public void Fill() {',
      '    TlsCiphers = "ECDHE-RSA-AES128-GCM-SHA256";',
      '    var ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256";',
      '  }',
      '  public override string GetSignatureAlgorithm() => Chosen ?? "SHA384withECDSA";',
      '  public string GetTitle() => "SHA384withECDSA";',
      '}',
    ];
    // A file that is read for another reason: these texts alone are none.
    const read = ['using System.Security.Cryptography;', ...lines, 'class Other { object r = RSA.Create(4096); }'];
    expect(await keptIn('Desk.cs', read)).toEqual(['5 ECDH', '8 ECDSA-SHA-384']);
  });

  it('stand in fields of a class, in records and named arguments', async () => {
    const lines = [
      'export class Bastion {',
      "  hostKeyAlgorithms = ['rsa-sha2-512'];",
      "  kex = 'diffie-hellman-group16-sha512,curve25519-sha256';",
      '}',
      "export const policies = [{ kind: 'rsa', bits: 3072 }, { kind: 'ec', curve: 'P-521' }, { kind: 'rsa', label: 'x' }];",
    ];
    expect(await keptIn('bastion.ts', lines)).toEqual([
      '2 RSA-PKCS1-1.5-SHA-512',
      '3 FFDH-4096',
      '3 X25519',
      '5 EC-P-521',
      '5 RSA-3072',
    ]);
  });

  it('are chosen by the entry that names a constant', async () => {
    const lines = ["const ANY = 'ECDHE-RSA-AES128-GCM-SHA256';", 'export const listener = {', '  ciphers: ANY,', '};'];
    expect(await keptIn('listener.js', lines)).toEqual(['3 ECDH']);
  });

  it('are one setting, however many suites a list has', async () => {
    const suites = [
      'AES_128_GCM_SHA256',
      'AES_256_GCM_SHA384',
      'AES_128_CBC_SHA256',
      'AES_256_CBC_SHA384',
      'AES_128_CBC_SHA',
      'AES_256_CBC_SHA',
      'CHACHA20_POLY1305_SHA256',
    ];
    const names = suites.flatMap((one) => ['ECDHE_ECDSA', 'ECDHE_RSA'].map((kind) => `TLS_${kind}_WITH_${one}`));
    const lines = [
      'using System.Net.Security;',
      'class Bridge {',
      '  public TlsCipherSuite[] Suites { get; set; } = new TlsCipherSuite[] {',
      ...names.map((one) => `    TlsCipherSuite.${one},`),
      '  };',
      '}',
    ];
    const kept = await keptIn('Bridge.cs', lines);
    expect(kept.length).toBe(14);
    expect(new Set(kept.map((one) => one.split(' ')[1]))).toEqual(new Set(['ECDH']));
  });

  it('are what the names of a map stand for, each in its row', async () => {
    const suites = [
      'package names',
      'import "crypto/tls"',
      'var CipherSuitesByName = map[string]uint16{',
      '\t"old": tls.TLS_RSA_WITH_AES_128_CBC_SHA,',
      '\t"usual": tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,',
      '\t"current": tls.TLS_AES_256_GCM_SHA384,',
      '}',
      'var tlsCurveNames = map[string]tls.CurveID{',
      '\t"small": tls.CurveP256,',
      '\t"large": tls.CurveP521,',
      '}',
      'var ForbiddenCipherSuites = map[string]uint16{',
      '\t"des": tls.TLS_RSA_WITH_3DES_EDE_CBC_SHA,',
      '\t"rc4": tls.TLS_ECDHE_RSA_WITH_RC4_128_SHA,',
      '}',
    ];
    expect(await keptIn('names.go', suites)).toEqual(['10 ECDH-P-521', '4 RSA-PKCS1-1.5', '5 ECDH', '9 ECDH-P-256']);
    const methods = [
      'SIGNATURE_METHODS = {',
      '  "short" => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha224",',
      '  "curved" => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",',
      '}',
    ];
    expect(await keptIn('methods.rb', methods)).toEqual(['2 RSA-PKCS1-1.5-SHA-224', '3 ECDSA-SHA-384']);
  });

  it('are none in names of a table, in what is not wanted, in variables of a function and under other names', async () => {
    const lines = [
      'const RSA_SHA256_ALG = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";',
      "const weakCiphers = 'ECDHE-RSA-RC4-SHA';",
      "const labels = { 'ssh-rsa': 'RSA', title: 'ecdh-sha2-nistp256' };",
      "function of(key) { const alg = key.kty === 'RSA' ? 'RS256' : 'ES256'; return alg; }",
      "const DISABLED = { kex: ['diffie-hellman-group1-sha1'] };",
      "export const SUPPORTED_ALGORITHMS = ['RS256', 'ES256'];",
      "const all = { algorithms: ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'ES256'] };",
      "const metadata = { id_token_signing_alg_values_supported: ['RS256', 'ES256'] };",
    ];
    expect(await keptIn('tables.js', lines)).toEqual([]);
  });

  it('are told once, where a use of the file is told there', async () => {
    const lines = ["const jwt = require('jsonwebtoken');", 'jwt.sign(claims, key, {', "  algorithm: 'RS384',", '});'];
    expect(await keptIn('token.js', lines)).toEqual(['3 RSA-PKCS1-1.5-SHA-384']);
  });
});
