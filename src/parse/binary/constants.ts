/** Tables that an implementation of an algorithm carries, as they lie in memory. */
interface Constant {
  readonly family: string;
  readonly name: string;
  readonly bytes: Buffer;
}

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

const CONSTANTS: readonly Constant[] = [
  { family: 'aes', name: 'AES S-box (FIPS 197, figure 7)', bytes: hex('637c777bf26b6fc53001672bfed7ab76') },
  { family: 'sha2', name: 'SHA-256 K (FIPS 180-4, 4.2.2)', bytes: hex('982f8a4291443771cffbc0b5a5dbb5e9') },
  { family: 'sha2', name: 'SHA-256 K, big-endian (FIPS 180-4, 4.2.2)', bytes: hex('428a2f9871374491b5c0fbcfe9b5dba5') },
  { family: 'sha2', name: 'SHA-512 K (FIPS 180-4, 4.2.3)', bytes: hex('22ae28d7982f8a42cd65ef2391443771') },
  { family: 'md5', name: 'MD5 T (RFC 1321, 3.4)', bytes: hex('78a46ad756b7c7e8db702024eecebdc1') },
  { family: 'blowfish', name: 'Blowfish P-array', bytes: hex('886a3f24d308a3852e8a191344737003') },
  {
    family: 'sha3',
    name: 'Keccak round constants (FIPS 202, 3.2.5)',
    bytes: hex('010000000000000082800000000000008a80000000000080'),
  },
  { family: 'chacha20', name: 'ChaCha20 constant (RFC 8439, 2.3)', bytes: Buffer.from('expand 32-byte k', 'latin1') },
  {
    family: 'ec',
    name: 'P-256 prime (SP 800-186, 3.2.1.3)',
    bytes: hex('ffffffff00000001000000000000000000000000ffffffffffffffffffffffff'),
  },
  {
    family: 'ec',
    name: 'secp256k1 prime (SEC 2, 2.4.1)',
    bytes: hex('fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f'),
  },
  { family: 'ml-kem', name: 'ML-KEM zetas in Montgomery form', bytes: hex('ecfb0afd99fe13fa') },
];

const CURVES: Readonly<Record<string, string>> = { 'P-256': 'P-256', secp256k1: 'secp256k1' };

/** A table found in a binary. */
export interface FoundConstant {
  readonly family: string;
  readonly name: string;
  readonly curve?: string;
  readonly offset: number;
}

/** The first place of each known table. */
export function findConstants(data: Uint8Array): FoundConstant[] {
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.length);
  const found: FoundConstant[] = [];
  for (const { family, name, bytes } of CONSTANTS) {
    const offset = buffer.indexOf(bytes);
    const curve = CURVES[name.split(' ')[0] as string];
    if (offset >= 0) found.push({ family, name, offset, ...(curve !== undefined && { curve }) });
  }
  return found;
}
