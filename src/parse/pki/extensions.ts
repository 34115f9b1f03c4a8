import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmAsset } from '../../model/index.js';
import { namedAlgorithm, readAlgorithmIdentifier } from './algorithm-identifier.js';
import { children, contents, context, type Element, is, readElement, sequence, TAG } from './der.js';
import { bitString, hex, octetString, readOid, smallInteger } from './der-values.js';
import { EXTENDED_KEY_USAGES } from './extended-key-usages.js';
import { readGeneralNames } from './general-names.js';
import { readPublicKey } from './public-key.js';

/** What the extensions of a certificate, request or CRL say, as far as an inventory needs it (RFC 5280 4.2). */
export interface Extensions {
  isCa?: boolean;
  pathLength?: number;
  keyUsage?: string[];
  extendedKeyUsage?: string[];
  subjectAlternativeNames?: string[];
  policies?: string[];
  subjectKeyId?: string;
  authorityKeyId?: string;
  /** X.509 (2019) 9.8: the second key and signature of a Catalyst certificate. */
  alternativePublicKey?: AlgorithmAsset;
  alternativeSignature?: AlgorithmAsset;
  /** RFC 9763: the digest of another certificate of the same subject. */
  relatedCertificate?: string;
  /** Extensions whose contents could not be read. */
  readonly unread: string[];
  readonly seen: string[];
}

const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

/** Reads each extension on its own: one that is broken does not hide the others. */
export function readExtensions(list: readonly Element[], catalog: Catalog): Extensions {
  const found: Extensions = { unread: [], seen: [] };
  for (const extension of list) {
    let name = 'an extension';
    try {
      const parts = sequence(extension, 'extension');
      name = readOid(parts[0], 'extension');
      found.seen.push(name);
      READERS[name]?.(octetString(parts[parts.length - 1], name), found, catalog);
    } catch {
      found.unread.push(name);
    }
  }
  return found;
}

const READERS: Readonly<Record<string, (value: Uint8Array, into: Extensions, catalog: Catalog) => void>> = {
  '2.5.29.14': (value, into) => {
    into.subjectKeyId = hex(contents(readElement(value)));
  },
  '2.5.29.15': (value, into) => {
    const bits = bitString(readElement(value), 'key usage');
    into.keyUsage = KEY_USAGES.filter((_, index) => ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0);
  },
  '2.5.29.17': (value, into) => {
    into.subjectAlternativeNames = readGeneralNames(sequence(readElement(value), 'subject alternative name'));
  },
  '2.5.29.19': (value, into) => {
    const parts = sequence(readElement(value), 'basic constraints');
    const flag = parts.find((part) => is(part, TAG.boolean));
    const length = parts.find((part) => is(part, TAG.integer));
    into.isCa = flag !== undefined && (contents(flag)[0] ?? 0) !== 0;
    if (length) into.pathLength = smallInteger(length, 'path length');
  },
  '2.5.29.32': (value, into) => {
    into.policies = sequence(readElement(value), 'policies').map((policy) => readOid(children(policy)[0]));
  },
  '2.5.29.35': (value, into) => {
    const key = context(sequence(readElement(value), 'authority key identifier'), 0);
    if (key) into.authorityKeyId = hex(contents(key));
  },
  '2.5.29.37': (value, into) => {
    into.extendedKeyUsage = sequence(readElement(value), 'extended key usage').map((usage) => {
      const oid = readOid(usage);
      return EXTENDED_KEY_USAGES[oid] ?? oid;
    });
  },
  '2.5.29.72': (value, into, catalog) => {
    into.alternativePublicKey = readPublicKey(readElement(value), catalog).algorithm;
  },
  '2.5.29.73': (value, into, catalog) => {
    into.alternativeSignature = namedAlgorithm(readAlgorithmIdentifier(readElement(value)), catalog);
  },
  '1.3.6.1.5.5.7.1.36': (value, into) => {
    const [algorithm, digest] = sequence(readElement(value), 'related certificate');
    into.relatedCertificate = `${readAlgorithmIdentifier(algorithm).oid}:${hex(octetString(digest, 'digest'))}`;
  },
};
