// Java key stores beside `keytool -list -v`.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Comparison } from './table.mjs';

const PASSWORD = 'changeit';

function isStore(path) {
  const head = readFileSync(path).subarray(0, 4).toString('hex');
  return head === 'feedfeed' || head === 'cececece' || /\.(?:p12|pfx|pkcs12)$/.test(path);
}

function listed(path) {
  const { stdout, status } = spawnSync(
    'keytool',
    ['-J-Duser.language=en', '-list', '-v', '-keystore', path, '-storepass', PASSWORD],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 28,
    },
  );
  if (status !== 0) return [];
  return stdout
    .split(/(?=^Owner: )/m)
    .slice(1)
    .map((text) => {
      const field = (pattern) => pattern.exec(text)?.[1]?.trim();
      const size = field(/Subject Public Key Algorithm: (\d+)-bit/);
      return {
        fingerprint: field(/SHA256: ([0-9A-F:]+)/)
          ?.replaceAll(':', '')
          .toLowerCase(),
        size: size === undefined ? undefined : Number(size),
        notAfter: until(field(/until: (.+)/)),
      };
    });
}

function until(text) {
  const time = Date.parse((text ?? '').replace(/ ([A-Z]{3,4}) (\d{4})$/, ' $2 $1'));
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('.000Z', 'Z');
}

export async function compareJavaStores(paths, read) {
  const comparison = new Comparison('certificates in stores', 'keytool');
  for (const path of paths.filter(isStore)) {
    const theirs = listed(path);
    const { assets, attempts } = await read(readFileSync(path), path);
    if (theirs.length === 0) comparison.refuse(path, assets.length + attempts.length > 0);
    for (const one of theirs) {
      const ours = assets.find((asset) => asset.fingerprintSha256 === one.fingerprint);
      comparison.add(
        `${path} ${one.fingerprint}`,
        ours && { fingerprint: ours.fingerprintSha256, size: ours.publicKey?.size, notAfter: ours.notAfter },
        one,
      );
    }
  }
  return comparison;
}
