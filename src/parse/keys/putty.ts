import { ParseError } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { printable } from '../pki/der-values.js';
import { joinResults, keyResult, placeOf } from '../pki/observe.js';
import { decodeText } from '../text.js';
import { readSshPublicKey } from './ssh-public-key.js';

const MARK = 'PuTTY-User-Key-File-';

/** PuTTY manual, appendix C: the public half stands before the (possibly encrypted) private one. */
export const PUTTY_PARSER: Parser = {
  id: 'ppk',
  wants: (face) => face.bytes[0] === 0x50 && face.latin1.startsWith(MARK),
  parse(artifact, { catalog }) {
    const lines = decodeText(artifact.bytes).split(/\r\n|\n|\r/);
    const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const version = /^PuTTY-User-Key-File-(\d)/.exec(lines[0] ?? '')?.[1];
    const count = Number(field('Public-Lines'));
    const start = lines.findIndex((line) => line.startsWith('Public-Lines: ')) + 1;
    if (!(count > 0 && count < 10_000) || start === 0) throw new ParseError('PuTTY key: the public part is missing');
    const blob = Buffer.from(lines.slice(start, start + count).join(''), 'base64');
    const encryption = field('Encryption') ?? 'none';
    const cipher = catalog.named(encryption);
    const derivation = field('Key-Derivation');
    const kdf = derivation ? catalog.named(derivation) : undefined;
    const mechanism = `PuTTY: ${derivation ?? 'SHA-1'}, ${encryption}`.slice(0, 120);
    const comment = field('Comment');
    const read = {
      ...readSshPublicKey(blob, catalog),
      type: 'private-key' as const,
      format: `PuTTY ppk ${version ?? ''}`.trim(),
      ...(encryption === 'none'
        ? {}
        : { protection: { mechanism: printable(mechanism), ...(cipher ? { cipher } : {}), ...(kdf ? { kdf } : {}) } }),
      ...(comment ? { comment: printable(comment).slice(0, 120) } : {}),
    };
    return joinResults([keyResult(read, placeOf(artifact, 'ppk', 1))]);
  },
};
