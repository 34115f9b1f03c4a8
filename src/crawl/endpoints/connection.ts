import { connect, type Socket } from 'node:net';
import { EndpointFailure, failureOf } from './failure.js';

/** How a read ended. */
export type Read = { readonly bytes: Uint8Array } | 'closed' | 'reset' | 'timeout';

/** What a probe talks through: a TCP connection, or one wrapped in another protocol's packets. */
export interface Channel {
  write(bytes: Uint8Array): void;
  /** The next bytes, or how it ended, within `timeout` milliseconds. */
  read(timeout: number): Promise<Read>;
  /** Puts bytes back that were read too far. */
  unread(bytes: Uint8Array): void;
  close(): void;
}

/** Bytes that may wait unread: more than any answer that is asked for. */
const MOST_WAITING = 1024 * 1024;

/** A TCP connection read chunk by chunk, each read with its own time limit. */
export class Connection implements Channel {
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #end: 'closed' | 'reset' | 'timeout' | undefined;
  #wake: (() => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.#waiting.push(chunk);
      this.#waitingBytes += chunk.length;
      if (this.#waitingBytes > MOST_WAITING) this.socket.pause();
      this.#wake?.();
    });
    socket.on('end', () => this.#finish('closed'));
    socket.on('close', () => this.#finish('closed'));
    socket.on('error', () => this.#finish('reset'));
  }

  /**
   * @param timeout milliseconds to the established connection
   * @throws EndpointFailure refused, unreachable, timeout
   */
  static open(host: string, port: number, timeout: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host, port, noDelay: true });
      const timer = setTimeout(() => {
        socket.destroy();
        reject(new EndpointFailure('timeout', `${host} port ${port}: no connection within ${timeout} ms`));
      }, timeout);
      socket.once('error', (error) => {
        clearTimeout(timer);
        reject(failureOf(error, `${host} port ${port}`));
      });
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.removeAllListeners('error');
        resolve(new Connection(socket));
      });
    });
  }

  write(bytes: Uint8Array): void {
    if (!this.socket.destroyed) this.socket.write(bytes);
  }

  /** The next bytes, or how it ended. What arrived before an end is given first. */
  async read(timeout: number): Promise<Read> {
    const ready = this.#take();
    if (ready) return ready;
    if (timeout <= 0) return 'timeout';
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle('timeout'), timeout);
      const settle = (read: Read) => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve(read);
      };
      this.#wake = () => settle(this.#take() ?? 'closed');
    });
  }

  /** Puts bytes back that were read too far. */
  unread(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#waiting.unshift(Buffer.from(bytes));
  }

  close(): void {
    this.socket.destroy();
  }

  /** No more is waited for: reads end as if their time were over, which is no answer of the server. */
  abort(): void {
    this.#finish('timeout');
    this.socket.destroy();
  }

  get remoteAddress(): string {
    return this.socket.remoteAddress ?? '';
  }

  #take(): Read | undefined {
    if (this.#waiting.length > 0) {
      const bytes = this.#waiting.length === 1 ? (this.#waiting[0] as Buffer) : Buffer.concat(this.#waiting);
      this.#waiting = [];
      this.#waitingBytes = 0;
      this.socket.resume();
      return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length) };
    }
    return this.#end;
  }

  #finish(end: 'closed' | 'reset' | 'timeout'): void {
    this.#end ??= end;
    this.#wake?.();
  }
}
