import { ParseError, type ParseResult } from '../../model/index.js';
import type { ParseContext } from '../parser.js';
import { certificateResult, failure, joinResults, keyResult, type Place } from '../pki/observe.js';
import { isSshCertificate, readSshCertificate, readSshPublicKey } from './ssh-public-key.js';

/** A key as it stands in a line: type, Base64, rest. */
const KEY =
  /(?:^|[\s"'`=:,>])((?:sk-)?(?:ssh|ecdsa|rsa)-[a-z0-9-]{2,40}(?:@openssh\.com)?)\s+(AAAA[A-Za-z0-9+/]{20,}={0,3})/;
export const SSH_KEY_MARK = ' AAAA';

/** The SSH public key in one line of `authorized_keys`, `known_hosts`, `.pub` or any text; `undefined` when there is none. */
export function readSshLine(line: string, place: Place, context: ParseContext): ParseResult | undefined {
  const match = KEY.exec(line);
  if (!match) return undefined;
  const [, name = '', base64 = ''] = match;
  try {
    const blob = Buffer.from(base64, 'base64');
    const inner = blob.subarray(4, 4 + name.length).toString('latin1');
    if (inner !== name && !name.startsWith('rsa-sha2-'))
      throw new ParseError('SSH: the name of the key type and its bytes disagree');
    if (isSshCertificate(blob)) {
      const { asset, key, authority } = readSshCertificate(blob, context.catalog);
      const read = {
        asset,
        ...(key.key ? { key: key.key } : {}),
        extensions: { unread: [], seen: [] },
        problems: [],
        length: blob.length,
      };
      return joinResults([
        certificateResult(read, place),
        keyResult(authority, { ...place, symbol: 'signing authority' }),
      ]);
    }
    return keyResult(readSshPublicKey(blob, context.catalog), place);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failure(place, error);
  }
}
