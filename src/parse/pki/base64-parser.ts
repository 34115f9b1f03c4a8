import type { ParseResult } from '../../model/index.js';
import { isContainer } from '../archives/magic.js';
import type { ParseContext, Parser } from '../parser.js';
import { readElement } from './der.js';
import { lineCounter } from './lines.js';
import { joinResults, type Place, placeOf } from './observe.js';
import { findPem } from './pem.js';
import { readPemBlocks } from './pem-parser.js';
import { readDer } from './read-der.js';
import { sniffDer } from './sniff.js';
import { withWrappedLines } from './wrapped-base64.js';

/**
 * Base64 of `-----BEGIN `, and of a SEQUENCE of 256 octets or more (30 82, 30 83) or of 128 or more (30 81); of shorter ones
 * where the identifier of an elliptic curve, RSA, or a key of RFC 8410 stands at the beginning.
 */
const MARKS = ['LS0tLS1CRUdJTi', 'MII', 'MIM', 'MIG', 'MIH', 'YHKoZIzj0', 'wwDQYJKoZIhvcN', 'wBQYDK2V'];
/** One alternative at a time, each a fixed prefix and one character class: nothing to backtrack into. */
const RUN =
  /(?<![A-Za-z0-9+/])(?:LS0tLS1CRUdJTi|MII|MIM|MIG|MIH|M[A-Za-z0-9+/]{2}wE[Aw]YHKoZIzj0|M[FH]wwDQYJKoZIhvcN|M(?:Co|EM|EI|C4CAQA|EcCAQA|EYCAQA)wBQYDK2V)[A-Za-z0-9+/]{30,}={0,2}/g;
const MAX_RUNS = 50_000;

/** Certificates and keys in Base64 without armour: YAML and JSON values, XML elements, `data:` URIs, strings of source code. */
export const BASE64_PARSER: Parser = {
  id: 'base64',
  wants: (face) => !face.binary && !isContainer(face.bytes) && MARKS.some((mark) => face.includes(mark)),
  parse(artifact, context) {
    const text = Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength).toString(
      'latin1',
    );
    const armour = armouredRanges(text);
    const results: ParseResult[] = [];
    const lineAt = lineCounter(text);
    let from = 0;
    for (const match of text.matchAll(RUN)) {
      if (results.length >= MAX_RUNS) break;
      if (match.index < from || armour.some(([start, end]) => match.index >= start && match.index < end)) continue;
      const { base64, end } = withWrappedLines(text, match.index, match[0]);
      const result = decodeRun(base64, placeOf(artifact, 'base64', lineAt(match.index)), context);
      if (!result) continue;
      from = end;
      results.push(result);
    }
    return joinResults(results);
  },
};

/** What stands between PEM markers belongs to the PEM parser. */
function armouredRanges(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  for (let start = text.indexOf('-----BEGIN '); start >= 0; ) {
    const end = text.indexOf('-----END ', start);
    const next = text.indexOf('-----BEGIN ', start + 1);
    ranges.push([start, end >= 0 ? end : next >= 0 ? next : text.length]);
    start = next;
  }
  return ranges;
}

/** `undefined` when the run is no certificate, key or the like: most Base64 that begins so is something else. */
function decodeRun(base64: string, place: Place, context: ParseContext): ParseResult | undefined {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  if (base64.startsWith('LS0t')) {
    const blocks = findPem(Buffer.from(bytes).toString('latin1'));
    return blocks.length > 0 ? readPemBlocks(blocks, () => place, context) : undefined;
  }
  try {
    const element = readElement(bytes, 0, bytes.length);
    if (!sniffDer(element)) return undefined;
    return readDer(bytes.subarray(0, element.end), place, context);
  } catch {
    return undefined; // a length that does not fit: not DER
  }
}
