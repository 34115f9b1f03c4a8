import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { bytesOf, TLS_RECORDINGS } from '../../parse/wire/recordings.js';
import { crawlOne, protocolOf } from './crawl-one.js';
import { listen, type Running } from './replay.js';

const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

const recorded = (name: string, which: string) =>
  bytesOf(TLS_RECORDINGS.find((one) => one.server_name === name && one.case === which)?.serverBytes ?? '');
const RETRY = recorded('nginx1.26-openssl3.5.9', 'probe-0x11ec');
const FLIGHT = recorded('nginx1.26-openssl3.5.9', 'tls12');

async function scan(serve: (socket: Socket) => void, scheme = 'tls') {
  const server = await listen(serve);
  running.push(server);
  return crawlOne(`${scheme}://127.0.0.1:${server.port}`, { answerTimeout: 200, targetTimeout: 4_000 });
}

const onData = (answer: (socket: Socket) => void) => (socket: Socket) => socket.once('data', () => answer(socket));

/** Behaviour of the server, and the reason that is due. */
const CASES: Readonly<Record<string, [(socket: Socket) => void, string]>> = {
  silence: [() => undefined, 'timeout'],
  'close at once': [(socket) => socket.end(), 'unsupported'],
  'reset at once': [(socket) => socket.resetAndDestroy(), 'reset'],
  'reset after the hello': [onData((socket) => socket.resetAndDestroy()), 'reset'],
  garbage: [onData((socket) => socket.end(Buffer.from('9f8e7d6c5b4a39281706', 'hex'))), 'wrong-protocol'],
  HTTP: [onData((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')), 'wrong-protocol'],
  'a record of 65535 bytes': [
    onData((socket) => socket.end(Buffer.concat([Buffer.from('160303ffff', 'hex'), Buffer.alloc(500)]))),
    'malformed',
  ],
  'a handshake message of 16 MB': [
    onData((socket) => socket.end(Buffer.from('160303000402ffffff', 'hex'))),
    'malformed',
  ],
  'half a record, then the end': [onData((socket) => socket.end(RETRY.subarray(0, 40))), 'reset'],
  'half a record, then silence': [onData((socket) => socket.write(RETRY.subarray(0, 40))), 'timeout'],
  'another handshake message': [onData((socket) => socket.end(Buffer.from('16030300040b000000', 'hex'))), 'malformed'],
  'endless records': [onData((socket) => flood(socket)), 'limit'],
  'an alert without a close': [onData((socket) => socket.write(Buffer.from('15030300020228', 'hex'))), 'unsupported'],
};

function flood(socket: Socket): void {
  const records = Buffer.concat(Array.from({ length: 200 }, () => Buffer.from('140303000101', 'hex')));
  const more = () => {
    while (!socket.destroyed && socket.write(records));
    if (!socket.destroyed) socket.once('drain', more);
  };
  more();
}

describe('hostile TLS servers', () => {
  it.each(Object.entries(CASES))('%s has its reason', async (_, [serve, reason]) => {
    const result = await scan(serve);
    expect(result.observations).toEqual([]);
    expect(result.attempts).toEqual([expect.objectContaining({ status: 'failed', reason })]);
    expect(result.attempts[0]?.detail).toBeTruthy();
  });

  it('an answer in fragments of one byte is read', async () => {
    const result = await scan(onData((socket) => drip(socket, RETRY, 1)));
    expect(result.observations.length).toBeGreaterThan(0);
  });

  it('an answer slower than the time limit is a time-out, not a no', async () => {
    const result = await scan(onData((socket) => drip(socket, RETRY, 60)));
    expect(result.attempts[0]).toMatchObject({ status: 'failed', reason: 'timeout' });
  });

  it('a reset after any byte of the answer ends with a reason, and never with "not supported"', async () => {
    const results = await Promise.all(
      Array.from({ length: RETRY.length }, (_, at) =>
        scan(
          onData((socket) => socket.write(RETRY.subarray(0, at), () => setTimeout(() => socket.resetAndDestroy(), 5))),
        ),
      ),
    );
    for (const [at, { attempts, observations }] of results.entries()) {
      expect(attempts[0]?.reason, `after byte ${at}`).toMatch(/^(reset|timeout|limit)$/);
      const facts = observations.flatMap(({ facts: all = [] }) => all);
      expect(facts.filter(({ state, about }) => state === 'not-supported' && about === 'group')).toEqual([]);
    }
  });

  it.each([0, 50, 110, 200, 400, 640])(
    'a flight of TLS 1.2 cut at byte %s is no bug and no "completed"',
    async (at) => {
      const result = await scan(onData((socket) => socket.end(FLIGHT.subarray(0, at))));
      expect(result.attempts[0]?.status).not.toBe('completed');
      expect(result.attempts[0]?.reason).not.toBe('bug');
    },
  );

  it('refuses for real: nothing listens', async () => {
    const server = await listen(() => undefined);
    await server.close();
    const result = await crawlOne(`tls://127.0.0.1:${server.port}`);
    expect(result.attempts[0]).toMatchObject({ status: 'failed', reason: 'refused' });
  });

  it('a name that does not resolve is unreachable', async () => {
    const result = await crawlOne('tls://no-such-name.invalid:443');
    expect(result.attempts[0]).toMatchObject({ status: 'failed', reason: 'unreachable' });
  });
});

describe('hostile SSH servers', () => {
  it.each([
    ['silence', () => undefined, 'timeout'],
    ['HTTP', (socket: Socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'), 'wrong-protocol'],
    ['binary', (socket: Socket) => socket.write(Buffer.from('15030300020228', 'hex')), 'wrong-protocol'],
    ['an SSH 1 server', (socket: Socket) => socket.write('SSH-1.5-old\r\n'), 'unsupported'],
    [
      'a packet of 4 GB',
      (socket: Socket) => socket.write(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.alloc(40, 0xff)])),
      'malformed',
    ],
    ['closed before the banner', (socket: Socket) => socket.end(), 'reset'],
    ['endless lines', (socket: Socket) => socket.write(Buffer.alloc(400_000, 'a\n')), 'limit'],
  ])('%s has its reason', async (_, serve, reason) => {
    const result = await scan(serve as (socket: Socket) => void, 'ssh');
    expect(result.attempts).toEqual([expect.objectContaining({ status: 'failed', reason })]);
  });
});

describe('STARTTLS dialogues', () => {
  it.each([
    ['smtp', '220 mx ESMTP\r\n', '250-mx\r\n250 PIPELINING\r\n', 'unsupported'],
    ['smtp', 'SSH-2.0-x\r\n220 \r\n', '', 'wrong-protocol'],
    ['imap', '* OK ready\r\n', 'a1 BAD unknown\r\n', 'unsupported'],
    ['pop3', '+OK ready\r\n', '-ERR no\r\n', 'unsupported'],
    ['postgres', '', 'N', 'unsupported'],
    ['postgres', '', 'X', 'wrong-protocol'],
    ['ldap', '', 'HTTP/1.1 400\r\n', 'wrong-protocol'],
    [
      'mysql',
      '\x45\x00\x00\x00\xff\x6a\x04Host is blocked because of many connection errors; unblock with it..',
      '',
      'refused',
    ],
  ])('%s: %j, %j', async (scheme, greeting, answer, reason) => {
    const result = await scan((socket) => {
      if (greeting) socket.write(Buffer.from(greeting, 'latin1'));
      if (answer) socket.once('data', () => socket.write(answer));
    }, scheme);
    expect(result.attempts).toEqual([expect.objectContaining({ status: 'failed', reason })]);
  });
});

function drip(socket: Socket, bytes: Uint8Array, pause: number): void {
  let at = 0;
  const timer = setInterval(() => {
    if (at >= bytes.length || socket.destroyed) return clearInterval(timer);
    socket.write(bytes.subarray(at, ++at));
  }, pause);
}

describe('intolerant servers', () => {
  /** Answers as the recorded server unless the hello is `bad`: then nothing ever comes. */
  const behind = (bad: (hello: Buffer) => boolean) => (socket: Socket) =>
    socket.once('data', (hello: Buffer) => {
      if (!bad(hello)) socket.end(RETRY);
    });

  it('a large hello that is dropped where a small one is answered is a fact of its own, and a finding', async () => {
    const result = await scan(behind((hello) => hello.length > 1400));
    const { observation } = protocolOf(result);
    expect(observation.details).toMatchObject({ largeHello: 'not-supported' });
    expect(observation.facts).toContainEqual(expect.objectContaining({ about: 'GREASE', state: 'supported' }));
  });

  it('a server that fails on GREASE is not called intolerant of size', async () => {
    const result = await scan(behind((hello) => hello.includes(Buffer.from('2a2a0000', 'hex'))));
    const { observation } = protocolOf(result);
    expect(observation.details?.['largeHello']).toMatch(/^unknown/);
    expect(observation.facts).toContainEqual(expect.objectContaining({ about: 'GREASE', state: 'not-supported' }));
  });
});

describe('hostile servers of datagrams', () => {
  const answers: Readonly<Record<string, () => Buffer>> = {
    nothing: () => Buffer.alloc(0),
    garbage: () => randomBytes(64),
    'a long header and garbage': () => Buffer.concat([Buffer.from('c300000001', 'hex'), randomBytes(80)]),
    'lengths beyond the datagram': () => Buffer.from('c30000000108ffffffffffffffff08ffffffffffffffff00bfffffff', 'hex'),
    'a DTLS record of 65535 bytes': () => Buffer.from('16fefd0000000000000000ffff020000', 'hex'),
    'an IKE message that is longer than it says': () =>
      Buffer.concat([Buffer.alloc(16), Buffer.from('2120222000000000ffffffff', 'hex')]),
  };

  it.each(
    ['quic', 'dtls', 'ike'].flatMap((scheme) =>
      Object.entries(answers).map(([name, make]) => [scheme, name, make] as const),
    ),
  )('%s: %s ends with a reason', async (scheme, _, make) => {
    const socket = createSocket('udp4');
    socket.on('message', (_message, from) => socket.send(make(), from.port, from.address));
    await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
    try {
      const url = `${scheme}://127.0.0.1:${socket.address().port}`;
      const result = await crawlOne(url, { targetTimeout: 900 });
      expect(result.observations).toEqual([]);
      expect(result.attempts[0]?.status).toBe('failed');
      expect(result.attempts[0]?.reason).not.toBe('bug');
    } finally {
      socket.close();
    }
  });
});

describe('hostile dialogues before TLS', () => {
  it.each(['smtp', 'imap', 'pop3', 'ftp', 'nntp', 'sieve', 'irc', 'xmpp', 'ldap', 'postgres', 'mysql', 'mssql', 'rdp'])(
    '%s: endless, dripping and binary answers end in bounded time',
    async (scheme) => {
      const endless = (socket: Socket) => socket.write(Buffer.alloc(200_000, '2'));
      const binary = (socket: Socket) => socket.write(Buffer.from('ff00fe01fd02fc03'.repeat(20), 'hex'));
      for (const serve of [endless, binary, (socket: Socket) => drip(socket, Buffer.alloc(64, 0x20), 30)]) {
        const server = await listen(serve);
        running.push(server);
        const result = await crawlOne(`${scheme}://127.0.0.1:${server.port}`, {
          answerTimeout: 150,
          targetTimeout: 500,
        });
        expect(result.attempts[0]).toMatchObject({ status: 'failed' });
        expect(result.attempts[0]?.reason).not.toBe('bug');
      }
    },
  );
});
