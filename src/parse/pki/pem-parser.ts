import { ParseError, type ParseResult } from '../../model/index.js';
import { isContainer } from '../archives/magic.js';
import { readTraditionalEncrypted } from '../keys/encrypted-private-key.js';
import { traditionalScheme } from '../keys/encryption-scheme.js';
import { readOpenSshPrivateKey } from '../keys/openssh-private-key.js';
import { readEcPrivateKey } from '../keys/private-key.js';
import { contentId } from '../keys/read-key.js';
import type { ParseContext, Parser } from '../parser.js';
import { decodeText } from '../text.js';
import { algorithmOfCut, openSshOfCut } from './cut-key.js';
import { failure, joinResults, keyResult, type Place, placeOf } from './observe.js';
import { findPem, type PemBlock } from './pem.js';
import { readDer } from './read-der.js';
import type { DerKind } from './sniff.js';

/** RFC 7468 and OpenSSL's labels. Only a hint: the content decides. */
const LABELS: Readonly<Record<string, DerKind>> = {
  CERTIFICATE: 'certificate',
  'X509 CERTIFICATE': 'certificate',
  'TRUSTED CERTIFICATE': 'certificate',
  'CERTIFICATE REQUEST': 'request',
  'NEW CERTIFICATE REQUEST': 'request',
  'X509 CRL': 'crl',
  'ATTRIBUTE CERTIFICATE': 'attribute-certificate',
  PKCS7: 'cms',
  'PKCS #7 SIGNED DATA': 'cms',
  CMS: 'cms',
  PKCS12: 'pkcs12',
  'PRIVATE KEY': 'private-key-info',
  'ENCRYPTED PRIVATE KEY': 'encrypted-private-key-info',
  'PUBLIC KEY': 'public-key-info',
  'RSA PRIVATE KEY': 'rsa-private-key',
  'RSA PUBLIC KEY': 'rsa-public-key',
  'EC PRIVATE KEY': 'ec-private-key',
  'DSA PRIVATE KEY': 'dsa-private-key',
  'DH PARAMETERS': 'dh-parameters',
  'X9.42 DH PARAMETERS': 'dh-parameters',
  'DSA PARAMETERS': 'dsa-parameters',
  'EC PARAMETERS': 'ec-parameters',
};

/** Blocks that other parsers read: the armour of OpenPGP, age and OpenVPN. */
const ELSEWHERE = /^PGP |^SSH SIGNATURE$|^SSH2 |^AGE |^OpenVPN /;
/** Blocks that hold no cryptographic material of ours. */
const OTHER = /^(?:HTTP|MESSAGE|LICENSE|BASE64|FILE|SIGNATURE)\b/i;

/** PEM text of any kind: certificates, requests, CRLs, keys, parameters, CMS; several in one file, with anything between. */
export const PEM_PARSER: Parser = {
  id: 'pem',
  wants: (face) => (face.includes('-----BEGIN ') && !isContainer(face.bytes)) || utf16Marker(face.bytes),
  parse(artifact, context) {
    const text = utf16Marker(artifact.bytes) ? decodeText(artifact.bytes) : latin1(artifact.bytes);
    return readPemBlocks(findPem(text), (line) => placeOf(artifact, 'pem', line), context);
  },
};

/** What the blocks of one text hold, in order. */
export function readPemBlocks(
  blocks: readonly PemBlock[],
  placeAt: (line: number) => Place,
  context: ParseContext,
): ParseResult {
  const results: ParseResult[] = [];
  let curve: Uint8Array | undefined;
  for (const block of blocks) {
    if (ELSEWHERE.test(block.label) || OTHER.test(block.label)) continue;
    const place = placeAt(block.line);
    const read = readBlock(block, place, context, curve);
    results.push(read, ...(read.observations.length === 0 ? byLabel(block, place, context) : []));
    if (block.problem) results.push(failure(place, { message: block.problem }));
    if (block.label === 'EC PARAMETERS') curve = block.bytes;
  }
  return joinResults(results);
}

function readBlock(block: PemBlock, place: Place, context: ParseContext, curve: Uint8Array | undefined): ParseResult {
  try {
    if (block.label === 'OPENSSH PRIVATE KEY')
      return keyResult(readOpenSshPrivateKey(block.bytes, context), { ...place, by: 'openssh' });
    const dekInfo = block.headers['DEK-Info'];
    if (dekInfo !== undefined) {
      const scheme = traditionalScheme(dekInfo, context.catalog);
      const read = readTraditionalEncrypted(rebuilt(block), block.bytes, scheme, context.catalog, context.passwords);
      const algorithm = read.key ? undefined : context.catalog.named(block.label.split(' ')[0] as string);
      return keyResult({ ...read, ...(algorithm ? { algorithm } : {}) }, { ...place, by: 'pkcs1' });
    }
    if (block.bytes.length === 0) return { observations: [] };
    const expected = LABELS[block.label] ?? (/CERTIFICATE/.test(block.label) ? 'certificate' : undefined);
    if (expected === 'ec-private-key' && curve) return ecKeyWithCurve(block, place, context, curve);
    return marked(readDer(block.bytes, place, context, expected), block);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failure(place, error);
  }
}

/** Bytes below which a block holds no key at all. */
const LEAST_KEY = 32;

/** Of a key of OpenSSH the public half, which stands first, names its kind (PROTOCOL.key, section 1). */
function cutOpenSsh(block: PemBlock, place: Place, catalog: ParseContext['catalog']): ParseResult[] {
  const spec = openSshOfCut(block.bytes, catalog);
  if (!spec || block.problem) return [];
  const key = { type: 'private-key', format: 'OpenSSH', algorithm: catalog.algorithm(spec) } as const;
  return [keyResult({ ...key, contentId: contentId(block.bytes) }, { ...place, by: 'openssh' })];
}

/**
 * A key whose bytes cannot be read, cut or made up, is still said to be one of a kind: by its label, `RSA PRIVATE KEY` (RFC 7468,
 * section 13), or by the identifier with which it begins.
 */
function byLabel(block: PemBlock, place: Place, { catalog }: ParseContext): ParseResult[] {
  const [, kind, half] = /^(?:(RSA|DSA|EC|OPENSSH) )?(PRIVATE|PUBLIC) KEY$/.exec(block.label) ?? [];
  if (kind === 'OPENSSH') return cutOpenSsh(block, place, catalog);
  const cut = kind || !half ? undefined : algorithmOfCut(block.bytes, half as 'PUBLIC' | 'PRIVATE', catalog);
  const algorithm = kind ? catalog.named(kind) : cut && catalog.algorithm(cut);
  if (!algorithm || block.problem || block.bytes.length < LEAST_KEY) return [];
  const type = half === 'PRIVATE' ? 'private-key' : 'public-key';
  return [keyResult({ type, format: 'PEM', algorithm, contentId: contentId(block.bytes) }, place)];
}

/** OpenSSL writes EC PARAMETERS before the key; very old files rely on it. */
function ecKeyWithCurve(block: PemBlock, place: Place, context: ParseContext, curve: Uint8Array): ParseResult {
  return keyResult(readEcPrivateKey(block.bytes, context.catalog, curve), { ...place, by: 'sec1' });
}

/** Go's convention for keys that are meant to be public: `RSA TESTING KEY`. */
function marked(result: ParseResult, block: PemBlock): ParseResult {
  if (!/\bTEST(?:ING)?\b/.test(block.label)) return result;
  return {
    ...result,
    observations: result.observations.map((one) =>
      one.asset.kind === 'related-crypto-material'
        ? { ...one, asset: { ...one.asset, weaknesses: [...(one.asset.weaknesses ?? []), 'labelled-test-key'] } }
        : one,
    ),
  };
}

function rebuilt(block: PemBlock): string {
  const headers = Object.entries(block.headers).map(([name, value]) => `${name}: ${value}`);
  const lines =
    Buffer.from(block.bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${block.label}-----`, ...headers, '', ...lines, `-----END ${block.label}-----`, ''].join('\n');
}

function utf16Marker(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
