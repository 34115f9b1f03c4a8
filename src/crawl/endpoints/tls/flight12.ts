import { type AttemptReason, ParseError } from '../../../model/index.js';
import { decodeCertificate12 } from '../../../parse/wire/tls/certificate.js';
import { MESSAGE, VERSION } from '../../../parse/wire/tls/constants.js';
import { decodeServerKeyExchange, type ServerKeyExchange } from '../../../parse/wire/tls/messages.js';
import type { ServerHello } from '../../../parse/wire/tls/server-hello.js';
import { failureOf } from '../failure.js';
import type { Session } from '../session.js';
import { type Answer, StreamClosed, sendHello, TlsAlert } from './exchange.js';
import { type HelloBefore13, helloBefore13 } from './hellos.js';

/** The server's first flight of TLS 1.2 or older, which is in the clear. */
export interface Flight12 {
  readonly hello: ServerHello;
  readonly evidence: string;
  readonly chain: readonly Uint8Array[];
  readonly keyExchange: ServerKeyExchange;
  readonly clientCertificate: boolean;
  readonly ocspStaple: boolean;
  /** DEFLATE was offered beside none. */
  readonly compressionOffered: boolean;
  /** Why the flight was not read to its end, where it was not. */
  readonly incomplete?: { readonly reason: AttemptReason; readonly evidence: string };
}

export type Flight12Result = ({ readonly kind: 'done' } & Flight12) | Exclude<Answer, { kind: 'hello' }>;

/**
 * Sends a hello of TLS 1.2 or older and reads the answer up to ServerHelloDone.
 * @param exchangeOf what a suite does for key exchange, by the catalogue
 */
export async function flight12(
  session: Session,
  ask: HelloBefore13,
  exchangeOf: (suite: number) => string,
): Promise<Flight12Result> {
  const { answer, stream } = await sendHello(session, helloBefore13(ask), Math.min(ask.version, VERSION.tls10));
  if (answer.kind !== 'hello') {
    stream.close();
    return answer;
  }
  const { hello, evidence } = answer;
  let seen: Partial<Flight12> = {};
  try {
    for (;;) {
      const { type, body } = await stream.message();
      if (type === MESSAGE.certificate) seen = { ...seen, chain: decodeCertificate12(body).chain };
      else if (type === MESSAGE.certificateStatus) seen = { ...seen, ocspStaple: true };
      else if (type === MESSAGE.certificateRequest) seen = { ...seen, clientCertificate: true };
      else if (type === MESSAGE.serverKeyExchange) {
        const signed = hello.version === VERSION.tls12;
        seen = { ...seen, keyExchange: decodeServerKeyExchange(body, exchangeOf(hello.suite), signed) };
      } else if (type === MESSAGE.serverHelloDone) break;
    }
  } catch (error) {
    seen = { ...seen, incomplete: incomplete(error) };
  } finally {
    stream.close();
  }
  const nothing = { chain: [], keyExchange: {}, clientCertificate: false, ocspStaple: false };
  return { kind: 'done', hello, evidence, compressionOffered: ask.compression === true, ...nothing, ...seen };
}

function incomplete(error: unknown): { reason: AttemptReason; evidence: string } {
  if (error instanceof ParseError) return { reason: error.reason, evidence: error.message };
  if (error instanceof TlsAlert || error instanceof StreamClosed) return { reason: 'reset', evidence: error.message };
  const { reason, message } = failureOf(error, 'TLS 1.2');
  return { reason, evidence: message };
}
