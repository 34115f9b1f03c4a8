import { createCipheriv, createDecipheriv } from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { join, uint } from '../bytes.js';
import { RECORD, VERSION } from './constants.js';
import { expandLabel, type Suite13, suite13 } from './key-schedule.js';
import type { TlsRecord } from './records.js';

const NOTHING = new Uint8Array(0);

/** Protection of the records of one side under one traffic secret (RFC 8446 section 5.2, 7.3). */
export class RecordKeys {
  readonly #key: Buffer;
  readonly #iv: Buffer;
  readonly #suite: Suite13;
  #sequence = 0;

  /** @throws ParseError when the suite is not one of TLS 1.3 */
  constructor(suite: number, secret: Uint8Array) {
    this.#suite = suite13(suite);
    const { hash, key } = this.#suite;
    this.#key = expandLabel(hash, secret, 'key', NOTHING, key);
    this.#iv = expandLabel(hash, secret, 'iv', NOTHING, 12);
  }

  /** Opens the next protected record. @throws ParseError when it does not verify */
  open(record: TlsRecord): { type: number; payload: Uint8Array } {
    const { cipher, tag } = this.#suite;
    if (record.payload.length <= tag) throw new ParseError('protected record shorter than its tag');
    const body = record.payload.subarray(0, -tag);
    let plain: Buffer;
    try {
      const decipher = createDecipheriv(cipher as 'aes-128-gcm', this.#key, this.#nonce(), lengthOf(tag));
      decipher.setAuthTag(record.payload.subarray(-tag));
      decipher.setAAD(record.header, { plaintextLength: body.length } as never);
      plain = Buffer.concat([decipher.update(body), decipher.final()]);
    } catch {
      throw new ParseError('protected record does not verify: the key exchange went wrong');
    }
    let end = plain.length;
    while (end > 0 && plain[end - 1] === 0) end--; // padding, RFC 8446 section 5.4
    if (end === 0) throw new ParseError('protected record without content type');
    return { type: plain[end - 1] as number, payload: plain.subarray(0, end - 1) };
  }

  /** A protected record as it goes on the wire. */
  seal(type: number, payload: Uint8Array): Uint8Array {
    const { cipher, tag } = this.#suite;
    const inner = join(payload, uint(type, 1));
    const header = join(uint(RECORD.applicationData, 1), uint(VERSION.tls12, 2), uint(inner.length + tag, 2));
    const seal = createCipheriv(cipher as 'aes-128-gcm', this.#key, this.#nonce(), lengthOf(tag));
    seal.setAAD(header, { plaintextLength: inner.length } as never);
    return join(header, seal.update(inner), seal.final(), seal.getAuthTag());
  }

  #nonce(): Buffer {
    const nonce = Buffer.from(this.#iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ this.#sequence) >>> 0, 8);
    this.#sequence++;
    return nonce;
  }
}

function lengthOf(tag: number): { authTagLength: 16 } {
  return { authTagLength: tag } as { authTagLength: 16 };
}
