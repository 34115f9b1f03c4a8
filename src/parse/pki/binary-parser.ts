import { ParseError, type ParseResult } from '../../model/index.js';
import { isContainer, startsWith } from '../archives/magic.js';
import type { Face } from '../face.js';
import { KEYSTORE_PARSERS } from '../keystores/parsers.js';
import type { ParseContext, Parser } from '../parser.js';
import { authenticodeOf } from './authenticode.js';
import { readElement } from './der.js';
import { DER_PARSER } from './der-parser.js';
import { joinResults, placeOf } from './observe.js';
import { readDer } from './read-der.js';
import { sniffDer } from './sniff.js';

/** `[0] { INTEGER 2 }`: the version of an X.509 v3 certificate (RFC 5280 4.1.2.1), 8 octets behind its beginning. */
const VERSION_3 = Buffer.from('a003020102', 'hex');
const HEADER = 8;
const MAX_FOUND = 20_000;

/**
 * Certificates in the middle of binaries: executables, firmware, databases such as NSS's cert9.db, Apple keychains and
 * Windows stores. And the signature of a Windows executable.
 */
export const BINARY_PARSER: Parser = {
  id: 'der-in-binary',
  wants: (face, context) =>
    face.binary && !readElsewhere(face, context) && (isExecutable(face.bytes) || view(face.bytes).includes(VERSION_3)),
  parse(artifact, context): ParseResult {
    const bytes = view(artifact.bytes);
    const results: ParseResult[] = [];
    const signature = isExecutable(artifact.bytes) ? authenticodeOf(bytes) : undefined;
    const place = placeOf(artifact, 'der-in-binary');
    for (const message of signature?.messages ?? []) {
      results.push(readDer(message, { ...place, by: 'authenticode', symbol: 'Authenticode' }, context));
    }
    const end = signature?.start ?? bytes.length;
    for (let at = bytes.indexOf(VERSION_3); at >= 0 && at < end && results.length < MAX_FOUND; ) {
      const certificate = at >= HEADER ? certificateAt(bytes, at - HEADER) : undefined;
      if (certificate) results.push(readDer(certificate, { ...place, by: 'x509' }, context));
      at = bytes.indexOf(VERSION_3, at + (certificate ? certificate.length - HEADER : VERSION_3.length));
    }
    return joinResults(results);
  },
};

/** A whole certificate, or nothing: bytes that only happen to look like one are not worth an attempt. */
function certificateAt(bytes: Buffer, start: number): Uint8Array | undefined {
  if (bytes[start] !== 0x30 || bytes[start + 1] !== 0x82 || bytes[start + 4] !== 0x30) return undefined;
  try {
    const element = readElement(bytes, start);
    return sniffDer(element) === 'certificate' ? bytes.subarray(start, element.end) : undefined;
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return undefined;
  }
}

function readElsewhere(face: Face, context: ParseContext): boolean {
  return (
    isContainer(face.bytes) ||
    DER_PARSER.wants(face, context) ||
    KEYSTORE_PARSERS.some((parser) => parser.wants(face, context))
  );
}

function isExecutable(bytes: Uint8Array): boolean {
  return startsWith(bytes, 'MZ');
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
