import { ParseError } from '../../model/index.js';
import { ARCHIVE_PARSERS } from '../archives/parsers.js';
import { KEY_PARSERS } from '../keys/parsers.js';
import { KEYSTORE_PARSERS } from '../keystores/parsers.js';
import type { Parser } from '../parser.js';
import { BASE64_PARSER } from './base64-parser.js';
import { BINARY_PARSER } from './binary-parser.js';
import { DER_PARSER } from './der-parser.js';
import { PROMISE_BROKEN, promisesKeys } from './file-names.js';
import { PEM_PARSER } from './pem-parser.js';

const READERS: readonly Parser[] = [
  PEM_PARSER,
  DER_PARSER,
  BASE64_PARSER,
  BINARY_PARSER,
  ...KEY_PARSERS,
  ...KEYSTORE_PARSERS,
  ...ARCHIVE_PARSERS,
];

/** A file whose name promises a certificate, key or store, and whose bytes are none that can be read: said, not passed over. */
export const BY_NAME_PARSER: Parser = {
  id: 'certificate-file',
  wants: (face, context) =>
    promisesKeys(face.extension) && face.bytes.length > 0 && !READERS.some((reader) => reader.wants(face, context)),
  parse() {
    throw new ParseError(PROMISE_BROKEN, 0, 'malformed');
  },
};
