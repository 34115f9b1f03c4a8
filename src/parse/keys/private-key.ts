import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import { ParseError } from '../../model/index.js';
import { readAlgorithmIdentifier } from '../pki/algorithm-identifier.js';
import { attempt } from '../pki/attempt.js';
import { readCurveParameters } from '../pki/curve-parameters.js';
import { children, contents, context, type Element, encoded, is, readElement, sequence, TAG } from '../pki/der.js';
import { bitString, octetString } from '../pki/der-values.js';
import * as write from '../pki/der-writer.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import { embeddedPublicKey } from './post-quantum-private-key.js';
import { contentId, type ReadKey } from './read-key.js';

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const DSA = '1.2.840.10040.4.1';

/** RFC 5208 / RFC 5958: the public half is taken from what is stored, else derived; the private half is never copied out. */
export function readPrivateKeyInfo(der: Uint8Array, catalog: Catalog, format = 'PKCS#8'): ReadKey {
  const parts = sequence(readElement(der), 'private key info');
  const identifierElement = parts[1] as Element;
  const identifier = readAlgorithmIdentifier(identifierElement, 'private key algorithm');
  const secret = octetString(parts[2], 'private key');
  const problems: string[] = [];
  const info = attempt(problems, () => publicHalf(identifierElement, secret, parts, der));
  const key = info && attempt(problems, () => readPublicKeyInfo(info, catalog));
  if (key) return { type: 'private-key', format, key };
  return {
    type: 'private-key',
    format,
    ...(attempt(problems, () => withoutPublicHalf(identifier.oid, identifier.parameters, catalog)) ?? {}),
    contentId: contentId(der),
    ...(problems.length > 0 ? { problems } : {}),
  };
}

/** Algorithm and size from the AlgorithmIdentifier alone. */
function withoutPublicHalf(
  oid: string,
  parameters: Element | undefined,
  catalog: Catalog,
): Pick<ReadKey, 'algorithm' | 'size'> {
  const spec = catalog.oidSpec(oid);
  if (!spec) return { algorithm: catalog.oid(oid) };
  if (spec.family === 'ec') {
    const { spec: curve } = readCurveParameters(parameters, catalog);
    return { algorithm: catalog.algorithm({ ...spec, ...curve, oid }), ...(curve.size ? { size: curve.size } : {}) };
  }
  return { algorithm: catalog.algorithm({ ...spec, oid }) };
}

function publicHalf(
  identifier: Element,
  secret: Uint8Array,
  parts: readonly Element[],
  der: Uint8Array,
): Uint8Array | undefined {
  const { oid } = readAlgorithmIdentifier(identifier);
  const stored = context(parts.slice(3), 1); // RFC 5958 2: publicKey [1] IMPLICIT BIT STRING
  if (stored) return write.sequence(encoded(identifier), write.bitString(contents(stored).subarray(1)));
  switch (oid) {
    case RSA:
    case '1.2.840.113549.1.1.7':
    case '1.2.840.113549.1.1.10':
      return write.sequence(encoded(identifier), write.bitString(rsaPublicKey(secret)));
    case EC: {
      const point = ecPoint(secret);
      return point ? write.sequence(encoded(identifier), write.bitString(point)) : derive(der, 'pkcs8');
    }
    default: {
      const key = embeddedPublicKey(oid, secret);
      return key ? write.sequence(encoded(identifier), write.bitString(key)) : derive(der, 'pkcs8');
    }
  }
}

/** RFC 8017 A.1.2: version, n, e, ... */
function rsaPublicKey(secret: Uint8Array): Uint8Array {
  const [, modulus, exponent] = sequence(readElement(secret), 'RSA private key');
  if (!is(modulus, TAG.integer) || !is(exponent, TAG.integer)) throw new ParseError('RSA private key: no modulus');
  return write.sequence(encoded(modulus), encoded(exponent));
}

/** RFC 5915 3: publicKey [1]. */
function ecPoint(secret: Uint8Array): Uint8Array | undefined {
  const stored = context(sequence(readElement(secret), 'EC private key'), 1);
  return stored && bitString(children(stored)[0], 'EC public key');
}

/** The public half computed by Node's cryptography; `undefined` where it does not know the algorithm. */
function derive(der: Uint8Array, type: 'pkcs8' | 'sec1' | 'pkcs1'): Uint8Array | undefined {
  try {
    const key = createPrivateKey({ key: Buffer.from(der), format: 'der', type });
    return new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }));
  } catch {
    return undefined;
  }
}

/** RFC 8017 A.1.2: the traditional form of an RSA key. */
export function readRsaPrivateKey(der: Uint8Array, catalog: Catalog): ReadKey {
  const info = write.subjectPublicKeyInfo(RSA, write.NULL, rsaPublicKey(der));
  return { type: 'private-key', format: 'PKCS#1', key: readPublicKeyInfo(info, catalog) };
}

/** RFC 5915: `parameters` from a preceding EC PARAMETERS block are used when the key itself has none. */
export function readEcPrivateKey(der: Uint8Array, catalog: Catalog, outerParameters?: Uint8Array): ReadKey {
  const parts = sequence(readElement(der), 'EC private key');
  const wrapper = context(parts, 0);
  const own = wrapper && children(wrapper)[0];
  const parameters = own ? encoded(own) : outerParameters;
  const point = ecPoint(der);
  const info =
    point && parameters ? write.subjectPublicKeyInfo(EC, parameters, point) : own ? derive(der, 'sec1') : undefined;
  const base = { type: 'private-key', format: 'SEC1' } as const;
  if (info) return { ...base, key: readPublicKeyInfo(info, catalog) };
  const curve = readCurveParameters(parameters ? readElement(parameters) : undefined, catalog).spec;
  return {
    ...base,
    algorithm: catalog.algorithm({ family: 'ec', ...curve }),
    ...(curve.size ? { size: curve.size } : {}),
    contentId: contentId(der),
    ...(curve.curve || curve.size ? {} : { problems: ['EC private key: its curve is not given'] }),
  };
}

/** OpenSSL's own form of a DSA key: version, p, q, g, y, x. */
export function readDsaPrivateKey(der: Uint8Array, catalog: Catalog): ReadKey {
  const parts = sequence(readElement(der), 'DSA private key');
  const [, p, q, g, y] = parts;
  if (![p, q, g, y].every((part) => is(part, TAG.integer)))
    throw new ParseError('DSA private key: a number is missing');
  const [prime, order, base, value] = [p, q, g, y].map((part) => encoded(part as Element)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const info = write.subjectPublicKeyInfo(DSA, write.sequence(prime, order, base), value);
  return { type: 'private-key', format: 'traditional DSA', key: readPublicKeyInfo(info, catalog) };
}

/** RFC 8017 A.1.1: a bare RSA public key. */
export function readRsaPublicKey(der: Uint8Array, catalog: Catalog): ReadKey {
  const info = write.subjectPublicKeyInfo(RSA, write.NULL, encoded(readElement(der)));
  return { type: 'public-key', format: 'PKCS#1', key: readPublicKeyInfo(info, catalog) };
}
