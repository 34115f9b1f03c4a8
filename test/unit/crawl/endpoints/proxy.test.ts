import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { crawlOne, protocolOf } from './crawl-one.js';
import { listen, type Running, replay } from './replay.js';

const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.close();
});

function join(client: Socket, port: number, hello: string | Buffer): void {
  const server = connect(port, '127.0.0.1', () => {
    client.write(hello);
    client.pipe(server).pipe(client);
  });
  server.on('error', () => client.destroy());
}

async function target() {
  const server = await replay({ name: 'nginx1.26-openssl3.5.9', groups: [0x11ec, 0x1d] });
  running.push(server);
  return server.port;
}

it('goes through an HTTP proxy, which is told the name', async () => {
  const port = await target();
  const asked: string[] = [];
  const proxy = await listen((client) =>
    client.once('data', (chunk) => {
      asked.push(chunk.toString('latin1').split('\r\n')[0] ?? '');
      join(client, port, 'HTTP/1.1 200 OK\r\n\r\n');
    }),
  );
  running.push(proxy);
  const result = await crawlOne('tls://shop.invalid:443', { depth: 'groups', proxy: `http://127.0.0.1:${proxy.port}` });
  expect(protocolOf(result).asset.groups).toEqual(['X25519MLKEM768']);
  expect(asked[0]).toBe('CONNECT shop.invalid:443 HTTP/1.1');
});

it('goes through a SOCKS 5 proxy', async () => {
  const port = await target();
  const proxy = await listen((client) =>
    client.once('data', () => {
      client.write(Buffer.from([5, 0]));
      client.once('data', () => join(client, port, Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])));
    }),
  );
  running.push(proxy);
  const result = await crawlOne('tls://shop.invalid:443', {
    depth: 'groups',
    proxy: `socks5://127.0.0.1:${proxy.port}`,
  });
  expect(protocolOf(result).asset.groups).toEqual(['X25519MLKEM768']);
});

it('a proxy that refuses is named', async () => {
  const proxy = await listen((client) => client.once('data', () => client.end('HTTP/1.1 403 Forbidden\r\n\r\n')));
  running.push(proxy);
  const result = await crawlOne('tls://shop.invalid:443', { proxy: `http://127.0.0.1:${proxy.port}` });
  expect(result.attempts[0]).toMatchObject({ status: 'failed', reason: 'refused', detail: 'the proxy answered 403' });
});
