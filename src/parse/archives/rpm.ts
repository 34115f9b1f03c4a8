import { ParseError } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { Unpacking } from './unpacking.js';

const LEAD = 96;
const HEADER_MAGIC = 0x8eade801;
const MAX_TAGS = 10_000;
/** OpenPGP signatures of the header and of the whole package (rpm's tag list: DSA, RSA, PGP, GPG). */
const SIGNATURES = new Set([267, 268, 1002, 1005]);

/** RPM package format, version 3 and 4: lead, signature header, header, then a compressed cpio. */
export const RPM_PARSER: Parser = {
  id: 'rpm',
  wants: ({ bytes }) => bytes[0] === 0xed && bytes[1] === 0xab && bytes[2] === 0xee && bytes[3] === 0xdb,
  parse(artifact, context) {
    const view = Buffer.from(artifact.bytes.buffer, artifact.bytes.byteOffset, artifact.bytes.byteLength);
    const unpacking = new Unpacking(artifact, context.limits, 'rpm');
    const signatures = headerAt(view, LEAD);
    for (const { tag, start, count } of signatures.entries) {
      if (SIGNATURES.has(tag)) unpacking.add(`signature-${tag}.pgp`, view.subarray(start, start + count));
    }
    const main = headerAt(view, (signatures.end + 7) & ~7);
    unpacking.add('payload.cpio', view.subarray(main.end));
    return unpacking.result();
  },
};

interface Header {
  readonly entries: readonly { readonly tag: number; readonly start: number; readonly count: number }[];
  readonly end: number;
}

/** Magic, reserved, number of entries, length of the data; entries of tag, type, offset, count. */
function headerAt(view: Buffer, at: number): Header {
  if (at + 16 > view.length || view.readUInt32BE(at) !== HEADER_MAGIC)
    throw new ParseError('rpm: a header is missing', at);
  const tags = view.readUInt32BE(at + 8);
  const store = at + 16 + tags * 16;
  const end = store + view.readUInt32BE(at + 12);
  if (tags > MAX_TAGS || end > view.length) throw new ParseError('rpm: a header is cut or damaged', at);
  const entries = Array.from({ length: tags }, (_, index) => {
    const entry = at + 16 + index * 16;
    return {
      tag: view.readUInt32BE(entry),
      start: store + view.readUInt32BE(entry + 8),
      count: view.readUInt32BE(entry + 12),
    };
  });
  return { entries, end };
}
