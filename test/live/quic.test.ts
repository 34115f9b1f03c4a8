import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { EndpointResult } from '../../src/crawl/endpoints/crawl.js';
import { crawlOne, protocolOf } from '../unit/crawl/endpoints/crawl-one.js';
import { EC, freePort, freeUdpPort, program, RSA, withServer, workbench } from './servers.js';

const { servers, folder, file, openssl } = workbench({ rsa: RSA, ec: EC });
if (openssl) {
  // More than three times the client's first datagram: the server has to wait for an acknowledgement (RFC 9000 section 8.1).
  const leaf = readFileSync(file('rsa.crt'), 'utf8');
  writeFileSync(file('long.crt'), leaf.repeat(6));
}
const PATIENT = { answerTimeout: 5_000, targetTimeout: 30_000, sni: 'rsa.test' };

function subjects(result: EndpointResult): string[] {
  return result.artifacts.map(({ bytes }) => new X509Certificate(Buffer.from(bytes)).subject);
}

const ngtcp2 = program('gtlsserver');
const GROUPS = ['x25519', 'secp256r1', 'secp384r1', 'secp521r1'];

async function gtlsserver(args: readonly string[], key: string, chain: string): Promise<string> {
  const port = await freeUdpPort();
  await servers.startUdp(ngtcp2 ?? '', ['-q', ...args, '127.0.0.1', String(port), file(key), file(chain)], port);
  return `quic://127.0.0.1:${port}`;
}

withServer('ngtcp2 with GnuTLS', [openssl, ngtcp2], () => {
  it('is read to the certificate, with the scheme and ALPN', async () => {
    const result = await crawlOne(await gtlsserver([], 'ec.key', 'ec.crt'), PATIENT);
    const { asset, observation } = protocolOf(result);
    expect(result.attempts).toEqual([expect.objectContaining({ status: 'completed' })]);
    expect(asset).toMatchObject({ type: 'quic', versions: ['TLSv1.3'], groups: GROUPS });
    expect(asset.signatureSchemes).toEqual(['ecdsa_secp256r1_sha256']);
    expect(asset.keyEstablishment).toBe('classical-only');
    expect(observation.details).toMatchObject({ alpn: 'h3', connections: 6 });
    expect(subjects(result)).toEqual(['CN=ec.test']);
  });

  it('asks for a token first (Retry), and is read all the same', async () => {
    const result = await crawlOne(await gtlsserver(['-V'], 'rsa.key', 'rsa.crt'), PATIENT);
    expect(protocolOf(result).asset.groups).toEqual(GROUPS);
    expect(subjects(result)).toEqual(['CN=rsa.test']);
  });

  it('a chain of several datagrams comes through, which takes an acknowledgement', async () => {
    const result = await crawlOne(await gtlsserver([], 'rsa.key', 'long.crt'), PATIENT);
    expect(result.attempts).toEqual([expect.objectContaining({ status: 'completed' })]);
    expect(subjects(result)).toEqual(['CN=rsa.test']);
  });

  it('a client certificate that it asks for is a fact', async () => {
    const result = await crawlOne(await gtlsserver(['--verify-client'], 'rsa.key', 'rsa.crt'), PATIENT);
    expect(protocolOf(result).observation.details).toMatchObject({ clientCertificate: true });
  });

  it('three of ten datagrams lost are no refusal', async () => {
    const target = await gtlsserver(['-t', '0.3'], 'rsa.key', 'rsa.crt');
    // A first flight whose three answers are all lost (one in forty) is a time-out, said as such; then once more.
    let read: EndpointResult | undefined;
    for (let tries = 0; tries < 5 && !read; tries++) {
      const result = await crawlOne(target, PATIENT);
      if (result.observations.length > 0) read = result;
      else expect(result.attempts).toEqual([expect.objectContaining({ reason: 'timeout' })]);
    }
    const { asset, observation } = protocolOf(read as EndpointResult);
    expect(asset.groups.length).toBeGreaterThan(0);
    expect(asset.groups.every((name) => GROUPS.includes(name))).toBe(true);
    const refused = (observation.facts ?? []).filter(({ state }) => state === 'not-supported');
    expect(refused.flatMap(({ names = [] }) => names).filter((name) => GROUPS.includes(name))).toEqual([]);
  });
});

const caddy = program('caddy');

withServer('Caddy (quic-go)', [openssl, caddy], () => {
  it('is one server over TCP and over QUIC, with one certificate', async () => {
    const port = await freePort();
    writeFileSync(
      file('Caddyfile'),
      `{
  admin off
  auto_https off
}
https://rsa.test:${port} {
  bind 127.0.0.1
  tls ${file('rsa.crt')} ${file('rsa.key')}
  respond "ok"
}
`,
    );
    const args = ['run', '--adapter', 'caddyfile', '--config', file('Caddyfile')];
    await servers.start(caddy ?? '', args, port, { env: { HOME: folder, XDG_DATA_HOME: folder } });
    const quic = await crawlOne(`quic://127.0.0.1:${port}`, PATIENT);
    const tls = await crawlOne(`https://127.0.0.1:${port}`, PATIENT);
    // Debian's build of Go leaves X25519MLKEM768 out: DefaultGODEBUG with tlsmlkem=0, or a Go before 1.24.
    expect(protocolOf(quic).asset.groups.slice(0, 2)).toEqual(['x25519', 'secp256r1']);
    expect(protocolOf(quic).asset.groups).toEqual(protocolOf(tls).asset.groups);
    expect(protocolOf(quic).observation.references).toEqual(protocolOf(tls).observation.references);
  });
});
