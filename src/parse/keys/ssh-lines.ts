import { ParseError, type ParseResult } from '../../model/index.js';
import type { ParseContext } from '../parser.js';
import { certificateResult, failure, joinResults, keyResult, type Place } from '../pki/observe.js';
import { withWrappedLines } from '../pki/wrapped-base64.js';
import { isSshCertificate, readSshCertificate, readSshPublicKey } from './ssh-public-key.js';

/** A key as it stands in text: type, Base64. One class after another, nothing to backtrack into. */
export const SSH_KEY =
  /(?<![\w-])((?:sk-)?(?:ssh|ecdsa|rsa)-[a-z0-9-]{2,40}(?:@openssh\.com)?)[ \t]+(AAAA[A-Za-z0-9+/]{20,}={0,3})/g;
export const SSH_KEY_MARK = ' AAAA';

/** The SSH public key or certificate at a match of `SSH_KEY`; one that is cut at the end of its line is continued below. */
export function readSshMatch(text: string, match: RegExpMatchArray, place: Place, context: ParseContext): ParseResult {
  const [whole, name = '', base64 = ''] = match;
  try {
    return readSshKey(name, base64, place, context);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const joined = withWrappedLines(text, (match.index ?? 0) + whole.length - base64.length, base64).base64;
    if (joined === base64) return failure(place, error);
    return retried(name, joined, place, context, error);
  }
}

function retried(name: string, base64: string, place: Place, context: ParseContext, first: ParseError): ParseResult {
  try {
    return readSshKey(name, base64, place, context);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failure(place, first);
  }
}

function readSshKey(name: string, base64: string, place: Place, context: ParseContext): ParseResult {
  const blob = Buffer.from(base64, 'base64');
  const inner = blob.subarray(4, 4 + name.length).toString('latin1');
  if (inner !== name && !name.startsWith('rsa-sha2-')) {
    throw new ParseError('SSH: the name of the key type and its bytes disagree');
  }
  if (!isSshCertificate(blob)) return keyResult(readSshPublicKey(blob, context.catalog), place);
  const { asset, key, authority } = readSshCertificate(blob, context.catalog);
  const extensions = { unread: [], seen: [] };
  const read = { asset, ...(key.key ? { key: key.key } : {}), extensions, problems: [], length: blob.length };
  return joinResults([certificateResult(read, place), keyResult(authority, { ...place, symbol: 'signing authority' })]);
}
