import { randomBytes } from 'node:crypto';
import { type AttemptReason, ParseError } from '../../../model/index.js';
import { encodeClientHello } from '../../../parse/wire/tls/client-hello.js';
import { MESSAGE, RECORD, VERSION } from '../../../parse/wire/tls/constants.js';
import { HandshakeSecrets, messageHash } from '../../../parse/wire/tls/key-schedule.js';
import { RecordKeys } from '../../../parse/wire/tls/record-keys.js';
import type { ServerHello } from '../../../parse/wire/tls/server-hello.js';
import { failureOf } from '../failure.js';
import type { Session } from '../session.js';
import { type Answer, readAnswer, StreamClosed, sendHello, TlsAlert, type TlsStream } from './exchange.js';
import { type Flight13, NO_FLIGHT13, withMessage } from './flight13.js';
import { type Hello13, hello13 } from './hellos.js';
import { keyAgreement } from './key-agreement.js';

/** A TLS 1.3 handshake read up to the server's Finished. */
export interface Handshake13 extends Flight13 {
  readonly group: number;
  readonly suite: number;
}

export type Handshake13Result =
  | ({ readonly kind: 'done' } & Handshake13)
  | Exclude<Answer, { kind: 'hello' }>
  /** The server chose something that could not be followed. */
  | {
      readonly kind: 'stopped';
      readonly hello: ServerHello;
      readonly reason: AttemptReason;
      readonly evidence: string;
    };

/** What is needed to go on after the server's Finished in the same connection. */
export interface Established extends Handshake13 {
  readonly stream: TlsStream;
  readonly secrets: HandshakeSecrets;
  /** Up to the server's Finished. */
  readonly transcript: readonly Uint8Array[];
}

type Continue = (established: Established) => Promise<void>;

/**
 * A handshake up to the server's Finished, without verifying anything: to read what is encrypted. Follows one
 * HelloRetryRequest.
 * @param shareOf the group for which a share is sent with the first hello
 * @param then goes on in the same connection, where no HelloRetryRequest came
 */
export async function handshake13(
  session: Session,
  ask: Hello13,
  shareOf: number,
  then?: Continue,
): Promise<Handshake13Result> {
  const ours = await keyAgreement(shareOf);
  if (!ours) throw new Error(`no key can be made for group ${shareOf}`);
  const first = hello13({ ...ask, shares: [{ group: shareOf, share: ours.share }] });
  const { answer, stream, transcript } = await sendHello(session, first);
  try {
    if (answer.kind !== 'hello') return answer;
    if (!answer.hello.retry) return await finish(stream, answer.hello, shareOf, transcript, then);
    return await again(ask, answer.hello, stream, transcript, first);
  } catch (error) {
    if (answer.kind !== 'hello') throw error;
    return stopped(answer.hello, error);
  } finally {
    stream.close();
  }
}

async function again(
  ask: Hello13,
  retry: ServerHello,
  stream: TlsStream,
  transcript: Uint8Array[],
  first: { readonly random: Uint8Array; readonly sessionId: Uint8Array },
): Promise<Handshake13Result> {
  const group = retry.group ?? 0;
  const ours = await keyAgreement(group);
  if (!ours || !ask.groups.includes(group)) {
    throw new ParseError(`the server wants group ${group}, for which no key can be made`, undefined, 'unsupported');
  }
  const { random, sessionId } = first;
  const shares = [{ group, share: ours.share }];
  const second = encodeClientHello(
    hello13({ ...ask, shares, random, sessionId, ...(retry.cookie ? { cookie: retry.cookie } : {}) }),
  );
  stream.send(RECORD.handshake, VERSION.tls12, second);
  const [clientHello, retryMessage] = transcript as [Uint8Array, Uint8Array];
  const { answer, transcript: whole } = await readAnswer(stream, [
    messageHash(retry.suite, clientHello),
    retryMessage,
    second,
  ]);
  if (answer.kind !== 'hello') return answer;
  if (answer.hello.retry) throw new ParseError('a second HelloRetryRequest');
  return finish(stream, answer.hello, group, whole);
}

async function finish(
  stream: TlsStream,
  hello: ServerHello,
  group: number,
  transcript: readonly Uint8Array[],
  then?: Continue,
): Promise<Handshake13Result> {
  if (hello.version !== VERSION.tls13)
    throw new ParseError('another version than TLS 1.3 was selected', 0, 'wrong-protocol');
  if (hello.group !== group || !hello.share)
    throw new ParseError(`a share of group ${hello.group} that was not asked for`);
  const secret = (await keyAgreement(group))?.secret(hello.share) ?? randomBytes(0);
  const secrets = new HandshakeSecrets(hello.suite, secret, transcript);
  const keys = new RecordKeys(hello.suite, secrets.server);
  stream.protect((record) => keys.open(record));
  let seen = NO_FLIGHT13;
  const messages: Uint8Array[] = [...transcript];
  for (;;) {
    const message = await stream.message();
    messages.push(message.raw);
    seen = withMessage(seen, message);
    if (message.type === MESSAGE.finished) break;
  }
  const result = { kind: 'done', ...seen, group, suite: hello.suite } as const;
  await then?.({ ...result, stream, secrets, transcript: messages });
  return result;
}

function stopped(hello: ServerHello, error: unknown): Handshake13Result {
  if (error instanceof TlsAlert) return { kind: 'alert', code: error.code, evidence: error.message };
  if (error instanceof ParseError) return { kind: 'stopped', hello, reason: error.reason, evidence: error.message };
  if (error instanceof StreamClosed) return { kind: 'closed', evidence: error.message };
  const { reason, message } = failureOf(error, 'TLS 1.3');
  return { kind: 'failed', reason, evidence: message };
}
