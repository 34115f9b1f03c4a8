import { createHash } from 'node:crypto';
import { ParseError, type ParseResult } from '../../model/index.js';
import type { ParseContext, Parser } from '../parser.js';
import * as write from '../pki/der-writer.js';
import { joinResults, keyResult, materialResult, type Place, placeOf } from '../pki/observe.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { decodeText } from '../text.js';

const MARK = 'untrusted comment:';
const PUBLIC = 42; // algorithm 2, key number 8, key 32
const SIGNATURE = 74; // algorithm 2, key number 8, signature 64

/** OpenBSD's signify and minisign: a comment line, then Base64 of a fixed layout, all of it Ed25519. */
export const MINISIGN_PARSER: Parser = {
  id: 'minisign',
  wants: (face) => face.includes(MARK) && !face.binary,
  parse(artifact, context) {
    const lines = decodeText(artifact.bytes).split(/\r?\n/);
    const results: ParseResult[] = [];
    for (const [index, line] of lines.entries()) {
      const next = lines[index + 1];
      if (!line.startsWith(MARK) || next === undefined) continue;
      results.push(readValue(Buffer.from(next, 'base64'), placeOf(artifact, 'minisign', index + 2), context));
    }
    return joinResults(results);
  },
};

function readValue(bytes: Buffer, place: Place, { catalog }: ParseContext): ParseResult {
  if (!/^E[dD]$/.test(bytes.subarray(0, 2).toString('latin1')))
    throw new ParseError('minisign: not an Ed25519 key or signature');
  const algorithm = catalog.algorithm({ family: 'eddsa', curve: 'Ed25519' });
  if (bytes.length === PUBLIC) {
    const info = write.subjectPublicKeyInfo('1.3.101.112', undefined, bytes.subarray(10));
    return keyResult({ type: 'public-key', format: 'minisign', key: readPublicKeyInfo(info, catalog) }, place);
  }
  if (bytes.length === SIGNATURE) {
    const id = `material/signature/${createHash('sha256').update(bytes).digest('hex')}`;
    const asset = {
      kind: 'related-crypto-material',
      id,
      name: 'minisign signature Ed25519',
      type: 'signature',
      format: 'minisign',
      algorithm,
    } as const;
    return materialResult(asset, [algorithm], place);
  }
  if (bytes.length < 100) throw new ParseError('minisign: a value of unknown length');
  // signify: kdf at 2, rounds at 4; minisign: kdf at 2 ("Sc" scrypt, 0 none). The key number is public.
  const minisign = bytes.length > 150;
  const kdf = bytes.subarray(2, 4).toString('latin1');
  const open = minisign ? kdf !== 'Sc' : bytes.readUInt32BE(4) === 0;
  const number = minisign ? bytes.subarray(54, 62) : bytes.subarray(32, 40);
  const mechanism = minisign ? 'minisign: scrypt key stream' : 'signify: bcrypt_pbkdf key stream';
  return keyResult(
    {
      type: 'private-key',
      format: minisign ? 'minisign' : 'signify',
      algorithm,
      size: 255,
      contentId: createHash('sha256')
        .update(open ? number : bytes)
        .digest('hex'),
      ...(open ? {} : { protection: { mechanism } }),
    },
    place,
  );
}
