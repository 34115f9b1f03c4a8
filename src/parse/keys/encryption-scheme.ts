import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmAsset } from '../../model/index.js';
import { type AlgorithmIdentifier, namedAlgorithm, readAlgorithmIdentifier } from '../pki/algorithm-identifier.js';
import { children, is, sequence, TAG } from '../pki/der.js';
import { smallInteger } from '../pki/der-values.js';

/** How a key or store is encrypted under a password: a finding of its own. */
export interface EncryptionScheme {
  /** For people: `PBES2: PBKDF2-HMAC-SHA-256 (2048 iterations), AES-256-CBC`. */
  readonly mechanism: string;
  readonly cipher?: AlgorithmAsset;
  readonly kdf?: AlgorithmAsset;
  readonly iterations?: number;
}

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const SCRYPT = '1.3.6.1.4.1.11591.4.11';

/** RFC 8018 A.3 (PBES1) and RFC 7292 C (PKCS #12): name, cipher and digest of the schemes that one OID stands for. */
const SINGLE_SCHEMES: Readonly<Record<string, { name: string; cipher: string; size?: number; hash: string }>> = {
  '1.2.840.113549.1.5.1': { name: 'pbeWithMD2AndDES-CBC', cipher: 'des', hash: 'MD2' },
  '1.2.840.113549.1.5.3': { name: 'pbeWithMD5AndDES-CBC', cipher: 'des', hash: 'MD5' },
  '1.2.840.113549.1.5.4': { name: 'pbeWithMD2AndRC2-CBC', cipher: 'rc2', size: 64, hash: 'MD2' },
  '1.2.840.113549.1.5.6': { name: 'pbeWithMD5AndRC2-CBC', cipher: 'rc2', size: 64, hash: 'MD5' },
  '1.2.840.113549.1.5.10': { name: 'pbeWithSHA1AndDES-CBC', cipher: 'des', hash: 'SHA-1' },
  '1.2.840.113549.1.5.11': { name: 'pbeWithSHA1AndRC2-CBC', cipher: 'rc2', size: 64, hash: 'SHA-1' },
  '1.2.840.113549.1.12.1.1': { name: 'pbeWithSHA1And128BitRC4', cipher: 'rc4', size: 128, hash: 'SHA-1' },
  '1.2.840.113549.1.12.1.2': { name: 'pbeWithSHA1And40BitRC4', cipher: 'rc4', size: 40, hash: 'SHA-1' },
  '1.2.840.113549.1.12.1.3': { name: 'pbeWithSHA1And3-KeyTripleDES-CBC', cipher: '3des', hash: 'SHA-1' },
  '1.2.840.113549.1.12.1.4': { name: 'pbeWithSHA1And2-KeyTripleDES-CBC', cipher: '3des', size: 112, hash: 'SHA-1' },
  '1.2.840.113549.1.12.1.5': { name: 'pbeWithSHA1And128BitRC2-CBC', cipher: 'rc2', size: 128, hash: 'SHA-1' },
  '1.2.840.113549.1.12.1.6': { name: 'pbeWithSHA1And40BitRC2-CBC', cipher: 'rc2', size: 40, hash: 'SHA-1' },
  '1.3.6.1.4.1.42.2.19.1': { name: 'PBEWithMD5AndTripleDES (JCEKS)', cipher: '3des', hash: 'MD5' },
};

/** Sun's own key protector of JKS: an XOR with a SHA-1 key stream. */
export const JKS_PROTECTOR = '1.3.6.1.4.1.42.2.17.1.1';

export function isEncryptionScheme(oid: string): boolean {
  return oid === PBES2 || oid === JKS_PROTECTOR || oid in SINGLE_SCHEMES;
}

/** Reads the AlgorithmIdentifier of an encrypted key or bag. */
export function readEncryptionScheme(identifier: AlgorithmIdentifier, catalog: Catalog): EncryptionScheme {
  if (identifier.oid === PBES2) return pbes2(identifier, catalog);
  if (identifier.oid === JKS_PROTECTOR) return { mechanism: 'JKS key protector (SHA-1 key stream)' };
  const single = SINGLE_SCHEMES[identifier.oid];
  if (!single) return { mechanism: identifier.oid };
  const iterations = iterationsOf(identifier);
  return {
    mechanism: iterations === undefined ? single.name : `${single.name} (${iterations} iterations)`,
    cipher: catalog.algorithm({
      family: single.cipher,
      ...(single.cipher === 'rc4' ? {} : { mode: 'cbc' }),
      ...(single.size ? { size: single.size } : {}),
    }),
    ...(iterations === undefined ? {} : { iterations }),
  };
}

/** RFC 8018 A.4: keyDerivationFunc, encryptionScheme. */
function pbes2({ parameters }: AlgorithmIdentifier, catalog: Catalog): EncryptionScheme {
  const [kdfElement, cipherElement] = sequence(parameters, 'PBES2 parameters');
  const kdfIdentifier = readAlgorithmIdentifier(kdfElement, 'key derivation');
  const cipher = namedAlgorithm(readAlgorithmIdentifier(cipherElement, 'encryption scheme'), catalog);
  const { kdf, iterations, detail } = derivation(kdfIdentifier, catalog);
  return {
    mechanism: `PBES2: ${kdf.name}${detail}, ${cipher.name}`,
    cipher,
    kdf,
    ...(iterations === undefined ? {} : { iterations }),
  };
}

function derivation(identifier: AlgorithmIdentifier, catalog: Catalog) {
  const parts = is(identifier.parameters, TAG.sequence) ? children(identifier.parameters) : [];
  if (identifier.oid === PBKDF2) {
    // RFC 8018 A.2: salt, iterationCount, keyLength OPTIONAL, prf DEFAULT hmacWithSHA1
    const iterations = smallInteger(parts[1], 'iteration count');
    const prf = parts.slice(2).find((part) => is(part, TAG.sequence));
    const hash = prf
      ? (catalog.oidSpec(readAlgorithmIdentifier(prf).oid)?.hash ?? readAlgorithmIdentifier(prf).oid)
      : 'SHA-1';
    return { kdf: catalog.algorithm({ family: 'pbkdf2', hash }), iterations, detail: ` (${iterations} iterations)` };
  }
  if (identifier.oid === SCRYPT) {
    const cost = smallInteger(parts[1], 'scrypt cost');
    return { kdf: catalog.algorithm({ family: 'scrypt' }), iterations: cost, detail: ` (N=${cost})` };
  }
  return { kdf: namedAlgorithm(identifier, catalog), detail: '' };
}

function iterationsOf({ parameters }: AlgorithmIdentifier): number | undefined {
  if (!is(parameters, TAG.sequence)) return undefined;
  const count = children(parameters)[1];
  return is(count, TAG.integer) ? smallInteger(count, 'iteration count') : undefined;
}

/** The traditional encryption of OpenSSL's PEM files (`DEK-Info: AES-256-CBC,...`): one round of MD5. */
export function traditionalScheme(dekInfo: string, catalog: Catalog): EncryptionScheme {
  const name = (dekInfo.split(',')[0] ?? '').trim().slice(0, 40);
  const cipher = catalog.named(name);
  return {
    mechanism: `OpenSSL traditional PEM encryption: ${cipher?.name ?? name}, key from one round of MD5`,
    ...(cipher ? { cipher } : {}),
    iterations: 1,
  };
}
