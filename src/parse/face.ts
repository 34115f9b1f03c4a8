import type { Artifact } from '../model/index.js';
import { type Found, TOKENS } from './token-search.js';

const NUL = 0;
const HEAD = 4096;

/** What a parser sees of an artifact before it decides to read it: name, first bytes and a lazily made text. */
export class Face {
  readonly path: string;
  /** Last part of the path, lower case. */
  readonly name: string;
  /** Lower case, with the dot; '' when there is none. */
  readonly extension: string;
  readonly hint: string | undefined;
  #latin1: string | undefined;
  #binary: boolean | undefined;
  #found: Found | undefined;

  constructor(readonly artifact: Artifact) {
    this.path = artifact.path;
    this.name = artifact.path.slice(artifact.path.lastIndexOf('/') + 1).toLowerCase();
    const dot = this.name.lastIndexOf('.');
    this.extension = dot > 0 ? this.name.slice(dot) : '';
    this.hint = artifact.hint;
  }

  get bytes(): Uint8Array {
    return this.artifact.bytes;
  }

  /** One character a byte: for searching ASCII tokens, not for reading text. */
  get latin1(): string {
    this.#latin1 ??= Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength).toString('latin1');
    return this.#latin1;
  }

  /** A NUL in the first 4 KiB, and no UTF-16 byte order mark. */
  get binary(): boolean {
    this.#binary ??= !hasUtf16Mark(this.bytes) && this.bytes.subarray(0, HEAD).includes(NUL);
    return this.#binary;
  }

  /** Does the token stand in the bytes? One pass finds all that were ever asked for. */
  includes(token: string): boolean {
    const id = TOKENS.add(token);
    if (id === undefined) return this.latin1.includes(token);
    const flag = this.#search().flags[id];
    return flag === undefined ? this.latin1.includes(token) : flag === 1;
  }

  /** Numbers of those among `TOKENS` that stand in the bytes. */
  get hits(): readonly number[] {
    // Tokens that were added after the search were not looked for.
    if (this.#found && this.#found.flags.length < TOKENS.size) this.#found = undefined;
    return this.#search().hits;
  }

  #search(): Found {
    this.#found ??= TOKENS.search(this.bytes);
    return this.#found;
  }
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
}
