import { randomBytes } from 'node:crypto';
import { ByteReader, join, list, uint, vector } from '../../../parse/wire/bytes.js';
import { decodeCertificate12 } from '../../../parse/wire/tls/certificate.js';
import { alertName, MESSAGE, versionName } from '../../../parse/wire/tls/constants.js';
import { DtlsAlert, DtlsReader, encodeDtlsHandshake } from '../../../parse/wire/tls/dtls.js';
import { encodeExtensions, extension } from '../../../parse/wire/tls/extensions.js';
import type { HandshakeMessage } from '../../../parse/wire/tls/handshake.js';
import { decodeServerKeyExchange } from '../../../parse/wire/tls/messages.js';
import { decodeServerHello, type ServerHello, selectionText } from '../../../parse/wire/tls/server-hello.js';
import { notApplicable, notSupported, supported, unknown } from '../fact.js';
import { EndpointFailure } from '../failure.js';
import type { Session } from '../session.js';
import { addChain } from '../tls/certificates.js';
import { noFacts, noteFeature, noteSuite, type TlsFacts } from '../tls/facts.js';
import { type Offers, SUITES_13, SUITES_BEFORE_13 } from '../tls/offers.js';
import { exchange } from './exchange.js';

const DTLS12 = 0xfefd;
const DTLS13 = 0xfefc;
const HELLO_VERIFY = 3;

/** The server's first flight, and DTLS says no more in the clear. */
interface Flight {
  hello?: ServerHello;
  evidence?: string;
  chain: readonly Uint8Array[];
  keyExchange?: Uint8Array;
  clientCertificate: boolean;
}

/**
 * One DTLS exchange (two with the cookie, RFC 6347 section 4.2.1) that offers 1.3 and 1.2. Of 1.2: suite, certificate, curve;
 * of 1.3: the group that the server asks for.
 * @throws EndpointFailure
 */
export async function examineDtls(session: Session, offers: Offers): Promise<TlsFacts> {
  const facts = noFacts();
  const flight = await firstFlight(session, offers);
  const { hello, evidence = '' } = flight;
  if (!hello) throw new EndpointFailure('malformed', 'no ServerHello in the first flight of DTLS');
  const name = versionName(hello.version);
  facts.answered = true;
  facts.versions.set(name, supported(true, evidence));
  if (hello.version === DTLS13) {
    facts.versions.set('DTLSv1.2', unknown('1.3 was selected; 1.2 alone was not asked for'));
    if (hello.group !== undefined) {
      facts.groups.set(hello.group, supported(true, evidence));
      facts.order.push(hello.group);
    }
    facts.missing.push({ what: 'certificate', why: 'the encrypted records of DTLS 1.3 are not read' });
  } else {
    facts.versions.set('DTLSv1.3', notSupported(`offered with 1.2, which was selected: ${evidence}`));
    for (const group of offers.groups) facts.groups.set(group, notApplicable('no DTLS 1.3'));
  }
  noteSuite(facts, name, hello.suite);
  addChain(facts, { certificates: flight.chain, version: name });
  noteFeature(
    facts,
    'client certificate asked for',
    flight.clientCertificate ? supported(true, 'CertificateRequest') : notSupported('no CertificateRequest'),
  );
  noteKeyExchange(facts, session, hello, flight.keyExchange);
  facts.browser = notApplicable('browsers speak DTLS only to each other');
  return facts;
}

function noteKeyExchange(facts: TlsFacts, session: Session, hello: ServerHello, message: Uint8Array | undefined) {
  const { catalog } = session.settings;
  const kind = catalog.suite(hello.suite)?.keyExchange ?? '';
  const read = message ? decodeServerKeyExchange(message, kind, hello.version === DTLS12) : {};
  if (read.scheme !== undefined) facts.schemes.add(read.scheme);
  if (read.group !== undefined) facts.ecdhe = supported(read.group, 'ServerKeyExchange');
  if (read.primeBits) facts.dhe = supported(read.primeBits, 'prime in ServerKeyExchange');
  if (kind === 'RSA') facts.staticRsa = supported(true, 'suite of the ServerHello');
}

async function firstFlight(session: Session, offers: Offers): Promise<Flight> {
  const random = new Uint8Array(randomBytes(32));
  const reader = new DtlsReader();
  const flight: Flight = { chain: [], clientCertificate: false };
  let cookies = 0;
  try {
    return await exchange(session, clientHello(session, offers, random, new Uint8Array(0), 0), (datagram, send) => {
      for (const message of reader.push(datagram)) {
        if (message.type === HELLO_VERIFY) {
          if (++cookies > 2) throw new EndpointFailure('intolerant', 'the server asks for a cookie again and again');
          const verify = new ByteReader(message.body, 'HelloVerifyRequest');
          verify.uint(2);
          send(clientHello(session, offers, random, verify.vector(1), cookies));
        } else if (noteMessage(flight, message)) return flight;
      }
      return undefined;
    });
  } catch (error) {
    // What came before the loss or the alert stands.
    if (flight.hello) return flight;
    if (!(error instanceof DtlsAlert)) throw error;
    const alert = `alert ${error.code} ${alertName(error.code)}`;
    throw new EndpointFailure('unsupported', `DTLS is there and refuses: ${alert}`);
  }
}

/** @returns whether the flight is complete */
function noteMessage(flight: Flight, { type, body }: HandshakeMessage): boolean {
  if (type === MESSAGE.serverHello) {
    flight.hello = decodeServerHello(body);
    flight.evidence = selectionText(body, flight.hello);
    if (flight.hello.version === DTLS13) return true;
  } else if (type === MESSAGE.certificate) flight.chain = decodeCertificate12(body).chain;
  else if (type === MESSAGE.serverKeyExchange) flight.keyExchange = body;
  else if (type === MESSAGE.certificateRequest) flight.clientCertificate = true;
  return type === MESSAGE.serverHelloDone;
}

function clientHello(
  session: Session,
  offers: Offers,
  random: Uint8Array,
  cookie: Uint8Array,
  sequence: number,
): Uint8Array {
  const body = join(
    uint(DTLS12, 2),
    random,
    vector(1),
    vector(1, cookie),
    list(2, 2, [...SUITES_13, ...SUITES_BEFORE_13, 0x00ff]),
    list(1, 1, [0]),
    encodeExtensions([
      extension.groups(offers.groups),
      extension.pointFormats(),
      extension.signatureAlgorithms(offers.schemes),
      extension.extendedMasterSecret(),
      extension.versions([DTLS13, DTLS12]),
      extension.keyShare([]),
      ...(session.serverName ? [extension.serverName(session.serverName)] : []),
    ]),
  );
  return encodeDtlsHandshake(MESSAGE.clientHello, body, sequence);
}
