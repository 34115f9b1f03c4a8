import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../src/model/index.js';
import { readRemedies } from '../../../../src/plan/remedies.js';
import { stepsOf } from '../../../../src/plan/steps.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

/** Line and algorithm of what a protocol names; `line 0` is the protocol itself. */
async function partsIn(path: string, lines: readonly string[]) {
  const observations = observationsOf(await parseBytes(lines.join('\n'), path));
  const protocol = observations.find(({ asset }) => asset.kind === 'protocol');
  const parts = observations.filter(({ partOf }) => partOf !== undefined);
  expect(parts.every(({ partOf }) => partOf === protocol?.asset.id)).toBe(true);
  return parts.map(({ asset, evidence: { location }, usage }) => {
    const line = location.type === 'file' ? location.line : undefined;
    return `${line} ${asset.name} ${usage.purpose}`;
  });
}

describe('algorithms that a protocol names', () => {
  it('stand where they are written: groups and suites of a context', async () => {
    const parts = await partsIn('a.c', [
      '#include <openssl/ssl.h>',
      'SSL_CTX *make(void) {',
      '    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());',
      '    SSL_CTX_set_cipher_list(ctx, "ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA");',
      '    SSL_CTX_set1_groups_list(ctx, "P-256:X25519");',
      '    return ctx;',
      '}',
    ]);
    expect(parts).toEqual([
      '5 ECDH-P-256 key-establishment',
      '5 X25519 key-establishment',
      '4 ECDH key-establishment',
      '4 RSA-PKCS1-1.5 key-establishment',
    ]);
  });

  it('are the key exchanges of suites that a pattern names', async () => {
    const parts = await partsIn('a/Gate.java', [
      'import org.eclipse.jetty.util.ssl.SslContextFactory;',
      'class Gate {',
      '  Object make() {',
      '    SslContextFactory.Server made = new SslContextFactory.Server();',
      '    made.setIncludeCipherSuites("TLS_ECDHE_RSA_.*", "TLS_DHE_RSA_.*", "TLS_AES_.*");',
      '    return made;',
      '  }',
      '}',
    ]);
    expect(parts).toEqual(['5 ECDH key-establishment', '5 FFDH key-establishment']);
  });

  it('are read from options of ssh, where a sign in front adds to the list or takes away from it', async () => {
    const given = async (option: string) =>
      partsIn('a.py', ['import subprocess', `subprocess.run(["ssh", ${option}, "host"])`]);
    expect(await given('"-o", "HostKeyAlgorithms=+ssh-rsa"')).toEqual(['2 RSA-PKCS1-1.5-SHA-1 signature']);
    expect(await given('"-oKexAlgorithms=^ecdh-sha2-nistp256,curve25519-sha256"')).toEqual([
      '2 ECDH-P-256 key-establishment',
      '2 X25519 key-establishment',
    ]);
    expect(await given('"-o", "KexAlgorithms=-ecdh-sha2-nistp256,diffie-hellman-group14-sha1"')).toEqual([]);
  });

  it('stand where they are set: a macro, and words of a cipher string', async () => {
    const parts = await partsIn('a.c', [
      '#include <openssl/ssl.h>',
      '#define GROUPS "P-384"',
      'SSL_CTX *make(void) {',
      '    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());',
      '    SSL_CTX_set1_groups_list(ctx, GROUPS);',
      '    SSL_CTX_set_cipher_list(ctx, "ECDHE+AESGCM:!kRSA");',
      '    return ctx;',
      '}',
    ]);
    expect(parts).toEqual(['5 ECDH-P-384 key-establishment', '6 ECDH key-establishment']);
  });

  it('stand where they are written: maps that are merged, lists that are joined', async () => {
    const ssh = await partsIn('a.rb', [
      'require "net/ssh"',
      'USUAL = {',
      '  kex: %w[ecdh-sha2-nistp384],',
      '  host_key: %w[ssh-ed25519]',
      '}.freeze',
      'Net::SSH.start("host", "user", USUAL.merge(timeout: 5))',
    ]);
    expect(ssh).toEqual(['3 ECDH-P-384 key-establishment', '4 Ed25519 signature']);
    const tls = await partsIn('b.rb', [
      'require "openssl"',
      'SUITES = %w[ECDHE-RSA-AES128-GCM-SHA256 AES256-SHA]',
      'tls = OpenSSL::SSL::SSLContext.new',
      'tls.ciphers = SUITES.join(":")',
    ]);
    expect(tls).toEqual([
      '2 ECDH key-establishment',
      '2 RSA-PKCS1-1.5 key-establishment',
      '4 ECDH key-establishment',
      '4 RSA-PKCS1-1.5 key-establishment',
    ]);
  });

  it('stand where a call chooses them that are written elsewhere', async () => {
    const parts = await partsIn('a.py', [
      'import ssl',
      'CURVE = "prime256v1"',
      'CIPHERS = ["ECDHE-ECDSA-AES128-GCM-SHA256", "AES128-SHA"]',
      'def make():',
      '    ctx = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)',
      '    ctx.set_ciphers(":".join(CIPHERS))',
      '    ctx.set_ecdh_curve(CURVE)',
      '    return ctx',
    ]);
    expect(parts).toEqual([
      '2 ECDH-P-256 key-establishment',
      '3 ECDH key-establishment',
      '3 RSA-PKCS1-1.5 key-establishment',
      '6 ECDH key-establishment',
      '6 RSA-PKCS1-1.5 key-establishment',
      '7 ECDH-P-256 key-establishment',
    ]);
  });

  it('stand where they are written: entries of a literal', async () => {
    const parts = await partsIn('a.go', [
      'package a',
      'import "crypto/tls"',
      'var config = &tls.Config{',
      '	MinVersion: tls.VersionTLS12,',
      '	CurvePreferences: []tls.CurveID{',
      '		tls.X25519MLKEM768,',
      '		tls.CurveP384,',
      '	},',
      '}',
    ]);
    expect(parts).toEqual(['6 X25519MLKEM768 key-establishment', '7 ECDH-P-384 key-establishment']);
  });

  it('are those of SSH by its own names', async () => {
    const parts = await partsIn('a.go', [
      'package a',
      'import "golang.org/x/crypto/ssh"',
      'var config = &ssh.ClientConfig{Config: ssh.Config{',
      '	KeyExchanges: []string{',
      '		"curve25519-sha256",',
      '		"diffie-hellman-group14-sha256",',
      '	},',
      '}}',
    ]);
    expect(parts).toEqual(['5 X25519 key-establishment', '6 FFDH-2048 key-establishment']);
  });

  it('are none where nothing is named', async () => {
    expect(await partsIn('a.go', ['package a', 'import "crypto/tls"', 'var config = &tls.Config{}'])).toEqual([]);
  });
});

describe('lists of a protocol', () => {
  it('have the line on which they are written, for the change that concerns them', async () => {
    const observations = observationsOf(
      await parseBytes(
        [
          'package a',
          'import "crypto/tls"',
          'var config = &tls.Config{',
          '	MinVersion: tls.VersionTLS12,',
          '	CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256},',
          '}',
        ].join('\n'),
        'a.go',
      ),
    );
    const protocol = observations.find(({ asset }) => asset.kind === 'protocol') as Observation;
    expect(protocol.details).toMatchObject({
      versionsLine: 4,
      versionsBefore: 'MinVersion: tls.VersionTLS12,',
      groupsLine: 5,
      groupsBefore: 'CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256},',
    });
  });

  it('stand where they are written when the list was joined, each suite for itself', async () => {
    const parts = await partsIn('a.js', [
      "const https = require('https');",
      'const first = [',
      "  'ECDHE-ECDSA-AES256-GCM-SHA384',",
      "  'ECDHE-RSA-AES256-GCM-SHA384',",
      '];',
      "const ciphers = [...first, 'AES128-SHA'].join(':') +",
      "  ':DHE-RSA-AES256-GCM-SHA384';",
      'https.createServer({ ciphers, ecdhCurve: "auto" }, () => {});',
    ]);
    expect(parts).toEqual([
      '3 ECDH key-establishment',
      '4 ECDH key-establishment',
      '6 RSA-PKCS1-1.5 key-establishment',
      '7 FFDH key-establishment',
    ]);
  });

  it('have none where they are written on several lines', async () => {
    const lines = [
      'package a',
      'import "crypto/tls"',
      'var config = &tls.Config{',
      '	CurvePreferences: []tls.CurveID{',
    ];
    const text = [...lines, '		tls.X25519,', '		tls.CurveP256,', '	},', '}'].join('\n');
    const [protocol] = observationsOf(await parseBytes(text, 'a.go'));
    expect(protocol?.asset.kind).toBe('protocol');
    expect(protocol?.details).not.toHaveProperty('groupsLine');
  });

  it('stand in the plan with the line as it is and as it will be', () => {
    const remedy = readRemedies(CONTEXT.knowledge).get('go-tls-hybrid-group');
    expect(remedy?.changes).toBe('groups');
    const occurrence = {
      evidence: { location: { type: 'file', path: 'a.go', line: 3 }, excerpt: 'var config = &tls.Config{' },
      usage: { language: 'go', role: 'configure' },
      details: { groupsLine: 5, groupsBefore: 'CurvePreferences: []tls.CurveID{tls.X25519},' },
    };
    const [step] = stepsOf({ remedy, findings: [{ occurrence: 0 }] } as never, [occurrence] as never);
    expect(step?.location).toEqual({ path: 'a.go', line: 5 });
    expect(step?.before).toBe('CurvePreferences: []tls.CurveID{tls.X25519},');
    expect(step?.after).toBe('CurvePreferences: []tls.CurveID{tls.X25519MLKEM768, tls.X25519},');
  });
});
