import type { AlgorithmAsset } from '../../model/index.js';

/**
 * Catalogue family → `algorithmFamily` of CycloneDX 1.7. Only names that stand in both editions of the 1.7 registry
 * (77 values in 1.7.0, 93 in 1.7.1): a document must validate against either. Absent: the field is left out.
 */
const FAMILIES: Readonly<Record<string, string>> = {
  '3des': '3DES',
  a5: 'A5/1',
  aes: 'AES',
  aria: 'ARIA',
  ascon: 'Ascon',
  bcrypt: 'bcrypt',
  blake2: 'BLAKE2',
  blake3: 'BLAKE3',
  blowfish: 'Blowfish',
  bls: 'BLS',
  camellia: 'CAMELLIA',
  cast5: 'CAST5',
  cast6: 'CAST6',
  chacha20: 'ChaCha20',
  cmac: 'CMAC',
  des: 'DES',
  dh: 'FFDH',
  dsa: 'DSA',
  ecdh: 'ECDH',
  ecdsa: 'ECDSA',
  ecies: 'ECIES',
  eddsa: 'EdDSA',
  elgamal: 'ElGamal',
  hc: 'HC',
  hkdf: 'HKDF',
  hmac: 'HMAC',
  idea: 'IDEA',
  kbkdf: 'SP800-108',
  lms: 'LMS',
  md2: 'MD2',
  md4: 'MD4',
  md5: 'MD5',
  'ml-dsa': 'ML-DSA',
  'ml-kem': 'ML-KEM',
  mqv: 'MQV',
  pbkdf1: 'PBKDF1',
  pbkdf2: 'PBKDF2',
  poly1305: 'Poly1305',
  rabbit: 'RABBIT',
  rc2: 'RC2',
  rc4: 'RC4',
  rc5: 'RC5',
  rc6: 'RC6',
  ripemd: 'RIPEMD',
  salsa20: 'Salsa20',
  seed: 'SEED',
  serpent: 'Serpent',
  sha1: 'SHA-1',
  sha2: 'SHA-2',
  sha3: 'SHA-3',
  siphash: 'SipHash',
  skipjack: 'Skipjack',
  'slh-dsa': 'SLH-DSA',
  twofish: 'Twofish',
  whirlpool: 'Whirlpool',
  x3dh: 'X3DH',
  xdh: 'ECDH',
  xmss: 'XMSS',
};

/** RSA is four families in the registry, told apart by scheme; bare RSA is none of them. */
export function algorithmFamily({ family, primitive, padding }: AlgorithmAsset): string | undefined {
  if (family !== 'rsa') return FAMILIES[family];
  const scheme = padding?.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (scheme === 'pss') return 'RSASSA-PSS';
  if (scheme === 'oaep') return 'RSAES-OAEP';
  if (scheme !== 'pkcs1v15' && scheme !== 'pkcs1') return undefined;
  if (primitive === 'signature') return 'RSASSA-PKCS1';
  return primitive === 'pke' ? 'RSAES-PKCS1' : undefined;
}

/** Curves whose registry group does not follow from the name. */
const OTHER_GROUPS: Readonly<Record<string, string>> = {
  Curve25519: 'other/Curve25519',
  Curve448: 'other/Curve448',
  Ed25519: 'other/Ed25519',
  Ed448: 'other/Ed448',
  'BLS12-381': 'bls/BLS12-381',
  BN254: 'bn/bn254',
  FRP256v1: 'anssi/FRP256v1',
  c2pnb176v1: 'x962/c2pnb176w1', // X9.62 and the registry end the name differently
};

/** Canonical curve name → `ellipticCurve` of CycloneDX 1.7; undefined for curves outside the registry. */
export function ellipticCurve(curve: string | undefined): string | undefined {
  if (!curve) return undefined;
  if (OTHER_GROUPS[curve]) return OTHER_GROUPS[curve];
  if (/^P-(192|224|256|384|521)$/.test(curve)) return `nist/${curve}`;
  if (/^sec[pt]\d{3}[kr]\d$/.test(curve)) return `secg/${curve}`;
  if (/^brainpoolP\d{3}[rt]1$/.test(curve)) return `brainpool/${curve}`;
  if (/^(prime|c2[pt]nb)\d{3}[vwr]\d$/.test(curve)) return `x962/${curve}`;
  if (/^wap-wsg-idm-ecid-wtls\d{1,2}$/.test(curve)) return `wtls/${curve}`;
  return undefined;
}

const MODES = new Set(['cbc', 'ecb', 'ccm', 'gcm', 'cfb', 'ofb', 'ctr']);
const PADDINGS: Readonly<Record<string, string>> = {
  pkcs5: 'pkcs5',
  pkcs5padding: 'pkcs5',
  pkcs7: 'pkcs7',
  pkcs1: 'pkcs1v15',
  pkcs1padding: 'pkcs1v15',
  pkcs1v15: 'pkcs1v15',
  oaep: 'oaep',
  none: 'raw',
  nopadding: 'raw',
  raw: 'raw',
};

/** The schema's closed list; what it does not name is `other`, what is not known is left out. */
export function cipherMode(mode: string | undefined): string | undefined {
  if (!mode) return undefined;
  const name = mode.toLowerCase();
  return MODES.has(name) ? name : 'other';
}

export function paddingScheme(padding: string | undefined): string | undefined {
  if (!padding) return undefined;
  return PADDINGS[padding.toLowerCase().replace(/[^a-z0-9]/g, '')] ?? 'other';
}
