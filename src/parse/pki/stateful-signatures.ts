import type { AlgorithmSpec } from '../../catalog/types.js';

const LMS_HASHES: readonly [number, string][] = [
  [0x05, 'SHA256_M32'], // RFC 8554 5.1
  [0x0a, 'SHA256_M24'], // SP 800-208 4
  [0x0f, 'SHAKE_M32'],
  [0x14, 'SHAKE_M24'],
];
const LMS_HEIGHTS = [5, 10, 15, 20, 25];

/**
 * RFC 8554 6.1: an HSS public key is the number of levels, then the LMS type. RFC 9802 puts it bare into the BIT STRING;
 * RFC 8708 wrapped it in an OCTET STRING.
 */
export function lmsParameterSet(key: Uint8Array): Partial<AlgorithmSpec> {
  const bare = key[0] === 0x04 && key[1] === key.length - 2 ? key.subarray(2) : key;
  if (bare.length < 8) return {};
  const type = word(bare, 4);
  const row = LMS_HASHES.find(([first]) => type >= first && type < first + LMS_HEIGHTS.length);
  return row ? { parameterSet: `LMS_${row[1]}_H${LMS_HEIGHTS[type - row[0]]}` } : {};
}

const XMSS_SETS = [
  'SHA2_10_256', // RFC 8391 5.3
  'SHA2_16_256',
  'SHA2_20_256',
  'SHA2_10_512',
  'SHA2_16_512',
  'SHA2_20_512',
  'SHAKE_10_256',
  'SHAKE_16_256',
  'SHAKE_20_256',
  'SHAKE_10_512',
  'SHAKE_16_512',
  'SHAKE_20_512',
  'SHA2_10_192', // SP 800-208 5
  'SHA2_16_192',
  'SHA2_20_192',
  'SHAKE256_10_256',
  'SHAKE256_16_256',
  'SHAKE256_20_256',
  'SHAKE256_10_192',
  'SHAKE256_16_192',
  'SHAKE256_20_192',
];
const XMSS_MULTI_TREE = '1.3.6.1.5.5.7.6.35';

/** RFC 8391 4.1.7 and RFC 9802 4: the key begins with the number of its parameter set. */
export function xmssParameterSet(key: Uint8Array, oid: string): Partial<AlgorithmSpec> {
  if (key.length < 4 || oid === XMSS_MULTI_TREE) return {};
  const name = XMSS_SETS[word(key, 0) - 1];
  return name ? { parameterSet: `XMSS-${name}` } : {};
}

function word(octets: Uint8Array, offset: number): number {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).readUInt32BE(offset);
}
