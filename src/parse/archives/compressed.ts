import type { Artifact } from '../../model/index.js';
import type { ParseContext, Parser } from '../parser.js';
import { type Decompress, Output, TooMuch, unbzip2, ungzip, unxz, unzstd } from './decompress.js';
import { beginsWith } from './magic.js';
import { Unpacking } from './unpacking.js';

interface Compression {
  readonly id: string;
  /** First bytes. */
  readonly magic: Uint8Array;
  /** Ending of the name → what the name becomes when it is taken away. */
  readonly endings: readonly (readonly [RegExp, string])[];
  readonly decompress: Decompress;
}

const BZIP2 = Buffer.from('425a68', 'hex');

const COMPRESSIONS: readonly Compression[] = [
  {
    id: 'gzip', // RFC 1952
    magic: Buffer.from('1f8b08', 'hex'),
    endings: [
      [/\.tgz$/i, '.tar'],
      [/\.gz$/i, ''],
    ],
    decompress: ungzip,
  },
  {
    id: 'xz',
    magic: Buffer.from('fd377a585a00', 'hex'),
    endings: [
      [/\.txz$/i, '.tar'],
      [/\.xz$/i, ''],
    ],
    decompress: unxz,
  },
  {
    id: 'zstd', // RFC 8878
    magic: Buffer.from('28b52ffd', 'hex'),
    endings: [
      [/\.tzst$/i, '.tar'],
      [/\.zst$/i, ''],
    ],
    decompress: unzstd,
  },
  {
    id: 'bzip2',
    magic: BZIP2,
    endings: [
      [/\.tbz2?$/i, '.tar'],
      [/\.bz2$/i, ''],
    ],
    decompress: unbzip2,
  },
];

/** One compressed stream; what comes out of it (often a tar) is parsed under its own name. */
export const COMPRESSION_PARSERS: readonly Parser[] = COMPRESSIONS.map((compression) => ({
  id: compression.id,
  wants: ({ bytes }) => hasMagic(bytes, compression.magic),
  parse: (artifact, context) => unpack(artifact, context, compression),
}));

async function unpack(artifact: Artifact, context: ParseContext, { id, endings, decompress }: Compression) {
  const unpacking = new Unpacking(artifact, context.limits, id);
  const inner = innerName(artifact.path, endings);
  const output = new Output(unpacking.expansion(`${inner}.tar`, artifact.bytes.length));
  try {
    await decompress(artifact.bytes, output);
    unpacking.add(inner, output.bytes());
  } catch (error) {
    if (error instanceof TooMuch)
      unpacking.stop('limit', `it expands to more than ${output.most} bytes and was not opened`);
    else unpacking.cut(inner, output.bytes(), `${id}: the compressed data are cut or damaged`);
  }
  return unpacking.result();
}

function innerName(path: string, endings: Compression['endings']): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const ending = endings.find(([pattern]) => pattern.test(name));
  return (ending ? name.replace(...ending) : name) || 'content';
}

/** `BZh`, a level, and the first block's magic number (pi) or that of an empty file: three letters alone are too few. */
function hasMagic(bytes: Uint8Array, magic: Uint8Array): boolean {
  if (!beginsWith(bytes, magic)) return false;
  return magic !== BZIP2 || /^425a683[1-9](?:314159265359|177245385090)/.test(hexOf(bytes.subarray(0, 10)));
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
