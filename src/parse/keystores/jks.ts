import { createHash } from 'node:crypto';
import { type MaterialAsset, ParseError, type ParseResult } from '../../model/index.js';
import { JKS_PROTECTOR, readEncryptionScheme } from '../keys/encryption-scheme.js';
import { readPrivateKeyInfo } from '../keys/private-key.js';
import { contentId, type ReadKey } from '../keys/read-key.js';
import type { ParseContext } from '../parser.js';
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from '../pki/algorithm-identifier.js';
import { attempt, nonEmpty, present } from '../pki/attempt.js';
import { type ReadCertificate, readCertificate } from '../pki/certificate.js';
import { readElement, sequence } from '../pki/der.js';
import { octetString, printable } from '../pki/der-values.js';
import { certificateResult, failure, joinResults, keyResult, materialResult, type Place } from '../pki/observe.js';
import { JavaReader } from './java-reader.js';
import { serializedArrays, serializedString } from './java-serialization.js';
import { openJksKey } from './jks-protector.js';
import { nextEntry } from './next-entry.js';
import { decrypt } from './password-based.js';
import { type Candidate, candidates, openedWith, Tries } from './passwords.js';
import { SUN_PBE_ROUNDS } from './sun-pbe.js';

const JKS = 0xfeedfeed;
export const JCEKS = 0xcececece;
const MAX_ENTRIES = 100_000;
const DIGEST_LENGTH = 20;
/** Sun's PBEWithMD5AndTripleDES: the only encryption that JCEKS seals objects with. */
const SUN_PBE = '1.3.6.1.4.1.42.2.19.1';
/** The first octet of a serialized Java object. */
const SERIALIZED = 0xac;

interface Store {
  readonly reader: JavaReader;
  readonly version: number;
  readonly password: Candidate | undefined;
  readonly tries: Tries;
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
  const tries = new Tries(context.passwords);
  if (password) tries.fits(password);
  const store: Store = { reader, version, password, tries, place, context, closed: 0 };
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
  const keys = closed === 1 ? '1 key stays encrypted' : `${closed} keys stay encrypted`;
  const still =
    closed > 0
      ? `${keys}; none of the passwords at hand opens ${closed === 1 ? 'it' : 'them'} within the rounds that are computed`
      : undefined;
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
  // What is encrypted the slow way is left alone where the certificate tells the public half and the digest the password of the store.
  const known = leaf?.key && store.password && identifier?.oid === SUN_PBE;
  const plain =
    identifier && data && !known ? openKey(identifier, data, protection?.iterations ?? 1, store) : undefined;
  if (!plain && !known) store.closed++;
  const opened = plain && attempt(problems, () => readPrivateKeyInfo(plain, catalog, 'JKS'));
  return {
    ...(opened ?? { type: 'private-key', format: 'JKS', contentId: contentId(encrypted) }),
    ...(leaf?.key ? { key: leaf.key } : {}),
    ...(protection ? { protection } : {}),
    ...(problems.length > 0 ? { problems } : {}),
  };
}

/** Keys may have other passwords than their store. */
function openKey(identifier: AlgorithmIdentifier, data: Uint8Array, iterations: number, { tries }: Store) {
  const rounds = identifier.oid === SUN_PBE ? iterations * SUN_PBE_ROUNDS : iterations;
  for (const candidate of tries.costing(rounds)) {
    const plain = attempt([], () =>
      identifier.oid === JKS_PROTECTOR
        ? openJksKey(data, candidate.password)
        : decrypt(identifier, data, candidate.password),
    );
    if (!plain || !(plain[0] === 0x30 || plain[0] === SERIALIZED)) continue;
    tries.fits(candidate);
    return plain;
  }
  return undefined;
}

/** A secret key is a serialized Java object of unstated length, which is never deserialized: its end is looked for. */
function secretEntry(store: Store, place: Place): ParseResult {
  const { reader } = store;
  const start = reader.offset;
  reader.offset = nextEntry(reader.bytes, start, reader.bytes.length - DIGEST_LENGTH);
  const object = reader.bytes.subarray(start, reader.offset);
  return keyResult({ ...secretKey(object, store), format: 'JCEKS sealed object', contentId: contentId(object) }, place);
}

/** javax.crypto.SealedObject: parameters and content of the encryption are its two arrays; inside is the key, serialized again. */
function secretKey(object: Uint8Array, store: Store): Pick<ReadKey, 'type' | 'protection' | 'algorithm' | 'size'> {
  const { catalog } = store.context;
  const [parameters, content] = serializedArrays(object);
  const identifier = parameters && attempt([], () => ({ oid: SUN_PBE, parameters: readElement(parameters) }));
  const scheme = identifier && attempt([], () => readEncryptionScheme(identifier as AlgorithmIdentifier, catalog));
  const protection = scheme ?? { mechanism: 'JCEKS: sealed object whose parameters are not readable' };
  const plain =
    identifier && content && openKey(identifier as AlgorithmIdentifier, content, scheme?.iterations ?? 1, store);
  if (!plain) {
    store.closed++;
    return { type: 'secret-key', protection };
  }
  const [key] = serializedArrays(plain);
  const algorithm = catalog.named(serializedString(plain) ?? '');
  return { type: 'secret-key', protection, ...present({ algorithm, size: key && key.length * 8 }) };
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
