import { ParseError, type ParseResult } from '../../model/index.js';
import { readEncryptedPrivateKey } from '../keys/encrypted-private-key.js';
import { readDhParameters, readDsaParameters, readEcParameters } from '../keys/parameters.js';
import {
  readDsaPrivateKey,
  readEcPrivateKey,
  readPrivateKeyInfo,
  readRsaPrivateKey,
  readRsaPublicKey,
} from '../keys/private-key.js';
import type { ReadKey } from '../keys/read-key.js';
import { readBcfks } from '../keystores/bcfks.js';
import { readPkcs12 } from '../keystores/pkcs12.js';
import type { ParseContext } from '../parser.js';
import { readAttributeCertificate } from './attribute-certificate.js';
import { type ReadCertificate, readCertificate } from './certificate.js';
import { readCms, readOcspResponse, readTimestampResponse } from './cms.js';
import { readCrl } from './crl.js';
import { encoded, readElement } from './der.js';
import { certificateResult, failure, keyResult, type Place } from './observe.js';
import { readPublicKeyInfo } from './public-key.js';
import { readRequest } from './request.js';
import { type DerKind, sniffDer } from './sniff.js';

/** Parser ids by kind: printed in attempts. */
const IDS: Readonly<Record<DerKind, string>> = {
  certificate: 'x509',
  request: 'pkcs10',
  crl: 'crl',
  'attribute-certificate': 'attribute-certificate',
  spkac: 'spkac',
  'private-key-info': 'pkcs8',
  'encrypted-private-key-info': 'pkcs8',
  'public-key-info': 'spki',
  'rsa-private-key': 'pkcs1',
  'rsa-public-key': 'pkcs1',
  'ec-private-key': 'sec1',
  'dsa-private-key': 'dsa-key',
  'dh-parameters': 'dh-parameters',
  'dsa-parameters': 'dsa-parameters',
  'ec-parameters': 'ec-parameters',
  pkcs12: 'pkcs12',
  bcfks: 'bcfks',
  cms: 'cms',
  'ocsp-response': 'ocsp',
  'timestamp-response': 'timestamp',
  'cmp-message': 'cmp',
};

/** Kinds that are only recognised, for people. */
const NAMES: Partial<Record<DerKind, string>> = {
  'cmp-message': 'message of the Certificate Management Protocol (RFC 9810)',
  spkac: 'signed public key and challenge (SPKAC)',
};

type CertificateReader = (der: Uint8Array, context: ParseContext) => ReadCertificate;
type KeyReader = (der: Uint8Array, context: ParseContext) => ReadKey;

const CERTIFICATES: Partial<Record<DerKind, CertificateReader>> = {
  certificate: (der, { catalog }) => readCertificate(der, catalog),
  request: (der, { catalog }) => readRequest(der, catalog),
  crl: (der, { catalog }) => readCrl(der, catalog),
  'attribute-certificate': (der, { catalog }) => readAttributeCertificate(der, catalog),
};

const KEYS: Partial<Record<DerKind, KeyReader>> = {
  'private-key-info': (der, { catalog }) => readPrivateKeyInfo(der, catalog),
  'encrypted-private-key-info': (der, { catalog, passwords }) => readEncryptedPrivateKey(der, catalog, passwords),
  'public-key-info': (der, { catalog }) => ({
    type: 'public-key',
    format: 'SubjectPublicKeyInfo',
    key: readPublicKeyInfo(der, catalog),
  }),
  'rsa-private-key': (der, { catalog }) => readRsaPrivateKey(der, catalog),
  'rsa-public-key': (der, { catalog }) => readRsaPublicKey(der, catalog),
  'ec-private-key': (der, { catalog }) => readEcPrivateKey(der, catalog),
  'dsa-private-key': (der, { catalog }) => readDsaPrivateKey(der, catalog),
  'dh-parameters': (der, { catalog }) => readDhParameters(der, catalog),
  'dsa-parameters': (der, { catalog }) => readDsaParameters(der, catalog),
  'ec-parameters': (der, { catalog }) => readEcParameters(der, catalog),
};

const MESSAGES: Partial<Record<DerKind, (der: Uint8Array, place: Place, context: ParseContext) => ParseResult>> = {
  pkcs12: readPkcs12,
  bcfks: readBcfks,
  cms: readCms,
  'ocsp-response': readOcspResponse,
  'timestamp-response': readTimestampResponse,
};

/** What a DER value holds, by its content. `expected` is what its label claims, used only where the shape is cut off. */
export function readDer(der: Uint8Array, place: Place, context: ParseContext, expected?: DerKind): ParseResult {
  let kind = expected;
  try {
    const element = readElement(der, 0, der.length, { clip: true });
    kind = sniffDer(element) ?? expected;
    if (!kind) throw new ParseError('DER of a kind that is not known', 0, 'unsupported');
    const at = { ...place, by: IDS[kind] };
    // A certificate is read as far as it goes even when it is cut; all else has to be whole.
    const whole = kind === 'certificate' ? der : encoded(readElement(der));
    const certificate = CERTIFICATES[kind];
    if (certificate) return certificateResult(certificate(whole, context), at);
    const key = KEYS[kind];
    if (key) return keyResult(key(whole, context), at);
    const message = MESSAGES[kind];
    if (message) return message(whole, at, context);
    throw new ParseError(`${NAMES[kind] ?? kind}: recognised, but not read`, 0, 'unsupported');
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failure({ ...place, by: kind ? IDS[kind] : place.by }, error);
  }
}
