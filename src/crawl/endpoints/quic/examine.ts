import { randomBytes } from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { join } from '../../../parse/wire/bytes.js';
import { decodeDatagram, encodeInitial, type InitialAsk } from '../../../parse/wire/quic/initial.js';
import { encodeClientHello } from '../../../parse/wire/tls/client-hello.js';
import { alertName, MESSAGE, VERSION } from '../../../parse/wire/tls/constants.js';
import { extension } from '../../../parse/wire/tls/extensions.js';
import { HandshakeReader } from '../../../parse/wire/tls/handshake.js';
import { decodeServerHello, type ServerHello } from '../../../parse/wire/tls/server-hello.js';
import { notApplicable, notSupported, supported, unknown } from '../fact.js';
import { EndpointFailure, failureOf } from '../failure.js';
import type { Session } from '../session.js';
import { noFacts, noteSuite, type TlsFacts } from '../tls/facts.js';
import { hello13 } from '../tls/hellos.js';
import type { Offers } from '../tls/offers.js';
import { exchange } from '../udp/exchange.js';

type Answer =
  | { kind: 'hello'; hello: ServerHello }
  | { kind: 'refused'; evidence: string }
  | { kind: 'unknown'; why: string };

/** CONNECTION_CLOSE codes from here carry a TLS alert (RFC 9001 section 4.8). */
const CRYPTO_ERROR = 0x100;

/**
 * The groups of a QUIC server, in its order of preference, by HelloRetryRequests in Initial packets.
 * @throws EndpointFailure when nothing answered
 */
export async function examineQuic(session: Session, offers: Offers): Promise<TlsFacts> {
  const facts = noFacts();
  const onlyPostQuantum = session.settings.depth === 'groups';
  let left = [...(onlyPostQuantum ? offers.postQuantum : offers.groups)];
  let controlled = false;
  for (;;) {
    const answer = await ask(session, offers, left);
    if (answer.kind === 'hello') {
      const group = answer.hello.group;
      if (group === undefined || !left.includes(group))
        throw new ParseError('QUIC: a group was selected that was not offered');
      accept(facts, group, answer.hello);
      left = left.filter((one) => one !== group);
      if (left.length > 0 && session.left > 0) continue;
      for (const one of left) facts.groups.set(one, unknown('connection budget used up'));
      if (left.length > 0)
        facts.missing.push({ what: 'further key-exchange groups', why: 'connection budget used up' });
      break;
    }
    if (!facts.answered && answer.kind === 'unknown') throw new EndpointFailure('timeout', answer.why);
    if (onlyPostQuantum && !facts.answered && !controlled && session.left > 0) {
      controlled = true;
      const control = await ask(session, offers, offers.classical);
      if (control.kind === 'hello' && control.hello.group !== undefined)
        accept(facts, control.hello.group, control.hello);
    }
    for (const one of left) {
      const refused = facts.answered && answer.kind === 'refused';
      facts.groups.set(
        one,
        refused ? notSupported(answer.evidence) : unknown(answer.kind === 'refused' ? answer.evidence : answer.why),
      );
    }
    if (answer.kind === 'unknown') facts.missing.push({ what: 'further key-exchange groups', why: answer.why });
    if (!facts.answered)
      throw new EndpointFailure(
        'unsupported',
        `QUIC answers, and refuses: ${answer.kind === 'refused' ? answer.evidence : answer.why}`,
      );
    break;
  }
  const first = facts.order[0];
  facts.browser =
    first === undefined ? unknown('no group was selected') : supported(first, 'selected out of all groups');
  facts.largeHello = notApplicable('every Initial packet is 1200 bytes; a hybrid share needs two of them');
  facts.ecdhe = facts.dhe = facts.staticRsa = notApplicable('QUIC has TLS 1.3 only');
  return facts;
}

function accept(facts: TlsFacts, group: number, hello: ServerHello): void {
  facts.answered = true;
  facts.order.push(group);
  facts.groups.set(group, supported(true, hello.retry ? 'HelloRetryRequest' : 'ServerHello'));
  facts.versions.set('TLSv1.3', supported(true, 'ServerHello'));
  noteSuite(facts, 'TLSv1.3', hello.suite);
}

async function ask(session: Session, offers: Offers, groups: readonly number[]): Promise<Answer> {
  const destination = new Uint8Array(randomBytes(8));
  const source = new Uint8Array(randomBytes(8));
  const named = session.serverName ? { serverName: session.serverName } : {};
  const base = hello13({
    groups,
    schemes: offers.schemes,
    sessionId: new Uint8Array(0),
    alpn: session.target.scheme.alpn ?? ['h3'],
    ...named,
  });
  const crypto = encodeClientHello({ ...base, extensions: [...base.extensions, extension.quicParameters(source)] });
  try {
    return await roundTrip(session, { destination, source, token: new Uint8Array(0), packetNumber: 0, crypto });
  } catch (error) {
    if (error instanceof ParseError) return { kind: 'unknown', why: error.message };
    const failure = failureOf(error, session.target.url);
    if (failure.reason === 'timeout') return { kind: 'unknown', why: failure.message };
    throw failure;
  }
}

/** Sends an Initial; a Retry is followed once (RFC 9000 section 17.2.5). */
async function roundTrip(session: Session, initial: InitialAsk): Promise<Answer> {
  const pieces = new Map<number, Uint8Array>();
  let keysFrom = initial.destination;
  return exchange(session, encodeInitial(initial, keysFrom), (datagram, send): Answer | undefined => {
    for (const answer of decodeDatagram(datagram, keysFrom)) {
      if (answer.kind === 'retry') {
        if (initial.destination !== keysFrom) return { kind: 'unknown', why: 'a second Retry' };
        keysFrom = answer.source;
        send(encodeInitial({ ...initial, destination: answer.source, token: answer.token, packetNumber: 1 }, keysFrom));
        return undefined;
      }
      if (answer.kind === 'close') return { kind: 'refused', evidence: closeText(answer.code, answer.reason) };
      if (answer.kind === 'versions') {
        const list = answer.versions.map((one) => `0x${one.toString(16)}`).join(', ');
        throw new EndpointFailure('unsupported', `the server speaks other QUIC versions: ${list}`);
      }
      for (const { offset, data } of answer.frames) pieces.set(offset, data);
    }
    const hello = serverHelloOf(pieces);
    return hello && { kind: 'hello', hello };
  });
}

/** The ServerHello, once its pieces are there without a gap. */
function serverHelloOf(pieces: ReadonlyMap<number, Uint8Array>): ServerHello | undefined {
  let bytes: Uint8Array = new Uint8Array(0);
  for (const [offset, data] of [...pieces].sort(([a], [b]) => a - b)) {
    if (offset > bytes.length) break;
    bytes = join(bytes.subarray(0, offset), data);
  }
  const [message] = new HandshakeReader().push(bytes);
  if (!message) return undefined;
  if (message.type !== MESSAGE.serverHello) throw new ParseError('QUIC: no ServerHello', undefined, 'wrong-protocol');
  const hello = decodeServerHello(message.body);
  if (hello.version !== VERSION.tls13) throw new ParseError('QUIC: another version than TLS 1.3');
  return hello;
}

function closeText(code: number, reason: string): string {
  const alert =
    code >= CRYPTO_ERROR && code < CRYPTO_ERROR + 256
      ? ` (alert ${code - CRYPTO_ERROR} ${alertName(code - CRYPTO_ERROR)})`
      : '';
  return `CONNECTION_CLOSE 0x${code.toString(16)}${alert}${reason ? ` ${reason}` : ''}`;
}
