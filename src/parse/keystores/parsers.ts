import type { Parser } from '../parser.js';
import { placeOf } from '../pki/observe.js';
import { looksLikeBks, readBks } from './bks.js';
import { readJks } from './jks.js';

/** Java's own stores, by their magic numbers. PKCS #12 is DER and comes by way of the DER parser. */
const JKS_PARSER: Parser = {
  id: 'jks',
  wants: ({ bytes }) => {
    const [a, b, c, d] = bytes;
    return (
      (a === 0xfe && b === 0xed && c === 0xfe && d === 0xed) || (a === 0xce && b === 0xce && c === 0xce && d === 0xce)
    );
  },
  parse: (artifact, context) => readJks(artifact.bytes, placeOf(artifact, 'jks'), context),
};

const BKS_PARSER: Parser = {
  id: 'bks',
  wants: (face) => face.bytes[0] === 0 && looksLikeBks(face.bytes),
  parse: (artifact, context) => readBks(artifact.bytes, placeOf(artifact, 'bks'), context),
};

export const KEYSTORE_PARSERS: readonly Parser[] = [JKS_PARSER, BKS_PARSER];
