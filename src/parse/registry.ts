import { ARCHIVE_PARSERS } from './archives/parsers.js';
import { BINARY_PARSERS } from './binary/parsers.js';
import { CONFIG_PARSERS } from './config/parsers.js';
import { KEY_PARSERS } from './keys/parsers.js';
import { KEYSTORE_PARSERS } from './keystores/parsers.js';
import { MANIFEST_PARSERS } from './manifest/parsers.js';
import type { Parser } from './parser.js';
import { PKI_PARSERS } from './pki/parsers.js';
import { SCHEMA_PARSERS } from './schema/parsers.js';
import { SOURCE_PARSERS } from './source/parsers.js';

/** Every parser, in the order in which they are asked. Each room keeps its own explicit list; a test fails when one is missing. */
export const PARSERS: readonly Parser[] = [
  ...PKI_PARSERS,
  ...KEY_PARSERS,
  ...KEYSTORE_PARSERS,
  ...ARCHIVE_PARSERS,
  ...SOURCE_PARSERS,
  ...CONFIG_PARSERS,
  ...MANIFEST_PARSERS,
  ...BINARY_PARSERS,
  ...SCHEMA_PARSERS,
];
