import { createHash, createHmac } from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { ascii, join, uint, vector } from '../bytes.js';
import { MESSAGE } from './constants.js';

export interface Suite13 {
  readonly hash: 'sha256' | 'sha384';
  readonly cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305' | 'aes-128-ccm';
  /** Bytes. */
  readonly key: number;
  readonly tag: number;
}

/** Hash and AEAD of a TLS 1.3 suite (RFC 8446 appendix B.4). */
const SUITES: Readonly<Record<number, Suite13>> = {
  4865: { hash: 'sha256', cipher: 'aes-128-gcm', key: 16, tag: 16 },
  4866: { hash: 'sha384', cipher: 'aes-256-gcm', key: 32, tag: 16 },
  4867: { hash: 'sha256', cipher: 'chacha20-poly1305', key: 32, tag: 16 },
  4868: { hash: 'sha256', cipher: 'aes-128-ccm', key: 16, tag: 16 },
  4869: { hash: 'sha256', cipher: 'aes-128-ccm', key: 16, tag: 8 },
};

/** @throws ParseError when the suite is not one of TLS 1.3 */
export function suite13(code: number): Suite13 {
  const found = SUITES[code];
  if (!found) throw new ParseError(`suite 0x${code.toString(16)} is none of TLS 1.3`, undefined, 'unsupported');
  return found;
}

const NOTHING = new Uint8Array(0);
const sizeOf = (hash: string) => (hash === 'sha256' ? 32 : 48);

/**
 * The secrets of a TLS 1.3 handshake (RFC 8446 section 7.1), to read what a server encrypts. Not for protecting
 * anything: no signature and no Finished of the server is checked.
 */
export class HandshakeSecrets {
  readonly client: Buffer;
  readonly server: Buffer;
  readonly #hash: string;
  readonly #handshake: Buffer;

  /**
   * @param sharedSecret of the chosen group: X25519, ECDH, or ML-KEM and ECDH joined in the order of the group
   * @param transcript the handshake messages so far, ServerHello last
   * @throws ParseError when the suite is not one of TLS 1.3
   */
  constructor(suite: number, sharedSecret: Uint8Array, transcript: readonly Uint8Array[], psk?: Uint8Array) {
    this.#hash = suite13(suite).hash;
    const zeros = Buffer.alloc(sizeOf(this.#hash));
    const early = hmac(this.#hash, zeros, psk ?? zeros);
    this.#handshake = hmac(this.#hash, derive(this.#hash, early, 'derived', []), sharedSecret);
    this.client = derive(this.#hash, this.#handshake, 'c hs traffic', transcript);
    this.server = derive(this.#hash, this.#handshake, 's hs traffic', transcript);
  }

  /** `verify_data` of the client's Finished (section 4.4.4). @param transcript up to the server's Finished */
  finished(transcript: readonly Uint8Array[]): Buffer {
    return finishedOf(this.#hash, this.client, digest(this.#hash, ...transcript));
  }

  /** @param transcript up to the server's Finished */
  application(transcript: readonly Uint8Array[]): ApplicationSecrets {
    const zeros = Buffer.alloc(sizeOf(this.#hash));
    const master = hmac(this.#hash, derive(this.#hash, this.#handshake, 'derived', []), zeros);
    return {
      client: derive(this.#hash, master, 'c ap traffic', transcript),
      server: derive(this.#hash, master, 's ap traffic', transcript),
      resumption: (whole, nonce) => {
        const resumption = derive(this.#hash, master, 'res master', whole);
        return expandLabel(this.#hash, resumption, 'resumption', nonce, sizeOf(this.#hash));
      },
    };
  }
}

export interface ApplicationSecrets {
  readonly client: Buffer;
  readonly server: Buffer;
  /** The key that goes with a ticket (section 4.6.1). @param whole the transcript up to the client's Finished */
  resumption(whole: readonly Uint8Array[], nonce: Uint8Array): Buffer;
}

/** Binder of a resumption key over a hello that is cut off before its binders (RFC 8446 section 4.2.11.2). */
export function binderOf(suite: number, psk: Uint8Array, truncatedHello: Uint8Array): Buffer {
  const { hash } = suite13(suite);
  const early = hmac(hash, Buffer.alloc(sizeOf(hash)), psk);
  const key = derive(hash, early, 'res binder', []);
  return finishedOf(hash, key, digest(hash, truncatedHello));
}

/** The first ClientHello as the transcript has it after a HelloRetryRequest (RFC 8446 section 4.4.1). */
export function messageHash(suite: number, clientHello: Uint8Array): Uint8Array {
  const value = digest(SUITES[suite]?.hash ?? 'sha256', clientHello);
  return join(uint(MESSAGE.messageHash, 1), uint(value.length, 3), value);
}

function finishedOf(hash: string, secret: Buffer, transcriptHash: Buffer): Buffer {
  return hmac(hash, expandLabel(hash, secret, 'finished', NOTHING, sizeOf(hash)), transcriptHash);
}

/** Derive-Secret (RFC 8446 section 7.1). */
function derive(hash: string, secret: Buffer, label: string, transcript: readonly Uint8Array[]): Buffer {
  return expandLabel(hash, secret, label, digest(hash, ...transcript), sizeOf(hash));
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
