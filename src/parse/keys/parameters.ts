import type { Catalog } from '../../catalog/catalog.js';
import { readCurveParameters } from '../pki/curve-parameters.js';
import { readElement, sequence } from '../pki/der.js';
import { bitLength, unsigned } from '../pki/der-values.js';
import { contentId, type ReadKey } from './read-key.js';

/** PKCS #3 (p, g), X9.42 (p, g, q): the group for finite-field Diffie-Hellman. */
export function readDhParameters(der: Uint8Array, catalog: Catalog): ReadKey {
  const [prime] = sequence(readElement(der), 'DH parameters');
  const size = bitLength(unsigned(prime, 'prime'));
  return {
    type: 'dh-parameters',
    format: 'PKCS#3',
    algorithm: catalog.algorithm({ family: 'dh', size }),
    size,
    contentId: contentId(der),
  };
}

/** RFC 3279 2.3.2: p, q, g. */
export function readDsaParameters(der: Uint8Array, catalog: Catalog): ReadKey {
  const [prime] = sequence(readElement(der), 'DSA parameters');
  const size = bitLength(unsigned(prime, 'prime'));
  return {
    type: 'other',
    format: 'DSA parameters',
    algorithm: catalog.algorithm({ family: 'dsa', size }),
    size,
    contentId: contentId(der),
  };
}

/** RFC 5480 2.1.1: the block that OpenSSL writes before an EC key. */
export function readEcParameters(der: Uint8Array, catalog: Catalog): ReadKey {
  const { spec, weaknesses } = readCurveParameters(readElement(der), catalog);
  return {
    type: 'other',
    format: 'EC parameters',
    algorithm: catalog.algorithm({ family: 'ec', ...spec }),
    ...(spec.size ? { size: spec.size } : {}),
    weaknesses,
    contentId: contentId(der),
  };
}
