// OpenSSH keys beside `ssh-keygen -l`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Comparison } from './table.mjs';

const FAMILIES = { RSA: 'rsa', DSA: 'dsa', ECDSA: 'ec', ED25519: 'eddsa', 'ECDSA-SK': 'ec', 'ED25519-SK': 'eddsa' };

function isKeyFile(path) {
  const text = readFileSync(path).subarray(0, 4096).toString('latin1');
  return (
    /^(?:sk-)?(?:ssh|ecdsa)-\S+ AAAA|-----BEGIN OPENSSH PRIVATE KEY|^\S+ (?:ssh|ecdsa)-\S+ AAAA/m.test(text) &&
    !/\.(?:c|cpp|go|java|py|rb|php|h|md|rst|js|ts)$/.test(path)
  );
}

function listed(path) {
  const { stdout } = spawnSync('ssh-keygen', ['-l', '-f', path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return [...(stdout ?? '').matchAll(/^(\d+) (SHA256:\S+) .*\(([A-Z0-9-]+)\)$/gm)].map(
    ([, size, fingerprint, type]) => ({
      size: Number(size),
      fingerprint,
      algorithm: FAMILIES[type],
    }),
  );
}

export async function compareSsh(paths, read) {
  const comparison = new Comparison('OpenSSH keys', 'ssh-keygen');
  for (const path of paths.filter(isKeyFile)) {
    const theirs = listed(path);
    const { assets, attempts } = await read(readFileSync(path), path);
    if (theirs.length === 0) comparison.refuse(path, assets.length + attempts.length > 0);
    for (const key of theirs) {
      const ours = assets.find((one) => one.fingerprint === key.fingerprint);
      comparison.add(
        `${path} ${key.fingerprint}`,
        ours && { ...key, size: ours.size, algorithm: ours.algorithm?.family, fingerprint: ours.fingerprint },
        key,
      );
    }
  }
  return comparison;
}
