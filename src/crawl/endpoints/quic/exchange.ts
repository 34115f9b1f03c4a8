import { randomBytes } from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { join } from '../../../parse/wire/bytes.js';
import { type CryptoFrame, encodeAck, encodeClose } from '../../../parse/wire/quic/frames.js';
import {
  decodeDatagram,
  encodeInitials,
  encodePacket,
  type QuicPacket,
  type Space,
} from '../../../parse/wire/quic/packet.js';
import { PacketKeys } from '../../../parse/wire/quic/packet-keys.js';
import { encodeClientHello } from '../../../parse/wire/tls/client-hello.js';
import { alertName, MESSAGE, VERSION } from '../../../parse/wire/tls/constants.js';
import { extension } from '../../../parse/wire/tls/extensions.js';
import { type HandshakeMessage, HandshakeReader } from '../../../parse/wire/tls/handshake.js';
import { HandshakeSecrets } from '../../../parse/wire/tls/key-schedule.js';
import { decodeServerHello, type ServerHello, selectionText } from '../../../parse/wire/tls/server-hello.js';
import { EndpointFailure, failureOf } from '../failure.js';
import type { Session } from '../session.js';
import { type Flight13, NO_FLIGHT13, withMessage } from '../tls/flight13.js';
import { type Hello13, hello13 } from '../tls/hellos.js';
import { exchange, type Send } from '../udp/exchange.js';

export type QuicAnswer =
  | { readonly kind: 'hello'; readonly hello: ServerHello; readonly evidence: string; readonly flight?: Flight13 }
  | { readonly kind: 'refused'; readonly evidence: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** CONNECTION_CLOSE codes from here carry a TLS alert (RFC 9001 section 4.8). */
const CRYPTO_ERROR = 0x100;

/**
 * One hello in Initial packets and its answer. A Retry is followed once (RFC 9000 section 17.2.5).
 * @param secretOf what a share of the server amounts to: then the Handshake packets are read to the server's Finished
 */
export async function askQuic(
  session: Session,
  ask: Hello13,
  secretOf?: (share: Uint8Array) => Uint8Array,
): Promise<QuicAnswer> {
  try {
    const connection = new ClientConnection(session, ask, secretOf);
    return await exchange(session, connection.firstFlight(), (datagram, send) => connection.take(datagram, send));
  } catch (error) {
    if (error instanceof ParseError) return { kind: 'unknown', why: error.message };
    const failure = failureOf(error, session.target.url);
    if (failure.reason === 'timeout') return { kind: 'unknown', why: failure.message };
    throw failure;
  }
}

/** The client's end of one connection, as far as the server's Finished. */
class ClientConnection {
  readonly #source = new Uint8Array(randomBytes(8));
  readonly #hello: Uint8Array;
  readonly #original = new Uint8Array(randomBytes(8));
  #destination: Uint8Array = this.#original;
  #keysFrom: Uint8Array = this.#original;
  #retried = false;
  #token: Uint8Array = new Uint8Array(0);
  readonly #sent: Record<Space, number> = { initial: 0, handshake: 0 };
  readonly #received: Record<Space, Set<number>> = { initial: new Set(), handshake: new Set() };
  readonly #streams: Record<Space, CryptoStream> = { initial: new CryptoStream(), handshake: new CryptoStream() };
  readonly #sealed: Uint8Array[] = [];
  #serverHello: { hello: ServerHello; evidence: string } | undefined;
  #keys: { open: PacketKeys; seal: PacketKeys } | undefined;
  #flight = NO_FLIGHT13;

  constructor(
    session: Session,
    ask: Hello13,
    private readonly secretOf: ((share: Uint8Array) => Uint8Array) | undefined,
  ) {
    const base = hello13({ ...ask, sessionId: new Uint8Array(0), alpn: session.target.scheme.alpn ?? ['h3'] });
    const extensions = [...base.extensions, extension.quicParameters(this.#source)];
    this.#hello = encodeClientHello({ ...base, extensions });
  }

  firstFlight(): Uint8Array[] {
    const flight = encodeInitials(
      {
        destination: this.#destination,
        source: this.#source,
        token: this.#token,
        packetNumber: this.#sent.initial,
        crypto: this.#hello,
      },
      this.#keysFrom,
    );
    this.#sent.initial += flight.length;
    return flight;
  }

  /** @returns the answer, once it is complete */
  take(datagram: Uint8Array, send: Send): QuicAnswer | undefined {
    // A datagram that came before its keys is read after them.
    const waiting = this.#packets(datagram);
    for (let packet = waiting.shift(); packet; packet = waiting.shift()) {
      if (packet.kind === 'retry') return this.#retry(packet, send);
      if (packet.kind === 'versions') {
        const list = packet.versions.map((one) => `0x${one.toString(16)}`).join(', ');
        throw new EndpointFailure('unsupported', `the server speaks other QUIC versions: ${list}`);
      }
      if (packet.kind === 'sealed') this.#sealed.push(packet.bytes);
      else if (packet.close) return { kind: 'refused', evidence: closeText(packet.close) };
      else {
        this.#destination = packet.source;
        this.#received[packet.space].add(packet.number);
        const complete = this.#read(packet.space, packet.crypto);
        if (complete && this.#keys) send([this.#handshakePacket(encodeClose())], true);
        if (complete) return complete;
      }
      if (this.#keys) waiting.push(...this.#sealed.splice(0).flatMap((bytes) => this.#packets(bytes)));
    }
    if (this.#keys) send(this.#acknowledgements());
    return undefined;
  }

  #packets(datagram: Uint8Array): QuicPacket[] {
    const initial = PacketKeys.initial(this.#keysFrom, 'server in');
    return decodeDatagram(datagram, { initial, ...(this.#keys ? { handshake: this.#keys.open } : {}) });
  }

  #retry({ source, token }: { source: Uint8Array; token: Uint8Array }, send: Send) {
    if (this.#retried) return { kind: 'unknown', why: 'a second Retry' } as const;
    this.#retried = true;
    this.#destination = this.#keysFrom = source;
    this.#token = token;
    send(this.firstFlight());
    return undefined;
  }

  #read(space: Space, frames: readonly CryptoFrame[]): QuicAnswer | undefined {
    for (const message of this.#streams[space].push(frames)) {
      if (space === 'initial') {
        const answer = this.#initialMessage(message);
        if (answer) return answer;
      } else {
        this.#flight = withMessage(this.#flight, message);
        if (message.type === MESSAGE.finished && this.#serverHello) {
          return { kind: 'hello', ...this.#serverHello, flight: this.#flight };
        }
      }
    }
    return undefined;
  }

  #initialMessage(message: HandshakeMessage): QuicAnswer | undefined {
    if (message.type !== MESSAGE.serverHello) throw new ParseError('QUIC: no ServerHello', undefined, 'wrong-protocol');
    const hello = decodeServerHello(message.body);
    if (hello.version !== VERSION.tls13) throw new ParseError('QUIC: another version than TLS 1.3');
    this.#serverHello = { hello, evidence: selectionText(message.body, hello) };
    if (!this.secretOf || hello.retry || !hello.share) return { kind: 'hello', ...this.#serverHello };
    const transcript = [this.#hello, message.raw];
    const secrets = new HandshakeSecrets(hello.suite, this.secretOf(hello.share), transcript);
    this.#keys = {
      open: new PacketKeys(hello.suite, secrets.server),
      seal: new PacketKeys(hello.suite, secrets.client),
    };
    return undefined;
  }

  /** What came, acknowledged; a Handshake packet also proves the address and lifts the limit of three times (RFC 9000 section 8.1). */
  #acknowledgements(): Uint8Array[] {
    const initial = encodePacket(
      {
        space: 'initial',
        destination: this.#destination,
        source: this.#source,
        token: this.#token,
        packetNumber: this.#sent.initial++,
        frames: encodeAck(this.#received.initial),
      },
      PacketKeys.initial(this.#keysFrom, 'client in'),
      1_200,
    );
    if (this.#received.handshake.size === 0) return [initial];
    return [initial, this.#handshakePacket(encodeAck(this.#received.handshake))];
  }

  #handshakePacket(frames: Uint8Array): Uint8Array {
    const packet = {
      space: 'handshake',
      destination: this.#destination,
      source: this.#source,
      packetNumber: this.#sent.handshake++,
      frames: join(frames, new Uint8Array(16)),
    } as const;
    return encodePacket(packet, (this.#keys as { seal: PacketKeys }).seal);
  }
}

/** Bytes of a handshake that a server may send: far above a chain of post-quantum certificates. */
const MOST = 256 * 1024;

/** The CRYPTO stream of one space: pieces in any order become messages in order. */
class CryptoStream {
  readonly #pieces = new Map<number, Uint8Array>();
  readonly #reader = new HandshakeReader();
  #given = 0;

  /** @throws ParseError */
  push(frames: readonly CryptoFrame[]): HandshakeMessage[] {
    for (const { offset, data } of frames) {
      if (offset + data.length > MOST)
        throw new ParseError(`QUIC: a handshake of more than ${MOST} bytes`, offset, 'limit');
      if ((this.#pieces.get(offset)?.length ?? -1) < data.length) this.#pieces.set(offset, data);
    }
    const messages: HandshakeMessage[] = [];
    for (const [offset, data] of [...this.#pieces].sort(([a], [b]) => a - b)) {
      if (offset > this.#given) break;
      this.#pieces.delete(offset);
      const fresh = data.subarray(this.#given - offset);
      if (offset + data.length <= this.#given) continue;
      this.#given = offset + data.length;
      messages.push(...this.#reader.push(fresh));
    }
    return messages;
  }
}

function closeText({ code, reason }: { readonly code: number; readonly reason: string }): string {
  const alert =
    code >= CRYPTO_ERROR && code < CRYPTO_ERROR + 256
      ? ` (alert ${code - CRYPTO_ERROR} ${alertName(code - CRYPTO_ERROR)})`
      : '';
  return `CONNECTION_CLOSE 0x${code.toString(16)}${alert}${reason ? ` ${reason}` : ''}`;
}
