import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../catalog/types.js';
import { type AlgorithmAsset, type MaterialAsset, ParseError, type ParseResult } from '../../model/index.js';
import type { ParseContext } from '../parser.js';
import { digestNamed, namedAlgorithm, readAlgorithmIdentifier } from './algorithm-identifier.js';
import { attempt } from './attempt.js';
import { readCertificate } from './certificate.js';
import { readCrl } from './crl.js';
import {
  children,
  context as contextTag,
  type Element,
  encoded,
  is,
  isContext,
  readElement,
  sequence,
  TAG,
} from './der.js';
import { octetString, readOid } from './der-values.js';
import { certificateResult, failure, joinResults, materialResult, type Place } from './observe.js';

/** RFC 5652 and its companions: ContentInfo types. */
const TYPES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.7.1': 'data',
  '1.2.840.113549.1.7.2': 'signed data',
  '1.2.840.113549.1.7.3': 'enveloped data',
  '1.2.840.113549.1.7.4': 'signed and enveloped data',
  '1.2.840.113549.1.7.5': 'digested data',
  '1.2.840.113549.1.7.6': 'encrypted data',
  '1.2.840.113549.1.9.16.1.2': 'authenticated data',
  '1.2.840.113549.1.9.16.1.9': 'compressed data',
  '1.2.840.113549.1.9.16.1.23': 'authenticated enveloped data',
};
const MAX_CERTIFICATES = 10_000;

/** What a message holds, gathered part by part. */
interface Gathered {
  readonly algorithms: AlgorithmAsset[];
  readonly results: ParseResult[];
  readonly problems: string[];
  content?: string;
  signers: number;
}

/** RFC 5652: signed, enveloped, encrypted, authenticated messages; their algorithms, certificates and CRLs. */
export function readCms(der: Uint8Array, place: Place, context: ParseContext): ParseResult {
  const [type, wrapper] = sequence(readElement(der), 'ContentInfo');
  const oid = readOid(type);
  const name = TYPES[oid];
  if (!name || !wrapper) throw new ParseError(`CMS content ${oid} is not one that is read`, 0, 'unsupported');
  const gathered: Gathered = { algorithms: [], results: [], problems: [], signers: 0 };
  const content = children(wrapper)[0];
  attempt(gathered.problems, () => READERS[oid]?.(sequence(content, name), gathered, place, context), name);
  if (gathered.problems.length > 0) gathered.results.push(failure(place, { message: gathered.problems.join('; ') }));
  const onlyCertificates = oid === '1.2.840.113549.1.7.2' && gathered.signers === 0 && gathered.results.length > 0;
  if (onlyCertificates) return joinResults(gathered.results); // RFC 5652 5.1: a bundle of certificates
  return joinResults([
    materialResult(messageAsset(name, der, gathered), gathered.algorithms, place),
    ...gathered.results,
  ]);
}

function messageAsset(name: string, der: Uint8Array, { algorithms, content }: Gathered): MaterialAsset {
  const signed = name.startsWith('signed');
  const main = algorithms.find((one) =>
    signed ? one.primitive === 'signature' || one.primitive === 'combiner' : true,
  );
  const token = content === '1.2.840.113549.1.9.16.1.4'; // RFC 3161: TSTInfo
  return {
    kind: 'related-crypto-material',
    id: `material/${signed ? 'signature' : 'other'}/${createHash('sha256').update(der).digest('hex')}`,
    name: [token ? 'timestamp token' : `CMS ${name}`, main?.name].filter(Boolean).join(' '),
    type: token ? 'token' : signed ? 'signature' : 'other',
    format: 'CMS',
    ...(main ? { algorithm: main } : {}),
  };
}

type Reader = (parts: readonly Element[], into: Gathered, place: Place, context: ParseContext) => void;

const READERS: Readonly<Record<string, Reader>> = {
  '1.2.840.113549.1.7.2': signedData,
  '1.2.840.113549.1.7.3': envelopedData,
  '1.2.840.113549.1.7.5': (parts, into, _place, { catalog }) => {
    into.algorithms.push(namedAlgorithm(readAlgorithmIdentifier(parts[1]), catalog));
  },
  '1.2.840.113549.1.7.6': (parts, into, _place, { catalog }) => encryptedContent(parts[1], into, catalog),
  '1.2.840.113549.1.9.16.1.23': envelopedData,
};

/** RFC 5652 5.1. */
function signedData(parts: readonly Element[], into: Gathered, place: Place, context: ParseContext): void {
  const [, , encapsulated] = parts;
  into.content = readOid(sequence(encapsulated, 'encapsulated content')[0]);
  certificates(contextTag(parts, 0), into, place, context);
  for (const crl of list(contextTag(parts, 1))) {
    if (is(crl, TAG.sequence))
      collect(into, place, 'crl', () =>
        certificateResult(readCrl(encoded(crl), context.catalog), { ...place, by: 'crl' }),
      );
  }
  const signers = [...parts].reverse().find((part) => is(part, TAG.set));
  for (const signer of list(signers)) {
    into.signers++;
    attempt(into.problems, () => signerInfo(signer, into, context.catalog), 'signer');
  }
}

function certificates(set: Element | undefined, into: Gathered, place: Place, context: ParseContext): void {
  for (const one of list(set).slice(0, MAX_CERTIFICATES)) {
    if (!is(one, TAG.sequence)) continue; // obsolete and attribute certificates are tagged
    collect(into, place, 'x509', () =>
      certificateResult(readCertificate(encoded(one), context.catalog), { ...place, by: 'x509' }),
    );
  }
}

function collect(into: Gathered, place: Place, by: string, reader: () => ParseResult): void {
  try {
    into.results.push(reader());
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    into.results.push(failure({ ...place, by }, error));
  }
}

function list(element: Element | undefined): Element[] {
  return element ? children(element) : [];
}

/** RFC 5652 5.3. RFC 8933: the signature algorithm may be the bare key algorithm, the digest then completes it. */
function signerInfo(signer: Element, into: Gathered, catalog: Catalog): void {
  const parts = sequence(signer, 'signer info');
  const digest = readAlgorithmIdentifier(parts[2], 'digest algorithm');
  const after = parts.slice(3).find((part) => is(part, TAG.sequence));
  const identifier = readAlgorithmIdentifier(after, 'signature algorithm');
  into.algorithms.push(namedAlgorithm(digest, catalog));
  const bare = bareSignature(catalog.oidSpec(identifier.oid), digestNamed(digest.oid, catalog));
  into.algorithms.push(
    bare ? catalog.algorithm({ ...bare, oid: identifier.oid }) : namedAlgorithm(identifier, catalog),
  );
}

function bareSignature(spec: AlgorithmSpec | undefined, hash: string): AlgorithmSpec | undefined {
  if (!spec || spec.hash !== undefined) return undefined;
  if (spec.family === 'rsa' && spec.padding === undefined) {
    return { family: 'rsa', padding: 'pkcs1v15', hash, primitive: 'signature' };
  }
  if (spec.family === 'ec') return { family: 'ecdsa', hash };
  return spec.family === 'dsa' ? { ...spec, hash } : undefined;
}

/** RFC 5652 6.1, RFC 5083 2.1. */
function envelopedData(parts: readonly Element[], into: Gathered, place: Place, context: ParseContext): void {
  const originator = contextTag(parts, 0);
  if (originator) certificates(contextTag(children(originator), 0), into, place, context);
  for (const recipient of list(parts.find((part) => is(part, TAG.set)))) {
    attempt(into.problems, () => recipientInfo(recipient, into, context.catalog), 'recipient');
  }
  encryptedContent(
    parts.find((part) => is(part, TAG.sequence)),
    into,
    context.catalog,
  );
}

/** RFC 5652 6.2: key transport (untagged), key agreement [1], KEK [2], password [3], other [4] (RFC 9629: KEM). */
function recipientInfo(recipient: Element, into: Gathered, catalog: Catalog): void {
  const parts = children(recipient);
  if (isContext(recipient, 4)) otherRecipient(parts, into, catalog);
  else
    for (const part of parts.slice(1)) {
      const inner = is(part, TAG.sequence) ? children(part) : [];
      if (!is(inner[0], TAG.oid)) continue;
      const identifier = readAlgorithmIdentifier(part);
      into.algorithms.push(namedAlgorithm(identifier, catalog));
      const wrap = inner[1]; // RFC 5753: the key-wrap algorithm is the parameter of the key agreement
      if (isContext(recipient, 1) && is(wrap, TAG.sequence) && is(children(wrap)[0], TAG.oid)) {
        into.algorithms.push(namedAlgorithm(readAlgorithmIdentifier(wrap), catalog));
      }
    }
}

function otherRecipient(parts: readonly Element[], into: Gathered, catalog: Catalog): void {
  const [, value] = parts;
  for (const part of is(value, TAG.sequence) ? children(value) : []) {
    if (is(part, TAG.sequence) && is(children(part)[0], TAG.oid)) {
      into.algorithms.push(namedAlgorithm(readAlgorithmIdentifier(part), catalog));
    }
  }
}

function encryptedContent(element: Element | undefined, into: Gathered, catalog: Catalog): void {
  const [, algorithm] = sequence(element, 'encrypted content');
  into.algorithms.push(namedAlgorithm(readAlgorithmIdentifier(algorithm, 'content encryption'), catalog));
}

/** RFC 3161 2.4.2: PKIStatusInfo, then the token, which is a signed message. */
export function readTimestampResponse(der: Uint8Array, place: Place, context: ParseContext): ParseResult {
  const [, token] = sequence(readElement(der), 'TimeStampResp');
  if (!token) throw new ParseError('timestamp response without a token', 0, 'unsupported');
  return readCms(encoded(token), place, context);
}

/** RFC 6960 4.2.1: the signature algorithm and the certificates of the responder. */
export function readOcspResponse(der: Uint8Array, place: Place, context: ParseContext): ParseResult {
  const [, wrapper] = sequence(readElement(der), 'OCSPResponse');
  if (!wrapper) return { observations: [] }; // an error status has no body
  const [, body] = sequence(children(wrapper)[0], 'response bytes');
  const parts = sequence(readElement(octetString(body, 'response')), 'BasicOCSPResponse');
  const signature = namedAlgorithm(readAlgorithmIdentifier(parts[1]), context.catalog);
  const gathered: Gathered = { algorithms: [signature], results: [], problems: [], signers: 1 };
  const chain = contextTag(parts, 0);
  certificates(chain && children(chain)[0], gathered, place, context);
  const asset: MaterialAsset = {
    kind: 'related-crypto-material',
    id: `material/token/${createHash('sha256').update(der).digest('hex')}`,
    name: `OCSP response ${signature.name}`,
    type: 'token',
    format: 'OCSP',
    algorithm: signature,
  };
  return joinResults([materialResult(asset, gathered.algorithms, place), ...gathered.results]);
}
