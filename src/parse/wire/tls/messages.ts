import { ByteReader } from '../bytes.js';
import { EXTENSION } from './constants.js';
import { decodeAlpn, decodeExtensions, findExtension } from './extensions.js';

/** EncryptedExtensions (RFC 8446 section 4.3.1). */
export interface EncryptedExtensions {
  readonly alpn?: string;
  /** The server's own list, which it sends when it would have liked another group better (section 4.2.7). */
  readonly groups?: readonly number[];
}

/** @throws ParseError */
export function decodeEncryptedExtensions(body: Uint8Array): EncryptedExtensions {
  const extensions = decodeExtensions(new ByteReader(body, 'EncryptedExtensions'));
  const alpn = findExtension(extensions, EXTENSION.alpn);
  const groups = findExtension(extensions, EXTENSION.supportedGroups);
  return {
    ...(alpn ? { alpn: decodeAlpn(alpn) } : {}),
    ...(groups ? { groups: new ByteReader(groups, 'supported_groups').list(2, 2) } : {}),
  };
}

/** Scheme of a CertificateVerify (RFC 8446 section 4.4.3). @throws ParseError */
export function decodeCertificateVerify(body: Uint8Array): number {
  const reader = new ByteReader(body, 'CertificateVerify');
  const scheme = reader.uint(2);
  reader.vector(2);
  return scheme;
}

/** ServerKeyExchange of TLS 1.2 and older. */
export interface ServerKeyExchange {
  /** Named curve of ECDHE (RFC 8422 section 5.4). */
  readonly group?: number;
  /** Bits of the prime of DHE (RFC 5246 section 7.4.3), leading zeros left out. */
  readonly primeBits?: number;
  readonly prime?: Uint8Array;
  /** TLS 1.2 only. */
  readonly scheme?: number;
}

/**
 * @param keyExchange of the suite that was chosen: `ECDHE` or `DHE`; anything else carries nothing that is read here
 * @param signed the message ends with scheme and signature (TLS 1.2, authenticated suites)
 * @throws ParseError
 */
export function decodeServerKeyExchange(body: Uint8Array, keyExchange: string, signed: boolean): ServerKeyExchange {
  const reader = new ByteReader(body, 'ServerKeyExchange');
  if (keyExchange.startsWith('ECDHE') || keyExchange === 'ECDH') {
    if (reader.uint(1) !== 3) return {}; // explicit curves, which nobody serves any more
    const group = reader.uint(2);
    reader.vector(1);
    return { group, ...schemeOf(reader, signed) };
  }
  if (keyExchange.startsWith('DHE') || keyExchange === 'DH') {
    const prime = reader.vector(2);
    reader.vector(2);
    reader.vector(2);
    return { prime, primeBits: bitLength(prime), ...schemeOf(reader, signed) };
  }
  return {};
}

function schemeOf(reader: ByteReader, signed: boolean): { scheme?: number } {
  return signed && reader.remaining >= 4 ? { scheme: reader.uint(2) } : {};
}

/** Bits of a big-endian number. */
export function bitLength(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  return (bytes.length - first - 1) * 8 + (32 - Math.clz32(bytes[first] as number));
}

/** A ticket of TLS 1.3 (RFC 8446 section 4.6.1). */
export interface SessionTicket {
  /** Seconds. */
  readonly lifetime: number;
  readonly ageAdd: number;
  readonly nonce: Uint8Array;
  readonly ticket: Uint8Array;
  /** Bytes of 0-RTT data that the server would take; 0: none. */
  readonly earlyData: number;
}

/** @throws ParseError */
export function decodeNewSessionTicket(body: Uint8Array): SessionTicket {
  const reader = new ByteReader(body, 'NewSessionTicket');
  const lifetime = reader.uint(4);
  const ageAdd = reader.uint(4);
  const nonce = reader.vector(1);
  const ticket = reader.vector(2);
  const early = findExtension(decodeExtensions(reader), EXTENSION.earlyData);
  return { lifetime, ageAdd, nonce, ticket, earlyData: early ? new ByteReader(early, 'early_data').uint(4) : 0 };
}
