import { ParseError } from '../../../model/index.js';
import { join, printable, uint } from '../bytes.js';
import { RECORD } from './constants.js';

/** One record: `payload` is at most 2^14 + 2048 bytes (RFC 5246 section 6.2.3). */
export interface TlsRecord {
  readonly type: number;
  readonly version: number;
  readonly payload: Uint8Array;
  /** The five bytes before the payload: the additional data of TLS 1.3 protection. */
  readonly header: Uint8Array;
}

const LARGEST = 2 ** 14 + 2048;

/** Splits a payload into records of at most `size` bytes. */
export function encodeRecords(type: number, version: number, payload: Uint8Array, size = 2 ** 14): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < payload.length || at === 0; at += size) {
    const piece = payload.subarray(at, at + size);
    parts.push(uint(type, 1), uint(version, 2), uint(piece.length, 2), piece);
  }
  return join(...parts);
}

/** Takes bytes as they arrive and gives whole records. Never holds more than one record and one chunk. */
export class RecordReader {
  #held: Uint8Array = new Uint8Array(0);
  #records = 0;

  /** @throws ParseError when the bytes are no TLS record: the message names what they look like. */
  push(chunk: Uint8Array): TlsRecord[] {
    this.#held = this.#held.length === 0 ? chunk : join(this.#held, chunk);
    const records: TlsRecord[] = [];
    for (;;) {
      let record: TlsRecord | undefined;
      try {
        record = this.#next();
      } catch (error) {
        // Plain text after an alert (MariaDB, vsftpd, xrdp): the alert counts, the rest is said when more is asked for.
        if (records.length > 0) return records;
        throw error;
      }
      if (!record) return records;
      records.push(record);
    }
  }

  /** Bytes of an incomplete record. */
  get pending(): number {
    return this.#held.length;
  }

  #next(): TlsRecord | undefined {
    const [type, major] = this.#held;
    if (type === undefined) return undefined;
    if (type < RECORD.changeCipherSpec || type > RECORD.applicationData || (major !== undefined && major !== 3)) {
      throw new ParseError(notTls(this.#held, this.#records), 0, 'wrong-protocol');
    }
    if (this.#held.length < 5) return undefined;
    const length = ((this.#held[3] as number) << 8) | (this.#held[4] as number);
    if (length > LARGEST) throw new ParseError(`TLS record of ${length} bytes; the largest allowed is ${LARGEST}`, 3);
    if (this.#held.length < 5 + length) return undefined;
    const header = this.#held.subarray(0, 5);
    const record = {
      type,
      version: ((this.#held[1] as number) << 8) | (this.#held[2] as number),
      payload: this.#held.subarray(5, 5 + length),
      header,
    };
    this.#held = this.#held.subarray(5 + length);
    this.#records++;
    return record;
  }
}

function notTls(bytes: Uint8Array, records: number): string {
  const text = printable(bytes);
  const after = records > 0 ? ' after a TLS record' : '';
  return text.length > 3 ? `not TLS${after}: ${text}` : `not TLS${after}: first byte 0x${(bytes[0] ?? 0).toString(16)}`;
}
