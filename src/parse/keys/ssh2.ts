import { ParseError, type ParseResult } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { lineCounter } from '../pki/lines.js';
import { failure, joinResults, keyResult, placeOf } from '../pki/observe.js';
import { decodeText } from '../text.js';
import { readSshPublicKey } from './ssh-public-key.js';

const BEGIN = '---- BEGIN SSH2 PUBLIC KEY ----';
const END = '---- END SSH2 PUBLIC KEY ----';

/** RFC 4716: four dashes, headers with continuation lines, Base64. */
export const SSH2_PARSER: Parser = {
  id: 'ssh2',
  wants: (face) => face.includes(BEGIN),
  parse(artifact, { catalog }) {
    const text = decodeText(artifact.bytes);
    const lineAt = lineCounter(text);
    const results: ParseResult[] = [];
    for (let at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
      if (!/^\r?\n/.test(text.slice(at + BEGIN.length, at + BEGIN.length + 2))) continue; // programs name the mark
      const place = placeOf(artifact, 'ssh2', lineAt(at));
      const end = text.indexOf(END, at);
      try {
        if (end < 0) throw new ParseError('SSH2 public key: the END line is missing');
        const body = text.slice(at + BEGIN.length, end).replace(/\\\r?\n/g, '');
        const base64 = body.split(/\r?\n/).filter((line) => !line.includes(':'));
        results.push(
          keyResult({ ...readSshPublicKey(Buffer.from(base64.join(''), 'base64'), catalog), format: 'SSH2' }, place),
        );
      } catch (error) {
        if (!(error instanceof ParseError)) throw error;
        results.push(failure(place, error));
      }
    }
    return joinResults(results);
  },
};
