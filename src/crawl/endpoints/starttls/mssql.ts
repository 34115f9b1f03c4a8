import { join, printable, uint } from '../../../parse/wire/bytes.js';
import type { Channel, Read } from '../connection.js';
import { EndpointFailure } from '../failure.js';
import { readUntil } from '../read-text.js';
import { answerBy, type Upgrade } from './upgrade.js';

const PRELOGIN = 0x12;
const RESPONSE = 0x04;

/** Pre-login that asks for encryption ([MS-TDS] section 2.2.6.5); the TLS handshake then runs inside TDS packets. */
export async function askMssql(channel: Channel, upgrade: Upgrade): Promise<Channel> {
  // VERSION at 11, 6 bytes; ENCRYPTION at 17, 1 byte; end
  const options = join(Uint8Array.of(0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff), new Uint8Array(6), uint(1, 1));
  channel.write(packet(options));
  const complete = (all: Buffer) => all.length >= 8 && all.length >= all.readUInt16BE(2);
  const answer = await readUntil(channel, complete, answerBy(upgrade), 'TDS pre-login');
  if (answer[0] !== RESPONSE) throw new EndpointFailure('wrong-protocol', `not TDS: ${printable(answer)}`);
  const encryption = optionOf(answer.subarray(8), 1);
  if (encryption === 2) throw new EndpointFailure('unsupported', 'the SQL server has no TLS');
  return new TdsChannel(channel);
}

function optionOf(body: Buffer, wanted: number): number | undefined {
  for (let at = 0; at + 5 <= body.length && body[at] !== 0xff; at += 5) {
    if (body[at] === wanted) return body[body.readUInt16BE(at + 1)];
  }
  return undefined;
}

function packet(body: Uint8Array): Uint8Array {
  return join(Uint8Array.of(PRELOGIN, 1), uint(body.length + 8, 2), new Uint8Array(4), body);
}

/** Wraps writes in TDS packets and takes the eight-byte headers off what comes. */
class TdsChannel implements Channel {
  #held = Buffer.alloc(0);
  #left = 0;

  constructor(private readonly inner: Channel) {}

  write(bytes: Uint8Array): void {
    this.inner.write(packet(bytes));
  }

  async read(timeout: number): Promise<Read> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const payload = this.#payload();
      if (payload.length > 0) return { bytes: payload };
      const read = await this.inner.read(deadline - Date.now());
      if (typeof read === 'string') return read;
      this.#held = Buffer.concat([this.#held, read.bytes]);
    }
  }

  unread(bytes: Uint8Array): void {
    this.#held = Buffer.concat([bytes, this.#held]);
    this.#left += bytes.length;
  }

  close(): void {
    this.inner.close();
  }

  #payload(): Uint8Array {
    const parts: Buffer[] = [];
    while (this.#held.length > 0) {
      if (this.#left === 0) {
        // TDS 8 and some servers answer with bare TLS records: those pass as they are.
        const type = this.#held[0] as number;
        if (type >= 20 && type <= 23) this.#left = this.#held.length;
        else if (this.#held.length < 8) break;
        else {
          this.#left = Math.max(this.#held.readUInt16BE(2) - 8, 0);
          this.#held = this.#held.subarray(8);
        }
      }
      const part = this.#held.subarray(0, this.#left);
      parts.push(part);
      this.#left -= part.length;
      this.#held = this.#held.subarray(part.length);
      if (part.length === 0) break;
    }
    return new Uint8Array(Buffer.concat(parts));
  }
}
