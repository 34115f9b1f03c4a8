import { randomBytes } from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { ByteReader, join, list, uint, vector } from '../../../parse/wire/bytes.js';
import { alertName, MESSAGE, RECORD, versionName } from '../../../parse/wire/tls/constants.js';
import { encodeExtensions, extension } from '../../../parse/wire/tls/extensions.js';
import { decodeServerHello } from '../../../parse/wire/tls/server-hello.js';
import { supported } from '../fact.js';
import { EndpointFailure } from '../failure.js';
import type { Session } from '../session.js';
import { noFacts, noteSuite, type TlsFacts } from '../tls/facts.js';
import { type Offers, SUITES_13, SUITES_BEFORE_13 } from '../tls/offers.js';
import { exchange } from './exchange.js';

const DTLS10 = 0xfeff;
const DTLS12 = 0xfefd;
const HELLO_VERIFY = 3;

type Reply =
  | { readonly kind: 'cookie'; readonly cookie: Uint8Array }
  | { readonly kind: 'hello'; readonly version: number; readonly suite: number };

/** What one DTLS exchange (two with the cookie, RFC 6347 section 4.2.1) tells: version and suite. @throws EndpointFailure */
export async function examineDtls(session: Session, offers: Offers): Promise<TlsFacts> {
  const facts = noFacts();
  const random = new Uint8Array(randomBytes(32));
  let cookies = 0;
  const reply = await exchange(
    session,
    helloRecord(session, offers, random, new Uint8Array(0), 0),
    (datagram, send) => {
      const read = readReply(datagram);
      if (read?.kind !== 'cookie') return read;
      if (++cookies > 2) throw new EndpointFailure('intolerant', 'the server asks for a cookie again and again');
      send(helloRecord(session, offers, random, read.cookie, cookies));
      return undefined;
    },
  );
  facts.answered = true;
  const name = versionName(reply.version);
  facts.versions.set(name, supported(true, 'ServerHello'));
  noteSuite(facts, name, reply.suite);
  facts.missing.push({ what: 'groups and certificates', why: 'of DTLS only the first exchange is read' });
  return facts;
}

function helloRecord(
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
    list(2, 2, [...SUITES_BEFORE_13, ...SUITES_13, 0x00ff]),
    list(1, 1, [0]),
    encodeExtensions([
      extension.groups(offers.curves12),
      extension.pointFormats(),
      extension.signatureAlgorithms(offers.schemes),
      extension.extendedMasterSecret(),
      ...(session.serverName ? [extension.serverName(session.serverName)] : []),
    ]),
  );
  const fragment = join(
    uint(MESSAGE.clientHello, 1),
    uint(body.length, 3),
    uint(sequence, 2),
    uint(0, 3),
    uint(body.length, 3),
    body,
  );
  return join(uint(RECORD.handshake, 1), uint(DTLS10, 2), uint(0, 2), uint(sequence, 6), vector(2, fragment));
}

function readReply(datagram: Uint8Array): Reply | undefined {
  const reader = new ByteReader(datagram, 'DTLS record');
  const type = reader.uint(1);
  if (reader.uint(1) !== 0xfe) throw new ParseError('not DTLS', 1, 'wrong-protocol');
  reader.take(9);
  const fragment = reader.nested(2);
  if (type === RECORD.alert) {
    fragment.uint(1);
    throw new EndpointFailure('unsupported', `DTLS is there and refuses: alert ${alertName(fragment.uint(1))}`);
  }
  if (type !== RECORD.handshake) return undefined;
  const message = fragment.uint(1);
  const length = fragment.uint(3);
  fragment.uint(2);
  if (fragment.uint(3) !== 0 || fragment.uint(3) !== length) return undefined; // a fragment: wait for a whole one
  const body = fragment.take(length);
  if (message === HELLO_VERIFY) {
    const verify = new ByteReader(body, 'HelloVerifyRequest');
    verify.uint(2);
    return { kind: 'cookie', cookie: verify.vector(1) };
  }
  if (message !== MESSAGE.serverHello) return undefined;
  const { version, suite } = decodeServerHello(body);
  return { kind: 'hello', version, suite };
}
