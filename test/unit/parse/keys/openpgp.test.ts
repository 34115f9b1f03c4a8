import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type MaterialAsset, ParseError } from '../../../../src/model/index.js';
import { numberedAlgorithm, readPgpKey } from '../../../../src/parse/keys/openpgp/key.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

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

  it('names algorithms that have a number and no parameters, in keys and signatures', () => {
    const name = (id: number) => numberedAlgorithm(id, CONTEXT.catalog).name;
    expect([30, 31, 35, 36].map(name)).toEqual([
      'ML-DSA-65+Ed25519',
      'ML-DSA-87+Ed448',
      'ML-KEM-768+X25519',
      'ML-KEM-1024+X448',
    ]);
    expect(name(33)).toBe('SLH-DSA-SHAKE-128f');
    expect(name(21)).toBe('OpenPGP algorithm 21 (reserved: X9.42 DH)');
    expect(name(105)).toBe('OpenPGP algorithm 105 (private or experimental)');
    expect(name(77)).toBe('OpenPGP algorithm 77');
  });

  it('reads a post-quantum key of version 4, which does not say how long it is, up to its secret part', () => {
    const octets = 32 + 1184; // draft-ietf-openpgp-pqc: X25519 and ML-KEM-768
    const body = Buffer.concat([
      Buffer.from([4, 0x66, 0, 0, 0, 35]),
      Buffer.alloc(octets, 7),
      Buffer.from([0, 1, 2, 3]),
    ]);
    const key = readPgpKey(body, CONTEXT.catalog, true);
    expect(key).toMatchObject({ publicEnd: 6 + octets, algorithm: { name: 'ML-KEM-768+X25519' } });
    expect(() => readPgpKey(body.subarray(0, 500), CONTEXT.catalog)).toThrow(ParseError);
  });

  it('reads keys behind an armour header with a very long name, as gpg does, and finds nothing wrong', async () => {
    const text = readFileSync(join(KEYS, 'openpgp-rsa.asc'), 'latin1');
    const parsed = await parseBytes(text.replace(/\r?\n/, `\n${'X'.repeat(70_000)}: y\n`), 'key.asc');
    expect(parsed.attempts).toEqual([]);
    expect(observationsOf(parsed).length).toBeGreaterThan(0);
  });
});
