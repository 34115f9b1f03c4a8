import { createRequire } from 'node:module';
import { ReadableStream } from 'node:stream/web';
import { withoutUnknownCheck } from './xz-checks.js';

/** The decoders are loaded with the first file that needs them. */
const load = createRequire(import.meta.url);

/** More would come out than is allowed: a bomb, or only a large file. */
export class TooMuch extends Error {}

/** Collects output and refuses to hold more than was allowed. */
class Output {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  constructor(readonly most: number) {}

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

/** xz, by xz-embedded compiled to WebAssembly. It decodes piece by piece, so a bomb is met at the limit. */
export async function unxz(bytes: Uint8Array, most: number): Promise<Uint8Array> {
  const { XzReadableStream } = load('xz-decompress') as typeof import('xz-decompress');
  const known = withoutUnknownCheck(bytes);
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(known);
      controller.close();
    },
  });
  const reader = new XzReadableStream(source as never).getReader();
  const output = new Output(most);
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      output.push(Uint8Array.from(next.value));
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return output.bytes();
}

/** RFC 8878, by fzstd. */
export function unzstd(bytes: Uint8Array, most: number): Uint8Array {
  const { Decompress } = load('fzstd') as typeof import('fzstd');
  const output = new Output(most);
  const stream = new Decompress((part) => output.push(Uint8Array.from(part)));
  stream.push(bytes, true);
  return output.bytes();
}

/** bzip2, by seek-bzip: it writes one octet after the other. */
export function unbzip2(bytes: Uint8Array, most: number): Uint8Array {
  const { decode } = load('seek-bzip') as {
    decode(input: Uint8Array, output: { writeByte(octet: number): void }): void;
  };
  let buffer = Buffer.alloc(Math.min(most, 1 << 16));
  let length = 0;
  decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    writeByte(octet) {
      if (length >= most) throw new TooMuch('it expands to more than the limit');
      if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(Math.min(most - length, length))]);
      buffer[length++] = octet;
    },
  });
  return buffer.subarray(0, length);
}
