import { createHmac, timingSafeEqual } from 'node:crypto';
import { ParseError } from '../../model/index.js';
import { readAlgorithmIdentifier } from '../pki/algorithm-identifier.js';
import { children, type Element, is, sequence, TAG } from '../pki/der.js';
import { octetString, smallInteger } from '../pki/der-values.js';
import { derive, pkcs12Key } from './password-based.js';

const DIGESTS: Readonly<Record<string, { name: string; length: number }>> = {
  '1.3.14.3.2.26': { name: 'sha1', length: 20 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', length: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', length: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', length: 64 },
};
const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};
const PBMAC1 = '1.2.840.113549.1.5.14';

export interface Pkcs12Mac {
  readonly description: string;
  readonly digestOid: string;
  readonly iterations?: number;
  /** Is this the password? Throws ParseError when that cannot be computed. */
  verify(password: string, content: Uint8Array): boolean;
}

/** RFC 7292 4: MacData; RFC 9579: PBMAC1. */
export function readMac(element: Element): Pkcs12Mac {
  const [digestInfo, saltElement, countElement] = sequence(element, 'MacData');
  const [algorithm, digestElement] = sequence(digestInfo, 'MAC');
  const identifier = readAlgorithmIdentifier(algorithm);
  const expected = octetString(digestElement, 'MAC value');
  const salt = octetString(saltElement, 'salt');
  const iterations = countElement ? smallInteger(countElement, 'iteration count') : 1;
  if (identifier.oid === PBMAC1) return pbmac1(identifier.parameters, expected);
  return {
    description: `password-based MAC, ${iterations} iterations`,
    digestOid: identifier.oid,
    iterations,
    verify(password, content) {
      const digest = DIGESTS[identifier.oid];
      if (!digest)
        throw new ParseError(`MAC digest ${identifier.oid} is not one that can be computed`, 0, 'unsupported');
      const key = pkcs12Key(password, salt, 3, iterations, digest.length, digest.name);
      return same(createHmac(digest.name, key).update(content).digest(), expected);
    },
  };
}

function pbmac1(parameters: Element | undefined, expected: Uint8Array): Pkcs12Mac {
  const [kdfElement, macElement] = sequence(parameters, 'PBMAC1 parameters');
  const kdf = readAlgorithmIdentifier(kdfElement);
  const mac = readAlgorithmIdentifier(macElement);
  const length = children(kdfElement as Element)[1];
  const stated = length && is(length, TAG.sequence) ? children(length)[2] : undefined;
  const count = length && is(length, TAG.sequence) ? children(length)[1] : undefined;
  return {
    description: 'PBMAC1',
    digestOid: mac.oid,
    ...(is(count, TAG.integer) ? { iterations: smallInteger(count, 'iteration count') } : {}),
    verify(password, content) {
      const digest = HMACS[mac.oid];
      if (!digest) throw new ParseError(`MAC ${mac.oid} is not one that can be computed`, 0, 'unsupported');
      const octets = is(stated, TAG.integer) ? smallInteger(stated, 'key length') : expected.length;
      if (octets < 1 || octets > 64) throw new ParseError('PBMAC1: a key length out of range');
      return same(
        createHmac(digest, derive(kdf, password, octets))
          .update(content)
          .digest(),
        expected,
      );
    },
  };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
