import { createHash } from 'node:crypto';
import { type MaterialAsset, ParseError, type ParseResult } from '../../../model/index.js';
import type { ParseContext } from '../../parser.js';
import { printable } from '../../pki/der-values.js';
import { failure, joinResults, keyResult, materialResult, type Place } from '../../pki/observe.js';
import type { ReadKey } from '../read-key.js';
import { type PgpKey, readPgpKey } from './key.js';
import { isMessagePacket, messageResult } from './message.js';
import { type Packet, packetsOf } from './packets.js';
import { readSecretProtection } from './secret-key.js';
import { type PgpSignature, readPgpSignature } from './signature.js';

const TAG = {
  signature: 2,
  secretKey: 5,
  publicKey: 6,
  secretSubkey: 7,
  userId: 13,
  userAttribute: 17,
  publicSubkey: 14,
};

interface KeyBlock {
  readonly secret: boolean;
  readonly subkey: boolean;
  readonly key: PgpKey;
  readonly primary: PgpKey;
  readonly body: Uint8Array;
  userId?: string;
  /** The latest signature that the primary key made over this key, and over each of its names. */
  self?: PgpSignature;
  direct?: PgpSignature;
  readonly names: { self?: PgpSignature }[];
}

/** What has been read of one stream so far. */
interface Reading {
  readonly blocks: KeyBlock[];
  readonly results: ParseResult[];
  readonly message: Packet[];
  readonly place: Place;
  readonly context: ParseContext;
  primary?: PgpKey;
}

/** RFC 9580 10.1: a sequence of keys with their names and signatures, or a message. */
export function readOpenPgp(bytes: Uint8Array, place: Place, context: ParseContext): ParseResult {
  const reading: Reading = { blocks: [], results: [], message: [], place, context };
  const { blocks, results, message } = reading;
  let seen = 0;
  guarded(reading, () => {
    for (const packet of packetsOf(bytes)) {
      seen++;
      guarded(reading, () => take(packet, reading));
    }
  });
  const all = [...blocks.map((block) => blockResult(block, place, context)), ...results];
  const nothing = all.length === 0 && message.length === 0;
  if (message.length > 0 && blocks.length === 0)
    guarded(reading, () => all.push(messageResult(message, bytes, place, context.catalog)));
  if (nothing) all.push(failure(place, new ParseError(`OpenPGP: ${seen} packets, and no key, signature or message`)));
  return joinResults(all);
}

/** What cannot be read is noted; the rest goes on. */
function guarded({ results, place }: Reading, reader: () => void): void {
  try {
    reader();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    results.push(failure(place, error));
  }
}

function take(packet: Packet, reading: Reading): void {
  const { tag, body } = packet;
  const { blocks, results, place, context } = reading;
  const secret = tag === TAG.secretKey || tag === TAG.secretSubkey;
  const subkey = tag === TAG.publicSubkey || tag === TAG.secretSubkey;
  if (secret || subkey || tag === TAG.publicKey) {
    const key = readPgpKey(body, context.catalog, secret);
    reading.primary = subkey ? (reading.primary ?? key) : key;
    blocks.push({ secret, subkey, key, primary: reading.primary, body, names: [] });
    return;
  }
  if (isMessagePacket(tag)) reading.message.push(packet);
  const current = blocks.at(-1);
  if ((tag === TAG.userId || tag === TAG.userAttribute) && current) current.names.push({});
  if (tag === TAG.userId && current) current.userId ??= printable(Buffer.from(body).toString('utf8')).slice(0, 200);
  if (tag !== TAG.signature) return;
  const signature = readPgpSignature(body, context.catalog);
  if (current) takeSelfSignature(current, signature);
  else results.push(signatureResult(signature, body, place));
}

/** Certifications 0x10 to 0x13 and 0x1F over the primary key, bindings 0x18 over a subkey (RFC 9580 5.2.1). */
function takeSelfSignature(block: KeyBlock, signature: PgpSignature): void {
  const binds = block.subkey
    ? signature.type === 0x18
    : (signature.type >= 0x10 && signature.type <= 0x13) || signature.type === 0x1f;
  if (!binds || (signature.issuer !== undefined && signature.issuer !== block.primary.keyId)) return;
  const name = block.names.at(-1);
  if (signature.type === 0x1f) block.direct = later(block.direct, signature);
  else if (name) name.self = later(name.self, signature);
  block.self = later(block.self, signature);
}

function later(before: PgpSignature | undefined, now: PgpSignature): PgpSignature {
  return before && (before.created ?? 0) > (now.created ?? 0) ? before : now;
}

/**
 * Seconds that the key lives. Several signatures may say it; as GnuPG has it, the one over the key alone decides, then the
 * latest over a name that gives an end (RFC 9580 5.2.3.13 leaves it open).
 */
function lifetimeOf({ key, subkey, self, direct, names }: KeyBlock): number {
  if (subkey) return self?.keyLifetime ?? key.lifetime ?? 0;
  if (direct?.keyLifetime) return direct.keyLifetime;
  const stated = names.flatMap((one) => (one.self?.keyLifetime ? [one.self] : []));
  return stated.reduce<PgpSignature | undefined>(later, undefined)?.keyLifetime ?? key.lifetime ?? 0;
}

function blockResult(block: KeyBlock, place: Place, context: ParseContext): ParseResult {
  const { key, secret, subkey, self, userId, body } = block;
  const problems: string[] = [];
  const protection = secret ? protectionOf(body, key, context, problems) : undefined;
  const lifetime = lifetimeOf(block);
  const weak =
    self && ['MD5', 'SHA-1'].includes(self.hash) ? [`${self.hash.replace('-', '').toLowerCase()}-self-signature`] : [];
  const read: ReadKey = {
    type: secret && protection !== 'stub' ? 'private-key' : 'public-key',
    format: `OpenPGP v${key.version}`,
    algorithm: key.algorithm,
    ...(key.size === undefined ? {} : { size: key.size }),
    ...(key.key ? { key: key.key } : {}),
    ...(protection && typeof protection === 'object' ? { protection } : {}),
    fingerprint: key.fingerprint,
    creationDate: iso(key.created),
    ...(lifetime > 0 ? { expirationDate: iso(key.created + lifetime) } : {}),
    ...(weak.length > 0 ? { weaknesses: weak } : {}),
    ...(userId || subkey ? { comment: subkey ? 'subkey' : (userId as string) } : {}),
    ...(problems.length > 0 ? { problems } : {}),
  };
  const symbol = subkey ? `subkey ${key.keyId}` : `key ${key.keyId}`;
  return keyResult(read, { ...place, symbol }, self?.algorithm);
}

function protectionOf(body: Uint8Array, key: PgpKey, { catalog }: ParseContext, problems: string[]) {
  try {
    const protection = readSecretProtection(body, key.publicEnd, catalog);
    return protection === 'plain' ? undefined : protection;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    problems.push(error.message);
    return { mechanism: 'unknown' };
  }
}

function signatureResult(signature: PgpSignature, body: Uint8Array, place: Place): ParseResult {
  const asset: MaterialAsset = {
    kind: 'related-crypto-material',
    id: `material/signature/${createHash('sha256').update(body).digest('hex')}`,
    name: `OpenPGP signature ${signature.algorithm.name}`,
    type: 'signature',
    format: `OpenPGP v${signature.version}`,
    algorithm: signature.algorithm,
    ...(signature.hash === 'SHA-1' || signature.hash === 'MD5'
      ? { weaknesses: [`${signature.hash.replace('-', '').toLowerCase()}-signature`] }
      : {}),
    ...(signature.created === undefined ? {} : { creationDate: iso(signature.created) }),
  };
  return materialResult(asset, [signature.algorithm], { ...place, symbol: `by key ${signature.issuer ?? 'unknown'}` });
}

function iso(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
