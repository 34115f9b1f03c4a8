import { ParseError } from '../../model/index.js';
import type { Parser } from '../parser.js';

/** Archives and compressions that are recognised and not opened: said, so that what is inside does not look clean. */
const MAGICS: readonly { readonly name: string; readonly hex: string }[] = [
  { name: '7-Zip', hex: '377abcaf271c' },
  { name: 'RAR', hex: '526172211a07' },
  { name: 'Microsoft cabinet', hex: '4d53434600000000' },
  { name: 'LZ4', hex: '04224d18' },
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
  const head = Buffer.from(bytes.subarray(0, 10)).toString('hex');
  return MAGICS.find((one) => head.startsWith(one.hex))?.name;
}
