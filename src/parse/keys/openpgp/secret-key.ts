import type { Catalog } from '../../../catalog/catalog.js';
import type { AlgorithmAsset } from '../../../model/index.js';
import type { EncryptionScheme } from '../encryption-scheme.js';
import { number } from './packets.js';

/** RFC 9580 9.3. */
const CIPHERS: Readonly<Record<number, string>> = {
  1: 'IDEA',
  2: '3DES',
  3: 'CAST5',
  4: 'Blowfish',
  7: 'AES-128',
  8: 'AES-192',
  9: 'AES-256',
  10: 'Twofish',
  11: 'Camellia-128',
  12: 'Camellia-192',
  13: 'Camellia-256',
};
const S2K: Readonly<Record<number, string>> = { 0: 'simple', 1: 'salted', 3: 'iterated and salted', 4: 'Argon2' };

/** A cipher by its number, in the mode that OpenPGP uses it in (RFC 9580 9.3, 12.9). */
export function symmetricCipher(id: number, catalog: Catalog, mode = 'cfb'): AlgorithmAsset | undefined {
  const named = catalog.named(CIPHERS[id] ?? '');
  return named && catalog.algorithm({ family: named.family, ...(named.size ? { size: named.size } : {}), mode });
}

/** How the secret part of a key packet is protected; `stub` when the secret is elsewhere (GnuPG: smartcard, offline primary key). */
export function readSecretProtection(
  body: Uint8Array,
  at: number,
  catalog: Catalog,
): EncryptionScheme | 'plain' | 'stub' {
  const usage = number(body, at, 1);
  if (usage === 0) return 'plain';
  const v6 = body[0] === 6 || body[0] === 5;
  const offset = at + (v6 ? 2 : 1);
  const described = usage >= 253;
  const cipherId = described ? number(body, offset, 1) : usage;
  const name = CIPHERS[cipherId] ?? `cipher ${cipherId}`;
  const cipher = symmetricCipher(cipherId, catalog, usage === 253 ? 'aead' : 'cfb');
  const s2kAt = offset + 1 + (usage === 253 ? 1 : 0) + (body[0] === 6 ? 1 : 0);
  const type = described ? number(body, s2kAt, 1) : 0;
  if (type === 101) return 'stub';
  return {
    mechanism: `OpenPGP S2K ${S2K[type] ?? type}, ${cipher?.name ?? name}`,
    ...(cipher && usage !== 253 ? { cipher } : {}),
  };
}
