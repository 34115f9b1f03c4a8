import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CertificateAsset, MaterialAsset } from '../../../../src/model/index.js';
import { CONTEXT, observationsOf, parseBytes } from '../../../support/parse.js';

const FORMATS = join(import.meta.dirname, '../../../../fixtures/keys/formats');
const MADE = join(import.meta.dirname, '../../../../fixtures/keys/made');
const names = (pattern: RegExp) => readdirSync(FORMATS).filter((name) => pattern.test(name));
const dump = (name: string) => readFileSync(join(FORMATS, `${name}.txt`), 'utf8');

async function read(name: string) {
  const parsed = await parseBytes(readFileSync(join(FORMATS, name)), name);
  const observations = observationsOf(parsed);
  const materials = observations.filter((one) => !one.partOf && one.asset.kind === 'related-crypto-material');
  return {
    materials: materials.map((one) => one.asset as MaterialAsset),
    certificates: observations.flatMap((one) =>
      one.asset.kind === 'certificate' ? [one.asset as CertificateAsset] : [],
    ),
    parts: observations.filter((one) => one.partOf).map((one) => one.asset.name),
    attempts: parsed.attempts,
  };
}

describe('age', () => {
  it('an identity and its recipient are the two halves of one key', async () => {
    const identity = (await read('identity.age-key')).materials;
    const [recipient] = (await read('recipients.txt')).materials;
    expect(identity.map((one) => one.name)).toContain('private key X25519');
    expect(identity.find((one) => one.type === 'private-key')?.spkiSha256).toBe(recipient?.spkiSha256);
  });
  it.each([
    ['x25519.age', ['X25519']],
    ['ssh-rsa.age', ['RSA-OAEP-SHA-256', 'X25519']],
  ])('%s says for whom it is encrypted', async (name, expected) => {
    const { materials, parts, attempts } = await read(name);
    expect(materials).toHaveLength(1);
    expect([...parts].sort()).toEqual(expected);
    expect(attempts).toEqual([]);
    const kinds = dump(name).match(/^-> \S+/gm) ?? [];
    expect(kinds.filter((one) => !one.endsWith('-grease'))).toHaveLength(expected.length);
  });
  it('text that only looks like a key is none', async () => {
    const key = readFileSync(join(FORMATS, 'recipients.txt'), 'utf8').trim();
    const { results } = await parseBytes(`${key.slice(0, -1)}${key.endsWith('q') ? 'p' : 'q'}\n`, 'a.txt');
    expect(results.flatMap((one) => one.result.observations)).toEqual([]);
  });
  it('a post-quantum recipient is named by its prefix', async () => {
    // Bech32 over 1216 octets, with its checksum made here
    const text = bech32('age1pq', Buffer.alloc(1216, 5));
    const parsed = observationsOf(await parseBytes(`${text}\n`, 'recipients.txt'));
    expect(parsed[0]?.asset).toMatchObject({ type: 'public-key', algorithm: { quantum: 'quantum-safe-hybrid' } });
  });
});

/** BIP 173 with any length. */
function bech32(prefix: string, octets: Buffer): string {
  const alphabet = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const values: number[] = [];
  let held = 0;
  let bits = 0;
  for (const octet of octets) {
    held = (held << 8) | octet;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      values.push((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) values.push((held << (5 - bits)) & 31);
  const codes = [...prefix].map((one) => one.charCodeAt(0));
  let check = 1;
  for (const value of [
    ...codes.map((one) => one >> 5),
    0,
    ...codes.map((one) => one & 31),
    ...values,
    0,
    0,
    0,
    0,
    0,
    0,
  ]) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries())
      if ((top >> bit) & 1) check ^= generator;
  }
  check ^= 1;
  for (let shift = 25; shift >= 0; shift -= 5) values.push((check >>> shift) & 31);
  return `${prefix}1${values.map((one) => alphabet[one]).join('')}`;
}

describe('DNSSEC keys of BIND', () => {
  it.each(names(/^K.*\.private$/))('%s is the private half of the record beside it', async (name) => {
    const [secret] = (await read(name)).materials;
    const [open] = (await read(name.replace('.private', '.key'))).materials;
    expect(secret?.type).toBe('private-key');
    expect(secret?.spkiSha256).toBe(open?.spkiSha256);
    expect(secret?.spkiSha256).toBeDefined();
  });
});

describe('PuTTY', () => {
  it.each(names(/\.ppk$/))('%s as puttygen lists it', async (name) => {
    const [key] = (await read(name)).materials;
    const [, size, fingerprint] = dump(name).trim().split(' ');
    expect(key).toMatchObject({ type: 'private-key', fingerprint });
    expect(key?.size).toBe(Number(size) === 255 ? 256 : Number(size)); // OpenSSH counts 256 for Ed25519, PuTTY 255
    expect(key?.securedBy !== undefined).toBe(name.includes('locked'));
  });
});

describe('GnuPG', () => {
  it('the keybox as gpg lists it', async () => {
    const { materials } = await read('pubring.kbx');
    const prints = [...dump('pubring.kbx').matchAll(/^fpr:+([0-9A-F]{40}):/gm)].map(([, print]) => print);
    expect(materials.map((one) => one.fingerprint).sort()).toEqual(prints.sort());
  });
  it('private keys of the agent are those of the keybox', async () => {
    const open = new Set((await read('pubring.kbx')).materials.map((one) => one.spkiSha256));
    const files = names(/^agent-\d\.key$/);
    expect(files.length).toBeGreaterThan(2);
    for (const name of files) {
      const [key] = (await read(name)).materials;
      expect(key?.type).toBe('private-key');
      expect(open.has(key?.spkiSha256)).toBe(true);
    }
  });
  it('a message says for whom it is encrypted, one under a password says so', async () => {
    const message = await read('message.gpg');
    expect([...message.parts].sort()).toEqual(['ECDH', 'RSA-PKCS1-1.5']);
    expect(dump('message.gpg').match(/pubkey enc packet/g)).toHaveLength(2);
    expect((await read('symmetric.asc')).materials).toMatchObject([{ name: 'OpenPGP message AES-256-CFB' }]);
  });
});

it("NSS's cert9.db: the certificates that certutil lists", async () => {
  const { certificates } = await read('cert9.db');
  expect(certificates.map((one) => one.name).sort()).toEqual(dump('cert9.db').trim().split('\n').sort());
});

it('a timestamp with the digest and the authority that openssl ts prints', async () => {
  const { materials, certificates, parts } = await read('message.tsr');
  expect(dump('message.tsr')).toContain('Hash Algorithm: sha256');
  expect(materials).toMatchObject([{ type: 'token', name: expect.stringContaining('timestamp token') }]);
  expect(certificates.map((one) => one.subject)).toEqual(['CN=timestamps']);
  expect(parts).toContain('SHA-256');
});

it('minisign and signify: the three files of each', async () => {
  const types = async (name: string) => (await read(name)).materials.map((one) => one.type);
  expect(await types('minisign.pub')).toEqual(['public-key']);
  expect(await types('minisign.key')).toEqual(['private-key']);
  expect(await types('minisign.minisig')).toEqual(['signature']);
  expect(await types('signify.sec')).toEqual(['private-key']);
});

describe('a password that does not fit', () => {
  it('is not tried a second time on every bag of a PKCS #12 store', async () => {
    const { results, attempts } = await parseBytes(readFileSync(join(MADE, 'closed.p12')), 'closed.p12', CONTEXT);
    expect(attempts).toMatchObject([{ reason: 'encrypted', status: 'partial' }]);
    expect(results.flatMap((one) => one.result.observations).length).toBeGreaterThan(0);
  });
});

describe('OpenPGP armour that is damaged', () => {
  const armour = readFileSync(join(MADE, 'openpgp-rsa.asc'), 'latin1');
  it.each([
    ['a wrong character', armour.replace(/^(mQ.{20})./m, '$1!')],
    ['a header line that is cut', armour.replace('-----BEGIN PGP PUBLIC KEY BLOCK-----', '-----BEGIN PGP PUBLIC')],
  ])('%s is said', async (_, text) => {
    expect(text).not.toBe(armour);
    const { attempts } = await parseBytes(text, 'key.asc');
    expect(attempts.length).toBeGreaterThan(0);
  });
});
