import type { MaterialAsset, ParseResult } from '../../model/index.js';
import { readEncryptionScheme } from '../keys/encryption-scheme.js';
import { contentId } from '../keys/read-key.js';
import type { ParseContext } from '../parser.js';
import { readAlgorithmIdentifier } from '../pki/algorithm-identifier.js';
import { readElement, sequence } from '../pki/der.js';
import { materialResult, type Place } from '../pki/observe.js';

/**
 * Bouncy Castle's FIPS store: EncryptedObjectStoreData (an algorithm and octets), then how its integrity is checked. All entries are encrypted together,
 * with AES-CCM or AES key wrap, so only the envelope is readable.
 */
export function readBcfks(der: Uint8Array, place: Place, { catalog }: ParseContext): ParseResult {
  const [data] = sequence(readElement(der), 'ObjectStore');
  const [algorithm] = sequence(data, 'EncryptedObjectStoreData');
  const scheme = readEncryptionScheme(readAlgorithmIdentifier(algorithm), catalog);
  const asset: MaterialAsset = {
    kind: 'related-crypto-material',
    id: `material/keystore/${contentId(der)}`,
    name: 'BCFKS store',
    type: 'keystore',
    format: 'BCFKS',
    securedBy: { mechanism: scheme.mechanism, ...(scheme.cipher ? { algorithm: scheme.cipher } : {}) },
  };
  const algorithms = [scheme.cipher, scheme.kdf].filter((one) => one !== undefined);
  const closed = `encrypted with ${scheme.mechanism}; this format is not opened`;
  return materialResult(asset, algorithms, place, closed);
}
