import { createDecipheriv, createHash, pbkdf2Sync, scryptSync } from 'node:crypto';
import type forge from 'node-forge';
import { ParseError } from '../../model/index.js';
import { libraries } from '../libraries.js';
import { type AlgorithmIdentifier, readAlgorithmIdentifier } from '../pki/algorithm-identifier.js';
import { children, type Element, is, sequence, TAG } from '../pki/der.js';
import { octetString, smallInteger } from '../pki/der-values.js';
import { openSunPbe } from './sun-pbe.js';

/** More rounds than this are not computed for a file that we do not trust. */
export const MAX_ITERATIONS = 1_000_000;
const MAX_PKCS12_ITERATIONS = 200_000;

const DIGESTS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

const CIPHERS: Readonly<Record<string, { name: string; key: number }>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', key: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', key: 24 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', key: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', key: 24 },
};

/** RFC 7292 appendix C: key length and cipher. */
const PKCS12_SCHEMES: Readonly<Record<string, { cipher: '3des' | 'rc2'; key: number }>> = {
  '1.2.840.113549.1.12.1.3': { cipher: '3des', key: 24 },
  '1.2.840.113549.1.12.1.4': { cipher: '3des', key: 16 },
  '1.2.840.113549.1.12.1.5': { cipher: 'rc2', key: 16 },
  '1.2.840.113549.1.12.1.6': { cipher: 'rc2', key: 5 },
};

const SUN_PBE = '1.3.6.1.4.1.42.2.19.1';

/** RFC 8018 A.3: PBES1 with DES, whose key and IV come out of one digest. */
const PBES1_DES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.5.3': 'md5',
  '1.2.840.113549.1.5.10': 'sha1',
};

/**
 * Decrypts what a password protects (RFC 8018, RFC 7292).
 * @returns undefined when the password is wrong
 * @throws ParseError `unsupported` for a scheme that is not computed, `limit` for too many rounds
 */
export function decrypt(identifier: AlgorithmIdentifier, data: Uint8Array, password: string): Uint8Array | undefined {
  const { oid, parameters } = identifier;
  if (oid === '1.2.840.113549.1.5.13') return pbes2(parameters, data, password);
  const [saltElement, countElement] = sequence(parameters, 'PBE parameters');
  const salt = octetString(saltElement, 'salt');
  const iterations = bounded(smallInteger(countElement, 'iteration count'), MAX_PKCS12_ITERATIONS);
  if (oid === SUN_PBE) return openSunPbe(salt, iterations, data, password);
  const scheme = PKCS12_SCHEMES[oid];
  if (scheme) return pkcs12Scheme(scheme, salt, iterations, data, password);
  const digest = PBES1_DES[oid];
  if (!digest) throw new ParseError(`encryption scheme ${oid} is not one that can be opened`, 0, 'unsupported');
  let derived = createHash(digest).update(Buffer.from(password, 'utf8')).update(salt).digest();
  for (let round = 1; round < iterations; round++) derived = createHash(digest).update(derived).digest();
  const key = derived.subarray(0, 8);
  return decipher('des-ede3-cbc', Buffer.concat([key, key, key]), derived.subarray(8, 16), data);
}

/** RFC 8018 A.4. */
function pbes2(parameters: Element | undefined, data: Uint8Array, password: string): Uint8Array | undefined {
  const [kdfElement, cipherElement] = sequence(parameters, 'PBES2 parameters');
  const kdf = readAlgorithmIdentifier(kdfElement);
  const encryption = readAlgorithmIdentifier(cipherElement);
  const cipher = CIPHERS[encryption.oid];
  if (!cipher) throw new ParseError(`cipher ${encryption.oid} is not one that can be opened`, 0, 'unsupported');
  const key = derive(kdf, password, cipher.key);
  return decipher(cipher.name, key, octetString(encryption.parameters, 'initialization vector'), data);
}

/** PBKDF2 (RFC 8018 A.2) or scrypt (RFC 7914 7.1). */
export function derive(kdf: AlgorithmIdentifier, password: string, length: number): Buffer {
  const parts = sequence(kdf.parameters, 'key derivation');
  const salt = octetString(parts[0], 'salt');
  if (kdf.oid === '1.2.840.113549.1.5.12') {
    const iterations = bounded(smallInteger(parts[1], 'iteration count'), MAX_ITERATIONS);
    const prf = parts.slice(2).find((part) => is(part, TAG.sequence));
    const digest = prf ? DIGESTS[readAlgorithmIdentifier(prf).oid] : 'sha1';
    if (!digest) throw new ParseError('the PRF of PBKDF2 is not one that can be computed', 0, 'unsupported');
    return pbkdf2Sync(password, salt, iterations, length, digest);
  }
  if (kdf.oid === '1.3.6.1.4.1.11591.4.11') {
    const [N, r, p] = [1, 2, 3].map((index) => smallInteger(parts[index], 'scrypt parameter')) as [
      number,
      number,
      number,
    ];
    if (N * r * p > 1 << 20) throw new ParseError('scrypt asks for more memory than is given', 0, 'limit');
    return scrypt(password, salt, length, { N, r, p });
  }
  throw new ParseError(`key derivation ${kdf.oid} is not one that can be computed`, 0, 'unsupported');
}

function scrypt(password: string, salt: Uint8Array, length: number, cost: { N: number; r: number; p: number }): Buffer {
  try {
    return scryptSync(password, salt, length, { ...cost, maxmem: 256 * 1024 * 1024 });
  } catch {
    throw new ParseError('scrypt: the parameters are not possible');
  }
}

/** Bouncy Castle seals the entries of a BKS with pbeWithSHA1And3-KeyTripleDES-CBC. */
export function openBksEntry(salt: Uint8Array, iterations: number, data: Uint8Array, password: string) {
  return pkcs12Scheme({ cipher: '3des', key: 24 }, salt, bounded(iterations, MAX_PKCS12_ITERATIONS), data, password);
}

function pkcs12Scheme(
  scheme: { cipher: '3des' | 'rc2'; key: number },
  salt: Uint8Array,
  iterations: number,
  data: Uint8Array,
  password: string,
): Uint8Array | undefined {
  const key = pkcs12Key(password, salt, 1, iterations, scheme.key, 'sha1');
  const iv = pkcs12Key(password, salt, 2, iterations, 8, 'sha1');
  if (scheme.cipher === 'rc2') return rc2(key, iv, data);
  return decipher('des-ede3-cbc', key.length === 16 ? Buffer.concat([key, key.subarray(0, 8)]) : key, iv, data);
}

/** RFC 7292 appendix B, by node-forge. `purpose`: 1 key, 2 IV, 3 MAC. */
export function pkcs12Key(
  password: string,
  salt: Uint8Array,
  purpose: 1 | 2 | 3,
  iterations: number,
  length: number,
  digest: string,
): Buffer {
  const md = {
    sha1: libraries.forge.md.sha1,
    sha256: libraries.forge.md.sha256,
    sha384: libraries.forge.md.sha384,
    sha512: libraries.forge.md.sha512,
  }[digest];
  if (!md) throw new ParseError(`the digest ${digest} is not one that can be computed here`, 0, 'unsupported');
  bounded(iterations, MAX_PKCS12_ITERATIONS);
  const buffer = libraries.forge.util.createBuffer(Buffer.from(salt).toString('latin1'));
  const generate = libraries.forge.pkcs12.generateKey as unknown as (
    ...parts: unknown[]
  ) => forge.util.ByteStringBuffer;
  return Buffer.from(generate(password, buffer, purpose, iterations, length, md.create()).getBytes(), 'latin1');
}

/** RFC 2268, by node-forge: Node itself no longer has it. */
function rc2(key: Buffer, iv: Buffer, data: Uint8Array): Uint8Array | undefined {
  if (data.length === 0 || data.length % 8 !== 0) return undefined;
  const cipher = libraries.forge.rc2.createDecryptionCipher(key.toString('latin1'), key.length * 8);
  cipher.start(iv.toString('latin1'));
  cipher.update(libraries.forge.util.createBuffer(Buffer.from(data).toString('latin1')));
  return cipher.finish() ? Buffer.from(cipher.output.getBytes(), 'latin1') : undefined;
}

function decipher(name: string, key: Buffer, iv: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  try {
    const cipher = createDecipheriv(name, key, iv);
    return Buffer.concat([cipher.update(data), cipher.final()]);
  } catch {
    return undefined; // padding that does not fit: the password is wrong
  }
}

function bounded(iterations: number, limit: number): number {
  if (iterations < 1) throw new ParseError('an iteration count below 1');
  if (iterations > limit)
    throw new ParseError(`${iterations} iterations; more than ${limit} are not computed`, 0, 'limit');
  return iterations;
}

/** Content octets of an EXPLICIT [0] wrapper. */
export function unwrapped(element: Element): Element {
  const [inner] = children(element);
  if (!inner) throw new ParseError('an empty wrapper', element.start);
  return inner;
}
