import type { ParseResult } from '../../model/index.js';
import { isContainer } from '../archives/magic.js';
import type { Face } from '../face.js';
import type { Parser } from '../parser.js';
import { joinResults, placeOf } from '../pki/observe.js';
import { decodeText } from '../text.js';
import { readSshLine, SSH_KEY_MARK } from './ssh-lines.js';

const MAX_LINES = 500_000;
const MAX_LINE = 64 * 1024;
const NAMES = ['ssh-', 'ecdsa-sha2-', 'rsa-sha2-'];

/** SSH public keys and certificates wherever they stand in text: `.pub`, `authorized_keys`, `known_hosts`, cloud-init, Terraform. */
export const OPENSSH_PARSER: Parser = {
  id: 'openssh',
  wants: (face: Face) =>
    face.includes(SSH_KEY_MARK) && NAMES.some((name) => face.includes(name)) && !isContainer(face.bytes),
  parse(artifact, context) {
    const results: ParseResult[] = [];
    for (const [index, line] of decodeText(artifact.bytes).split('\n', MAX_LINES).entries()) {
      if (line.length > MAX_LINE || !line.includes(SSH_KEY_MARK) || line.startsWith('#')) continue;
      const result = readSshLine(
        line,
        { ...placeOf(artifact, 'openssh', index + 1), ...hostOf(line, artifact.path) },
        context,
      );
      if (result) results.push(result);
    }
    return joinResults(results);
  },
};

/** sshd(8), SSH_KNOWN_HOSTS FORMAT: marker, host names (or their hash), key. */
function hostOf(line: string, path: string): { symbol?: string } {
  if (!/known_hosts/.test(path)) return {};
  const marker = line.startsWith('@') ? `${line.slice(0, line.indexOf(' '))} ` : '';
  const hosts = line.slice(marker.length).trimStart().split(/\s/, 1)[0] ?? '';
  return { symbol: `${marker}${hosts.startsWith('|1|') ? 'hashed host name' : hosts}`.slice(0, 200) };
}
