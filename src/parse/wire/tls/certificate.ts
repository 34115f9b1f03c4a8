import { ParseError } from '../../../model/index.js';
import { ByteReader } from '../bytes.js';
import { EXTENSION } from './constants.js';
import { decodeExtensions, findExtension } from './extensions.js';

/** What a Certificate message carries. DER, end entity first. */
export interface CertificateMessage {
  readonly chain: readonly Uint8Array[];
  /** TLS 1.3 puts staple and timestamps beside the end-entity certificate (RFC 8446 section 4.4.2.1). */
  readonly ocspStaple: boolean;
  readonly timestamps: boolean;
}

const LONGEST_CHAIN = 32;

/** TLS 1.2 and older (RFC 5246 section 7.4.2). @throws ParseError */
export function decodeCertificate12(body: Uint8Array): CertificateMessage {
  const inner = new ByteReader(body, 'Certificate').nested(3);
  const chain: Uint8Array[] = [];
  while (inner.remaining > 0) {
    chain.push(inner.vector(3));
    checkLength(chain.length);
  }
  return { chain, ocspStaple: false, timestamps: false };
}

/** TLS 1.3 (RFC 8446 section 4.4.2). @throws ParseError */
export function decodeCertificate13(body: Uint8Array): CertificateMessage {
  const reader = new ByteReader(body, 'Certificate');
  reader.vector(1);
  const inner = reader.nested(3);
  const chain: Uint8Array[] = [];
  let ocspStaple = false;
  let timestamps = false;
  while (inner.remaining > 0) {
    chain.push(inner.vector(3));
    checkLength(chain.length);
    const extensions = decodeExtensions(inner);
    ocspStaple ||= findExtension(extensions, EXTENSION.statusRequest) !== undefined;
    timestamps ||= findExtension(extensions, EXTENSION.certificateTimestamp) !== undefined;
  }
  return { chain, ocspStaple, timestamps };
}

function checkLength(length: number): void {
  if (length > LONGEST_CHAIN)
    throw new ParseError(`certificate chain of more than ${LONGEST_CHAIN}`, undefined, 'limit');
}
