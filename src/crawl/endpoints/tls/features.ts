import { EXTENSION, VERSION } from '../../../parse/wire/tls/constants.js';
import { findExtension } from '../../../parse/wire/tls/extensions.js';
import { type Fact, notSupported, supported } from '../fact.js';
import { type Feature, noteFeature, type TlsFacts } from './facts.js';
import type { Flight12 } from './flight12.js';
import type { Handshake13 } from './handshake.js';

/** Extensions of a ServerHello before TLS 1.3 that are a feature by being there. */
const BY_EXTENSION: readonly (readonly [Feature, number])[] = [
  ['certificate timestamps', EXTENSION.certificateTimestamp],
  ['session ticket', EXTENSION.sessionTicket],
  ['extended master secret', EXTENSION.extendedMasterSecret],
  ['encrypt-then-MAC', EXTENSION.encryptThenMac],
  ['secure renegotiation', EXTENSION.renegotiationInfo],
];

/** What a flight of TLS 1.2 or older shows; SSLv3 was asked without extensions and shows none. */
export function noteFlight(facts: TlsFacts, flight: Flight12): void {
  const { hello, evidence } = flight;
  const seen = (feature: Feature, yes: boolean, from: string) => noteFeature(facts, feature, yesOrNo(yes, from));
  for (const [feature, type] of BY_EXTENSION) {
    if (hello.version === VERSION.ssl3 && type !== EXTENSION.renegotiationInfo) continue;
    const data = findExtension(hello.extensions, type);
    // Encrypt-then-MAC is answered only where the suite has a MAC to put after (RFC 7366 section 3): absence says nothing.
    if (data || type !== EXTENSION.encryptThenMac)
      seen(feature, data !== undefined, `extension ${type} of ${evidence}`);
  }
  seen('session id', hello.sessionId.length > 0, evidence);
  if (flight.compressionOffered) {
    seen('compression', hello.compression !== 0, `compression method ${hello.compression} in ${evidence}`);
  }
  if (flight.incomplete) return;
  seen('OCSP staple', flight.ocspStaple, 'CertificateStatus');
  seen('client certificate asked for', flight.clientCertificate, 'CertificateRequest');
}

/** What the encrypted part of a TLS 1.3 handshake shows. */
export function noteHandshake(facts: TlsFacts, shown: Handshake13, alpnOffered: boolean): void {
  const seen = (feature: Feature, yes: boolean, from: string) => noteFeature(facts, feature, yesOrNo(yes, from));
  if (shown.alpn) noteFeature(facts, 'ALPN', supported(shown.alpn, 'EncryptedExtensions'));
  else if (alpnOffered) noteFeature(facts, 'ALPN', notSupported('EncryptedExtensions without it'));
  seen('client certificate asked for', shown.clientCertificate, 'CertificateRequest');
  seen('OCSP staple', shown.ocspStaple, 'extension 5 of Certificate');
  seen('certificate timestamps', shown.timestamps, 'extension 18 of Certificate');
}

function yesOrNo(yes: boolean, from: string): Fact<true> {
  return yes ? supported(true, from) : notSupported(`no ${from}`);
}
