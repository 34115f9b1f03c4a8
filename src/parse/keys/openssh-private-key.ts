import { ParseError } from '../../model/index.js';
import type { ParseContext } from '../parser.js';
import type { EncryptionScheme } from './encryption-scheme.js';
import type { ReadKey } from './read-key.js';
import { readSshPublicKey } from './ssh-public-key.js';
import { SshReader } from './ssh-wire.js';

const MAGIC = 'openssh-key-v1\0';

/** OpenSSH's PROTOCOL.key. The public half stands outside the encrypted part, so no password is needed to know the key. */
export function readOpenSshPrivateKey(bytes: Uint8Array, { catalog }: ParseContext): ReadKey {
  if (Buffer.from(bytes.subarray(0, MAGIC.length)).toString('latin1') !== MAGIC) {
    throw new ParseError('OpenSSH private key: it does not begin as one');
  }
  const reader = new SshReader(bytes.subarray(MAGIC.length));
  const cipher = reader.text();
  const kdf = reader.text();
  const options = reader.string();
  if (reader.uint32() < 1) throw new ParseError('OpenSSH private key: it holds no key');
  const blob = reader.string();
  const secret = reader.string();
  if (secret.length === 0) throw new ParseError('OpenSSH private key: the private part is empty');
  const protection = cipher === 'none' ? undefined : schemeOf(cipher, kdf, options, catalog);
  return {
    ...readSshPublicKey(blob, catalog),
    type: 'private-key',
    ...(protection ? { protection } : {}),
  };
}

function schemeOf(
  cipher: string,
  kdf: string,
  options: Uint8Array,
  catalog: ParseContext['catalog'],
): EncryptionScheme {
  const spec = catalog.ssh('cipher', cipher);
  const algorithm = spec ? catalog.algorithm(spec) : catalog.named(cipher.replace(/@openssh\.com$/, ''));
  const derivation = catalog.named(kdf);
  return {
    mechanism: `OpenSSH: ${kdf}${kdf === 'bcrypt' ? ` (${rounds(options)} rounds)` : ''}, ${cipher}`.slice(0, 120),
    ...(algorithm ? { cipher: algorithm } : {}),
    ...(derivation ? { kdf: derivation } : {}),
  };
}

function rounds(options: Uint8Array): number {
  const reader = new SshReader(options);
  reader.string(); // salt
  return reader.uint32();
}
