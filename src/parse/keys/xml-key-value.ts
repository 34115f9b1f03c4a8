import { ParseError } from '../../model/index.js';
import { isContainer } from '../archives/magic.js';
import type { Parser } from '../parser.js';
import * as write from '../pki/der-writer.js';
import { lineCounter } from '../pki/lines.js';
import { failure, joinResults, keyResult, placeOf } from '../pki/observe.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { decodeText } from '../text.js';

const MARK = 'SAKeyValue>';
const OPENS = /^<(?:[\w-]{1,40}:)?(R|D)SAKeyValue>/;
const MAX_ELEMENT = 64 * 1024;
const MAX_KEYS = 20_000;

/** `<RSAKeyValue>` and `<DSAKeyValue>` of XML signatures (XML Signature 4.5.2), as .NET also writes and reads whole keys; in the middle of source code as well. */
export const XML_KEY_PARSER: Parser = {
  id: 'xml-key-value',
  wants: (face) => face.includes(MARK) && !face.binary && !isContainer(face.bytes),
  parse(artifact, { catalog }) {
    const text = decodeText(artifact.bytes);
    const lineAt = lineCounter(text);
    const found = elements(text).flatMap(({ at, family, body }) => {
      const place = placeOf(artifact, 'xml-key-value', lineAt(at));
      try {
        const info = family === 'R' ? rsaInfo(body) : dsaInfo(body);
        const type = /<(?:[\w-]{1,40}:)?[DX]>/.test(body) ? 'private-key' : 'public-key';
        return info ? [keyResult({ type, format: 'XML', key: readPublicKeyInfo(info, catalog) }, place)] : [];
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        return [failure(place, error)];
      }
    });
    return joinResults(found);
  },
};

interface Element {
  readonly at: number;
  readonly family: string;
  readonly body: string;
}

function elements(text: string): Element[] {
  const found: Element[] = [];
  for (let at = text.indexOf(MARK); at >= 0 && found.length < MAX_KEYS; at = text.indexOf(MARK, at + MARK.length)) {
    const start = text.lastIndexOf('<', at);
    const family = OPENS.exec(text.slice(start, at + MARK.length))?.[1];
    const end = text.indexOf(MARK, at + MARK.length);
    if (start < 0 || !family || end < 0 || end - start > MAX_ELEMENT) continue;
    found.push({ at: start, family, body: text.slice(at + MARK.length, end) });
  }
  return found;
}

/** Without its numbers it is a template, or written of several pieces. */
function rsaInfo(body: string): Uint8Array | undefined {
  const [modulus, exponent] = [number(body, 'Modulus'), number(body, 'Exponent')];
  if (!modulus || !exponent) return undefined;
  return write.subjectPublicKeyInfo('1.2.840.113549.1.1.1', write.NULL, write.sequence(modulus, exponent));
}

function dsaInfo(body: string): Uint8Array | undefined {
  const [p, q, g, y] = [number(body, 'P'), number(body, 'Q'), number(body, 'G'), number(body, 'Y')];
  return p && q && g && y && write.subjectPublicKeyInfo('1.2.840.10040.4.1', write.sequence(p, q, g), y);
}

function number(body: string, name: string): Uint8Array | undefined {
  const value = new RegExp(`<(?:[\\w-]{1,40}:)?${name}>([A-Za-z0-9+/=\\s]{1,16384})</`).exec(body)?.[1];
  return value?.trim() ? write.integer(Buffer.from(value, 'base64')) : undefined;
}
