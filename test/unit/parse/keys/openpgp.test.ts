import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MaterialAsset } from '../../../../src/model/index.js';
import { observationsOf, parseBytes } from '../../../support/parse.js';

const KEYS = join(import.meta.dirname, '../../../../fixtures/keys/made');

/** GnuPG's doc/DETAILS: fields of `--with-colons`. */
function gpgReading(dump: string) {
  const keys: unknown[] = [];
  const lines = dump.split('\n').map((line) => line.split(':'));
  for (const [index, fields] of lines.entries()) {
    if (!/^(pub|sub|sec|ssb)$/.test(fields[0] ?? '')) continue;
    keys.push({
      size: Number(fields[2]),
      fingerprint: lines.slice(index).find((one) => one[0] === 'fpr')?.[9],
      creationDate: iso(fields[5]),
      expirationDate: iso(fields[6]),
      curve: { ed25519: 'Ed25519', cv25519: 'Curve25519', nistp384: 'P-384' }[fields[16] ?? ''],
    });
  }
  return keys;
}

function iso(seconds: string | undefined): string | undefined {
  return seconds ? new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') : undefined;
}

describe('OpenPGP keys say what gpg --with-colons says', () => {
  it.each(readdirSync(KEYS).filter((name) => /^openpgp.*\.txt$/.test(name)))('%s', async (dump) => {
    const name = dump.replace(/\.txt$/, '');
    const parsed = await parseBytes(readFileSync(join(KEYS, name)), name);
    const keys = observationsOf(parsed)
      .filter((one) => !one.partOf)
      .map((one) => one.asset as MaterialAsset);
    expect(parsed.attempts).toEqual([]);
    expect(
      keys.map(({ size, fingerprint, creationDate, expirationDate, algorithm }) => ({
        size,
        fingerprint,
        creationDate,
        expirationDate,
        curve: algorithm?.curve,
      })),
    ).toEqual(gpgReading(readFileSync(join(KEYS, dump), 'utf8')));
  });

  it('tells an encrypted secret key from an open one', async () => {
    const read = async (name: string) => {
      const parsed = await parseBytes(readFileSync(join(KEYS, name)), name);
      return observationsOf(parsed)[0]?.asset as MaterialAsset;
    };
    expect(await read('openpgp-secret.asc')).toMatchObject({ type: 'private-key' });
    expect((await read('openpgp-secret.asc')).securedBy).toBeUndefined();
    expect((await read('openpgp-locked.asc')).securedBy).toMatchObject({ algorithm: { name: 'AES-128-CFB' } });
  });

  it('reads a detached signature', async () => {
    const parsed = await parseBytes(readFileSync(join(KEYS, 'openpgp-signature.asc')), 'message.asc');
    expect(observationsOf(parsed)[0]?.asset).toMatchObject({ type: 'signature', algorithm: { hash: 'SHA-512' } });
  });
});
