import { ParseError } from '../../../model/index.js';
import { decodeCertificate13 } from '../../../parse/wire/tls/certificate.js';
import { MESSAGE } from '../../../parse/wire/tls/constants.js';
import type { HandshakeMessage } from '../../../parse/wire/tls/handshake.js';
import { decodeCertificateVerify, decodeEncryptedExtensions } from '../../../parse/wire/tls/messages.js';

/** What the encrypted flight of a TLS 1.3 server shows, over TCP or in QUIC. */
export interface Flight13 {
  readonly chain: readonly Uint8Array[];
  /** Scheme of the CertificateVerify. */
  readonly scheme?: number;
  readonly alpn?: string;
  /** The server's own list of groups, where it sent one. */
  readonly serverGroups?: readonly number[];
  readonly clientCertificate: boolean;
  readonly ocspStaple: boolean;
  readonly timestamps: boolean;
}

export const NO_FLIGHT13: Flight13 = { chain: [], clientCertificate: false, ocspStaple: false, timestamps: false };

/** The flight with one more message of it. Finished ends it and adds nothing. @throws ParseError */
export function withMessage(seen: Flight13, { type, body }: HandshakeMessage): Flight13 {
  switch (type) {
    case MESSAGE.encryptedExtensions: {
      const { alpn, groups } = decodeEncryptedExtensions(body);
      return { ...seen, ...(alpn ? { alpn } : {}), ...(groups ? { serverGroups: groups } : {}) };
    }
    case MESSAGE.certificateRequest:
      return { ...seen, clientCertificate: true };
    case MESSAGE.certificate:
      return { ...seen, ...decodeCertificate13(body) };
    case MESSAGE.certificateVerify:
      return { ...seen, scheme: decodeCertificateVerify(body) };
    case MESSAGE.finished:
      return seen;
    default:
      throw new ParseError(`handshake message ${type} where the certificate was due`);
  }
}
