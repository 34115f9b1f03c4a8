import { ParseError } from '../../../model/index.js';
import { ByteReader, join, uint, vector } from '../bytes.js';
import { RECORD } from './constants.js';
import type { HandshakeMessage } from './handshake.js';

const DTLS10 = 0xfeff;
/** Bytes of a handshake message, and messages of a flight: far above any certificate chain. */
const LARGEST = 128 * 1024;
const MOST_MESSAGES = 64;

/** A handshake message in one DTLS record (RFC 6347 section 4.2.2). @param sequence of message and record alike */
export function encodeDtlsHandshake(type: number, body: Uint8Array, sequence: number): Uint8Array {
  const length = uint(body.length, 3);
  const fragment = join(uint(type, 1), length, uint(sequence, 2), uint(0, 3), length, body);
  return join(uint(RECORD.handshake, 1), uint(DTLS10, 2), uint(0, 2), uint(sequence, 6), vector(2, fragment));
}

interface Partial {
  readonly type: number;
  readonly body: Uint8Array;
  /** Fragments that came, by offset. */
  readonly pieces: Map<number, number>;
}

/** Joins the fragments of DTLS handshake messages, which come in any order and more than once. */
export class DtlsReader {
  readonly #partial = new Map<number, Partial>();
  readonly #done = new Map<number, HandshakeMessage>();
  #next = 0;

  /**
   * @returns the messages that are complete and in their turn
   * @throws DtlsAlert, ParseError
   */
  push(datagram: Uint8Array): HandshakeMessage[] {
    const records = new ByteReader(datagram, 'DTLS record');
    while (records.remaining > 0) {
      const type = records.uint(1);
      if (records.uint(1) !== 0xfe || type < RECORD.changeCipherSpec || type > RECORD.applicationData)
        throw new ParseError('not DTLS', 0, 'wrong-protocol');
      records.take(9);
      const payload = records.nested(2, 'DTLS fragment');
      if (type === RECORD.alert) {
        payload.uint(1);
        throw new DtlsAlert(payload.uint(1));
      }
      if (type === RECORD.handshake) while (payload.remaining > 0) this.#fragment(payload);
    }
    const ready: HandshakeMessage[] = [];
    for (let message = this.#done.get(this.#next); message; message = this.#done.get(this.#next)) {
      this.#done.delete(this.#next++);
      ready.push(message);
    }
    return ready;
  }

  #fragment(payload: ByteReader): void {
    const type = payload.uint(1);
    const length = payload.uint(3);
    const sequence = payload.uint(2);
    const offset = payload.uint(3);
    const data = payload.vector(3);
    if (length > LARGEST) throw new ParseError(`DTLS message of ${length} bytes; the limit is ${LARGEST}`, 1);
    if (sequence > MOST_MESSAGES) throw new ParseError('too many DTLS messages', 4, 'limit');
    if (offset + data.length > length) throw new ParseError('DTLS fragment beyond its message', 6);
    if (sequence < this.#next || this.#done.has(sequence)) return;
    const partial = this.#partial.get(sequence) ?? { type, body: new Uint8Array(length), pieces: new Map() };
    if (partial.body.length !== length) throw new ParseError('DTLS fragments that disagree about the length', 1);
    this.#partial.set(sequence, partial);
    partial.body.set(data, offset);
    partial.pieces.set(offset, Math.max(partial.pieces.get(offset) ?? 0, data.length));
    if (!isWhole(partial)) return;
    this.#partial.delete(sequence);
    this.#done.set(sequence, { type, body: partial.body, raw: partial.body });
  }
}

function isWhole({ body, pieces }: Partial): boolean {
  let end = 0;
  for (const [offset, length] of [...pieces].sort(([a], [b]) => a - b)) {
    if (offset > end) return false;
    end = Math.max(end, offset + length);
  }
  return end === body.length;
}

/** An alert where a handshake message was due. */
export class DtlsAlert extends Error {
  constructor(readonly code: number) {
    super(`DTLS alert ${code}`);
  }
}
