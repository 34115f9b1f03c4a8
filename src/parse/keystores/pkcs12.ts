import { createHash } from 'node:crypto';
import { type AlgorithmAsset, type MaterialAsset, ParseError, type ParseResult } from '../../model/index.js';
import { readEncryptionScheme } from '../keys/encryption-scheme.js';
import { readPrivateKeyInfo } from '../keys/private-key.js';
import { contentId } from '../keys/read-key.js';
import type { ParseContext } from '../parser.js';
import { digestNamed, readAlgorithmIdentifier } from '../pki/algorithm-identifier.js';
import { nonEmpty, present } from '../pki/attempt.js';
import { readCertificate } from '../pki/certificate.js';
import { readCrl } from '../pki/crl.js';
import { children, context as contextTag, type Element, encoded, readElement, sequence, TAG } from '../pki/der.js';
import { octetString, readOid, readString } from '../pki/der-values.js';
import { certificateResult, joinResults, keyResult, materialResult, type Place } from '../pki/observe.js';
import { decrypt, unwrapped } from './password-based.js';
import { type Candidate, openedWith, Tries } from './passwords.js';
import { type Pkcs12Mac, readMac } from './pkcs12-mac.js';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const BAG = '1.2.840.113549.1.12.10.1.';
const MAX_BAGS = 20_000;
/** What a key derivation costs that does not say it. */
const UNKNOWN_ITERATIONS = 10_000;

interface Opening {
  readonly context: ParseContext;
  readonly place: Place;
  /** The password of the MAC, or the first that opened something. */
  password: Candidate | undefined;
  readonly tries: Tries;
  readonly closed: Set<string>;
  readonly algorithms: AlgorithmAsset[];
  readonly results: ParseResult[];
  bags: number;
}

/** RFC 7292: what is readable without a password, and with one all of it. The store itself is an asset. */
export function readPkcs12(der: Uint8Array, place: Place, context: ParseContext): ParseResult {
  const [, authSafe, macData] = sequence(readElement(der), 'PFX');
  const content = contentOf(authSafe);
  const mac = macData ? readMac(macData) : undefined;
  const tries = new Tries(context.passwords);
  const password = mac && fitting(mac, content, tries);
  const opening: Opening = {
    context,
    place,
    password,
    tries,
    closed: new Set(),
    algorithms: [],
    results: [],
    bags: 0,
  };
  if (mac) opening.algorithms.push(hmacOf(mac, context));
  for (const safe of sequence(readElement(content), 'AuthenticatedSafe')) readSafe(safe, opening);
  return joinResults([storeResult(der, mac, opening), ...opening.results]);
}

/** The octets of a ContentInfo of type data; signed ones (public-key integrity) are opened the same way. */
function contentOf(element: Element | undefined): Uint8Array {
  const [type, wrapper] = sequence(element, 'ContentInfo');
  const oid = readOid(type);
  if (!wrapper) throw new ParseError('PKCS #12: the content is missing');
  if (oid === DATA) return octetString(unwrapped(wrapper), 'content');
  const signed = sequence(unwrapped(wrapper), 'SignedData');
  return contentOf(signed.slice(1).find((part) => part.tagClass === 0 && part.tag === TAG.sequence));
}

/** The password under which the MAC is right. The contents may have another one, so they are tried in any case. */
function fitting(mac: Pkcs12Mac, content: Uint8Array, tries: Tries): Candidate | undefined {
  for (const candidate of tries.costing(mac.iterations ?? UNKNOWN_ITERATIONS)) {
    try {
      if (!mac.verify(candidate.password, content)) continue;
      tries.fits(candidate);
      return candidate;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      return undefined;
    }
  }
  return undefined;
}

/** The MAC is named by its digest, in PBMAC1 by the HMAC. */
function hmacOf(mac: Pkcs12Mac, { catalog }: ParseContext): AlgorithmAsset {
  return catalog.algorithm({ family: 'hmac', hash: digestNamed(mac.digestOid, catalog) });
}

function readSafe(safe: Element, opening: Opening): void {
  const [type, wrapper] = sequence(safe, 'ContentInfo');
  const oid = readOid(type);
  if (!wrapper) return;
  if (oid === DATA) {
    readBags(octetString(unwrapped(wrapper), 'safe contents'), opening);
    return;
  }
  if (oid !== ENCRYPTED_DATA) {
    opening.closed.add('a part encrypted for a public key');
    return;
  }
  const [, info] = sequence(unwrapped(wrapper), 'EncryptedData');
  const [, algorithm, encrypted] = sequence(info, 'EncryptedContentInfo');
  const plain = encrypted && open(algorithm, octetString(encrypted, 'encrypted content'), opening);
  if (plain) readBags(plain, opening);
}

/** Decrypts with the password that fitted so far, or another one. */
function open(algorithm: Element | undefined, data: Uint8Array, opening: Opening): Uint8Array | undefined {
  const identifier = readAlgorithmIdentifier(algorithm);
  const scheme = readEncryptionScheme(identifier, opening.context.catalog);
  if (scheme.cipher) opening.algorithms.push(scheme.cipher);
  if (scheme.kdf) opening.algorithms.push(scheme.kdf);
  let why = `encrypted with ${scheme.mechanism}`;
  for (const candidate of opening.tries.costing(scheme.iterations ?? UNKNOWN_ITERATIONS)) {
    try {
      const plain = decrypt(identifier, data, candidate.password);
      if (plain?.[0] !== 0x30) continue;
      readElement(plain); // the right password leaves DER behind
      opening.tries.fits(candidate);
      opening.password ??= candidate;
      return plain;
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      if (error.reason !== 'malformed') {
        why = `${scheme.mechanism}: ${error.message}`;
        break;
      }
    }
  }
  opening.closed.add(why);
  return undefined;
}

function readBags(octets: Uint8Array, opening: Opening): void {
  for (const bag of sequence(readElement(octets), 'SafeContents')) {
    if (++opening.bags > MAX_BAGS) throw new ParseError('PKCS #12: too many entries', 0, 'limit');
    readBag(bag, opening);
  }
}

/** RFC 7292 4.2: keyBag 1, pkcs8ShroudedKeyBag 2, certBag 3, crlBag 4, secretBag 5, safeContentsBag 6. */
function readBag(bag: Element, opening: Opening): void {
  const [type, wrapper, attributes] = sequence(bag, 'SafeBag');
  const kind = readOid(type).replace(BAG, '');
  if (!wrapper) return;
  const value = unwrapped(wrapper);
  const { catalog } = opening.context;
  const alias = friendlyName(attributes);
  const place: Place = { ...opening.place, ...(alias ? { symbol: alias } : {}) };
  if (kind === '1') opening.results.push(keyResult(readPrivateKeyInfo(encoded(value), catalog, 'PKCS#12'), place));
  else if (kind === '2') shrouded(value, place, opening);
  else if (kind === '3') opening.results.push(certificateResult(readCertificate(bagValue(value), catalog), place));
  else if (kind === '4') opening.results.push(certificateResult(readCrl(bagValue(value), catalog), place));
  else if (kind === '5') {
    opening.results.push(
      keyResult({ type: 'secret-key', format: 'PKCS#12 secret', fingerprint: anonymous(opening, alias) }, place),
    );
  } else if (kind === '6') for (const inner of children(value)) readBag(inner, opening);
}

/** Names a secret by its place, never by its value. */
function anonymous(opening: Opening, alias: string | undefined): string {
  return createHash('sha256')
    .update(`${opening.place.path}\0${alias ?? opening.bags}`)
    .digest('hex');
}

function shrouded(value: Element, place: Place, opening: Opening): void {
  const [algorithm, encrypted] = sequence(value, 'EncryptedPrivateKeyInfo');
  const { catalog } = opening.context;
  const protection = readEncryptionScheme(readAlgorithmIdentifier(algorithm), catalog);
  const plain = open(algorithm, octetString(encrypted, 'encrypted key'), opening);
  const read = plain ? readPrivateKeyInfo(plain, catalog, 'PKCS#12') : undefined;
  const base = read ?? { type: 'private-key' as const, format: 'PKCS#12', contentId: contentId(encoded(value)) };
  opening.results.push(keyResult({ ...base, protection }, place));
}

/** CertBag and CRLBag: type, [0] OCTET STRING. */
function bagValue(value: Element): Uint8Array {
  const wrapper = contextTag(sequence(value, 'bag'), 0);
  if (!wrapper) throw new ParseError('PKCS #12: an empty bag');
  return octetString(unwrapped(wrapper), 'bag value');
}

/** PKCS #9 friendlyName. */
function friendlyName(attributes: Element | undefined): string | undefined {
  for (const attribute of attributes ? children(attributes) : []) {
    const [type, values] = children(attribute);
    const [name] = values ? children(values) : [];
    if (type && name && readOid(type) === '1.2.840.113549.1.9.20') return readString(name).slice(0, 200);
  }
  return undefined;
}

function storeResult(der: Uint8Array, mac: Pkcs12Mac | undefined, opening: Opening): ParseResult {
  const { password, closed } = opening;
  const comment = password && openedWith(password);
  const mechanisms = [mac?.description, ...closed].filter((one) => one !== undefined);
  const asset: MaterialAsset = {
    kind: 'related-crypto-material',
    id: `material/keystore/${contentId(der)}`,
    name: 'PKCS#12 store',
    type: 'keystore',
    format: 'PKCS#12',
    ...present({
      securedBy: mac
        ? { mechanism: mechanisms.join('; '), algorithm: opening.algorithms[0] as AlgorithmAsset }
        : undefined,
      weaknesses: nonEmpty([
        ...(password?.wellKnown ? ['well-known-password'] : []),
        ...(mac ? [] : ['no-integrity-protection']),
      ]),
      comment,
    }),
  };
  const still = closed.size > 0 ? `${[...closed].join('; ')}; none of the passwords at hand opens it` : undefined;
  return materialResult(asset, opening.algorithms, opening.place, still);
}
