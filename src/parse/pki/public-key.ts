import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../catalog/types.js';
import type { AlgorithmAsset } from '../../model/index.js';
import { type AlgorithmIdentifier, digestNamed, readAlgorithmIdentifier } from './algorithm-identifier.js';
import { readCurveParameters } from './curve-parameters.js';
import { children, contents, context, type Element, encoded, is, readElement, sequence, TAG } from './der.js';
import { bitLength, bitString, hex, unsigned } from './der-values.js';
import { genericComposite } from './generic-composite.js';
import { rsaWeaknesses } from './rsa-weaknesses.js';
import { lmsParameterSet, xmssParameterSet } from './stateful-signatures.js';

/** A public key as its SubjectPublicKeyInfo describes it. */
export interface PublicKey {
  readonly algorithm: AlgorithmAsset;
  /** Bits, as OpenSSL counts them. */
  readonly size?: number;
  /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal. */
  readonly spkiSha256: string;
  /** SHA-1 of the key bits: what key identifiers usually are (RFC 5280 4.2.1.2). */
  readonly keyId: string;
  /** The modulus of an RSA key, hexadecimal: public, for the search for shared primes. */
  readonly modulus?: string;
  readonly weaknesses: readonly string[];
}

interface Described {
  readonly spec: AlgorithmSpec;
  readonly modulus?: string;
  readonly weaknesses?: readonly string[];
}

/** RFC 5280 4.1.2.7, RFC 3279 2.3, RFC 4055 1.2, RFC 5480 2, RFC 8410 4, RFC 9881, RFC 9909. */
export function readPublicKey(element: Element, catalog: Catalog): PublicKey {
  const [identifierElement, keyElement] = sequence(element, 'subject public key info');
  const identifier = readAlgorithmIdentifier(identifierElement, 'public key algorithm');
  const key = bitString(keyElement, 'public key');
  const { spec, modulus, weaknesses = [] } = describe(identifier, key, catalog);
  return {
    algorithm: catalog.oidSpec(identifier.oid) ? catalog.algorithm(spec) : catalog.oid(identifier.oid),
    ...(spec.size === undefined ? {} : { size: spec.size }),
    spkiSha256: createHash('sha256').update(encoded(element)).digest('hex'),
    keyId: createHash('sha1').update(key).digest('hex'),
    ...(modulus === undefined ? {} : { modulus }),
    weaknesses,
  };
}

function describe(identifier: AlgorithmIdentifier, key: Uint8Array, catalog: Catalog): Described {
  const { oid, parameters } = identifier;
  const known = catalog.oidSpec(oid);
  const base: AlgorithmSpec = { ...(known ?? { family: 'unknown' }), oid };
  switch (base.family) {
    case 'rsa':
      return rsaKey(identifier, base, key, catalog);
    case 'dsa':
    case 'elgamal':
      return { spec: { ...base, ...primeSize(parameters) } };
    case 'dh': // PKCS #3 and X9.42 both begin with p
      return { spec: { ...base, ...primeSize(parameters) } };
    case 'ec':
    case 'ecdh':
    case 'mqv': {
      const curve = readCurveParameters(parameters, catalog);
      return { spec: { ...base, ...curve.spec }, weaknesses: curve.weaknesses };
    }
    case 'gost3410':
      return { spec: { ...base, ...gostCurve(parameters, catalog) } };
    case 'xdh':
    case 'eddsa':
    case 'sm2':
      return { spec: { ...base, ...bitsOfCurve(base.curve, catalog) } };
    case 'lms':
      return { spec: { ...base, ...lmsParameterSet(key) } };
    case 'xmss':
      return { spec: { ...base, ...xmssParameterSet(key, oid) } };
    case 'composite-generic':
      return { spec: genericComposite(base, componentKeys(key, catalog), catalog) };
    default:
      return { spec: base };
  }
}

/** CompositePublicKey ::= SEQUENCE OF SubjectPublicKeyInfo. A composite within a composite is named and not opened. */
function componentKeys(key: Uint8Array, catalog: Catalog): AlgorithmAsset[] {
  return sequence(readElement(key), 'composite key').map((one) => {
    const { oid } = readAlgorithmIdentifier(sequence(one, 'component key')[0], 'component key');
    return catalog.oidSpec(oid)?.family === 'composite-generic'
      ? catalog.oid(oid)
      : readPublicKey(one, catalog).algorithm;
  });
}

/** RFC 8017 A.1.1; RFC 4055 for keys restricted to PSS or OAEP. */
function rsaKey(identifier: AlgorithmIdentifier, base: AlgorithmSpec, key: Uint8Array, catalog: Catalog): Described {
  const [modulusElement, exponentElement] = sequence(readElement(key), 'RSA public key');
  const modulus = unsigned(modulusElement, 'modulus');
  const size = bitLength(modulus);
  const restricted = is(identifier.parameters, TAG.sequence) ? restrictedHash(identifier.parameters, catalog) : {};
  return {
    spec: { ...base, ...restricted, size },
    modulus: hex(modulus),
    weaknesses: rsaWeaknesses(modulus, unsigned(exponentElement, 'exponent')),
  };
}

function restrictedHash(parameters: Element, catalog: Catalog): { hash?: string } {
  const hash = context(children(parameters), 0);
  return hash ? { hash: digestNamed(readAlgorithmIdentifier(children(hash)[0]).oid, catalog) } : {};
}

/** Absent parameters are inherited from the issuer (RFC 3279 2.3.2): the size is then not known here. */
function primeSize(parameters: Element | undefined): { size?: number } {
  if (!is(parameters, TAG.sequence)) return {};
  return { size: bitLength(unsigned(children(parameters)[0], 'prime')) };
}

/** RFC 4491 2.3.2, RFC 9215 4.2: publicKeyParamSet comes first. */
function gostCurve(parameters: Element | undefined, catalog: Catalog): { curve?: string } {
  if (!is(parameters, TAG.sequence)) return {};
  const [set] = children(parameters);
  return set && is(set, TAG.oid) ? { curve: readCurveParameters(set, catalog).spec.curve } : {};
}

function bitsOfCurve(curve: string | undefined, catalog: Catalog): { size?: number } {
  const bits = curve === undefined ? undefined : catalog.curve(curve)?.bits;
  return bits === undefined ? {} : { size: bits };
}

/** RFC 5280 4.1.2.7 from a whole DER value. */
export function readPublicKeyInfo(der: Uint8Array, catalog: Catalog): PublicKey {
  return readPublicKey(readElement(der), catalog);
}

/** Does this look like a SubjectPublicKeyInfo: SEQUENCE { SEQUENCE { OID ... }, BIT STRING }? */
export function isPublicKeyInfo(parts: readonly Element[]): boolean {
  const [identifier, key] = parts;
  if (parts.length !== 2 || !is(identifier, TAG.sequence) || !is(key, TAG.bitString)) return false;
  return contents(identifier).length > 2 && is(children(identifier)[0], TAG.oid);
}
