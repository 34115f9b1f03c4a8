// Signatures of Android packages beside `apksigner verify --print-certs`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Comparison } from './table.mjs';

const FAMILIES = { RSA: 'rsa', DSA: 'dsa', EC: 'ec' };

/** The certificates of the signers that apksigner accepts for the Android versions of the package. */
function listed(path) {
  const { stdout } = spawnSync('apksigner', ['verify', '--print-certs', '--verbose', path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const texts = (stdout ?? '').split(/^(?=Signer.* certificate DN: )/m).slice(1);
  return texts.map((text) => ({
    fingerprint: /certificate SHA-256 digest: (\S+)/.exec(text)?.[1],
    algorithm: FAMILIES[/key algorithm: (\S+)/.exec(text)?.[1]],
    size: Number(/key size \(bits\): (\d+)/.exec(text)?.[1]),
  }));
}

export async function compareApks(paths, read) {
  const comparison = new Comparison('signers of Android packages', 'apksigner');
  for (const path of paths.filter((one) => one.endsWith('.apk'))) {
    const theirs = listed(path);
    const { assets, attempts } = await read(readFileSync(path), path);
    // a package without a signature, or with one that does not verify, has nothing that would have to be said
    if (theirs.length === 0) comparison.refuse(path, !attempts.some(({ reason }) => reason === 'bug'));
    for (const one of theirs) {
      const ours = assets.find((asset) => asset.fingerprintSha256 === one.fingerprint);
      comparison.add(
        path,
        ours && { fingerprint: ours.fingerprintSha256, algorithm: ours.publicKey?.family, size: ours.publicKey?.size },
        one,
      );
    }
  }
  return comparison;
}
