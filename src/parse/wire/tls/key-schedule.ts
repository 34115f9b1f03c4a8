import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { ascii, join, uint, vector } from '../bytes.js';
import { MESSAGE } from './constants.js';
import type { TlsRecord } from './records.js';

/** Hash and AEAD of a TLS 1.3 suite (RFC 8446 appendix B.4). */
const SUITES: Readonly<Record<number, { hash: 'sha256' | 'sha384'; cipher: string; key: number; tag: number }>> = {
  4865: { hash: 'sha256', cipher: 'aes-128-gcm', key: 16, tag: 16 },
  4866: { hash: 'sha384', cipher: 'aes-256-gcm', key: 32, tag: 16 },
  4867: { hash: 'sha256', cipher: 'chacha20-poly1305', key: 32, tag: 16 },
  4868: { hash: 'sha256', cipher: 'aes-128-ccm', key: 16, tag: 16 },
  4869: { hash: 'sha256', cipher: 'aes-128-ccm', key: 16, tag: 8 },
};

/** Suites whose records `HandshakeKeys` opens. */
export const READABLE_SUITES: readonly number[] = Object.keys(SUITES).map(Number);

/**
 * The server's handshake traffic key of TLS 1.3 (RFC 8446 section 7.1), to read its certificate.
 * Not for protecting anything: no signature and no Finished is checked.
 */
export class HandshakeKeys {
  readonly #key: Buffer;
  readonly #iv: Buffer;
  readonly #suite: { cipher: string; tag: number };
  #sequence = 0;

  /**
   * @param sharedSecret of the chosen group: X25519, ECDH, or ML-KEM and ECDH joined in the order of the group
   * @param transcript the handshake messages so far, ServerHello last
   * @throws ParseError when the suite is not one of TLS 1.3
   */
  constructor(suite: number, sharedSecret: Uint8Array, transcript: readonly Uint8Array[]) {
    const found = SUITES[suite];
    if (!found) throw new ParseError(`suite 0x${suite.toString(16)} is none of TLS 1.3`, undefined, 'unsupported');
    const { hash } = found;
    const size = hash === 'sha256' ? 32 : 48;
    const zeros = Buffer.alloc(size);
    const early = hmac(hash, zeros, zeros);
    const salt = expandLabel(hash, early, 'derived', digest(hash), size);
    const secret = hmac(hash, salt, sharedSecret);
    const traffic = expandLabel(hash, secret, 's hs traffic', digest(hash, ...transcript), size);
    this.#suite = found;
    this.#key = expandLabel(hash, traffic, 'key', new Uint8Array(0), found.key);
    this.#iv = expandLabel(hash, traffic, 'iv', new Uint8Array(0), 12);
  }

  /** Opens the next protected record. @throws ParseError when it does not verify */
  open(record: TlsRecord): { type: number; payload: Uint8Array } {
    const { cipher, tag } = this.#suite;
    if (record.payload.length <= tag) throw new ParseError('protected record shorter than its tag');
    const nonce = Buffer.from(this.#iv);
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ this.#sequence) >>> 0, 8);
    this.#sequence++;
    const body = record.payload.subarray(0, -tag);
    let plain: Buffer;
    try {
      const options = { authTagLength: tag } as { authTagLength: 16 };
      const decipher = createDecipheriv(cipher as 'aes-128-gcm', this.#key, nonce, options);
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
}

/** The first ClientHello as the transcript has it after a HelloRetryRequest (RFC 8446 section 4.4.1). */
export function messageHash(suite: number, clientHello: Uint8Array): Uint8Array {
  const value = digest(SUITES[suite]?.hash ?? 'sha256', clientHello);
  return join(uint(MESSAGE.messageHash, 1), uint(value.length, 3), value);
}

function digest(hash: string, ...parts: readonly Uint8Array[]): Buffer {
  const state = createHash(hash);
  for (const part of parts) state.update(part);
  return state.digest();
}

function hmac(hash: string, key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac(hash, key).update(data).digest();
}

/** HKDF-Expand-Label (RFC 8446 section 7.1). */
export function expandLabel(
  hash: string,
  secret: Uint8Array,
  label: string,
  context: Uint8Array,
  size: number,
): Buffer {
  const info = join(uint(size, 2), vector(1, ascii(`tls13 ${label}`)), vector(1, context));
  let block: Buffer = Buffer.alloc(0);
  let out: Buffer = Buffer.alloc(0);
  for (let counter = 1; out.length < size; counter++) {
    block = hmac(hash, secret, join(block, info, uint(counter, 1)));
    out = Buffer.concat([out, block]);
  }
  return out.subarray(0, size);
}
