import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { join } from '../bytes.js';
import { expandLabel, type Suite13, suite13 } from '../tls/key-schedule.js';

const SALT = Buffer.from('38762cf7f55934b34d179ae6a4c80cadccbb7f0a', 'hex');
const NOTHING = new Uint8Array(0);
export const TAG = 16;

export type Side = 'client in' | 'server in';

/** Protection of the packets of one side in one packet number space (RFC 9001 section 5). */
export class PacketKeys {
  readonly #key: Buffer;
  readonly #iv: Buffer;
  readonly #header: Buffer;
  readonly #suite: Suite13;

  constructor(suite: number, secret: Uint8Array) {
    this.#suite = suite13(suite);
    const { hash, key } = this.#suite;
    this.#key = expandLabel(hash, secret, 'quic key', NOTHING, key);
    this.#iv = expandLabel(hash, secret, 'quic iv', NOTHING, 12);
    this.#header = expandLabel(hash, secret, 'quic hp', NOTHING, key);
  }

  /** Keys of Initial packets, which anyone can derive from the connection id (section 5.2). */
  static initial(connectionId: Uint8Array, side: Side): PacketKeys {
    const initial = createHmac('sha256', SALT).update(connectionId).digest();
    return new PacketKeys(0x1301, expandLabel('sha256', initial, side, NOTHING, 32));
  }

  seal(header: Uint8Array, packetNumber: number, payload: Uint8Array): Uint8Array {
    const cipher = createCipheriv(this.#suite.cipher as 'aes-128-gcm', this.#key, this.#nonce(packetNumber), LENGTH);
    cipher.setAAD(header);
    return join(cipher.update(payload), cipher.final(), cipher.getAuthTag());
  }

  /** @throws ParseError when it does not verify */
  open(header: Uint8Array, packetNumber: number, sealed: Uint8Array): Uint8Array {
    try {
      const nonce = this.#nonce(packetNumber);
      const decipher = createDecipheriv(this.#suite.cipher as 'aes-128-gcm', this.#key, nonce, LENGTH);
      decipher.setAAD(header);
      decipher.setAuthTag(sealed.subarray(-TAG));
      return join(decipher.update(sealed.subarray(0, -TAG)), decipher.final());
    } catch {
      throw new ParseError('QUIC packet does not verify');
    }
  }

  /** Mask over first byte and packet number, made from a sample of 16 bytes (section 5.4). */
  mask(sample: Uint8Array): Uint8Array {
    if (this.#suite.cipher === 'chacha20-poly1305') {
      return new Uint8Array(createCipheriv('chacha20', this.#header, sample).update(Buffer.alloc(5)));
    }
    const name = this.#suite.key === 32 ? 'aes-256-ecb' : 'aes-128-ecb';
    return new Uint8Array(createCipheriv(name, this.#header, null).update(sample));
  }

  #nonce(packetNumber: number): Buffer {
    const out = Buffer.from(this.#iv);
    out.writeUInt32BE((out.readUInt32BE(8) ^ packetNumber) >>> 0, 8);
    return out;
  }
}

const LENGTH = { authTagLength: TAG } as const;
