import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Leaks } from './leaks.js';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');
const FOLDERS = ['keys/made', 'keys/formats', 'pki/made', 'pki/post-quantum'];
const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const;
const PASSWORDS = [undefined, 'changeit', 'not-to-be-found'];

/** Every fixture of keys, stores and certificates: path below `fixtures/` and content. */
export function keyFixtures(): { readonly path: string; readonly bytes: Buffer }[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(FIXTURES, folder))
      .filter((name) => !/\.(txt|dump)$/.test(name))
      .map((name) => ({ path: `${folder}/${name}`, bytes: readFileSync(join(FIXTURES, folder, name)) })),
  );
}

/** Adds the secret values of a file: the numbers of keys that Node opens, and the bodies of every private format. */
export function addSecretsOf({ path, bytes }: { readonly path: string; readonly bytes: Buffer }, leaks: Leaks): void {
  addNumbers(path, bytes, leaks);
  const text = bytes.toString('latin1');
  for (const [, label, body] of text.matchAll(/-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----\r?\n([\s\S]*?)-----END/g)) {
    leaks.bytes(Buffer.from((body as string).replace(/^[\w-]+: .*$/gm, ''), 'base64'), `${path} ${label}`);
  }
  for (const [, name, value] of text.matchAll(SECRET_LINES))
    leaks.bytes(Buffer.from(value as string, 'base64'), `${path} ${name}`);
  for (const [value] of text.matchAll(/AGE-SECRET-KEY-1[A-Z0-9]+/g)) leaks.text(value, path);
  for (const [, value] of text.matchAll(/\((?:d|p|q|u) ?\s*#([0-9A-F\s]+)#\)/g)) {
    const number = Buffer.from((value as string).replace(/\s/g, ''), 'hex');
    if (number[0] !== 0x04 && number[0] !== 0x40) leaks.number(number, path); // a point q is public
  }
  for (const [, lines] of text.matchAll(/^Private-Lines: \d+\r?\n([\s\S]*?)^Private-/gm))
    leaks.bytes(Buffer.from(lines as string, 'base64'), path);
  if (/minisign|signify/.test(path) && /secret key/.test(text))
    leaks.bytes(Buffer.from(text.split('\n')[1] as string, 'base64').subarray(32), path);
}

/** Takes the public halves out of the search: a private file holds both. */
export function allowPublicOf({ path, bytes }: { readonly path: string; readonly bytes: Buffer }, leaks: Leaks): void {
  const text = bytes.toString('latin1');
  if (path.endsWith('.pub')) leaks.allow(Buffer.from(text.split(' ')[1] ?? '', 'base64'));
  for (const [, lines] of text.matchAll(/^Public-Lines: \d+\r?\n([\s\S]*?)^Private-/gm))
    leaks.allow(Buffer.from(lines as string, 'base64'));
  for (const [, value] of text.matchAll(/^Modulus: (\S+)/gm)) leaks.allow(Buffer.from(value as string, 'base64'));
  for (const key of opened(path, bytes)) leaks.allow(createPublicKey(key).export({ format: 'der', type: 'spki' }));
}

/** WireGuard, and the members of a DNSSEC `.private` file that hold the key. */
const SECRET_LINES =
  /^(PrivateKey|PresharedKey|PrivateExponent|Prime[12]|Exponent[12]|Coefficient)\s*[:=]\s*([A-Za-z0-9+/=]+)\s*$/gm;

function addNumbers(path: string, bytes: Buffer, leaks: Leaks): void {
  for (const key of opened(path, bytes)) {
    const numbers = membersOf(key);
    for (const [member, value] of Object.entries(numbers)) leaks.number(value, `${path} ${member}`);
  }
}

function membersOf(key: KeyObject): Record<string, Buffer> {
  try {
    const jwk = key.export({ format: 'jwk' });
    const members = SECRET_MEMBERS.filter((one) => typeof jwk[one] === 'string');
    return Object.fromEntries(members.map((one) => [one, Buffer.from(jwk[one] as string, 'base64url')]));
  } catch {
    return {}; // DSA, DH and RSA restricted to PSS have no JWK form: their files are searched as they stand
  }
}

/** The keys that Node opens, with the passwords of the fixtures. */
function* opened(path: string, bytes: Buffer): Generator<KeyObject> {
  const types = path.endsWith('.der') ? (['pkcs8', 'pkcs1', 'sec1'] as const) : [undefined];
  for (const passphrase of PASSWORDS) {
    for (const type of types) {
      try {
        yield createPrivateKey(type ? { key: bytes, format: 'der', type, passphrase } : { key: bytes, passphrase });
      } catch {
        // not a private key of this kind, or another password
      }
    }
  }
}
