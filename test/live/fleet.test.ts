import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mergeReports } from '../../src/estate/merge.js';
import { examineJob } from '../../src/fleet/examine-job.js';
import { readJobs } from '../../src/fleet/job.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { freePort, program, withServer, workFolder } from './servers.js';

const root = join(import.meta.dirname, '../..');
const TODAY = '2026-11-23';
const redisServer = program('redis-server');
/** On a machine that is slow to start a worker, killing without end would leave no time for work. */
const MOST_KILLS = 30;
const started = new Set<ChildProcess>();
const ready = new Set<ChildProcess>();
process.on('exit', () => {
  for (const one of started) one.kill('SIGKILL');
});

withServer('qday fleet on a real Redis', [redisServer], () => {
  const folder = workFolder();

  it('loses nothing while workers are killed: 2,000 jobs, 4 workers, one killed every second', async () => {
    const redis = await startRedis(join(folder, 'a'));
    const file = join(folder, 'estate.csv');
    writeFileSync(file, estate(join(folder, 'estate'), 2_000));
    await qday(redis.url, 'submit', file, '--today', TODAY);
    // A row that is submitted again is the same job.
    expect(await qday(redis.url, 'submit', file, '--today', TODAY)).toMatchObject({
      code: 0,
      text: expect.stringContaining('0 of them new'),
    });
    const workers = Array.from({ length: 4 }, () => startWorker(redis.url));
    let killed = 0;
    const reaper = setInterval(() => {
      // The next one that has begun to work: a slow machine must not kill them all while they start.
      const at = workers.findIndex((one) => ready.has(one));
      if (at < 0 || killed === MOST_KILLS) return;
      workers.splice(at, 1)[0]!.kill('SIGKILL');
      workers.push(startWorker(redis.url));
      killed++;
    }, 1_000);
    const end = Date.now() + 240_000;
    let done = 0;
    while (done < 2_000 && Date.now() < end) {
      await pause(2_000);
      done = JSON.parse((await qday(redis.url, 'status', '--json')).text).done;
    }
    clearInterval(reaper);
    for (const one of workers) one.kill('SIGKILL');
    const merged = join(folder, 'merged.json');
    const { code } = await qday(redis.url, 'report', '-f', `json=${merged}`);
    redis.stop();
    expect({ done, code }).toEqual({ done: 2_000, code: 1 });
    expect(killed).toBeGreaterThan(3);
    const knowledge = loadKnowledge();
    const alone = [];
    for (const job of readJobs(file, readFileSync(file, 'utf8'))) {
      alone.push({
        name: job.name,
        report: await examineJob(job, { today: TODAY, jurisdictions: [] }, { knowledge, threads: 0 }),
      });
    }
    const one = mergeReports(alone);
    // Byte for byte, and not by chance of nothing in it.
    expect(one.findings.length).toBeGreaterThan(1_000);
    expect(readFileSync(merged, 'utf8') === `${JSON.stringify(one, null, 2)}\n`).toBe(true);
  }, 400_000);

  it('keeps what was given up with its reason, and does not let the report look whole', async () => {
    const redis = await startRedis(join(folder, 'b'));
    const file = join(folder, 'few.csv');
    writeFileSync(file, `${estate(join(folder, 'few'), 2)}${join(folder, 'not-there')},gone\n`);
    await qday(redis.url, 'submit', file, '--today', TODAY);
    await qday(redis.url, 'work', '--drain', '--threads', '0');
    expect(await qday(redis.url, 'status')).toMatchObject({ code: 3, text: expect.stringContaining('gone: ') });
    const report = JSON.parse((await qday(redis.url, 'report', '-f', 'json')).text);
    expect(report.attempts).toContainEqual(
      expect.objectContaining({ by: 'fleet', status: 'failed', reason: 'unreadable' }),
    );
    redis.stop();
  });

  it('waits between endpoints of one network, over all workers', async () => {
    const redis = await startRedis(join(folder, 'c'));
    const times: number[] = [];
    const server = createServer((socket) => {
      times.push(Date.now());
      socket.destroy();
    });
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
    });
    const file = join(folder, 'endpoints.csv');
    // Three names of one host: three jobs, one network.
    writeFileSync(
      file,
      `target,name\n${['a', 'b', 'c'].map((name) => `tls://127.0.0.1:${port},${name}`).join('\n')}\n`,
    );
    await qday(redis.url, 'submit', file, '--today', TODAY);
    const pace = 1_500;
    await Promise.all([0, 1].map(() => qday(redis.url, 'work', '--drain', '--pace', String(pace))));
    server.close();
    redis.stop();
    // A job makes its connections at once; the jobs begin at least the pace apart, whichever worker has them.
    const starts = times.filter((time, index) => index === 0 || time - times[index - 1]! > pace / 3);
    expect(starts.length).toBe(3);
    expect(starts[2]! - starts[0]!).toBeGreaterThanOrEqual(2 * pace - 100);
  });

  it('waits for a Redis that goes away in the middle, and says so when none is there at the start', async () => {
    const data = join(folder, 'd');
    const first = await startRedis(data);
    const file = join(folder, 'again.csv');
    writeFileSync(file, estate(join(folder, 'again'), 60));
    await qday(first.url, 'submit', file, '--today', TODAY);
    const worker = startWorker(first.url, '--drain');
    let said = '';
    worker.stderr!.on('data', (chunk) => {
      said += chunk;
    });
    while (JSON.parse((await qday(first.url, 'status', '--json')).text).done === 0) await pause(50);
    await first.stop();
    expect(await qday(first.url, 'status')).toMatchObject({
      code: 2,
      text: expect.stringContaining('no Redis answers'),
    });
    const second = await startRedis(data, first.port);
    expect(await new Promise((resolve) => worker.on('close', resolve))).toBe(0);
    const status = JSON.parse((await qday(second.url, 'status', '--json')).text);
    await second.stop();
    expect(status).toMatchObject({ done: 60, waiting: 0, failed: 0 });
    expect(said).toContain('Redis is gone; waiting for it.');
  });
});

/** CSV of folders with a file each; every second one holds cryptography. */
function estate(folder: string, count: number): string {
  const rows = ['target,name'];
  for (let index = 0; index < count; index++) {
    const path = join(folder, String(index));
    mkdirSync(path, { recursive: true });
    const code = `const crypto = require('crypto');\ncrypto.generateKeyPairSync('rsa', { modulusLength: ${1024 * (1 + (index % 4))} });\n`;
    writeFileSync(
      join(path, index % 2 === 0 ? 'key.js' : 'plain.js'),
      index % 2 === 0 ? code : 'module.exports = 1;\n',
    );
    rows.push(`${path},member-${index}`);
  }
  return `${rows.join('\n')}\n`;
}

/** A Redis that keeps its data on disk, on loopback. */
async function startRedis(folder: string, port?: number) {
  mkdirSync(folder, { recursive: true });
  const own = port ?? (await freePort());
  const server = spawn(
    redisServer!,
    [
      '--port',
      String(own),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  started.add(server);
  await new Promise<void>((resolve) => {
    server.stdout!.on('data', (chunk) => {
      if (String(chunk).includes('Ready to accept connections')) resolve();
    });
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.on('close', () => resolve());
      server.kill('SIGTERM');
    });
  return { url: `redis://127.0.0.1:${own}`, port: own, stop };
}

function startWorker(url: string, ...more: string[]): ChildProcess {
  const args = ['fleet', 'work', '--redis', url, '--patience', '3', '--threads', '0', ...more];
  const worker = spawn(process.execPath, [join(root, 'bin/qday.js'), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  worker.stderr.on('data', (chunk) => {
    if (String(chunk).includes('taking jobs')) ready.add(worker);
  });
  started.add(worker);
  return worker;
}

/** Standard output and error together, and the exit code. */
function qday(url: string, command: string, ...args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'bin/qday.js'), 'fleet', command, ...args, '--redis', url]);
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
      });
    child.on('close', (code) => resolve({ code: code ?? -1, text }));
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
