import { createHash } from 'node:crypto';
import { type MaterialAsset, ParseError, type ParseResult } from '../../model/index.js';
import { JKS_PROTECTOR, readEncryptionScheme } from '../keys/encryption-scheme.js';
import { readPrivateKeyInfo } from '../keys/private-key.js';
import { contentId, type ReadKey } from '../keys/read-key.js';
import type { ParseContext } from '../parser.js';
import { readAlgorithmIdentifier } from '../pki/algorithm-identifier.js';
import { attempt, nonEmpty, present } from '../pki/attempt.js';
import { type ReadCertificate, readCertificate } from '../pki/certificate.js';
import { readElement, sequence } from '../pki/der.js';
import { octetString, printable } from '../pki/der-values.js';
import { certificateResult, failure, joinResults, keyResult, materialResult, type Place } from '../pki/observe.js';
import { JavaReader } from './java-reader.js';
import { nextEntry } from './jceks-secret.js';
import { openJksKey } from './jks-protector.js';
import { type Candidate, candidates, openedWith } from './passwords.js';

const JKS = 0xfeedfeed;
export const JCEKS = 0xcececece;
const MAX_ENTRIES = 100_000;
const DIGEST_LENGTH = 20;

interface Store {
  readonly reader: JavaReader;
  readonly version: number;
  readonly password: Candidate | undefined;
  readonly place: Place;
  readonly context: ParseContext;
  closed: number;
}

/**
 * Java's JKS and JCEKS: certificates stand there in the open, keys encrypted one by one. The public half of a private
 * key is known from its certificate, without any password.
 */
export function readJks(bytes: Uint8Array, place: Place, context: ParseContext): ParseResult {
  const reader = new JavaReader(bytes);
  const magic = reader.int();
  if (magic !== JKS && magic !== JCEKS) throw new ParseError('not a Java key store');
  const version = reader.int();
  const count = reader.int();
  if (version < 1 || version > 2)
    throw new ParseError(`Java key store of unknown version ${version}`, 4, 'unsupported');
  if (count > MAX_ENTRIES) throw new ParseError(`Java key store: it claims ${count} entries`, 8);
  const format = magic === JKS ? 'JKS' : 'JCEKS';
  const password = candidates(context.passwords).find((one) => isPassword(one.password, bytes));
  const store: Store = { reader, version, password, place, context, closed: 0 };
  const results: ParseResult[] = [];
  try {
    for (let index = 0; index < count; index++) results.push(readEntry(store));
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    results.push(failure(place, { message: `after ${results.length} of ${count} entries: ${error.message}` }));
  }
  return joinResults([storeResult(format, bytes, store), ...results]);
}

function storeResult(format: string, bytes: Uint8Array, { password, closed, place }: Store): ParseResult {
  const asset: MaterialAsset = {
    kind: 'related-crypto-material',
    id: `material/keystore/${contentId(bytes)}`,
    name: `${format} store`,
    type: 'keystore',
    format,
    securedBy: { mechanism: 'SHA-1 digest over password and contents; each key encrypted on its own' },
    ...present({
      weaknesses: nonEmpty([...(password?.wellKnown ? ['well-known-password'] : []), 'sha1-integrity']),
      comment: password && openedWith(password),
    }),
  };
  const still = closed > 0 ? `${closed} keys stay encrypted; none of the passwords at hand opens them` : undefined;
  return materialResult(asset, [], place, still);
}

/** Tags: 1 private key with its chain, 2 trusted certificate, 3 secret key (JCEKS only). */
function readEntry(store: Store): ParseResult {
  const { reader } = store;
  const tag = reader.int();
  const alias = printable(reader.utf()).slice(0, 200);
  reader.date();
  const place: Place = { ...store.place, symbol: alias };
  if (tag === 1) return privateKeyEntry(store, place);
  if (tag === 2) return certificateEntry(store, place).result;
  if (tag === 3) return secretEntry(store, place);
  throw new ParseError(`Java key store: an entry of unknown kind ${tag}`, reader.offset);
}

function certificateEntry(
  { reader, version, context }: Store,
  place: Place,
): { result: ParseResult; read?: ReadCertificate } {
  const type = version === 2 ? reader.utf() : 'X.509';
  const bytes = reader.block();
  if (type !== 'X.509')
    return {
      result: failure(place, {
        message: `a certificate of type ${printable(type).slice(0, 40)}`,
        reason: 'unsupported',
      }),
    };
  try {
    const read = readCertificate(bytes, context.catalog);
    return { result: certificateResult(read, place), read };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { result: failure(place, error) };
  }
}

function privateKeyEntry(store: Store, place: Place): ParseResult {
  const encrypted = store.reader.block();
  const length = store.reader.int();
  if (length > 1000) throw new ParseError(`Java key store: a chain of ${length} certificates`, store.reader.offset);
  const chain = Array.from({ length }, () => certificateEntry(store, place));
  const read = privateKey(encrypted, chain[0]?.read, store);
  return joinResults([keyResult(read, place), ...chain.map((one) => one.result)]);
}

function privateKey(encrypted: Uint8Array, leaf: ReadCertificate | undefined, store: Store): ReadKey {
  const { catalog } = store.context;
  const problems: string[] = [];
  const parts = attempt(problems, () => sequence(readElement(encrypted), 'EncryptedPrivateKeyInfo'));
  const identifier = parts && attempt(problems, () => readAlgorithmIdentifier(parts[0], 'key protection'));
  const protection = identifier && attempt(problems, () => readEncryptionScheme(identifier, catalog));
  const data = parts && attempt(problems, () => octetString(parts[1], 'encrypted key'));
  const plain =
    identifier?.oid === JKS_PROTECTOR && data && store.password ? openJksKey(data, store.password.password) : undefined;
  if (!plain) store.closed++;
  const opened = plain && attempt(problems, () => readPrivateKeyInfo(plain, catalog, 'JKS'));
  return {
    ...(opened ?? { type: 'private-key', format: 'JKS', contentId: contentId(encrypted) }),
    ...(leaf?.key ? { key: leaf.key } : {}),
    ...(protection ? { protection } : {}),
    ...(problems.length > 0 ? { problems } : {}),
  };
}

/** A secret key is a serialized Java object of unstated length, which is never deserialized: its end is looked for. */
function secretEntry(store: Store, place: Place): ParseResult {
  const { reader } = store;
  const start = reader.offset;
  reader.offset = nextEntry(reader.bytes, start, reader.bytes.length - DIGEST_LENGTH);
  store.closed++;
  return keyResult(
    {
      type: 'secret-key',
      format: 'JCEKS sealed object',
      protection: { mechanism: 'JCEKS: sealed with PBEWithMD5AndTripleDES' },
      contentId: contentId(reader.bytes.subarray(start, reader.offset)),
    },
    place,
  );
}

/** The digest at the end: SHA-1 of the password in UTF-16, a fixed text and all that comes before. */
function isPassword(password: string, bytes: Uint8Array): boolean {
  const end = bytes.length - DIGEST_LENGTH;
  const digest = createHash('sha1')
    .update(Buffer.from(password, 'utf16le').swap16())
    .update('Mighty Aphrodite')
    .update(bytes.subarray(0, Math.max(0, end)))
    .digest();
  return end > 0 && Buffer.compare(digest, bytes.subarray(end)) === 0;
}
