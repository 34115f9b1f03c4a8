import { ParseError, type ParseResult } from '../../../model/index.js';
import { isContainer } from '../../archives/magic.js';
import type { Face } from '../../face.js';
import type { ParseContext, Parser } from '../../parser.js';
import { failure, joinResults, placeOf } from '../../pki/observe.js';
import { findPem } from '../../pki/pem.js';
import { number } from './packets.js';
import { readOpenPgp } from './read.js';

const ARMOUR = '-----BEGIN PGP ';
const KEYBOX = 'KBXf';
const EXTENSIONS = /^\.(?:gpg|pgp|sig|asc|kbx|keyring)$/;
/** First octets of binary keys and signatures: tags 2, 5, 6 in both header formats. */
const FIRST = new Set([0x99, 0x98, 0x9a, 0xc6, 0x95, 0x94, 0x96, 0xc5, 0x88, 0x89, 0x8a, 0xc2]);
/** And those of messages, which only the name of a file makes likely enough: tags 1, 3, 4, 8, 9, 11, 18, 20. */
const MESSAGE = new Set([
  ...[0x84, 0x85, 0x86, 0xc1, 0x8c, 0x8d, 0x8e, 0xc3, 0x90, 0x91, 0xc4, 0xa0, 0xa1, 0xa2, 0xa3, 0xc8],
  ...[0xa4, 0xa5, 0xa6, 0xa7, 0xc9, 0xac, 0xad, 0xae, 0xaf, 0xcb, 0xd2, 0xd4],
]);

/** RFC 9580: keys, keyrings, signatures and messages; armoured, binary, and GnuPG's keybox. */
export const OPENPGP_PARSER: Parser = {
  id: 'openpgp',
  wants: (face) => (face.includes(ARMOUR) && !isContainer(face.bytes)) || isKeybox(face.bytes) || looksBinary(face),
  parse(artifact, context) {
    const place = placeOf(artifact, 'openpgp');
    if (isKeybox(artifact.bytes)) return readKeybox(artifact.bytes, place, context);
    const first = artifact.bytes[0] as number;
    if (FIRST.has(first) || MESSAGE.has(first)) return readOpenPgp(artifact.bytes, place, context);
    const text = Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength).toString(
      'latin1',
    );
    const results: ParseResult[] = [];
    for (const block of findPem(text)) {
      if (
        !/^PGP (?:PUBLIC KEY BLOCK|PRIVATE KEY BLOCK|SECRET KEY BLOCK|SIGNATURE|MESSAGE(?:, PART [\d/]+)?|ARMORED FILE)$/.test(
          block.label,
        )
      )
        continue;
      const at = placeOf(artifact, 'openpgp', block.line);
      if (block.bytes.length > 0) results.push(readOpenPgp(block.bytes, at, context));
      if (block.problem) results.push(failure(at, { message: block.problem }));
    }
    if (results.length === 0 && /^-{3,}BEGIN PGP/.test(text))
      results.push(failure(place, new ParseError('OpenPGP: the armour cannot be read')));
    return joinResults(results);
  },
};

/** A version octet where that of a key or a signature has to be, or the name says it. */
function looksBinary(face: Face): boolean {
  const { bytes } = face;
  const first = bytes[0] as number;
  const byName = EXTENSIONS.test(face.extension);
  if (!(FIRST.has(first) || (byName && MESSAGE.has(first))) || bytes.length < 12) return false;
  if (byName) return true;
  const header =
    first & 0x40 ? ((bytes[1] as number) < 192 ? 2 : (bytes[1] as number) < 224 ? 3 : 6) : [2, 3, 5, 1][first & 3];
  const version = bytes[header as number] as number;
  const length = first & 0x40 ? bytes.length : number(bytes, 1, [1, 2, 4, 0][first & 3] as number);
  return version >= 3 && version <= 6 && length > 8 && length <= bytes.length;
}

function isKeybox(bytes: Uint8Array): boolean {
  return bytes.length >= 32 && Buffer.from(bytes.subarray(8, 12)).toString('latin1') === KEYBOX;
}

/** GnuPG's keybox_blob.c: blobs with their length in front; type 2 holds an OpenPGP key block. */
function readKeybox(bytes: Uint8Array, place: ReturnType<typeof placeOf>, context: ParseContext): ParseResult {
  const results: ParseResult[] = [];
  for (let at = 0; at + 16 <= bytes.length; ) {
    const length = number(bytes, at, 4);
    if (length < 16 || at + length > bytes.length) {
      results.push(failure(place, new ParseError('keybox: a blob is cut or damaged', at)));
      break;
    }
    if (bytes[at + 4] === 2) {
      const blob = bytes.subarray(at, at + length);
      const start = number(blob, 8, 4);
      results.push(readOpenPgp(blob.subarray(start, start + number(blob, 12, 4)), place, context));
    }
    at += length;
  }
  return joinResults(results);
}
