import { type AttemptReason, ParseError } from '../../../model/index.js';
import { type ClientHello, encodeClientHello } from '../../../parse/wire/tls/client-hello.js';
import { alertName, MESSAGE, RECORD, VERSION } from '../../../parse/wire/tls/constants.js';
import { type HandshakeMessage, HandshakeReader } from '../../../parse/wire/tls/handshake.js';
import { encodeRecords, RecordReader, type TlsRecord } from '../../../parse/wire/tls/records.js';
import { decodeServerHello, type ServerHello, selectionText } from '../../../parse/wire/tls/server-hello.js';
import type { Channel } from '../connection.js';
import { EndpointFailure, failureOf } from '../failure.js';
import type { Session } from '../session.js';

/** What a server made of a ClientHello. */
export type Answer =
  | { readonly kind: 'hello'; readonly hello: ServerHello; readonly evidence: string }
  | { readonly kind: 'alert'; readonly code: number; readonly evidence: string }
  /** Closed in order, without a byte of TLS. */
  | { readonly kind: 'closed'; readonly evidence: string }
  | { readonly kind: 'failed'; readonly reason: AttemptReason; readonly evidence: string };

/** The answer with what is needed to go on in the same connection. */
export interface Exchange {
  readonly answer: Answer;
  readonly stream: TlsStream;
  /** The handshake messages in both directions so far, for the transcript. */
  readonly transcript: Uint8Array[];
}

/** Opens a connection, sends a hello and reads the first answer. Never throws for what the other side does. */
export async function sendHello(
  session: Session,
  hello: ClientHello,
  recordVersion = VERSION.tls10,
): Promise<Exchange> {
  const message = encodeClientHello(hello);
  let channel: Channel;
  try {
    channel = await session.open();
  } catch (error) {
    const { reason, message: evidence } = failureOf(error, session.target.url);
    return { answer: { kind: 'failed', reason, evidence }, stream: TlsStream.closed(), transcript: [message] };
  }
  channel.write(encodeRecords(RECORD.handshake, recordVersion, message));
  const stream = new TlsStream(channel, session.answerBy());
  return { ...(await readAnswer(stream, [message])), stream };
}

/** One hello, one answer, and the connection is closed. */
export async function probe(session: Session, hello: ClientHello, recordVersion = VERSION.tls10): Promise<Answer> {
  const { answer, stream } = await sendHello(session, hello, recordVersion);
  stream.close();
  return answer;
}

/** Reads up to the ServerHello or whatever comes in its place. */
export async function readAnswer(
  stream: TlsStream,
  transcript: Uint8Array[],
): Promise<{ answer: Answer; transcript: Uint8Array[] }> {
  try {
    const message = await stream.message();
    if (message.type !== MESSAGE.serverHello) {
      throw new ParseError(`handshake message ${message.type} where a ServerHello was due`);
    }
    const hello = decodeServerHello(message.body);
    return {
      answer: { kind: 'hello', hello, evidence: selectionText(message.body, hello) },
      transcript: [...transcript, message.raw],
    };
  } catch (error) {
    return { answer: refusalOf(error), transcript };
  }
}

function refusalOf(error: unknown): Answer {
  if (error instanceof TlsAlert) return { kind: 'alert', code: error.code, evidence: error.message };
  if (error instanceof StreamClosed) return { kind: 'closed', evidence: error.message };
  if (error instanceof ParseError) return { kind: 'failed', reason: error.reason, evidence: error.message };
  const failure = failureOf(error, 'TLS');
  return { kind: 'failed', reason: failure.reason, evidence: failure.message };
}

export class TlsAlert extends Error {
  constructor(readonly code: number) {
    super(`alert ${code} ${alertName(code)}`);
  }
}

export class StreamClosed extends Error {}

/** Records a server may send before what is waited for: far above any handshake. */
const MOST_RECORDS = 400;

/** Reads handshake messages off a channel, within one time limit for all. */
export class TlsStream {
  readonly #records = new RecordReader();
  #handshake = new HandshakeReader();
  #queue: TlsRecord[] = [];
  #messages: HandshakeMessage[] = [];
  #count = 0;
  #open: ((record: TlsRecord) => { type: number; payload: Uint8Array }) | undefined;

  constructor(
    private readonly channel: Channel | undefined,
    private readonly deadline: number,
  ) {}

  /** A stream that could not be opened. */
  static closed(): TlsStream {
    return new TlsStream(undefined, 0);
  }

  send(type: number, version: number, payload: Uint8Array): void {
    this.channel?.write(encodeRecords(type, version, payload));
  }

  /** Sends records as they are. */
  sendRaw(records: Uint8Array): void {
    this.channel?.write(records);
  }

  /** From here on, records of application data are opened with this. */
  protect(open: (record: TlsRecord) => { type: number; payload: Uint8Array }): void {
    this.#open = open;
    this.#handshake = new HandshakeReader();
  }

  close(): void {
    this.channel?.close();
  }

  /**
   * The next handshake message.
   * @param by epoch milliseconds, earlier than the limit for all
   * @throws TlsAlert, StreamClosed, ParseError, EndpointFailure
   */
  async message(by = this.deadline): Promise<HandshakeMessage> {
    for (;;) {
      const ready = this.#messages.shift();
      if (ready) return ready;
      const record = await this.#record(Math.min(by, this.deadline));
      const { type, payload } = this.#plain(record);
      if (type === RECORD.alert) throw new TlsAlert(payload[1] ?? 255);
      if (type === RECORD.handshake) this.#messages.push(...this.#handshake.push(payload));
    }
  }

  #plain(record: TlsRecord): { type: number; payload: Uint8Array } {
    if (record.type === RECORD.applicationData && this.#open) return this.#open(record);
    if (record.type === RECORD.applicationData) throw new ParseError('application data before the handshake ended');
    return record;
  }

  async #record(by: number): Promise<TlsRecord> {
    for (;;) {
      const next = this.#queue.shift();
      if (next) {
        if (++this.#count > MOST_RECORDS) throw new EndpointFailure('limit', `more than ${MOST_RECORDS} records`);
        return next;
      }
      if (!this.channel) throw new StreamClosed('no connection');
      const read = await this.channel.read(by - Date.now());
      if (read === 'timeout') throw new EndpointFailure('timeout', 'no complete answer in time');
      if (read === 'reset') throw new EndpointFailure('reset', 'the connection was reset');
      if (read === 'closed') {
        if (this.#records.pending > 0) throw new EndpointFailure('reset', 'closed in the middle of a record');
        throw new StreamClosed('closed without an answer');
      }
      this.#queue = this.#records.push(read.bytes);
    }
  }
}
