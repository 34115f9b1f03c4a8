import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { crawlOne, protocolOf } from '../unit/crawl/endpoints/crawl-one.js';
import { freePort, program, RSA, withServer, workbench } from './servers.js';

const { servers, folder, file, openssl } = workbench({ rsa: RSA });
const root = process.getuid?.() === 0;
const PATIENT = { answerTimeout: 5_000, targetTimeout: 30_000 };

const sshd = program('sshd');

withServer('OpenSSH', [sshd], () => {
  it('host keys of every type, one connection each', async () => {
    const port = await freePort();
    const kinds = ['rsa', 'ecdsa', 'ed25519'];
    for (const kind of kinds) execFileSync('ssh-keygen', ['-q', '-t', kind, '-N', '', '-f', file(`host_${kind}`)]);
    const keys = kinds.map((kind) => `HostKey ${file(`host_${kind}`)}`).join('\n');
    writeFileSync(
      file('sshd_config'),
      `Port ${port}\nListenAddress 127.0.0.1\n${keys}\nPidFile none\nUsePAM no\nStrictModes no\n`,
    );
    if (root) mkdirSync('/run/sshd', { recursive: true });
    await servers.start(sshd ?? '', ['-D', '-e', '-f', file('sshd_config')], port);
    const result = await crawlOne(`ssh://127.0.0.1:${port}`, PATIENT);
    const { asset, observation } = protocolOf(result);
    expect(asset.groups[0]).toMatch(/^(sntrup761x25519|mlkem768x25519)/);
    expect(asset.keyEstablishment).toBe('quantum-safe-preferred');
    expect(observation.details?.['connections']).toBe(3);
    const lines = result.artifacts.map(({ bytes }) => Buffer.from(bytes).toString().trim());
    const files = kinds.map((kind) =>
      readFileSync(file(`host_${kind}.pub`), 'utf8')
        .split(' ')
        .slice(0, 2)
        .join(' '),
    );
    expect(lines.sort()).toEqual(files.sort());
  });
});

withServer('OpenSSH with certificates of its host keys', [sshd], () => {
  it('every key and every certificate, in one connection each, within the budget', async () => {
    const port = await freePort();
    const kinds: readonly (readonly [string, readonly string[]])[] = [
      ['cert_rsa', ['-t', 'rsa', '-b', '4096']],
      ['cert_p384', ['-t', 'ecdsa', '-b', '384']],
      ['cert_ed25519', ['-t', 'ed25519']],
    ];
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file('ssh_ca')]);
    for (const [name, kind] of kinds) {
      execFileSync('ssh-keygen', ['-q', ...kind, '-N', '', '-f', file(name)]);
      const signing = ['-s', file('ssh_ca'), '-I', name, '-h', '-n', 'host.test', '-V', '-1d:+30d'];
      execFileSync('ssh-keygen', ['-q', ...signing, file(`${name}.pub`)]);
    }
    const lines = kinds.map(([name]) => `HostKey ${file(name)}\nHostCertificate ${file(`${name}-cert.pub`)}`);
    writeFileSync(
      file('sshd_certs'),
      `Port ${port}\nListenAddress 127.0.0.1\n${lines.join('\n')}\nPidFile none\nUsePAM no\nStrictModes no\n`,
    );
    await servers.start(sshd ?? '', ['-D', '-e', '-f', file('sshd_certs')], port);
    const result = await crawlOne(`ssh://127.0.0.1:${port}`, PATIENT);
    expect(result.attempts).toEqual([expect.objectContaining({ status: 'completed' })]);
    const types = result.artifacts.map(({ bytes }) => Buffer.from(bytes).toString().split(' ')[0]).sort();
    expect(types).toEqual([
      'ecdsa-sha2-nistp384',
      'ecdsa-sha2-nistp384-cert-v01@openssh.com',
      'ssh-ed25519',
      'ssh-ed25519-cert-v01@openssh.com',
      'ssh-rsa',
      'ssh-rsa-cert-v01@openssh.com',
    ]);
    expect(protocolOf(result).observation.details?.['connections']).toBeLessThanOrEqual(8);
  });
});

const initdb = program('initdb');
const postgres = program('postgres');

withServer('PostgreSQL', [openssl, initdb, postgres], () => {
  it('has P-256 alone, whatever its OpenSSL could do', async () => {
    const port = await freePort();
    const data = file('pg');
    mkdirSync(data);
    chmodSync(folder, 0o755);
    const uid = root ? 65534 : undefined; // PostgreSQL refuses to run as root
    if (uid) chownSync(data, uid, uid);
    const identity = uid ? { uid, gid: uid } : {};
    execFileSync(initdb ?? '', ['-D', data, '-U', 'qday', '-A', 'trust', '-N'], { stdio: 'ignore', ...identity });
    for (const name of ['rsa.key', 'rsa.crt']) {
      writeFileSync(join(data, name), readFileSync(file(name)), { mode: 0o600 });
      if (uid) chownSync(join(data, name), uid, uid);
    }
    const settings = {
      ssl: 'on',
      ssl_cert_file: 'rsa.crt',
      ssl_key_file: 'rsa.key',
      unix_socket_directories: '',
      listen_addresses: '127.0.0.1',
    };
    const args = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    await servers.start(postgres ?? '', ['-D', data, '-p', String(port), ...args], port, {
      ...(uid ? { uid } : {}),
      cwd: data,
    });
    const result = await crawlOne(`postgres://127.0.0.1:${port}`, PATIENT);
    const { asset } = protocolOf(result);
    expect(asset.groups).toEqual(['secp256r1']);
    expect(asset.versions).toEqual(['TLSv1.3', 'TLSv1.2']);
    expect(result.artifacts).toHaveLength(1);
  });
});

const dovecot = program('dovecot');

withServer('Dovecot, IMAP with STARTTLS', [openssl, root ? dovecot : undefined], () => {
  it('closes without an alert where it refuses, and is read all the same', async () => {
    const port = await freePort();
    const conf = file('dovecot.conf');
    writeFileSync(
      conf,
      `protocols = imap
base_dir = ${file('dovecot-run')}
state_dir = ${file('dovecot-state')}
log_path = ${file('dovecot.log')}
ssl = yes
ssl_cert = <${file('rsa.crt')}
ssl_key = <${file('rsa.key')}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
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
    await servers.start(dovecot ?? '', ['-F', '-c', conf], port);
    const result = await crawlOne(`imap://127.0.0.1:${port}`, PATIENT);
    const { asset } = protocolOf(result);
    expect(asset.versions).toContain('TLSv1.3');
    expect(asset.groups).toContain('x25519');
    expect(asset.keyEstablishment).toBe('classical-only');
    expect(result.artifacts).toHaveLength(1);
  });
});

const charon = program('charon');
const unshare = program('unshare');
/** strongSwan insists on ports 500 and 4500 of every address: it gets a network of its own, and the command runs in it. */
const ownNetwork =
  unshare && spawnSync(unshare, ['--net', ...(root ? [] : ['-r']), 'true']).status === 0 ? unshare : undefined;

withServer('strongSwan', [charon, program('swanctl'), ownNetwork], () => {
  it('names its groups by INVALID_KE_PAYLOAD', () => {
    const swan = file('swan');
    mkdirSync(swan);
    writeFileSync(
      join(swan, 'strongswan.conf'),
      `charon {
  load = random nonce aes sha1 sha2 hmac gcm curve25519 openssl kernel-netlink socket-default vici
  filelog {
    stderr {
      default = 0
    }
  }
  plugins {
    vici {
      socket = unix://${join(swan, 'vici')}
    }
  }
}
`,
    );
    writeFileSync(
      join(swan, 'swanctl.conf'),
      `connections {
  t {
    local_addrs = 127.0.0.1
    proposals = aes256-sha256-x25519-ecp256-modp2048, aes256gcm16-prfsha384-ecp384
    local {
      auth = psk
      id = a
    }
    remote {
      auth = psk
    }
  }
}
`,
    );
    const command = resolve(import.meta.dirname, '../../bin/qday.js');
    const script = `ip link set lo up; ${charon} & pid=$!; sleep 1.5
swanctl --load-all --file ${swan}/swanctl.conf --uri unix://${swan}/vici >/dev/null
${process.execPath} ${command} scan ike://127.0.0.1 --format json --allow-incomplete --fail-on never; kill $pid`;
    const args = ['--net', ...(root ? [] : ['-r']), 'bash', '-c', script];
    const env = { ...process.env, STRONGSWAN_CONF: join(swan, 'strongswan.conf') };
    const { stdout, stderr } = spawnSync(ownNetwork ?? '', args, { env, encoding: 'utf8', timeout: 25_000 });
    expect(existsSync(swan), stderr).toBe(true);
    const report = JSON.parse(stdout) as {
      assets: { kind: string; type?: string; groups?: string[]; cipherSuites?: string[] }[];
    };
    const ike = report.assets.find(({ type }) => type === 'ike');
    expect(ike?.groups).toEqual(['Curve25519', 'ECP-256', 'MODP-2048', 'ECP-384']);
    expect(ike?.cipherSuites).toContain('AES-CBC-256');
  });
});
