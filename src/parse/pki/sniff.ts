import { isEncryptionScheme } from '../keys/encryption-scheme.js';
import { children, contents, type Element, is, isContext, TAG } from './der.js';
import { bitLength, readOid } from './der-values.js';
import { isPublicKeyInfo } from './public-key.js';

export type DerKind =
  | 'certificate'
  | 'request'
  | 'crl'
  | 'attribute-certificate'
  | 'spkac'
  | 'private-key-info'
  | 'encrypted-private-key-info'
  | 'public-key-info'
  | 'rsa-private-key'
  | 'rsa-public-key'
  | 'ec-private-key'
  | 'dsa-private-key'
  | 'dh-parameters'
  | 'dsa-parameters'
  | 'ec-parameters'
  | 'pkcs12'
  | 'bcfks'
  | 'cms'
  | 'ocsp-response'
  | 'timestamp-response'
  | 'cmp-message';

/** What a DER value is, by its shape alone: names and labels lie. `undefined` when it is none of ours. */
export function sniffDer(element: Element): DerKind | undefined {
  if (is(element, TAG.oid)) return 'ec-parameters';
  if (!is(element, TAG.sequence)) return undefined;
  const parts = tolerant(element);
  const [first, second, third] = parts;
  if (!first) return undefined;
  if (is(first, TAG.oid) && isContext(second, 0) && readOid(first).startsWith('1.2.840.113549.1.')) return 'cms';
  if (is(first, TAG.enumerated) && (parts.length === 1 || isContext(second, 0))) return 'ocsp-response';
  if (is(first, TAG.integer)) return beginsWithNumber(parts, first);
  if (!is(first, TAG.sequence)) return undefined;
  if (isCmpHeader(first) && second?.tagClass === 2) return 'cmp-message';
  const signed = signedKind(first);
  if (signed && (is(second, TAG.sequence) || parts.length < 3)) return signed;
  if (isPublicKeyInfo(parts)) return 'public-key-info';
  if (is(second, TAG.octetString) && parts.length === 2 && isEncryptionScheme(oidOf(first) ?? '')) {
    return 'encrypted-private-key-info';
  }
  if (isEncryptedStore(first) && parts.length === 2) return 'bcfks';
  if (
    is(children(first)[0], TAG.integer) &&
    is(second, TAG.sequence) &&
    !third &&
    oidOf(second)?.startsWith('1.2.840.113549.1.7')
  ) {
    return 'timestamp-response';
  }
  return undefined;
}

/** RFC 9810 5.1.1: a version, then sender and recipient as directory names [4]. */
function isCmpHeader(first: Element): boolean {
  const [version, sender, recipient] = tolerant(first);
  return is(version, TAG.integer) && isContext(sender, 4) && isContext(recipient, 4);
}

/** What a BCFKS begins with has the shape of an encrypted key, one level further in. */
function isEncryptedStore(first: Element): boolean {
  const [algorithm, data] = tolerant(first);
  return is(algorithm, TAG.sequence) && is(data, TAG.octetString) && isEncryptionScheme(oidOf(algorithm) ?? '');
}

function beginsWithNumber(parts: readonly Element[], first: Element): DerKind | undefined {
  const [, second, third, fourth] = parts;
  const numbers = parts.filter((part) => is(part, TAG.integer)).length;
  const version = contents(first).length === 1 ? (contents(first)[0] as number) : undefined;
  if (version !== undefined && version <= 4) {
    if (is(second, TAG.sequence) && is(third, TAG.octetString)) return 'private-key-info';
    if (version === 3 && is(second, TAG.sequence) && oidOf(second)?.startsWith('1.2.840.113549.1.7')) return 'pkcs12';
    if (is(second, TAG.octetString)) return 'ec-private-key';
    if (version === 1 && is(second, TAG.sequence) && is(third, TAG.sequence) && is(fourth, TAG.octetString))
      return 'ec-parameters';
    if (numbers >= 9) return 'rsa-private-key';
    if (numbers === 6 && parts.length === 6) return 'dsa-private-key';
    return undefined;
  }
  if (numbers !== parts.length || !second || bitLength(contents(first)) < 256) return undefined;
  const small = bitLength(contents(second)) <= 64;
  if (parts.length === 2 && small) return generatorLike(second) ? 'dh-parameters' : 'rsa-public-key';
  if (parts.length === 2) return contents(first).length > 200 ? 'dh-parameters' : undefined; // not an (r, s) pair
  if (!third) return undefined;
  const order = bitLength(contents(second));
  if (small && bitLength(contents(third)) <= 32) return 'dh-parameters'; // PKCS #3 with privateValueLength
  if (order >= 160 && order <= 512 && order < bitLength(contents(first))) return 'dsa-parameters';
  return 'dh-parameters';
}

/** 2 and 5 are the usual generators; a public exponent is odd and hardly ever 5. */
function generatorLike(element: Element): boolean {
  const value = contents(element);
  return value.length === 1 && (value[0] === 5 || ((value[0] as number) & 1) === 0);
}

/** RFC 5280 4.1 and 5.1, RFC 2986 4.1, RFC 5755 4.1: what stands in the signed part tells them apart. */
function signedKind(tbs: Element): DerKind | undefined {
  const parts = tolerant(tbs);
  const [first, second, third, fourth] = parts;
  if (isContext(first, 0) && is(second, TAG.integer)) return 'certificate';
  if (is(first, TAG.sequence) && second && is(second, 22)) return 'spkac';
  const isTime = (part: Element | undefined) => is(part, TAG.utcTime) || is(part, TAG.generalizedTime);
  if (is(first, TAG.sequence) && is(second, TAG.sequence) && isTime(third)) return 'crl';
  if (!is(first, TAG.integer)) return undefined;
  if (is(second, TAG.sequence) && is(third, TAG.sequence) && isTime(fourth)) return 'crl';
  if (is(second, TAG.sequence) && is(third, TAG.sequence) && isPublicKeyInfo(tolerant(third))) return 'request';
  if (is(second, TAG.sequence) && isContext(third, 0)) return 'attribute-certificate';
  if (is(second, TAG.sequence) && is(third, TAG.sequence) && is(fourth, TAG.sequence)) return 'certificate';
  return undefined;
}

function tolerant(element: Element): Element[] {
  return children(element, { clip: true });
}

function oidOf(element: Element): string | undefined {
  const [first] = children(element, { clip: true });
  return is(first, TAG.oid) ? readOid(first) : undefined;
}
