// OpenPGP keys beside `gpg --show-keys`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Comparison } from './table.mjs';

const NAMES = /\.(?:asc|gpg|pgp|key|pub|kbx|txt)$/;
/** RFC 9580 9.1, as gpg numbers algorithms in its listing. */
const FAMILIES = {
  1: 'rsa',
  2: 'rsa',
  3: 'rsa',
  16: 'elgamal',
  17: 'dsa',
  18: 'ecdh',
  19: 'ecdsa',
  20: 'elgamal',
  22: 'eddsa',
};

function isKeyFile(path) {
  if (!NAMES.test(path)) return false;
  const bytes = readFileSync(path);
  return [0x98, 0x99, 0x9a, 0xc6, 0x94, 0x95, 0xc5].includes(bytes[0]) || bytes.includes('-----BEGIN PGP P');
}

function listed(path) {
  const { stdout } = spawnSync(
    'gpg',
    ['--batch', '--no-tty', '--with-colons', '--fixed-list-mode', '--show-keys', path],
    {
      encoding: 'latin1',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 120_000,
    },
  );
  const keys = [];
  for (const line of (stdout ?? '').split('\n')) {
    const parts = line.split(':');
    if (/^(?:pub|sub|sec|ssb)$/.test(parts[0])) {
      keys.push({ size: Number(parts[2]), algorithm: FAMILIES[parts[3]], created: parts[5], expires: parts[6] });
    }
    if (parts[0] === 'fpr' && keys.length > 0) keys[keys.length - 1].fingerprint ??= parts[9];
  }
  return keys;
}

const iso = (seconds) => (seconds ? new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') : undefined);
/** gpg counts 255 bits for Curve25519 and 256 for Ed25519 keys; the curve itself has 255. */
const bits = (size) => (size === 256 ? 255 : size);

export async function comparePgp(paths, read) {
  const comparison = new Comparison('OpenPGP keys', 'gpg');
  for (const path of paths.filter(isKeyFile)) {
    const theirs = listed(path);
    const { assets, attempts } = await read(readFileSync(path), path);
    if (theirs.length === 0) comparison.refuse(path, assets.length + attempts.length > 0);
    for (const key of theirs) {
      const ours = assets.find((one) => one.fingerprint === key.fingerprint);
      const edwards = ['eddsa', 'xdh'].includes(ours?.algorithm?.family);
      const family = ours?.algorithm?.family;
      comparison.add(
        `${path} ${key.fingerprint}`,
        ours && {
          fingerprint: ours.fingerprint,
          algorithm: family === 'xdh' ? 'ecdh' : family,
          size: edwards ? bits(ours.size) : ours.size,
          created: ours.creationDate,
          expires: ours.expirationDate,
        },
        {
          fingerprint: key.fingerprint,
          algorithm: key.algorithm,
          size: edwards ? bits(key.size) : key.size,
          created: iso(key.created),
          expires: iso(key.expires),
        },
      );
    }
  }
  return comparison;
}
