import { ParseError } from '../../model/index.js';
import type { Parser } from '../parser.js';
import { beginsWith } from './magic.js';

/** Archives and compressions that are recognised and not opened: said, so that what is inside does not look clean. */
const MAGICS: readonly { readonly name: string; readonly magic: Uint8Array }[] = [
  { name: '7-Zip', magic: Buffer.from('377abcaf271c', 'hex') },
  { name: 'RAR', magic: Buffer.from('526172211a07', 'hex') },
  { name: 'Microsoft cabinet', magic: Buffer.from('4d53434600000000', 'hex') },
  { name: 'LZ4', magic: Buffer.from('04224d18', 'hex') },
];

export const CLOSED_ARCHIVE_PARSER: Parser = {
  id: 'archive',
  wants: ({ bytes }) => nameOf(bytes) !== undefined,
  parse(artifact) {
    throw new ParseError(
      `${nameOf(artifact.bytes)}: recognised, but this compression is not opened; unpack it and scan the result`,
      0,
      'unsupported',
    );
  },
};

function nameOf(bytes: Uint8Array): string | undefined {
  return MAGICS.find(({ magic }) => beginsWith(bytes, magic))?.name;
}
