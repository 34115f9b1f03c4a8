import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { resolve as resolvePath } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { join, uint, vector } from '../../../../src/parse/wire/bytes.js';
import { encodePacket } from '../../../../src/parse/wire/ssh/packet.js';
import { bytesOf, recordings } from '../../parse/wire/recordings.js';
import { catalog, crawlOne, protocolOf } from './crawl-one.js';
import { listen, type RecordedServer, type Running, replay } from './replay.js';

const running: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

async function served(server: RecordedServer, depth: 'default' | 'groups' = 'default') {
  const started = await replay(server);
  running.push(started);
  return { result: await crawlOne(`tls://127.0.0.1:${started.port}`, { depth }), hellos: started.hellos };
}

const HOST_KEY = resolvePath(import.meta.dirname, '../../../../fixtures/keys/ssh_host_mldsa44_ed25519_key.pub');
const X25519 = 0x1d;
const [P256, P384, P521] = [0x17, 0x18, 0x19];

/** What each recorded server has, as found with the real one; PQC first where the server prefers it. */
const SERVERS: readonly (RecordedServer & { readonly hybrid: string | undefined; readonly state: string })[] = [
  {
    name: 'nginx1.26-openssl3.5.9',
    groups: [0x11ec, X25519, P256, P384, P521],
    hybrid: 'X25519MLKEM768',
    state: 'quantum-safe-preferred',
  },
  {
    name: 'node26-mldsa65',
    groups: [0x11ec, X25519, P256],
    onlyMlDsa: true,
    hybrid: 'X25519MLKEM768',
    state: 'quantum-safe-preferred',
  },
  {
    name: 'node26-hybridonly-mldsa65',
    groups: [0x11ec],
    onlyMlDsa: true,
    hybrid: 'X25519MLKEM768',
    state: 'quantum-safe',
  },
  { name: 'openssl4-sm2hybrid', groups: [0x11ee, X25519], hybrid: 'curveSM2MLKEM768', state: 'quantum-safe-offered' },
  {
    name: 'openjdk27',
    groups: [0x11ec, X25519, P256, P384, P521],
    hybrid: 'X25519MLKEM768',
    state: 'quantum-safe-preferred',
  },
  {
    name: 'go1.27',
    groups: [0x11ec, 0x11eb, 0x11ed, X25519, P256, P384, P521],
    hybrid: 'X25519MLKEM768',
    state: 'quantum-safe-preferred',
  },
  {
    name: 'nss3.110',
    groups: [X25519, P256, P384, P521, 0x11ec],
    hybrid: 'X25519MLKEM768',
    state: 'quantum-safe-offered',
  },
  { name: 'postfix3.10-starttls', groups: [X25519, P256, P384, P521], hybrid: undefined, state: 'classical-only' },
];

describe('recorded TLS servers', () => {
  it.each(SERVERS.map((one) => [one.name, one] as const))('%s: its post-quantum group is found', async (_, server) => {
    const { result } = await served(server);
    const { asset, observation } = protocolOf(result);
    const supported = observation.details?.['supportedPostQuantumGroup'];
    expect(supported).toBe(server.hybrid);
    expect(asset.keyEstablishment).toBe(server.state);
    const postQuantum = server.groups.filter((code) => code > 0x1000).map((code) => catalog.group(code)?.name);
    expect(asset.groups.filter((name) => name.includes('MLKEM'))).toEqual(postQuantum);
    expect(observation.details?.['connections']).toBeLessThanOrEqual(15);
  });

  it.each(SERVERS.map((one) => [one.name, one] as const))(
    '%s: groups alone take at most 4 connections',
    async (_, server) => {
      const { result, hellos } = await served(server, 'groups');
      expect(protocolOf(result).observation.details?.['supportedPostQuantumGroup']).toBe(server.hybrid);
      expect(hellos.length).toBeLessThanOrEqual(4);
    },
  );

  it('every hello offers ML-DSA: a server with such a certificate alone is read', async () => {
    const { result } = await served({ name: 'node26-mldsa65', groups: [0x11ec], onlyMlDsa: true });
    expect(protocolOf(result).asset.groups).toEqual(['X25519MLKEM768']);
  });

  it('supported and preferred are two facts: NSS 3.110 has the hybrid in the fifth place', async () => {
    const { result } = await served({ name: 'nss3.110', groups: [X25519, P256, P384, P521, 0x11ec] });
    const { asset, observation } = protocolOf(result);
    expect(asset.groups.at(-1)).toBe('X25519MLKEM768');
    expect(observation.details).toMatchObject({
      preferredGroup: 'x25519',
      browserNegotiates: 'x25519',
      prefersClassical: true,
    });
  });

  it('no TLS 1.3 makes the groups not applicable, not "not supported"', async () => {
    const { result } = await served({ name: 'nginx1.22-tls12only', groups: [] });
    const { asset, observation } = protocolOf(result);
    expect(asset.versions).toEqual(['TLSv1.2']);
    expect(asset.keyEstablishment).toBe('classical-only');
    expect(observation.details?.['browserNegotiates']).toMatch(/^not-applicable \(the server selects TLS 1.2/);
    expect(result.artifacts.length).toBeGreaterThan(0);
  });

  it('bytes in plain text after an alert do no harm: MariaDB, xrdp', async () => {
    for (const name of ['mariadb11.8', 'xrdp0.10']) {
      const { result } = await served({ name, groups: [0x11ec, X25519, P256] });
      expect(protocolOf(result).asset.groups).toContain('X25519MLKEM768');
    }
  });
});

describe('other protocols', () => {
  const ssh = (name: string) => {
    const found = recordings<{ server_name: string; serverBytes: string }>('ssh').find(
      (one) => one.server_name === name,
    );
    return bytesOf(found?.serverBytes ?? '');
  };

  it('an SSH server asked as TLS is named, not called unsafe', async () => {
    const server: Running = await listen((socket) => socket.write(ssh('OpenSSH_10.0')));
    running.push(server);
    const result = await crawlOne(`tls://127.0.0.1:${server.port}`);
    expect(result.observations).toEqual([]);
    expect(result.attempts[0]).toMatchObject({
      status: 'failed',
      reason: 'wrong-protocol',
      detail: expect.stringContaining('SSH-2.0-OpenSSH_10.0'),
    });
  });

  it.each([
    ['OpenSSH_10.6-pqonly', 'quantum-safe'],
    ['OpenSSH_10.6', 'quantum-safe-preferred'],
    ['OpenSSH_9.2', 'quantum-safe-preferred'],
    ['tinyssh-20261001', 'quantum-safe-offered'],
    ['dropbear-2022', 'classical-only'],
    ['dropbear-2026', 'quantum-safe-preferred'],
  ])('%s is %s', async (name, state) => {
    const server: Running = await listen((socket) => socket.write(ssh(name)));
    running.push(server);
    const result = await crawlOne(`ssh://127.0.0.1:${server.port}`, { answerTimeout: 150 });
    expect(protocolOf(result).asset.keyEstablishment).toBe(state);
    // The recording ends with the KEXINIT: the host keys are said to be missing.
    expect(result.attempts[0]).toMatchObject({ status: 'partial' });
  });

  it('OpenSSH 10.6 with post-quantum methods and an ML-DSA-44 host key alone: the key is read without any secret', async () => {
    const [type = '', base64 = ''] = readFileSync(HOST_KEY, 'utf8').split(' ');
    const blob = Buffer.from(base64, 'base64');
    const server: Running = await listen((socket) => {
      socket.write(ssh('OpenSSH_10.6-pqonly'));
      let got = 0;
      socket.on('data', (chunk) => {
        got += chunk.length;
        // Banner, KEXINIT and the share of mlkem768x25519 are there: more than 1216 bytes.
        if (got < 1_216) return;
        got = Number.NEGATIVE_INFINITY;
        const reply = join(uint(31, 1), vector(4, blob), vector(4, new Uint8Array(1120)), vector(4, new Uint8Array(9)));
        socket.write(encodePacket(reply));
      });
    });
    running.push(server);
    const result = await crawlOne(`ssh://127.0.0.1:${server.port}`);
    expect(protocolOf(result).asset.keyEstablishment).toBe('quantum-safe');
    expect(result.artifacts.map(({ bytes }) => Buffer.from(bytes).toString().trim())).toEqual([
      `${type} ${base64.trim()}`,
    ]);
    expect(type).toMatch(/^ssh-mldsa44-ed25519/);
  });

  it.each([
    ['imap', 'Dovecot 2.4', '* OK [CAPABILITY IMAP4rev1 STARTTLS] Dovecot ready.', 'a1 OK Begin TLS negotiation now.'],
    ['nntp', 'a news server', '200 news.test ready', '382 Continue with TLS negotiation'],
  ])('%s: %s behind STARTTLS: the hybrid is found there too', async (scheme, _, greeting, go) => {
    const tls = await replay({ name: 'nginx1.26-openssl3.5.9', groups: [0x11ec, X25519, P256, P384, P521] });
    const front = await listen((socket) => {
      socket.write(`${greeting}\r\n`);
      socket.once('data', () => {
        const behind = connect(tls.port, '127.0.0.1');
        behind.on('error', () => socket.destroy());
        socket.write(`${go}\r\n`);
        socket.pipe(behind).pipe(socket);
      });
    });
    running.push(tls, front);
    const { asset, observation } = protocolOf(await crawlOne(`${scheme}://127.0.0.1:${front.port}`));
    expect(asset.keyEstablishment).toBe('quantum-safe-preferred');
    expect(observation.details).toMatchObject({ supportedPostQuantumGroup: 'X25519MLKEM768' });
  });

  it.each([false, true])(
    'strongSwan 6.1 demands ML-KEM-768 (cookies: %s): hybrid IKE, and X25519 alone is not "no X25519"',
    async (cookies) => {
      const { port, close } = await strongswan61(cookies);
      running.push({ close });
      const result = await crawlOne(`ike://127.0.0.1:${port}`);
      const { asset, observation } = protocolOf(result);
      expect(asset.keyEstablishment).toBe('quantum-safe');
      expect(asset.groups).toEqual(['Curve25519', 'ML-KEM-768']);
      expect(observation.details).toMatchObject({
        additionalKeyExchange: 'ML-KEM-768',
        withoutAdditional: 'not-supported',
        cookies,
      });
    },
  );
});

/**
 * A responder with the recorded answers of strongSwan 6.1 (proposal aes256gcm16-prfsha384-x25519-ke1_mlkem768), the SPI of
 * the question set in; the share of another group is answered as strongSwan does.
 */
async function strongswan61(cookies = false): Promise<{ port: number; close: () => void }> {
  const all = recordings<{ case: string; response: string }>('ike-strongswan6.1.0');
  const recorded = (name: string) => bytesOf(all.find((one) => one.case === name)?.response ?? '');
  const socket = createSocket('udp4');
  const COOKIE = Buffer.from('00000018000040060123456789abcdef0123456789abcdef', 'hex'); // N(COOKIE), 16 bytes
  socket.on('message', (message, from) => {
    // Under load: the same message again, the cookie in front (RFC 7296 section 2.6).
    if (cookies && message[16] !== 41) {
      const header = Buffer.concat([
        message.subarray(0, 8),
        Buffer.from('000000000000000029202220000000000000', 'hex'),
      ]);
      const length = Buffer.from([0, 28 + COOKIE.length]);
      return socket.send(Buffer.concat([header, length, COOKIE]), from.port, from.address);
    }
    if (cookies) expect(message.subarray(29, 52)).toEqual(COOKIE.subarray(1));
    const additional = message.includes(Buffer.from([6, 0, 0, 36]));
    const x25519 = message.includes(Buffer.from([4, 0, 0, 31]));
    // Behind the header: a random SPI that ends in 40 stands before the eight zeros of the responder's.
    const share = message.readUInt16BE(message.indexOf(Buffer.from([40, 0]), 28) + 4);
    let name = 'x25519-only'; // NO_PROPOSAL_CHOSEN
    if (additional && x25519) name = share === 31 ? 'addke-mlkem768' : 'wrong-ke-modp2048';
    const answer = Uint8Array.from(recorded(name));
    answer.set(message.subarray(0, 8), 0);
    if (name === 'wrong-ke-modp2048') answer.set([0, 31], answer.length - 2);
    socket.send(answer, from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { port: (socket.address() as AddressInfo).port, close: () => socket.close() };
}
