import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { crawlOne, protocolOf } from '../unit/crawl/endpoints/crawl-one.js';
import { freePort, program, RSA, withServer, workbench } from './servers.js';

/** One product for each dialogue before TLS, asked at default depth: it has to end completely, with the certificate. */
const closers: (() => void)[] = [];
afterAll(async () => {
  for (const close of closers) close();
});

const { servers, folder, file, openssl } = workbench({ rsa: RSA });
chmodSync(folder, 0o755);
const root = process.getuid?.() === 0;
const asRoot = (path: string | undefined) => (root ? path : undefined);
const PATIENT = { answerTimeout: 8_000, targetTimeout: 60_000 };
const NOBODY = 65534;

/** A folder of the user that the server runs as, with the key that it may read. */
function ownFolder(name: string): string {
  const path = file(name);
  mkdirSync(path);
  copyFileSync(file('rsa.key'), join(path, 'key'));
  if (root) for (const one of [path, join(path, 'key')]) chownSync(one, NOBODY, NOBODY);
  return path;
}

/** @param groups that the server has, preferred first, FFDHE left out */
async function expectRead(
  url: string,
  groups: readonly string[],
  versions: readonly string[] = ['TLSv1.3', 'TLSv1.2'],
) {
  const result = await crawlOne(url, PATIENT);
  expect(result.attempts).toEqual([expect.objectContaining({ status: 'completed' })]);
  const { asset, observation } = protocolOf(result);
  expect(asset.versions).toEqual(versions);
  expect(asset.groups.filter((name) => !name.startsWith('ffdhe'))).toEqual(groups);
  expect(asset.keyEstablishment).toBe('classical-only');
  expect(result.artifacts).toHaveLength(1);
  expect(observation.details?.['connections']).toBeLessThanOrEqual(15);
}

const OPENSSL = ['x25519', 'secp256r1', 'x448', 'secp521r1', 'secp384r1'];
const GNUTLS = ['x25519', 'secp256r1', 'secp384r1', 'secp521r1', 'x448'];

const postfix = asRoot(program('postfix'));

withServer('Postfix: SMTP', [openssl, postfix], () => {
  it('is read behind STARTTLS', async () => {
    const port = await freePort();
    for (const name of ['etc', 'queue', 'data']) mkdirSync(file(name));
    chownSync(file('data'), Number(execFileSync('id', ['-u', 'postfix'], { encoding: 'utf8' })), 0);
    const settings = {
      compatibility_level: '3.6',
      queue_directory: file('queue'),
      data_directory: file('data'),
      command_directory: '/usr/sbin',
      daemon_directory: '/usr/lib/postfix/sbin',
      mail_owner: 'postfix',
      setgid_group: 'postdrop',
      inet_interfaces: '127.0.0.1',
      mydestination: '',
      myhostname: 'mail.test',
      maillog_file: file('maillog'),
      maillog_file_prefixes: folder,
      smtpd_tls_cert_file: file('rsa.crt'),
      smtpd_tls_key_file: file('rsa.key'),
      smtpd_tls_security_level: 'may',
      smtpd_relay_restrictions: 'reject',
    };
    const main = Object.entries(settings).map(([key, value]) => `${key} = ${value}\n`);
    writeFileSync(file('etc/main.cf'), main.join(''));
    const services = [
      `127.0.0.1:${port} inet n - n - - smtpd`,
      'tlsmgr unix - - n 1000? 1 tlsmgr',
      'anvil unix - - n - 1 anvil',
      'rewrite unix - - n - - trivial-rewrite',
      'proxymap unix - - n - - proxymap',
      'postlog unix-dgram n - n - 1 postlogd',
    ];
    writeFileSync(file('etc/master.cf'), `${services.join('\n')}\n`);
    await servers.start(postfix ?? '', ['-c', file('etc'), 'start-fg'], port);
    const older = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1.0'];
    // The order is its own `tls_eecdh_auto_curves`, not that of OpenSSL.
    const groups = ['x25519', 'x448', 'secp256r1', 'secp521r1', 'secp384r1'];
    await expectRead(`smtp://127.0.0.1:${port}`, groups, older);
  });
});

const dovecot = asRoot(program('dovecot'));
const managesieve = program('managesieve-login');

withServer('Dovecot: POP3, LMTP, Sieve', [openssl, dovecot, managesieve], () => {
  it('is read behind STLS and STARTTLS', async () => {
    const [pop3, lmtp, sieve] = [await freePort(), await freePort(), await freePort()];
    const listener = (service: string, name: string, port: number) =>
      `service ${service} {\n  chroot =\n  inet_listener ${name} {\n    address = 127.0.0.1\n    port = ${port}\n  }\n}\n`;
    writeFileSync(
      file('dovecot.conf'),
      `protocols = pop3 lmtp sieve
base_dir = ${file('dovecot-run')}
state_dir = ${file('dovecot-state')}
log_path = ${file('dovecot.log')}
ssl = yes
ssl_cert = <${file('rsa.crt')}
ssl_key = <${file('rsa.key')}
${listener('pop3-login', 'pop3', pop3)}${listener('lmtp', 'lmtp', lmtp)}${listener('managesieve-login', 'sieve', sieve)}
service pop3-login {
  inet_listener pop3s {
    port = 0
  }
}
service anvil {
  chroot =
}
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=/nonexistent
}
`,
    );
    await servers.start(dovecot ?? '', ['-F', '-c', file('dovecot.conf')], pop3);
    for (const url of [`pop3://127.0.0.1:${pop3}`, `lmtp://127.0.0.1:${lmtp}`, `sieve://127.0.0.1:${sieve}`]) {
      await expectRead(url, OPENSSL);
    }
  });
});

const vsftpd = asRoot(program('vsftpd'));

withServer('vsftpd: FTP', [openssl, vsftpd], () => {
  it('has P-256 alone, and its plain text after an alert does no harm', async () => {
    const port = await freePort();
    mkdirSync(file('empty'));
    const settings = {
      listen: 'YES',
      listen_port: port,
      listen_address: '127.0.0.1',
      background: 'NO',
      anonymous_enable: 'YES',
      ssl_enable: 'YES',
      rsa_cert_file: file('rsa.crt'),
      rsa_private_key_file: file('rsa.key'),
      secure_chroot_dir: file('empty'),
    };
    const lines = Object.entries(settings).map(([key, value]) => `${key}=${value}\n`);
    writeFileSync(file('vsftpd.conf'), lines.join(''));
    await servers.start(vsftpd ?? '', [file('vsftpd.conf')], port);
    await expectRead(`ftp://127.0.0.1:${port}`, ['secp256r1']);
  });
});

const slapd = program('slapd');

withServer('OpenLDAP: LDAP', [openssl, slapd], () => {
  it('is read behind the StartTLS operation', async () => {
    const port = await freePort();
    const conf = `pidfile ${file('slapd.pid')}\nTLSCertificateFile ${file('rsa.crt')}\nTLSCertificateKeyFile ${file('rsa.key')}\n`;
    writeFileSync(file('slapd.conf'), conf);
    await servers.start(slapd ?? '', ['-h', `ldap://127.0.0.1:${port}`, '-f', file('slapd.conf'), '-d', '0'], port);
    await expectRead(`ldap://127.0.0.1:${port}`, GNUTLS, ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1.0']);
  });
});

const prosody = program('prosody');

withServer('Prosody: XMPP of clients and of servers', [openssl, prosody], () => {
  it('is read behind STARTTLS', async () => {
    const [clients, others] = [await freePort(), await freePort()];
    const ssl = `{ key = "${file('rsa.key')}", certificate = "${file('rsa.crt')}" }`;
    writeFileSync(
      file('prosody.lua'),
      `daemonize = false
run_as_root = true
pidfile = "${file('prosody.pid')}"
data_path = "${folder}"
modules_enabled = { "tls", "saslauth", "dialback" }
modules_disabled = { "posix" }
c2s_ports = { ${clients} }
s2s_ports = { ${others} }
interfaces = { "127.0.0.1" }
c2s_require_encryption = true
log = { error = "*console" }
ssl = ${ssl}
VirtualHost "localhost"
  ssl = ${ssl}
`,
    );
    await servers.start(prosody ?? '', ['--config', file('prosody.lua'), '-F'], clients);
    const groups = ['x25519', 'secp256r1', 'secp384r1'];
    await expectRead(`xmpp://localhost:${clients}`, groups);
    await expectRead(`xmpp-server://localhost:${others}`, groups);
  });
});

const inspircd = program('inspircd');

withServer('InspIRCd: IRC', [openssl, inspircd], () => {
  it('is read behind STARTTLS', async () => {
    const port = await freePort();
    writeFileSync(
      file('inspircd.conf'),
      `<server name="irc.test" description="t" network="n" id="001">
<admin name="a" nick="a" email="a@irc.test">
<module name="ssl_gnutls">
<module name="starttls">
<sslprofile name="c" provider="gnutls" certfile="${file('rsa.crt')}" keyfile="${file('rsa.key')}">
<bind address="127.0.0.1" port="${port}" type="clients">
<connect name="main" allow="*" sslprofile="c">
<starttls provider="c">
<pid file="${file('inspircd.pid')}">
<path datadir="${folder}" logdir="${folder}" runtimedir="${folder}">
`,
    );
    const mode = root ? ['--runasroot'] : [];
    await servers.start(inspircd ?? '', ['--nofork', '--nolog', ...mode, '--config', file('inspircd.conf')], port, {
      cwd: folder, // it may leave a core file when it is ended
    });
    const groups = ['secp256r1', 'secp384r1', 'secp521r1', 'x25519', 'x448'];
    await expectRead(`irc://127.0.0.1:${port}`, groups, ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1.0']);
  });
});

const mariadbd = program('mariadbd');

withServer('MariaDB', [openssl, mariadbd], () => {
  it('is read in at most ten connections, because it counts the aborted ones', async () => {
    const port = await freePort();
    const data = ownFolder('mariadb');
    const options = {
      datadir: data,
      'bind-address': '127.0.0.1',
      port,
      socket: join(data, 'socket'),
      'pid-file': join(data, 'pid'),
      'ssl-cert': file('rsa.crt'),
      'ssl-key': join(data, 'key'),
      ...(root ? { user: 'nobody' } : {}),
    };
    const args = Object.entries(options).map(([key, value]) => `--${key}=${value}`);
    await servers.start(mariadbd ?? '', ['--no-defaults', '--skip-grant-tables', ...args], port);
    const result = await crawlOne(`mariadb://127.0.0.1:${port}`, PATIENT);
    const { asset, observation } = protocolOf(result);
    expect(asset.versions).toEqual(['TLSv1.3', 'TLSv1.2']);
    expect(asset.groups.slice(0, 5)).toEqual(OPENSSL);
    expect(result.artifacts).toHaveLength(1);
    expect(observation.details?.['connections']).toBeLessThanOrEqual(10);
  });
});

const xrdp = program('xrdp');

withServer('xrdp: RDP', [openssl, xrdp], () => {
  it('is read behind its negotiation', async () => {
    const port = await freePort();
    writeFileSync(
      file('xrdp.ini'),
      `[Globals]
port=tcp://127.0.0.1:${port}
security_layer=tls
certificate=${file('rsa.crt')}
key_file=${file('rsa.key')}
ssl_protocols=TLSv1.2, TLSv1.3
fork=true
[Logging]
LogFile=${file('xrdp.log')}
EnableConsole=true
`,
    );
    await servers.start(xrdp ?? '', ['--nodaemon', '-c', file('xrdp.ini')], port);
    await expectRead(`rdp://127.0.0.1:${port}`, OPENSSL);
  });
});

withServer('TLS inside TDS packets, as SQL Server has it, before openssl s_server', [openssl], () => {
  it('is unwrapped', async () => {
    const inner = await freePort();
    const pair = ['-key', file('rsa.key'), '-cert', file('rsa.crt')];
    await servers.start('openssl', ['s_server', '-accept', `127.0.0.1:${inner}`, '-quiet', ...pair], inner);
    const server = createServer((socket) => tdsFront(socket, inner)).listen(0, '127.0.0.1');
    closers.push(() => server.close());
    await new Promise((done) => server.once('listening', done));
    await expectRead(`mssql://127.0.0.1:${(server.address() as AddressInfo).port}`, OPENSSL);
  });
});

/** Answers the pre-login ([MS-TDS] section 2.2.6.5, ENCRYPT_ON), then takes TLS out of packets and puts it in. */
function tdsFront(socket: Socket, inner: number): void {
  const behind = connect(inner, '127.0.0.1');
  const packet = (type: number, body: Buffer) => {
    const header = Buffer.from([type, 1, 0, 0, 0, 0, 1, 0]);
    header.writeUInt16BE(body.length + 8, 2);
    return Buffer.concat([header, body]);
  };
  let held = Buffer.alloc(0);
  let greeted = false;
  socket.on('data', (chunk) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 8 && held.length >= held.readUInt16BE(2)) {
      const body = held.subarray(8, held.readUInt16BE(2));
      held = held.subarray(held.readUInt16BE(2));
      if (greeted) behind.write(body);
      else {
        const options = Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 0x10, 0, 0, 0, 1]);
        socket.write(packet(4, options));
        greeted = true;
      }
    }
  });
  behind.on('data', (chunk) => socket.write(packet(0x12, chunk)));
  for (const [one, other] of [
    [socket, behind],
    [behind, socket],
  ] as const) {
    one.on('end', () => other.end());
    one.on('error', () => other.destroy());
  }
}
