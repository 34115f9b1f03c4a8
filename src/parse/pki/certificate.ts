import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import { type AlgorithmAsset, type CertificateAsset, ParseError } from '../../model/index.js';
import { type AlgorithmIdentifier, readAlgorithmIdentifier, statedAlgorithm } from './algorithm-identifier.js';
import { attempt, nonEmpty, present } from './attempt.js';
import { children, context, type Element, encoded, isContext, type ReadOptions, readElement, sequence } from './der.js';
import { integerHex, readTime } from './der-values.js';
import { commonName, readName } from './distinguished-name.js';
import { type Extensions, readExtensions } from './extensions.js';
import { type PublicKey, readPublicKey } from './public-key.js';

/** A certificate with what could not be read of it. */
export interface ReadCertificate {
  readonly asset: CertificateAsset;
  readonly key?: PublicKey;
  readonly extensions: Extensions;
  /** One sentence for every part that could not be read; empty when all was. */
  readonly problems: readonly string[];
  /** Length of the encoding in octets: what follows it is not part of it. */
  readonly length: number;
}

/**
 * RFC 5280 4.1. Every field is read on its own: one that is broken, or a file that ends early, does not hide those
 * that can be read.
 * @throws ParseError when not even the subject public key or the validity can be found
 */
export function readCertificate(der: Uint8Array, catalog: Catalog): ReadCertificate {
  const problems: string[] = [];
  const whole = attempt(problems, () => readElement(der));
  const options: ReadOptions = whole ? {} : { clip: true };
  const certificate = whole ?? readElement(der, 0, der.length, options);
  const bytes = encoded(certificate);
  const [tbs, outerAlgorithm] = tolerantChildren(certificate, options, problems);
  if (!tbs) throw new ParseError('certificate: it ends before its contents', 0);
  const fields = fieldsOf(tolerantChildren(tbs, options, problems));
  const read = <T>(what: string, reader: () => T): T | undefined => attempt(problems, reader, what);

  const validity = read('validity', () => sequence(fields.validity, 'validity'));
  const notBefore = validity && read('notBefore', () => readTime(validity[0], 'notBefore'));
  const notAfter = validity && read('notAfter', () => readTime(validity[1], 'notAfter'));
  const key = read('public key', () => readPublicKey(required(fields.publicKey, 'public key'), catalog));
  const keyAlgorithm = key?.algorithm ?? read('key algorithm', () => bareKeyAlgorithm(fields.publicKey, catalog));
  if (!keyAlgorithm && !notBefore && !notAfter)
    throw new ParseError(`certificate: neither key nor validity can be read (${problems[0]})`, 0);
  const { identifier: inner, algorithm: signature } = statedAlgorithm(
    problems,
    fields.signature,
    'signature algorithm',
    catalog,
  );
  const outer = outerAlgorithm && read('outer signature algorithm', () => readAlgorithmIdentifier(outerAlgorithm));
  const subject = read('subject', () => readName(fields.subject, 'subject'));
  const issuer = read('issuer', () => readName(fields.issuer, 'issuer'));
  const extensions = readExtensions(extensionList(fields.extensions, problems), catalog);
  for (const name of extensions.unread) problems.push(`extension ${name} could not be read`);
  const serialNumber = read('serial number', () => integerHex(fields.serial, 'serial number'));
  const fingerprintSha256 = createHash('sha256').update(bytes).digest('hex');

  const asset: CertificateAsset = {
    kind: 'certificate',
    id: `certificate/${fingerprintSha256}`,
    name: displayName(fields.subject, subject, extensions, fingerprintSha256),
    format: 'X.509',
    subject: subject ?? '',
    issuer: issuer ?? '',
    ...present({ serialNumber, notBefore, notAfter }),
    fingerprintSha256,
    ...present({
      spkiSha256: key?.spkiSha256,
      publicKey: keyAlgorithm,
      signature,
      alternativePublicKey: extensions.alternativePublicKey,
      alternativeSignature: extensions.alternativeSignature,
      selfSigned: selfSigned(fields, extensions),
      isCa: extensions.isCa ?? (extensions.seen.length > 0 ? false : undefined),
      pathLength: extensions.pathLength,
      keyUsage: extensions.keyUsage,
      extendedKeyUsage: extensions.extendedKeyUsage,
      subjectAlternativeNames: extensions.subjectAlternativeNames,
      policies: extensions.policies,
      subjectKeyId: extensions.subjectKeyId,
      authorityKeyId: extensions.authorityKeyId,
      weaknesses: nonEmpty([...(key?.weaknesses ?? []), ...signatureWeaknesses(signature, inner, outer)]),
    }),
  };
  return { asset, ...(key ? { key } : {}), extensions, problems, length: certificate.end };
}

interface Fields {
  readonly serial?: Element;
  readonly signature?: Element;
  readonly issuer?: Element;
  readonly validity?: Element;
  readonly subject?: Element;
  readonly publicKey?: Element;
  readonly extensions?: Element;
}

/** RFC 5280 4.1: TBSCertificate; `[0]` version may be absent (v1). */
function fieldsOf(parts: readonly Element[]): Fields {
  const at = isContext(parts[0], 0) ? 1 : 0;
  const [serial, signature, issuer, validity, subject, publicKey, ...rest] = parts.slice(at);
  return present({ serial, signature, issuer, validity, subject, publicKey, extensions: context(rest, 3) });
}

function extensionList(element: Element | undefined, problems: string[]): readonly Element[] {
  if (!element) return [];
  return attempt(problems, () => sequence(children(element)[0], 'extensions'), 'extensions') ?? [];
}

/** A key that cannot be decoded still names its algorithm. */
function bareKeyAlgorithm(element: Element | undefined, catalog: Catalog): AlgorithmAsset {
  const [identifier] = children(required(element, 'public key'), { clip: true });
  return catalog.oid(readAlgorithmIdentifier(identifier).oid);
}

/** By names and key identifiers (RFC 5280 3.2); the signature itself is not verified. */
function selfSigned({ subject, issuer }: Fields, { subjectKeyId, authorityKeyId }: Extensions): boolean | undefined {
  if (!subject || !issuer) return undefined;
  if (Buffer.compare(encoded(subject), encoded(issuer)) !== 0) return false;
  return !subjectKeyId || !authorityKeyId || subjectKeyId === authorityKeyId;
}

const WEAK_DIGESTS: Readonly<Record<string, string>> = {
  MD2: 'md2-signature',
  MD4: 'md4-signature',
  MD5: 'md5-signature',
  'SHA-1': 'sha1-signature',
};

/** Digests whose collisions can be computed, and two algorithm fields that disagree (RFC 5280 4.1.1.2). */
export function signatureWeaknesses(
  signature: AlgorithmAsset | undefined,
  inner: AlgorithmIdentifier | undefined,
  outer: AlgorithmIdentifier | undefined,
): string[] {
  const weak = signature?.hash === undefined ? undefined : WEAK_DIGESTS[signature.hash];
  return [
    ...(weak ? [weak] : []),
    ...(inner && outer && inner.oid !== outer.oid ? ['signature-algorithm-mismatch'] : []),
  ];
}

function displayName(
  element: Element | undefined,
  subject: string | undefined,
  extensions: Extensions,
  fingerprint: string,
): string {
  const common = element && subject !== undefined ? commonName(element) : undefined;
  return common || subject || extensions.subjectAlternativeNames?.[0] || `certificate ${fingerprint.slice(0, 16)}`;
}

function tolerantChildren(element: Element, options: ReadOptions, problems: string[]): Element[] {
  return attempt(problems, () => children(element)) ?? clippedChildren(element, options);
}

function clippedChildren(element: Element, options: ReadOptions): Element[] {
  try {
    return children(element, { ...options, clip: true });
  } catch {
    const found: Element[] = [];
    for (let offset = element.content; offset < element.contentEnd; ) {
      try {
        const next = readElement(element.source, offset, element.contentEnd, { clip: true });
        found.push(next);
        offset = next.end;
      } catch {
        break;
      }
    }
    return found;
  }
}

function required(element: Element | undefined, what: string): Element {
  if (!element) throw new ParseError(`${what} is missing`);
  return element;
}
