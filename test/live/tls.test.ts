import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { EndpointResult } from '../../src/crawl/endpoints/crawl.js';
import { crawlOne, protocolOf } from '../unit/crawl/endpoints/crawl-one.js';
import { EC, EC384, ED25519, freePort, postQuantumNode, program, RSA, withServer, workbench } from './servers.js';

const { servers, folder, file, openssl } = workbench({ rsa: RSA, ec: EC, ec384: EC384, ed25519: ED25519 });

const PATIENT = { answerTimeout: 5_000, targetTimeout: 30_000 };

function keyTypes(result: EndpointResult): string[] {
  return result.artifacts
    .map(({ bytes }) => new X509Certificate(Buffer.from(bytes)).publicKey.asymmetricKeyType ?? '')
    .sort();
}

async function sServer(args: readonly string[], mode: readonly string[] = ['-www']): Promise<string> {
  const port = await freePort();
  await servers.start('openssl', ['s_server', '-accept', `127.0.0.1:${port}`, '-quiet', ...mode, ...args], port);
  return `tls://127.0.0.1:${port}`;
}

const pair = (name: string) => ['-key', file(`${name}.key`), '-cert', file(`${name}.crt`)];

withServer('openssl s_server', [openssl], () => {
  it('two certificates, both read in TLS 1.3', async () => {
    const result = await crawlOne(
      await sServer([...pair('rsa'), '-dkey', file('ec.key'), '-dcert', file('ec.crt')]),
      PATIENT,
    );
    const { asset, observation } = protocolOf(result);
    expect(asset.versions).toEqual(['TLSv1.3', 'TLSv1.2']);
    expect(asset.groups).toEqual([
      'x25519',
      'secp256r1',
      'x448',
      'secp521r1',
      'secp384r1',
      'ffdhe2048',
      'ffdhe3072',
      'ffdhe4096',
      'ffdhe6144',
      'ffdhe8192',
    ]);
    expect(asset.keyEstablishment).toBe('classical-only');
    expect(keyTypes(result)).toEqual(['ec', 'rsa']);
    expect(observation.details).toMatchObject({ dhBits: 2048, staticRsa: 'supported', largeHello: 'supported' });
    expect(observation.details?.['connections']).toBeLessThanOrEqual(15);
  });

  it('a P-384 certificate, which tools miss that do not offer its scheme', async () => {
    const result = await crawlOne(await sServer(pair('ec384')), PATIENT);
    expect(keyTypes(result)).toEqual(['ec']);
    expect(protocolOf(result).asset.signatureSchemes).toContain('ecdsa_secp384r1_sha384');
  });

  it('an Ed25519 certificate', async () => {
    const result = await crawlOne(await sServer(pair('ed25519')), PATIENT);
    expect(keyTypes(result)).toEqual(['ed25519']);
  });

  it('TLS 1.3 alone', async () => {
    const result = await crawlOne(await sServer([...pair('rsa'), '-tls1_3']), PATIENT);
    expect(protocolOf(result).asset.versions).toEqual(['TLSv1.3']);
    expect(protocolOf(result).observation.details).toMatchObject({ staticRsa: 'not-applicable (no TLS 1.2 or older)' });
  });

  it('TLS 1.2 alone, RSA key transport alone: no forward secrecy', async () => {
    const result = await crawlOne(await sServer([...pair('rsa'), '-tls1_2', '-cipher', 'kRSA']), PATIENT);
    const { asset, observation } = protocolOf(result);
    expect(asset.versions).toEqual(['TLSv1.2']);
    expect(asset.keyEstablishment).toBe('classical-only');
    expect(observation.usage.forwardSecrecy).toBe(false);
  });

  it('TLS 1.0 and 1.1, where the library is told to allow them', async () => {
    const result = await crawlOne(
      await sServer([...pair('rsa'), '-cipher', 'ALL:@SECLEVEL=0', '-min_protocol', 'TLSv1']),
      PATIENT,
    );
    expect(protocolOf(result).asset.versions).toEqual(['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1.0']);
  });

  it('one group, and the order of a list', async () => {
    const one = await crawlOne(await sServer([...pair('rsa'), '-groups', 'P-521']), PATIENT);
    expect(protocolOf(one).asset.groups).toEqual(['secp521r1']);
    const list = await crawlOne(await sServer([...pair('rsa'), '-groups', 'P-384:X448:P-256']), PATIENT);
    expect(protocolOf(list).asset.groups).toEqual(['secp384r1', 'x448', 'secp256r1']);
  });

  it('a server that asks for a client certificate still shows its own', async () => {
    const result = await crawlOne(await sServer([...pair('ec'), '-Verify', '1']), PATIENT);
    expect(protocolOf(result).observation.details?.['clientCertificate']).toBe(true);
    expect(keyTypes(result)).toEqual(['ec']);
  });

  it('suites that few offer are found too: ARIA and CCM-8 beside TLS 1.3', async () => {
    const url = await sServer([...pair('rsa'), '-cipher', 'ECDHE-ARIA128-GCM-SHA256:AES128-CCM8', '-serverpref']);
    const { asset } = protocolOf(await crawlOne(url, { ...PATIENT, depth: 'full' }));
    const rare = ['TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256', 'TLS_RSA_WITH_AES_128_CCM_8'];
    expect(asset.cipherSuites).toEqual(expect.arrayContaining(rare));
  });

  it('a ticket of TLS 1.3 is offered back and taken; every signature scheme is told; no name is no other certificate', async () => {
    const url = await sServer([...pair('rsa'), '-early_data', '-max_early_data', '4096'], []);
    const result = await crawlOne(url, { ...PATIENT, depth: 'full', sni: 'rsa.test' });
    const { observation } = protocolOf(result);
    const facts = observation.facts ?? [];
    const of = (about: string) => facts.filter((one) => one.about === about);
    expect(of('resumption in TLS 1.3')).toEqual([expect.objectContaining({ state: 'supported', value: 'ticket' })]);
    expect(of('early data')).toEqual([expect.objectContaining({ state: 'supported', value: '4096' })]);
    const schemes = of('signature scheme').filter(({ state }) => state === 'supported');
    expect(schemes.flatMap(({ names = [] }) => names)).toEqual(
      ['256', '384', '512'].map((size) => `rsa_pss_rsae_sha${size}`),
    );
    expect(observation.details).toMatchObject({
      withoutServerName: 'same certificate',
      compression: false,
      secureRenegotiation: true,
      extendedMasterSecret: true,
    });
    expect(observation.details?.['connections']).toBeLessThanOrEqual(60);
  });

  it('no ticket is "not supported" only after an orderly end', async () => {
    const none = await crawlOne(await sServer([...pair('rsa'), '-num_tickets', '0']), { ...PATIENT, depth: 'full' });
    const strict = await crawlOne(await sServer([...pair('rsa'), '-Verify', '1']), { ...PATIENT, depth: 'full' });
    const state = (result: EndpointResult) =>
      protocolOf(result).observation.facts?.find(({ about }) => about === 'resumption in TLS 1.3')?.state;
    expect(state(none)).toBe('not-supported');
    // A certificate of ours is demanded: whether there are tickets cannot be known.
    expect(state(strict)).toBe('unknown');
  });

  it('DHE of 1536 bits is told with its size', async () => {
    const group = ['-algorithm', 'DH', '-pkeyopt', 'group:modp_1536'];
    execFileSync('openssl', ['genpkey', '-genparam', ...group, '-out', file('dh')], { stdio: 'ignore' });
    const weak = ['-dhparam', file('dh'), '-cipher', 'ALL:@SECLEVEL=0'];
    const { observation } = protocolOf(await crawlOne(await sServer([...pair('rsa'), ...weak]), PATIENT));
    expect(observation.details).toMatchObject({ dhBits: 1536, staticRsa: 'supported' });
  });

  it('every cipher suite at full depth, in at most 60 connections', async () => {
    const url = await sServer([
      ...pair('rsa'),
      '-tls1_2',
      '-cipher',
      'ECDHE-RSA-AES256-GCM-SHA384:AES128-SHA',
      '-serverpref',
    ]);
    const result = await crawlOne(url, { ...PATIENT, depth: 'full' });
    const { asset, observation } = protocolOf(result);
    expect(asset.cipherSuites).toEqual(['TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', 'TLS_RSA_WITH_AES_128_CBC_SHA']);
    expect(observation.details?.['connections']).toBeLessThanOrEqual(60);
  });
});

const node24 = postQuantumNode();

async function node(options: object): Promise<string> {
  const port = await freePort();
  const script = resolve(import.meta.dirname, 'post-quantum-server.mjs');
  await servers.start(node24 ?? '', [script, JSON.stringify({ port, ...options })], port);
  return `tls://127.0.0.1:${port}`;
}

const rsaFiles = { key: file('rsa.key'), cert: file('rsa.crt') };

withServer('a PQC-capable server (Node 24, OpenSSL 3.5)', [openssl, node24], () => {
  it('the default prefers X25519MLKEM768', async () => {
    const result = await crawlOne(await node(rsaFiles), PATIENT);
    const { asset, observation } = protocolOf(result);
    expect(asset.groups.slice(0, 3)).toEqual(['X25519MLKEM768', 'x25519', 'secp256r1']);
    expect(asset.keyEstablishment).toBe('quantum-safe-preferred');
    expect(observation.details).toMatchObject({
      browserNegotiates: 'X25519MLKEM768',
      preferredGroup: 'X25519MLKEM768',
    });
  });

  it('the hybrid alone: read to the certificate', async () => {
    const result = await crawlOne(
      await node({ ...rsaFiles, ecdhCurve: 'X25519MLKEM768', minVersion: 'TLSv1.3' }),
      PATIENT,
    );
    expect(protocolOf(result).asset).toMatchObject({
      groups: ['X25519MLKEM768'],
      versions: ['TLSv1.3'],
      keyEstablishment: 'quantum-safe',
    });
    expect(keyTypes(result)).toEqual(['rsa']);
  });

  it.each(['ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87'])('%s certificate alone: read completely', async (mlDsa) => {
    const result = await crawlOne(await node({ mlDsa }), PATIENT);
    const { asset } = protocolOf(result);
    expect(asset.groups).toContain('X25519MLKEM768');
    expect(asset.signatureSchemes).toEqual([mlDsa.replace('ml-dsa-', 'mldsa')]);
    expect(result.artifacts).toHaveLength(1);
  });

  it('hybrid alone and ML-DSA-65 alone: fully post-quantum, with its certificate', async () => {
    const result = await crawlOne(
      await node({ mlDsa: 'ml-dsa-65', ecdhCurve: 'X25519MLKEM768', minVersion: 'TLSv1.3' }),
      PATIENT,
    );
    const { asset } = protocolOf(result);
    expect(asset).toMatchObject({
      groups: ['X25519MLKEM768'],
      signatureSchemes: ['mldsa65'],
      keyEstablishment: 'quantum-safe',
    });
    expect(result.artifacts[0]?.bytes.length).toBeGreaterThan(5000);
  });

  it('all six post-quantum groups, in the order of the server', async () => {
    const groups = ['SecP384r1MLKEM1024', 'MLKEM1024', 'SecP256r1MLKEM768', 'MLKEM768', 'X25519MLKEM768', 'MLKEM512'];
    const result = await crawlOne(
      await node({ ...rsaFiles, ecdhCurve: groups.join(':'), minVersion: 'TLSv1.3' }),
      PATIENT,
    );
    expect(protocolOf(result).asset.groups).toEqual(groups);
    expect(keyTypes(result)).toEqual(['rsa']);
  });

  it.each(['MLKEM512', 'MLKEM768', 'MLKEM1024', 'SecP256r1MLKEM768', 'SecP384r1MLKEM1024'])(
    '%s alone: the handshake is followed',
    async (group) => {
      const result = await crawlOne(await node({ ...rsaFiles, ecdhCurve: group, minVersion: 'TLSv1.3' }), PATIENT);
      expect(protocolOf(result).asset.groups).toEqual([group]);
      expect(keyTypes(result)).toEqual(['rsa']);
    },
  );

  it('known and not preferred: a classical group first', async () => {
    const result = await crawlOne(await node({ ...rsaFiles, ecdhCurve: 'X25519:X25519MLKEM768' }), PATIENT);
    const { asset, observation } = protocolOf(result);
    expect(asset.keyEstablishment).toBe('quantum-safe-offered');
    expect(observation.details).toMatchObject({
      preferredGroup: 'x25519',
      browserNegotiates: 'x25519',
      prefersClassical: true,
    });
  });

  it('groups alone take two connections', async () => {
    const result = await crawlOne(await node(rsaFiles), { ...PATIENT, depth: 'groups' });
    expect(protocolOf(result).observation.details).toMatchObject({
      supportedPostQuantumGroup: 'X25519MLKEM768',
      connections: 2,
    });
  });
});

const nginx = program('nginx');

withServer('nginx with two certificates', [openssl, nginx], () => {
  it('shows both, and its TLS 1.2 key exchange', async () => {
    const port = await freePort();
    const conf = file('nginx.conf');
    writeFileSync(
      conf,
      `daemon off; pid ${file('nginx.pid')}; error_log stderr; worker_processes 1; events {}
http { access_log off; client_body_temp_path ${file('b')}; proxy_temp_path ${file('p')}; fastcgi_temp_path ${file('f')}; uwsgi_temp_path ${file('u')}; scgi_temp_path ${file('s')};
server { listen 127.0.0.1:${port} ssl; server_name rsa.test; ssl_protocols TLSv1.2 TLSv1.3;
ssl_certificate ${file('rsa.crt')}; ssl_certificate_key ${file('rsa.key')}; ssl_certificate ${file('ec.crt')}; ssl_certificate_key ${file('ec.key')}; } }`,
    );
    await servers.start(nginx ?? '', ['-p', folder, '-c', conf], port);
    const result = await crawlOne(`https://127.0.0.1:${port}`, { ...PATIENT, sni: 'rsa.test' });
    expect(keyTypes(result)).toEqual(['ec', 'rsa']);
    expect(protocolOf(result).asset.versions).toEqual(['TLSv1.3', 'TLSv1.2']);
    expect(protocolOf(result).observation.details).toMatchObject({ alpn: 'http/1.1', staticRsa: 'supported' });
  });
});

const haproxy = program('haproxy');

withServer('haproxy', [openssl, haproxy], () => {
  it('is read like the others', async () => {
    const port = await freePort();
    const { readFileSync } = await import('node:fs');
    writeFileSync(file('both.pem'), readFileSync(file('ec.crt'), 'utf8') + readFileSync(file('ec.key'), 'utf8'));
    const conf = file('haproxy.cfg');
    writeFileSync(
      conf,
      `defaults
  mode http
  timeout client 5s
  timeout server 5s
  timeout connect 5s
frontend f
  bind 127.0.0.1:${port} ssl crt ${file('both.pem')} ssl-min-ver TLSv1.2
  http-request deny
`,
    );
    await servers.start(haproxy ?? '', ['-db', '-f', conf], port);
    const result = await crawlOne(`https://127.0.0.1:${port}`, PATIENT);
    expect(keyTypes(result)).toEqual(['ec']);
    expect(protocolOf(result).asset.versions).toEqual(['TLSv1.3', 'TLSv1.2']);
    expect(protocolOf(result).asset.groups[0]).toBe('x25519');
  });
});
