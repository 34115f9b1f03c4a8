import { spawn } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/index.js';
import { qday, tree } from './qday.js';

/** A port of this machine on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('qday scan host:port', () => {
  it('says that an endpoint refused, and ends with 3', async () => {
    const target = `tls://127.0.0.1:${await closedPort()}`;
    const { code, out } = await qday(tree({}), 'scan', '-f', 'json', target);
    const report = JSON.parse(out) as Report;
    expect(code).toBe(3);
    expect(report.attempts).toMatchObject([{ target, status: 'failed', reason: 'refused' }]);
    expect(report.coverage).toMatchObject({ files: 0, endpoints: 1, notExamined: 1 });
  });

  it('reads targets from a file and says where each was declared', async () => {
    const port = await closedPort();
    const folder = tree({ 'hosts.txt': `# ours\n127.0.0.1:${port} owner=web\n`, 'bad.txt': 'ok:443\nhost:99999\n' });
    const { out } = await qday(folder, 'scan', '-f', 'json', '--targets', 'hosts.txt');
    expect((JSON.parse(out) as Report).coverage).toMatchObject({ files: 0, endpoints: 1 });
    const bad = await qday(folder, 'scan', '--targets', 'bad.txt');
    expect(bad.code).toBe(2);
    expect(bad.err).toMatch(/bad\.txt:2: /);
  });

  it.each([
    [['192.0.2.0/28:443'], /allow it with --ranges/],
    [['--resolve', 'x', 'a:443'], /--resolve x: expected host:port:address/],
    [['--depth', 'deepest', 'a:443'], /Allowed choices are groups, default, full/],
    [['--targets', 'none.txt'], /none\.txt: the targets file cannot be read/],
  ])('%j ends with 2', async (args, sentence) => {
    const { code, err } = await qday(tree({}), 'scan', ...args);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});

it('an interrupt ends the examination and still writes what is known', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket.on('error', () => undefined))).listen(0, '127.0.0.1');
  await new Promise((done) => silent.once('listening', done));
  const { port } = silent.address() as { port: number };
  const closed = await closedPort();
  const targets = [`tls://127.0.0.1:${closed}`, `tls://127.0.0.1:${port}`, `tls://127.0.0.2:${port}`];
  const command = [resolve(import.meta.dirname, '../../bin/qday.js'), 'scan', '-f', 'json', '--concurrency', '1'];
  const child = spawn(process.execPath, [...command, ...targets], { stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  while (sockets.length === 0) await new Promise((done) => setTimeout(done, 20));
  child.kill('SIGINT');
  const code = await ended;
  for (const socket of sockets) socket.destroy();
  silent.close();
  expect(code).toBe(3);
  const { attempts } = JSON.parse(out) as Report;
  expect(attempts.map(({ target, status, reason }) => [target, status, reason])).toEqual(
    expect.arrayContaining([
      [targets[0], 'failed', 'refused'],
      [targets[1], 'failed', 'limit'],
      [targets[2], 'skipped', 'limit'],
    ]),
  );
});
