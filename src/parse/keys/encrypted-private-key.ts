import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import { candidates } from '../keystores/passwords.js';
import { readAlgorithmIdentifier } from '../pki/algorithm-identifier.js';
import { readElement, sequence } from '../pki/der.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { type EncryptionScheme, readEncryptionScheme } from './encryption-scheme.js';
import { contentId, type ReadKey } from './read-key.js';

/** More rounds than this are not tried: a hostile file could ask for hours. */
const MAX_ITERATIONS = 1_000_000;
const MAX_TRIES = 16;

/** RFC 5958 3: EncryptedPrivateKeyInfo. Opened with the passwords at hand to know its public half; else it stays closed. */
export function readEncryptedPrivateKey(der: Uint8Array, catalog: Catalog, passwords: readonly string[]): ReadKey {
  const [identifier] = sequence(readElement(der), 'encrypted private key info');
  const protection = readEncryptionScheme(readAlgorithmIdentifier(identifier, 'encryption'), catalog);
  const base = { type: 'private-key', format: 'PKCS#8 encrypted', protection, contentId: contentId(der) } as const;
  const info = open(passwords, protection, (passphrase) => ({
    key: Buffer.from(der),
    format: 'der',
    type: 'pkcs8',
    passphrase,
  }));
  if (!info) return { ...base, closed: closedBecause(protection) };
  return { ...base, key: readPublicKeyInfo(info, catalog) };
}

/** A traditional key (`Proc-Type: 4,ENCRYPTED`), opened through Node, which reads that armour. */
export function readTraditionalEncrypted(
  pem: string,
  bytes: Uint8Array,
  protection: EncryptionScheme,
  catalog: Catalog,
  passwords: readonly string[],
): ReadKey {
  const base = {
    type: 'private-key',
    format: 'traditional, encrypted',
    protection,
    contentId: contentId(bytes),
  } as const;
  const info = open(passwords, protection, (passphrase) => ({ key: pem, format: 'pem', passphrase }));
  if (!info) return { ...base, closed: closedBecause(protection) };
  return { ...base, key: readPublicKeyInfo(info, catalog) };
}

type KeyInput = Parameters<typeof createPrivateKey>[0];

function open(
  passwords: readonly string[],
  protection: EncryptionScheme,
  input: (passphrase: string) => KeyInput,
): Uint8Array | undefined {
  if ((protection.iterations ?? 0) > MAX_ITERATIONS) return undefined;
  for (const { password } of candidates(passwords).slice(0, MAX_TRIES)) {
    try {
      const key = createPrivateKey(input(password));
      return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }));
    } catch {
      // a wrong password, or an algorithm that Node does not know: the next one
    }
  }
  return undefined;
}

function closedBecause(protection: EncryptionScheme): string {
  if ((protection.iterations ?? 0) > MAX_ITERATIONS) {
    return `encrypted with ${protection.mechanism}; more iterations than are tried`;
  }
  return `encrypted with ${protection.mechanism}; none of the passwords at hand opens it`;
}
