import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MaterialAsset } from '../../../../src/model/index.js';
import { observationsOf, parseBytes } from '../../../support/parse.js';

const KEYS = join(import.meta.dirname, '../../../../fixtures/keys/made');

async function keysIn(bytes: Uint8Array | string, name: string) {
  const parsed = await parseBytes(bytes, name);
  return {
    keys: observationsOf(parsed)
      .filter((one) => !one.partOf && one.asset.kind === 'related-crypto-material')
      .map((one) => ({
        ...(one.asset as MaterialAsset),
        line: (one.evidence.location as { line?: number }).line,
        symbol: one.evidence.symbol,
      })),
    attempts: parsed.attempts,
    text: JSON.stringify(parsed),
  };
}

describe('JSON Web Keys', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const ed = generateKeyPairSync('ed25519');

  it('a set with one of each, by line, without its secrets', async () => {
    const secret = Buffer.alloc(32, 7).toString('base64url');
    const privateJwk = ec.privateKey.export({ format: 'jwk' });
    const keys = [
      rsa.publicKey.export({ format: 'jwk' }),
      privateJwk,
      ed.publicKey.export({ format: 'jwk' }),
      { kty: 'oct', alg: 'HS256', k: secret },
    ];
    const text = `{"keys":[\n${keys.map((one) => JSON.stringify(one)).join(',\n')}\n]}`;
    const found = await keysIn(text, 'jwks.json');
    expect(found.keys.map((one) => [one.name, one.size, one.line])).toEqual([
      ['public key RSA-2048', 2048, 2],
      ['private key EC-P-384', 384, 3],
      ['public key Ed25519', 255, 4],
      ['secret key HMAC-SHA-256', 256, 5],
    ]);
    expect(found.text).not.toContain(secret);
    expect(found.text).not.toContain(privateJwk.d);
  });

  it('is the same key as in PEM', async () => {
    const jwk = await keysIn(JSON.stringify(ec.publicKey.export({ format: 'jwk' })), 'key.json');
    const pem = await keysIn(ec.publicKey.export({ format: 'pem', type: 'spki' }) as string, 'key.pem');
    expect(jwk.keys[0]?.id).toBe(pem.keys[0]?.id);
  });

  it('leaves a template that only asks for a key type', async () => {
    const { attempts, keys } = await keysIn('{"kty":"RSA","keySize":2048}', 'template.json');
    expect([attempts, keys]).toEqual([[], []]);
  });

  it('says what is missing', async () => {
    expect((await keysIn('{"kty":"RSA","e":"AQAB"}', 'a.json')).attempts).toMatchObject([
      { by: 'jwk', reason: 'malformed' },
    ]);
    expect((await keysIn('const schema = { "kty": string }', 'a.ts')).attempts).toEqual([]);
  });
});

describe('key values of XML signatures', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const base64 = (member: string | undefined) => Buffer.from(member ?? '', 'base64url').toString('base64');
  const { n, e, d } = privateKey.export({ format: 'jwk' });
  const values = `<Modulus>${base64(n)}</Modulus><Exponent>${base64(e)}</Exponent>`;

  it('is the same key as in PEM, in the middle of code and with a prefix', async () => {
    const code = await keysIn(`class A {\n  const string Key = "<RSAKeyValue>${values}</RSAKeyValue>";\n}`, 'a.cs');
    const pem = await keysIn(publicKey.export({ format: 'pem', type: 'spki' }) as string, 'key.pem');
    expect(code.keys).toMatchObject([{ id: pem.keys[0]?.id, name: 'public key RSA-2048', line: 2 }]);
    const prefixed = `<ds:RSAKeyValue>\n${values.replace(/<(\/?)/g, '<$1ds:')}</ds:RSAKeyValue>`;
    expect((await keysIn(prefixed, 'a.xml')).keys).toMatchObject([{ id: pem.keys[0]?.id, line: 1 }]);
  });

  it('a whole key is a private one, without its secrets', async () => {
    const found = await keysIn(`<RSAKeyValue>${values}<D>${base64(d)}</D></RSAKeyValue>`, 'key.xml');
    expect(found.keys).toMatchObject([{ name: 'private key RSA-2048' }]);
    expect(found.text).not.toContain(base64(d).slice(0, 24));
  });

  it('DSA by its prime', async () => {
    const element = (name: string, octets: number) =>
      `<${name}>${Buffer.alloc(octets, 0x9f).toString('base64')}</${name}>`;
    const text = `<DSAKeyValue>${element('P', 256)}${element('Q', 32)}${element('G', 256)}${element('Y', 256)}</DSAKeyValue>`;
    expect((await keysIn(text, 'key.xml')).keys).toMatchObject([{ name: 'public key DSA-2048' }]);
  });

  it('leaves templates and pieces', async () => {
    for (const text of [
      '<RSAKeyValue></RSAKeyValue>',
      '<RSAKeyValue><Modulus>{0}</Modulus></RSAKeyValue>',
      '</RSAKeyValue>',
    ])
      expect(await keysIn(text, 'a.xml')).toMatchObject({ keys: [], attempts: [] });
  });
});

describe('SSH in other dresses', () => {
  const blob = readFileSync(join(KEYS, 'ssh-rsa-3072.pub'), 'latin1').split(' ')[1] ?? '';
  it('RFC 4716', async () => {
    const found = await keysIn(readFileSync(join(KEYS, 'ssh-rsa-3072.ssh2.pub')), 'key.pub');
    expect(found.keys).toMatchObject([{ format: 'SSH2', size: 3072, line: 1 }]);
  });
  it('PuTTY: the public half of an encrypted key', async () => {
    const lines = blob.match(/.{1,64}/g) ?? [];
    const ppk = [
      'PuTTY-User-Key-File-3: ssh-rsa',
      'Encryption: aes256-cbc',
      'Comment: deploy',
      `Public-Lines: ${lines.length}`,
      ...lines,
      'Key-Derivation: Argon2id',
      'Private-Lines: 1',
      'AAAA',
      'Private-MAC: 00',
    ].join('\r\n');
    expect((await keysIn(ppk, 'key.ppk')).keys).toMatchObject([
      {
        type: 'private-key',
        format: 'PuTTY ppk 3',
        size: 3072,
        comment: 'deploy',
        securedBy: { algorithm: { name: 'AES-256-CBC' } },
      },
    ]);
  });
  it('a string that source code wraps', async () => {
    const wrapped = `KEY = "ssh-rsa ${blob.slice(0, 100)}\\\n${blob.slice(100)}"\n`;
    expect((await keysIn(wrapped, 'a.py')).keys).toMatchObject([{ size: 3072 }]);
  });
});

describe('minisign and signify', () => {
  it('public key, signature, open and encrypted secret keys', async () => {
    const value = (length: number, fill: (bytes: Buffer) => void = () => undefined) => {
      const bytes = Buffer.alloc(length, 9);
      bytes.write('Ed');
      fill(bytes);
      return `untrusted comment: x\n${bytes.toString('base64')}\n`;
    };
    const signify = value(104, (bytes) => bytes.writeUInt32BE(42, 4));
    const open = value(104, (bytes) => bytes.writeUInt32BE(0, 4));
    const found = await keysIn(value(42) + value(74) + signify + open, 'release.pub');
    expect(found.keys.map((one) => one.name)).toEqual([
      'public key Ed25519',
      'minisign signature Ed25519',
      'encrypted private key Ed25519',
      'private key Ed25519',
    ]);
  });
});

describe('Kerberos keytab', () => {
  it('principals and encryption types, never the keys', async () => {
    const counted = (bytes: Buffer | string) => Buffer.concat([Buffer.from([0, bytes.length]), Buffer.from(bytes)]);
    const entry = Buffer.concat([
      Buffer.from([0, 1]),
      counted('EXAMPLE.ORG'),
      counted('host'),
      Buffer.alloc(9),
      Buffer.from([0, 18]),
      counted(Buffer.alloc(32, 0xab)),
    ]);
    const size = Buffer.alloc(4);
    size.writeInt32BE(entry.length);
    const found = await keysIn(Buffer.concat([Buffer.from([5, 2]), size, entry]), 'krb5.keytab');
    expect(found.keys).toMatchObject([{ name: 'secret key AES-256-CTS', size: 256, symbol: 'host@EXAMPLE.ORG' }]);
    expect(found.text).not.toContain('abababab');
    expect(found.attempts).toEqual([]);
  });
});

describe('DNS', () => {
  it('DNSKEY records', async () => {
    const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
    const point = Buffer.concat([
      Buffer.from(jwk.x as string, 'base64url'),
      Buffer.from(jwk.y as string, 'base64url'),
    ]).toString('base64');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    const number = Buffer.concat([Buffer.from([3, 1, 0, 1]), Buffer.from(rsa.n as string, 'base64url')]).toString(
      'base64',
    );
    const zone = `example. 3600 IN DNSKEY 257 3 13 ${point}\nexample. IN DNSKEY 256 3 8 (\n  ${number.slice(0, 60)}\n  ${number.slice(60)} ) ; ZSK\n`;
    expect((await keysIn(zone, 'db.example')).keys).toMatchObject([
      { name: 'public key EC-P-256', line: 1, symbol: 'key-signing key', comment: 'ECDSAP256SHA256' },
      { name: 'public key RSA-2048', line: 2, symbol: 'zone-signing key' },
    ]);
  });
  it('DNSKEY records in the comment of a program, and those that do not end', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    const bytes = Buffer.concat([Buffer.from([3, 1, 0, 1]), Buffer.from(rsa.n as string, 'base64url')]);
    const lines = bytes.toString('base64').match(/.{1,47}/g) as string[];
    const comment = `/// example. IN DNSKEY 256 3 8 ( ${lines.join('\n///     ')} )\n/// text\n`;
    expect((await keysIn(comment, 'zone.rs')).keys).toMatchObject([{ name: 'public key RSA-2048', line: 1 }]);
    const cut = await keysIn(`example. IN DNSKEY 256 3 8 ( ${lines.slice(0, 2).join('\n  ')}\n`, 'db.example');
    expect(cut.keys).toEqual([]);
    expect(cut.attempts).toMatchObject([{ reason: 'malformed' }]);
  });
  it('DKIM records, whole or in several strings', async () => {
    const info = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .publicKey.export({ format: 'der', type: 'spki' })
      .toString('base64');
    const record = `mail._domainkey IN TXT ( "v=DKIM1; k=rsa; p=${info.slice(0, 200)}" "${info.slice(200)}" )\n`;
    expect((await keysIn(record, 'db.example')).keys).toMatchObject([{ name: 'public key RSA-2048', line: 1 }]);
  });
});

describe('what a name promises', () => {
  it.each(['server.pem', 'store.jks', 'ca.crt', 'key.p12'])('%s with other bytes is an attempt', async (name) => {
    expect((await keysIn('nothing of the kind', name)).attempts).toMatchObject([
      { status: 'failed', reason: 'malformed' },
    ]);
  });
  it('certificates inside binaries are found', async () => {
    const der = readFileSync(join(KEYS, '../../pki/made/ec-p256.der'));
    const parsed = await parseBytes(
      Buffer.concat([Buffer.from('\x7fELF\0\0\0'), Buffer.alloc(100), der, Buffer.alloc(50)]),
      'firmware.bin',
    );
    expect(observationsOf(parsed)[0]?.asset.name).toBe('ec-p256');
  });
});

describe('OpenVPN', () => {
  it('keys of all four kinds, with sizes, and nothing of the secret', async () => {
    const random = randomBytes(256);
    const block = (label: string, body: string) =>
      `-----BEGIN OpenVPN ${label}-----\n${body}\n-----END OpenVPN ${label}-----\n`;
    const hex = random.toString('hex').match(/.{32}/g)?.join('\n') ?? '';
    const base64 =
      random
        .subarray(0, 128)
        .toString('base64')
        .match(/.{1,64}/g)
        ?.join('\n') ?? '';
    const text = [
      block('Static key V1', hex),
      block('tls-crypt-v2 server key', base64),
      block('tls-crypt-v2 client key', base64),
      block('auth-token server key', base64),
    ].join('');
    const found = await keysIn(text, 'vpn.key');
    expect(found.attempts).toEqual([]);
    expect(found.keys.map(({ type, format, size, line }) => [type, format, size, line])).toEqual([
      ['secret-key', 'OpenVPN static key', 2048, 1],
      ['secret-key', 'OpenVPN tls-crypt-v2 server key', 1024, 19],
      ['secret-key', 'OpenVPN tls-crypt-v2 client key', undefined, 24],
      ['secret-key', 'OpenVPN auth-token server key', 1024, 29],
    ]);
    expect(found.text).not.toContain(hex.slice(0, 16));
    expect(found.text).not.toContain(base64.slice(0, 16));
  });
});
