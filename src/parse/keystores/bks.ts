import { type MaterialAsset, ParseError, type ParseResult } from '../../model/index.js';
import { contentId } from '../keys/read-key.js';
import type { ParseContext } from '../parser.js';
import { readCertificate } from '../pki/certificate.js';
import { printable } from '../pki/der-values.js';
import { certificateResult, failure, joinResults, keyResult, materialResult, type Place } from '../pki/observe.js';
import { readBksKey, sealedEntry } from './bks-key.js';
import { JavaReader } from './java-reader.js';
import { Tries } from './passwords.js';

const MAX_ENTRIES = 100_000;

/** The head that BKS and UBER of Bouncy Castle share: version, salt (20 octets), iteration count. */
export function looksLikeBks(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 32));
  if (view.length < 32) return false;
  const version = view.readUInt32BE(0);
  const iterations = view.readUInt32BE(28);
  return (version === 1 || version === 2) && view.readUInt32BE(4) === 20 && iterations > 0 && iterations < 100_000;
}

/** BKS: certificates in the open, keys sealed under the password. UBER: all of it is encrypted, only the head is readable. */
export function readBks(bytes: Uint8Array, place: Place, context: ParseContext): ParseResult {
  const reader = new JavaReader(bytes);
  const version = reader.int();
  reader.block();
  const iterations = reader.int();
  const results: ParseResult[] = [];
  const tries = new Tries(context.passwords);
  let sealed = 0;
  let uber = false;
  try {
    for (let kind = reader.byte(); kind !== 0 && results.length < MAX_ENTRIES; kind = reader.byte()) {
      const alias = printable(reader.utf()).slice(0, 200);
      reader.date();
      const at: Place = { ...place, symbol: alias };
      for (let left = reader.int(); left > 0; left--) results.push(certificate(reader, at, context));
      if (kind === 1) results.push(certificate(reader, at, context));
      else if (kind >= 2 && kind <= 4) {
        const read =
          kind === 2 ? readBksKey(reader, context.catalog) : sealedEntry(kind, reader.block(), tries, context);
        if (read.closed) sealed++;
        const { closed: _, ...key } = read;
        results.push(keyResult(key, at));
      } else throw new ParseError(`BKS: an entry of unknown kind ${kind}`, reader.offset);
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    uber = results.length === 0;
    if (!uber) results.push(failure(place, error));
  }
  const format = uber ? 'UBER' : 'BKS';
  const asset: MaterialAsset = {
    kind: 'related-crypto-material',
    id: `material/keystore/${contentId(bytes)}`,
    name: `${format} store`,
    type: 'keystore',
    format,
    securedBy: {
      mechanism: uber
        ? `PBE with SHA-1 and Twofish, ${iterations} iterations`
        : `PBE MAC with SHA-1, ${iterations} iterations`,
    },
    ...(version === 1 && !uber ? { weaknesses: ['bks-v1-16-bit-mac'] } : {}),
  };
  const closed = uber
    ? 'all entries are encrypted, and this format is not opened'
    : sealed > 0
      ? `${sealed} sealed ${sealed === 1 ? 'entry stays' : 'entries stay'} closed; none of the passwords at hand opens ${sealed === 1 ? 'it' : 'them'}`
      : undefined;
  return joinResults([materialResult(asset, [], place, closed), ...results]);
}

function certificate(reader: JavaReader, place: Place, { catalog }: ParseContext): ParseResult {
  reader.utf();
  const bytes = reader.block();
  try {
    return certificateResult(readCertificate(bytes, catalog), place);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failure(place, error);
  }
}
