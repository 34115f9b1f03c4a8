import { ParseError } from '../../model/index.js';

/** java.io.DataInput: what Java's own stores are written with. */
export class JavaReader {
  offset: number;
  constructor(
    readonly bytes: Uint8Array,
    offset = 0,
  ) {
    this.offset = offset;
  }

  get left(): number {
    return this.bytes.length - this.offset;
  }

  int(): number {
    return this.view(4).readUInt32BE();
  }

  byte(): number {
    return this.view(1)[0] as number;
  }

  /** Milliseconds since 1970. */
  date(): number {
    return Number(this.view(8).readBigInt64BE());
  }

  utf(): string {
    return this.view(this.view(2).readUInt16BE()).toString('utf8');
  }

  /** An int, then that many octets. */
  block(): Uint8Array {
    return this.view(this.int());
  }

  private view(length: number): Buffer {
    if (length > this.left) throw new ParseError('the store ends early', this.offset);
    const start = this.bytes.byteOffset + this.offset;
    this.offset += length;
    return Buffer.from(this.bytes.buffer, start, length);
  }
}
