import { ParseError } from '../../../model/index.js';
import { join, uint } from '../bytes.js';

/** One handshake message. `raw` includes the four-byte header: what the transcript hash covers. */
export interface HandshakeMessage {
  readonly type: number;
  readonly body: Uint8Array;
  readonly raw: Uint8Array;
}

/** Bytes of one message; a chain of SLH-DSA certificates is far below. */
const LARGEST = 512 * 1024;

export function encodeHandshake(type: number, body: Uint8Array): Uint8Array {
  return join(uint(type, 1), uint(body.length, 3), body);
}

/** Joins the fragments of handshake records into messages: several in one record, one over several records. */
export class HandshakeReader {
  #held: Uint8Array = new Uint8Array(0);

  /** @throws ParseError when a message announces more than 512 KiB */
  push(fragment: Uint8Array): HandshakeMessage[] {
    this.#held = this.#held.length === 0 ? fragment : join(this.#held, fragment);
    const messages: HandshakeMessage[] = [];
    while (this.#held.length >= 4) {
      const [type = 0, high = 0, middle = 0, low = 0] = this.#held;
      const length = (high << 16) | (middle << 8) | low;
      if (length > LARGEST) throw new ParseError(`handshake message of ${length} bytes; the limit is ${LARGEST}`);
      if (this.#held.length < 4 + length) break;
      messages.push({ type, body: this.#held.subarray(4, 4 + length), raw: this.#held.subarray(0, 4 + length) });
      this.#held = this.#held.subarray(4 + length);
    }
    return messages;
  }
}
