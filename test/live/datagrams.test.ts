import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { crawlOne, protocolOf } from '../unit/crawl/endpoints/crawl-one.js';
import { freePort, freeUdpPort, program, RSA, withServer, workbench } from './servers.js';

/** DTLS, and OpenVPN over TCP. */
const { servers, file, openssl } = workbench({ rsa: RSA });
const PATIENT = { answerTimeout: 5_000, targetTimeout: 20_000 };

async function dtls(args: readonly string[]): Promise<string> {
  const port = await freeUdpPort();
  const pair = ['-key', file('rsa.key'), '-cert', file('rsa.crt')];
  await servers.startUdp(
    'openssl',
    ['s_server', '-dtls', '-accept', `127.0.0.1:${port}`, '-quiet', ...pair, ...args],
    port,
  );
  return `dtls://127.0.0.1:${port}`;
}

withServer('DTLS of openssl s_server', [openssl], () => {
  it.each([
    ['with a cookie', ['-listen']],
    ['without', []],
    ['in fragments of 300 bytes', ['-mtu', '300']],
  ])('%s: version, curve and certificate', async (_, args) => {
    const result = await crawlOne(await dtls(args), PATIENT);
    const { asset, observation } = protocolOf(result);
    expect(result.attempts).toEqual([expect.objectContaining({ status: 'completed' })]);
    expect(asset).toMatchObject({ type: 'dtls', versions: ['DTLSv1.2'], keyEstablishment: 'classical-only' });
    expect(observation.details).toMatchObject({ tls12Curve: 'x25519' });
    expect(result.artifacts.map(({ bytes }) => new X509Certificate(Buffer.from(bytes)).subject)).toEqual([
      'CN=rsa.test',
    ]);
  });

  it('a refusal is said as one, with its alert', async () => {
    const result = await crawlOne(await dtls(['-cipher', 'PSK']), PATIENT);
    expect(result.attempts[0]).toMatchObject({ status: 'failed', reason: 'unsupported' });
    expect(result.attempts[0]?.detail).toContain('alert 40 handshake_failure');
  });
});

const openvpn = program('openvpn');
/** The server mode of OpenVPN needs a tun device, which not every container has. */
const tun = process.getuid?.() === 0 && existsSync('/dev/net/tun');

withServer('OpenVPN over TCP', [openssl, openvpn], () => {
  const options = (port: number, more: readonly string[]) => [
    ...['--mode', 'server', '--tls-server', '--proto', 'tcp-server', '--dev', 'tun', '--local', '127.0.0.1'],
    ...['--port', String(port), '--ca', file('rsa.crt'), '--cert', file('rsa.crt'), '--key', file('rsa.key')],
    ...['--dh', 'none', '--ifconfig-noexec', '--route-noexec', '--verb', '1', ...more],
  ];

  it.skipIf(!tun)('is recognised, and what is inside its packets is said to be unread', async () => {
    const port = await freePort();
    await servers.start(openvpn ?? '', options(port, []), port);
    const result = await crawlOne(`openvpn://127.0.0.1:${port}`, PATIENT);
    expect(protocolOf(result).asset).toMatchObject({ type: 'openvpn', keyEstablishment: 'unknown' });
    expect(result.attempts[0]).toMatchObject({ status: 'partial' });
  });

  it.skipIf(!tun)('behind tls-crypt it is silent: not known, never "not there"', async () => {
    const port = await freePort();
    execFileSync(openvpn ?? '', ['--genkey', 'secret', file('ta.key')]);
    await servers.start(openvpn ?? '', options(port, ['--tls-crypt', file('ta.key')]), port);
    const result = await crawlOne(`openvpn://127.0.0.1:${port}`, { answerTimeout: 1_500, retries: 0 });
    expect(result.observations).toEqual([]);
    expect(['timeout', 'reset']).toContain(result.attempts[0]?.reason);
  });
});
