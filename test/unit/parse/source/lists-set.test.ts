import { describe, expect, it } from 'vitest';
import { parseArtifact } from '../../../../src/parse/parse.js';
import { PARSERS } from '../../../../src/parse/registry.js';
import { linkSources } from '../../../../src/parse/source/link/link.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

/** Line, name and what is not known of the lines that set a list of a protocol. */
async function toldIn(path: string, lines: readonly string[]) {
  const parsed = await parseBytes(lines.join('\n'), path);
  const modules = parsed.results.map(({ result }) => result.module);
  const open = linkSources({ modules, settings: [], ...CONTEXT });
  return [...observationsOf(parsed), ...open].flatMap(({ asset, evidence: { location }, usage, partOf }) => {
    if (location.type !== 'file' || (partOf === undefined && asset.kind !== 'protocol')) return [];
    const missing = (usage.unknown ?? []).map(({ what }) => what).join();
    return [`${location.line} ${asset.name} ${partOf === undefined ? 'itself' : 'part'} ${missing}`.trim()];
  });
}

describe('a line that sets a list of a protocol which nobody in the file knows', () => {
  it('is told as what decides the protocol: calls on a context, on a connection of it, and an entry', async () => {
    const c = await toldIn('a.c', [
      'void serve(const struct conf *c) {',
      '    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());',
      '    SSL_CTX_set_cipher_list(ctx, c->suites);',
      '    SSL *one = SSL_new(ctx);',
      '    SSL_set1_groups_list(one, c->groups);',
      '}',
    ]);
    expect(c).toEqual(['2 TLS server itself suites', '3 TLS server part suites', '5 TLS server part groups']);
    const go = await toldIn('a.go', [
      'package a',
      'import "crypto/tls"',
      'func settings(curves []tls.CurveID) *tls.Config {',
      '\treturn &tls.Config{',
      '\t\tMinVersion:       tls.VersionTLS13,',
      '\t\tCurvePreferences: curves,',
      '\t}',
      '}',
    ]);
    expect(go).toEqual(['4 TLS 1.3 peer itself groups', '6 TLS 1.3 peer part groups']);
  });

  it('speaks for itself where the object is not in sight', async () => {
    const rust = await toldIn('a.rs', [
      'use openssl::ssl::SslContextBuilder;',
      'fn tune(b: &mut SslContextBuilder, groups: &str) {',
      '    b.set_groups_list(groups);',
      '}',
    ]);
    expect(rust).toEqual(['3 TLS peer itself groups']);
  });

  it('is told with what stands in for it: the names of the fallback', async () => {
    const js = await toldIn('a.js', [
      "const tls = require('tls');",
      'function serve(conf) {',
      '  return tls.createServer({',
      '    key: conf.key,',
      "    ecdhCurve: conf.curve || 'P-384',",
      '    ciphers: conf.ciphers,',
      '  });',
      '}',
    ]);
    expect(js).toEqual(['3 TLS server itself suites', '5 ECDH-P-384 part', '6 TLS server part suites']);
  });

  it('says nothing of what chooses no key exchange: suites of TLS 1.3, ciphers of SSH', async () => {
    expect(
      await toldIn('a.c', [
        'int tune(SSL_CTX *ctx, LIBSSH2_SESSION *s, const char *list) {',
        '    libssh2_session_method_pref(s, LIBSSH2_METHOD_CRYPT_CS, list);',
        '    return SSL_CTX_set_ciphersuites(ctx, list);',
        '}',
      ]),
    ).toEqual([]);
  });

  it('is told with the names that a constant of another file holds', async () => {
    const text = ['use russh::kex;', 'pub const ALL: &[kex::Name] = &[kex::CURVE25519];'].join('\n');
    const bytes = Buffer.from(text);
    const lists = await parseArtifact({ path: 'src/lists.rs', bytes, depth: 0, hint: 'source' }, PARSERS, CONTEXT);
    const main = await parseBytes(
      [
        'use crate::lists::ALL;',
        'fn main() {',
        '    let preferred = russh::Preferred {',
        '        kex: ALL,',
        '        ..Default::default()',
        '    };',
        '    let config = russh::client::Config { preferred, ..Default::default() };',
        '}',
      ].join('\n'),
      'src/main.rs',
    );
    const modules = [lists, main].flatMap(({ results }) => results.map(({ result }) => result.module));
    const told = linkSources({ modules, settings: [], ...CONTEXT }).flatMap(({ asset, evidence: { location } }) =>
      location.type === 'file' ? [`${location.path}:${location.line} ${asset.name}`] : [],
    );
    expect(told).toContain('src/main.rs:4 X25519');
    expect(told).toContain('src/lists.rs:2 X25519');
  });
});
