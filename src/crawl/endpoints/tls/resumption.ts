import { ParseError } from '../../../model/index.js';
import { join, uint, vector } from '../../../parse/wire/bytes.js';
import { encodeClientHello } from '../../../parse/wire/tls/client-hello.js';
import { EXTENSION, MESSAGE, RECORD, VERSION } from '../../../parse/wire/tls/constants.js';
import { extension, findExtension } from '../../../parse/wire/tls/extensions.js';
import { encodeHandshake } from '../../../parse/wire/tls/handshake.js';
import { binderOf } from '../../../parse/wire/tls/key-schedule.js';
import { decodeNewSessionTicket, type SessionTicket } from '../../../parse/wire/tls/messages.js';
import { RecordKeys } from '../../../parse/wire/tls/record-keys.js';
import { type Fact, notSupported, supported, unknown } from '../fact.js';
import { failureOf } from '../failure.js';
import type { Session } from '../session.js';
import { readableGroup } from './certificates.js';
import { probe, StreamClosed, TlsAlert } from './exchange.js';
import { noteFeature, type TlsFacts } from './facts.js';
import { type Established, handshake13 } from './handshake.js';
import { type Hello13, hello13 } from './hellos.js';
import { keyAgreement } from './key-agreement.js';
import type { Offers } from './offers.js';
import { isRefusal } from './refusal.js';

interface Tools {
  readonly session: Session;
  readonly offers: Offers;
  readonly facts: TlsFacts;
}

/** A ticket with the key that goes with it. */
interface Held extends SessionTicket {
  readonly suite: number;
  readonly key: Uint8Array;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Resumption in TLS 1.3 (RFC 8446 section 2.2): one handshake is ended properly to get a ticket, and a second offers it
 * back. Two connections.
 */
export async function askResumption({ session, offers, facts }: Tools): Promise<void> {
  const group = readableGroup(facts);
  if (group === undefined) return;
  if (session.left < 2) return noteFeature(facts, 'resumption in TLS 1.3', unknown('connection budget used up'));
  const named = session.serverName ? { serverName: session.serverName } : {};
  const ask: Hello13 = { groups: [group], schemes: offers.schemes, ...named };
  let ticket: Held | Fact<never> = unknown('the handshake was not followed');
  await handshake13(session, ask, group, async (established) => {
    ticket = await receiveTicket(established);
  });
  noteFeature(facts, 'resumption in TLS 1.3', await resumed(session, ask, ticket));
  const { earlyData } = ticket as Partial<Held>;
  if (earlyData === undefined) return;
  const from = `extension 42 of NewSessionTicket: ${earlyData}`;
  noteFeature(facts, 'early data', earlyData > 0 ? supported(earlyData, from) : notSupported(from));
}

/** Milliseconds to the ticket, which a server sends at once behind the handshake. */
const TICKET = 2_000;

/** Ends the handshake (an empty Certificate where one was asked for, Finished) and reads what comes. */
async function receiveTicket(established: Established): Promise<Held | Fact<never>> {
  const { stream, secrets, suite, transcript, clientCertificate } = established;
  const handshake = new RecordKeys(suite, secrets.client);
  const certificate = clientCertificate ? [encodeHandshake(MESSAGE.certificate, new Uint8Array(4))] : [];
  const upToFinished = [...transcript, ...certificate];
  const finished = encodeHandshake(MESSAGE.finished, secrets.finished(upToFinished));
  const application = secrets.application(transcript);
  stream.send(RECORD.changeCipherSpec, VERSION.tls12, uint(1, 1)); // RFC 8446 appendix D.4
  for (const message of [...certificate, finished]) stream.sendRaw(handshake.seal(RECORD.handshake, message));
  const ours = new RecordKeys(suite, application.client);
  const theirs = new RecordKeys(suite, application.server);
  stream.protect((record) => theirs.open(record));
  let goodbye = false;
  for (;;) {
    try {
      const message = await stream.message(goodbye ? undefined : Date.now() + TICKET);
      if (message.type !== MESSAGE.newSessionTicket) continue;
      const ticket = decodeNewSessionTicket(message.body);
      const key = application.resumption([...upToFinished, finished], ticket.nonce);
      return { ...ticket, key, suite, at: Date.now() };
    } catch (error) {
      if (error instanceof StreamClosed || (error instanceof TlsAlert && error.code === 0)) {
        return notSupported(`the connection ended in order without a NewSessionTicket`);
      }
      if (error instanceof TlsAlert || error instanceof ParseError) return unknown(error.message);
      const failure = failureOf(error, 'no ticket');
      if (failure.reason !== 'timeout' || goodbye) return unknown(failure.message);
      // Nothing for a while: an orderly answer to a goodbye shows that the server is there and had no ticket to send.
      goodbye = true;
      stream.sendRaw(ours.seal(RECORD.alert, Uint8Array.of(1, 0)));
    }
  }
}

async function resumed(session: Session, ask: Hello13, ticket: Held | Fact<never>): Promise<Fact<string>> {
  if ('state' in ticket) return ticket;
  const [group = 0] = ask.groups;
  const share = (await keyAgreement(group))?.share ?? new Uint8Array(0);
  const base = hello13({ ...ask, suites: [ticket.suite], shares: [{ group, share }] });
  const age = (Date.now() - ticket.at + ticket.ageAdd) % 2 ** 32;
  const withBinder = (binder: Uint8Array) => {
    const identities = vector(2, vector(2, ticket.ticket), uint(age, 4));
    const data = join(identities, vector(2, vector(1, binder)));
    // Last of all, section 4.2.11.
    return { ...base, extensions: [...base.extensions, extension.raw(EXTENSION.preSharedKey, data)] };
  };
  const size = ticket.key.length;
  const whole = encodeClientHello(withBinder(new Uint8Array(size)));
  const binder = binderOf(ticket.suite, ticket.key, whole.subarray(0, whole.length - size - 3));
  const answer = await probe(session, withBinder(binder));
  if (answer.kind === 'hello' && findExtension(answer.hello.extensions, EXTENSION.preSharedKey)) {
    return supported('ticket', `extension 41 in ${answer.evidence}`);
  }
  if (answer.kind === 'hello' && !answer.hello.retry) return notSupported(`ticket left aside: ${answer.evidence}`);
  if (isRefusal(answer)) return notSupported(`ticket refused: ${answer.evidence}`);
  return unknown(answer.evidence);
}
