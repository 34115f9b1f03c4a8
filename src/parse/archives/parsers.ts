import type { Parser } from '../parser.js';
import { AR_PARSER } from './ar.js';
import { CLOSED_ARCHIVE_PARSER } from './closed-archives.js';
import { GZIP_PARSER } from './gzip.js';
import { TAR_PARSER } from './tar.js';
import { ZIP_PARSER } from './zip.js';

/** Containers: their entries become artifacts, within the limits. */
export const ARCHIVE_PARSERS: readonly Parser[] = [
  ZIP_PARSER,
  GZIP_PARSER,
  TAR_PARSER,
  AR_PARSER,
  CLOSED_ARCHIVE_PARSER,
];
