import type { Catalog } from '../../catalog/catalog.js';
import { ParseError } from '../../model/index.js';
import { readPrivateKeyInfo } from '../keys/private-key.js';
import { contentId, type ReadKey } from '../keys/read-key.js';
import type { ParseContext } from '../parser.js';
import { attempt, present } from '../pki/attempt.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { JavaReader } from './java-reader.js';
import { openBksEntry } from './password-based.js';
import type { Tries } from './passwords.js';

const SEALED = 4;
const MAX_SALT = 1024;
/** Kinds of keys in Bouncy Castle's encodeKey: private, public, secret. */
const TYPES = ['private-key', 'public-key', 'secret-key'] as const;

/** Bouncy Castle's encodeKey: kind, format, algorithm, encoding. */
export function readBksKey(reader: JavaReader, catalog: Catalog): ReadKey {
  const type = TYPES[reader.byte()];
  if (!type) throw new ParseError('BKS: a key of unknown kind', reader.offset);
  reader.utf(); // PKCS#8, X.509 or RAW, which follows from the kind
  const algorithm = reader.utf();
  const encoding = reader.block();
  const unread: ReadKey = { type, format: 'BKS', contentId: contentId(encoding) };
  const problems: string[] = [];
  if (type === 'private-key')
    return { ...unread, ...attempt(problems, () => readPrivateKeyInfo(encoding, catalog, 'BKS')) };
  if (type === 'public-key')
    return { ...unread, ...present({ key: attempt(problems, () => readPublicKeyInfo(encoding, catalog)) }) };
  return { ...unread, ...present({ algorithm: catalog.named(algorithm) }), size: encoding.length * 8 };
}

/** A sealed entry (salt, iterations, encrypted key) or a secret of the caller's own form, which nobody else can read. */
export function sealedEntry(kind: number, data: Uint8Array, tries: Tries, { catalog }: ParseContext): ReadKey {
  const read: ReadKey = { type: kind === SEALED ? 'key' : 'secret-key', format: 'BKS', contentId: contentId(data) };
  if (kind !== SEALED) return read;
  const opened = attempt([], () => open(data, tries, catalog));
  const protection = { mechanism: 'BKS: sealed with pbeWithSHA1And3-KeyTripleDES-CBC' };
  return opened ? { ...opened, protection } : { ...read, protection, closed: protection.mechanism };
}

function open(data: Uint8Array, tries: Tries, catalog: Catalog): ReadKey | undefined {
  const reader = new JavaReader(data);
  const salt = reader.block();
  const iterations = reader.int();
  if (salt.length > MAX_SALT) throw new ParseError('BKS: a salt of unlikely length');
  for (const candidate of tries.costing(iterations)) {
    const plain = openBksEntry(salt, iterations, data.subarray(reader.offset), candidate.password);
    const read = plain && attempt([], () => readBksKey(new JavaReader(plain), catalog));
    if (!read) continue;
    tries.fits(candidate);
    return read;
  }
  return undefined;
}
