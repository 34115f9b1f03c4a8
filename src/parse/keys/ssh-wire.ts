import { ParseError } from '../../model/index.js';

/** RFC 4251 5: the data types of SSH, read in order. */
export class SshReader {
  #offset = 0;
  constructor(readonly bytes: Uint8Array) {}

  get left(): number {
    return this.bytes.length - this.#offset;
  }

  uint32(): number {
    return Number(this.number(4));
  }

  uint64(): bigint {
    return this.number(8);
  }

  string(): Uint8Array {
    const length = this.uint32();
    if (length > this.left) throw new ParseError('SSH: a string claims more bytes than there are', this.#offset);
    this.#offset += length;
    return this.bytes.subarray(this.#offset - length, this.#offset);
  }

  text(): string {
    return Buffer.from(this.string()).toString('latin1');
  }

  private number(octets: number): bigint {
    if (octets > this.left) throw new ParseError('SSH: the data end early', this.#offset);
    let value = 0n;
    for (let index = 0; index < octets; index++) value = value * 256n + BigInt(this.bytes[this.#offset++] as number);
    return value;
  }
}
