import type { ParseResult } from '../../model/index.js';
import { isContainer } from '../archives/magic.js';
import type { Face } from '../face.js';
import type { Parser } from '../parser.js';
import { lineCounter } from '../pki/lines.js';
import { joinResults, placeOf } from '../pki/observe.js';
import { decodeText } from '../text.js';
import { readSshMatch, SSH_KEY, SSH_KEY_MARK } from './ssh-lines.js';

const MAX_KEYS = 500_000;
const NAMES = ['ssh-', 'ecdsa-sha2-', 'rsa-sha2-'];

/** SSH public keys and certificates wherever they stand in text: `.pub`, `authorized_keys`, `known_hosts`, cloud-init, source. */
export const OPENSSH_PARSER: Parser = {
  id: 'openssh',
  wants: (face: Face) =>
    (face.includes(SSH_KEY_MARK) || face.includes('\tAAAA')) &&
    NAMES.some((name) => face.includes(name)) &&
    !isContainer(face.bytes),
  parse(artifact, context) {
    const text = decodeText(artifact.bytes);
    const lineAt = lineCounter(text);
    const results: ParseResult[] = [];
    for (const match of text.matchAll(SSH_KEY)) {
      if (results.length >= MAX_KEYS) break;
      const start = text.lastIndexOf('\n', match.index) + 1;
      if (text.startsWith('#', start)) continue;
      const place = {
        ...placeOf(artifact, 'openssh', lineAt(match.index)),
        ...hostOf(text.slice(start, match.index), artifact.path),
      };
      results.push(readSshMatch(text, match, place, context));
    }
    return joinResults(results);
  },
};

/** sshd(8), SSH_KNOWN_HOSTS FORMAT: marker, host names (or their hash), key. */
function hostOf(before: string, path: string): { symbol?: string } {
  const hosts = before.trim();
  if (!/known_hosts/.test(path) || hosts === '') return {};
  return { symbol: hosts.startsWith('|1|') ? 'hashed host name' : hosts.slice(0, 200) };
}
