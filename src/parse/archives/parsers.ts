import type { Parser } from '../parser.js';
import { AR_PARSER } from './ar.js';
import { CLOSED_ARCHIVE_PARSER } from './closed-archives.js';
import { COMPRESSION_PARSERS } from './compressed.js';
import { CPIO_PARSER } from './cpio.js';
import { RPM_PARSER } from './rpm.js';
import { TAR_PARSER } from './tar.js';
import { ZIP_PARSER } from './zip.js';

/** Containers: their entries become artifacts, within the limits. */
export const ARCHIVE_PARSERS: readonly Parser[] = [
  ZIP_PARSER,
  ...COMPRESSION_PARSERS,
  TAR_PARSER,
  AR_PARSER,
  CPIO_PARSER,
  RPM_PARSER,
  CLOSED_ARCHIVE_PARSER,
];
