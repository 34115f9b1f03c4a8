import { ParseError } from '../../model/index.js';
import type { Parser } from '../parser.js';

/** bun.lockb, the lockfile that Bun wrote before 1.2: a format of its own without a specification. It is named, not passed over. */
export const BUN_LOCKB: Parser = {
  id: 'bun-lockb',
  wants: (face) => face.name === 'bun.lockb',
  parse: () => {
    throw new ParseError(
      'a binary lockfile of Bun is not read; `bun install --save-text-lockfile` writes bun.lock, which is',
      undefined,
      'unsupported',
    );
  },
};
