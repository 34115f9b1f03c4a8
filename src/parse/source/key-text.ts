import type { AlgorithmAsset, CryptoAsset, ParseResult } from '../../model/index.js';
import { XML_KEY_PARSER } from '../keys/xml-key-value.js';
import type { ParseContext, Parser } from '../parser.js';
import { PEM_PARSER } from '../pki/pem-parser.js';
import type { KeyInText, KeyReader } from './run/values/key-text.js';

/** Keys of one file whose texts are remembered; a file with more is a list of keys, not code that uses one. */
const MOST_KEYS = 200;

/** Reads the keys and certificates that are written out in the texts of one file: PEM (RFC 7468), Base64 of DER, or XML. */
export function keyReader(context: ParseContext): KeyReader {
  const known = new Map<string, KeyInText | undefined>();
  return (text) => {
    if (!known.has(text) && known.size < MOST_KEYS) known.set(text, readKey(text, context));
    return known.get(text);
  };
}

function readKey(text: string, context: ParseContext): KeyInText | undefined {
  const { observations } = text.includes('KeyValue>') ? inText(XML_KEY_PARSER, text, context) : armoured(text, context);
  for (const { asset } of observations) {
    const algorithm = keyAlgorithm(asset);
    if (algorithm) return told(algorithm);
  }
  return byLabel(text);
}

/** The label is only a hint: what the bytes are decides. */
function armoured(text: string, context: ParseContext): ParseResult {
  const labelled = text.includes('-----BEGIN ') ? text : `-----BEGIN KEY-----\n${text}\n-----END KEY-----`;
  return inText(PEM_PARSER, labelled, context);
}

function inText(parser: Parser, text: string, context: ParseContext): ParseResult {
  return parser.parse({ path: '', bytes: Buffer.from(text), depth: 0 }, context) as ParseResult;
}

function keyAlgorithm(asset: CryptoAsset): AlgorithmAsset | undefined {
  if (asset.kind === 'certificate') return asset.publicKey;
  return asset.kind === 'related-crypto-material' ? asset.algorithm : undefined;
}

/** Of families whose scheme the use decides the family; of others (Ed25519, ML-DSA-65) the whole name. */
function told({ family, name, size, curve }: AlgorithmAsset): KeyInText | undefined {
  if (family === 'unknown') return undefined;
  const open = ['rsa', 'ec', 'dsa', 'dh'].includes(family);
  if (!open) return { algorithm: name };
  return { algorithm: family.toUpperCase(), ...(curve ? { curve } : size ? { size } : {}) };
}

/** A key that is shortened or encrypted: its first line still says what it is (RFC 7468 13, OpenSSL's traditional labels). */
function byLabel(text: string): KeyInText | undefined {
  const family = /-----BEGIN (RSA|EC|DSA) (?:PRIVATE|PUBLIC) KEY-----/.exec(text)?.[1];
  return family ? { algorithm: family } : undefined;
}
