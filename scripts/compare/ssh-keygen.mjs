// OpenSSH keys beside `ssh-keygen -l`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Comparison } from './table.mjs';

const FAMILIES = { RSA: 'rsa', DSA: 'dsa', ECDSA: 'ec', ED25519: 'eddsa', 'ECDSA-SK': 'ec', 'ED25519-SK': 'eddsa' };

function isKeyFile(path) {
  const text = readFileSync(path).subarray(0, 4096).toString('latin1');
  return (
    /^(?:sk-)?(?:ssh|ecdsa)-\S+ AAAA|-----BEGIN OPENSSH PRIVATE KEY|^\S+ (?:ssh|ecdsa)-\S+ AAAA/m.test(text) &&
    !/\.(?:c|cpp|go|java|py|rb|rs|php|h|md|rst|js|ts|dart|cs|kt)$/.test(path)
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
      algorithm: FAMILIES[type.replace('-CERT', '')],
      isCertificate: type.endsWith('-CERT'),
    }),
  );
}

export async function compareSsh(paths, read) {
  const comparison = new Comparison('OpenSSH keys', 'ssh-keygen');
  for (const path of paths.filter(isKeyFile)) {
    const theirs = listed(path);
    const { assets, attempts } = await read(readFileSync(path), path);
    if (theirs.length === 0) comparison.refuse(path, assets.length + attempts.length > 0);
    const certificates = assets.filter((one) => one.kind === 'certificate' && one.format === 'OpenSSH');
    for (const { isCertificate, ...key } of theirs) {
      const ours = isCertificate
        ? oursOfCertificate(certificates.shift())
        : oursOfKey(assets.find((one) => one.fingerprint === key.fingerprint));
      if (isCertificate) delete key.fingerprint;
      comparison.add(`${path} ${key.fingerprint ?? 'certificate'}`, ours, key);
    }
  }
  return comparison;
}

const oursOfKey = (asset) =>
  asset && { size: asset.size, algorithm: asset.algorithm?.family, fingerprint: asset.fingerprint };

/** Certificates stand in the order of the file: ssh-keygen prints the fingerprint of the key inside. It counts 256 bits for Ed25519. */
function oursOfCertificate(asset) {
  const { family, size } = asset?.publicKey ?? {};
  return asset && { size: family === 'eddsa' && size === 255 ? 256 : size, algorithm: family };
}
