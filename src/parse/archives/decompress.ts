import { createRequire } from 'node:module';
import { ReadableStream } from 'node:stream/web';
import { runInNewContext } from 'node:vm';
import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { withoutUnknownCheck } from './xz-checks.js';

/** The decoders are loaded with the first file that needs them. */
const load = createRequire(import.meta.url);
/** Damaged data are given to the decoders in pieces so small that little is lost with the one that holds the damage. */
const PIECE = 512;

/** More would come out than is allowed: a bomb, or only a large file. */
export class TooMuch extends Error {}

/** Collects what a decoder writes, keeps it when the decoder fails, and refuses to hold more than was allowed. */
export class Output {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  constructor(readonly most: number) {}

  get length(): number {
    return this.#length;
  }

  /** @throws TooMuch beyond the limit */
  push(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.most) throw new TooMuch('it expands to more than the limit');
    this.#parts.push(part);
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#parts, this.#length);
  }
}

/** Writes what comes out of `bytes`. @throws TooMuch, and anything else where the data are cut or damaged: what was written stays readable */
export type Decompress = (bytes: Uint8Array, output: Output) => void | Promise<void>;

/** RFC 1952, by zlib: at once, and piece by piece where that fails. */
export const ungzip: Decompress = async (bytes, output) => {
  try {
    output.push(gunzipSync(bytes, { maxOutputLength: Math.max(1, output.most) }));
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw new TooMuch('it expands to more');
    if (error instanceof TooMuch) throw error;
    await rescueGzip(bytes, output);
    throw error;
  }
};

/** What zlib gets out of a stream before it finds the damage. @throws TooMuch */
function rescueGzip(bytes: Uint8Array, output: Output): Promise<void> {
  const stream = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  return new Promise((resolve, reject) => {
    stream.on('data', (part: Buffer) => {
      try {
        output.push(part);
      } catch (tooMuch) {
        stream.destroy();
        reject(tooMuch);
      }
    });
    stream.on('error', () => resolve());
    stream.on('end', () => resolve());
    for (const piece of pieces(bytes)) stream.write(piece);
    stream.end();
  });
}

/** xz, by xz-embedded compiled to WebAssembly. It decodes piece by piece, so a bomb is met at the limit. */
export const unxz: Decompress = async (bytes, output) => {
  const { XzReadableStream } = load('xz-decompress') as typeof import('xz-decompress');
  const source = ReadableStream.from(pieces(withoutUnknownCheck(bytes), 1 << 16));
  const reader = new XzReadableStream(source as never).getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      output.push(Uint8Array.from(next.value));
  } finally {
    await reader.cancel().catch(() => undefined);
  }
};

/** The least time that fzstd gets, and how many octets it has to read in a further millisecond. */
const ZSTD_MILLISECONDS = 2000;
const ZSTD_OCTETS_PER_MILLISECOND = 1000;

/**
 * RFC 8878, by fzstd. Damaged sequences keep it copying for minutes behind the end of its buffer, in one call: the call is ended by the clock that
 * node:vm has for that.
 */
export const unzstd: Decompress = (bytes, output) => {
  const { Decompress } = load('fzstd') as typeof import('fzstd');
  const stream = new Decompress((part) => output.push(Uint8Array.from(part)));
  const decode = () => {
    for (const piece of pieces(bytes, 1 << 16)) stream.push(piece);
    stream.push(new Uint8Array(), true);
  };
  const timeout = Math.ceil(ZSTD_MILLISECONDS + bytes.length / ZSTD_OCTETS_PER_MILLISECOND);
  runInNewContext('decode()', { decode }, { timeout });
};

/** bzip2, by seek-bzip: it writes one octet after the other. */
export const unbzip2: Decompress = (bytes, output) => {
  const { decode } = load('seek-bzip') as {
    decode(input: Uint8Array, output: { writeByte(octet: number): void }): void;
  };
  const buffer = Buffer.alloc(1 << 16);
  let length = 0;
  const flush = () => {
    output.push(Uint8Array.from(buffer.subarray(0, length)));
    length = 0;
  };
  try {
    decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      writeByte(octet) {
        if (length === buffer.length) flush();
        buffer[length++] = octet;
      },
    });
  } finally {
    if (length > 0) flush();
  }
};

function* pieces(bytes: Uint8Array, size = PIECE): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
