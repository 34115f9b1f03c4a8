import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import { type AlgorithmAsset, ParseError, type ParseResult } from '../../model/index.js';
import type { ParseContext, Parser } from '../parser.js';
import { printable } from '../pki/der-values.js';
import * as write from '../pki/der-writer.js';
import { lineCounter } from '../pki/lines.js';
import { failure, joinResults, keyResult, materialResult, type Place, placeOf } from '../pki/observe.js';
import { findPem } from '../pki/pem.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { decodeBech32 } from './bech32.js';
import type { ReadKey } from './read-key.js';

/** c2sp.org/age: the first line of a file, the armour around one, identities and recipients in text. */
const HEADER = 'age-encryption.org/v1\n';
const ARMOUR = 'BEGIN AGE ENCRYPTED FILE';
const KEY = /\b(?:AGE-SECRET-KEY-(?:PQ-)?1[AC-HJ-NP-Z02-9]{50,80}|age1(?:pq1)?[ac-hj-np-z02-9]{58,2100})\b/g;
const MAX_KEYS = 10_000;
const MAX_HEADER = 64 * 1024;
const X25519 = '1.3.101.110';
const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex');

export const AGE_PARSER: Parser = {
  id: 'age',
  wants: (face) =>
    face.includes('AGE-SECRET-KEY-') || face.includes('age1') || isAge(face.bytes) || face.includes(ARMOUR),
  parse(artifact, context) {
    const place = placeOf(artifact, 'age');
    const { bytes } = artifact;
    if (isAge(bytes)) return encryptedFile(bytes, place, context);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    const lineAt = lineCounter(text);
    const results: ParseResult[] = [];
    for (const match of text.matchAll(KEY)) {
      if (results.length >= MAX_KEYS) break;
      const read = readAgeKey(match[0], context.catalog);
      if (read) results.push(keyResult(read, placeOf(artifact, 'age', lineAt(match.index))));
    }
    for (const block of text.includes(ARMOUR) ? findPem(text) : []) {
      if (block.label === 'AGE ENCRYPTED FILE' && block.bytes.length > 0)
        results.push(encryptedFile(block.bytes, placeOf(artifact, 'age', block.line), context));
    }
    return joinResults(results);
  },
};

function isAge(bytes: Uint8Array): boolean {
  return bytes[0] === 0x61 && Buffer.from(bytes.subarray(0, HEADER.length)).toString('latin1') === HEADER;
}

/** `undefined` where the checksum says that the text only looks like a key. */
function readAgeKey(text: string, catalog: Catalog): ReadKey | undefined {
  const octets = decodeBech32(text);
  if (!octets) return undefined;
  const secret = text.startsWith('AGE-SECRET');
  const base = { type: secret ? 'private-key' : 'public-key', format: 'age' } as const;
  if (/^(?:AGE-SECRET-KEY-PQ-1|age1pq1)/.test(text)) {
    const contentId = createHash('sha256').update(octets).digest('hex');
    return { ...base, ...present(hybrid(catalog)), contentId };
  }
  if (octets.length !== 32) return undefined; // the keys of plugins say no more than the plugin's name
  const key = secret ? publicHalf(octets) : write.subjectPublicKeyInfo(X25519, undefined, octets);
  return key && { ...base, key: readPublicKeyInfo(key, catalog) };
}

function present(algorithm: AlgorithmAsset | undefined): { algorithm?: AlgorithmAsset } {
  return algorithm ? { algorithm } : {};
}

function publicHalf(seed: Uint8Array): Uint8Array | undefined {
  try {
    const key = createPrivateKey({ key: Buffer.concat([PKCS8_X25519, seed]), format: 'der', type: 'pkcs8' });
    return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }));
  } catch {
    return undefined;
  }
}

/** X-Wing by another name: HPKE's MLKEM768-X25519. */
function hybrid(catalog: Catalog): AlgorithmAsset {
  return catalog.named('X-Wing') ?? catalog.algorithm({ family: 'hybrid-kem', parameterSet: 'X25519MLKEM768' });
}

/** How the file key is wrapped, by the type of the stanza. */
function stanzaAlgorithm(type: string, catalog: Catalog): AlgorithmAsset {
  switch (type) {
    case 'X25519':
    case 'ssh-ed25519': // the key is mapped to X25519
      return catalog.algorithm({ family: 'xdh', curve: 'X25519' });
    case 'ssh-rsa':
      return catalog.algorithm({ family: 'rsa', padding: 'oaep', hash: 'SHA-256', primitive: 'pke' });
    case 'piv-p256':
    case 'p256tag':
      return catalog.algorithm({ family: 'ecdh', curve: 'P-256' });
    case 'scrypt':
      return catalog.algorithm({ family: 'scrypt' });
    case 'mlkem768x25519':
      return hybrid(catalog);
    default:
      return catalog.algorithm({ family: 'unknown', parameterSet: `age stanza ${printable(type).slice(0, 40)}` });
  }
}

/** The recipients of a file stand before it in the open: lines `-> type arguments`, then `---`. */
function encryptedFile(bytes: Uint8Array, place: Place, { catalog }: ParseContext): ParseResult {
  const head = Buffer.from(bytes.subarray(0, MAX_HEADER)).toString('latin1');
  const end = head.indexOf('\n--- ');
  const lines = head.slice(0, end < 0 ? head.length : end).split('\n');
  const types = lines.flatMap((line) => (line.startsWith('-> ') ? [line.split(' ')[1] as string] : []));
  // What is called grease is a made-up stanza that keeps readers tolerant.
  const algorithms = types.filter((type) => !type.endsWith('-grease')).map((type) => stanzaAlgorithm(type, catalog));
  const asset = {
    kind: 'related-crypto-material',
    id: `material/other/${createHash('sha256').update(bytes).digest('hex')}`,
    name: ['age encrypted file', algorithms[0]?.name].filter(Boolean).join(' '),
    type: 'other',
    format: 'age',
    ...present(algorithms[0]),
  } as const;
  const result = materialResult(asset, algorithms, place);
  return end < 0 ? joinResults([result, failure(place, new ParseError('age: the header does not end'))]) : result;
}
