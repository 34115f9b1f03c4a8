import { createDiffieHellmanGroup, createECDH, generateKeyPairSync, randomBytes } from 'node:crypto';
import { join, uint, vector } from '../../../parse/wire/bytes.js';
import { SSH_MESSAGE } from '../../../parse/wire/ssh/kexinit.js';

/** ML-KEM key of zeros and a random seed: a valid encoding (FIPS 203 section 7.2). The host key comes before any secret is needed. */
const fakeKem = (polynomials: number) => join(new Uint8Array(polynomials), new Uint8Array(randomBytes(32)));

const curve = (name: string) => () => new Uint8Array(createECDH(name).generateKeys());

const DH_GROUPS: Readonly<Record<string, string>> = {
  'diffie-hellman-group1-sha1': 'modp2',
  'diffie-hellman-group14-sha1': 'modp14',
  'diffie-hellman-group14-sha256': 'modp14',
  'diffie-hellman-group15-sha512': 'modp15',
  'diffie-hellman-group16-sha512': 'modp16',
  'diffie-hellman-group17-sha512': 'modp17',
  'diffie-hellman-group18-sha512': 'modp18',
};

const SHARES: Readonly<Record<string, () => Uint8Array>> = {
  'curve25519-sha256': x25519,
  'curve25519-sha256@libssh.org': x25519,
  'ecdh-sha2-nistp256': curve('prime256v1'),
  'ecdh-sha2-nistp384': curve('secp384r1'),
  'ecdh-sha2-nistp521': curve('secp521r1'),
  'mlkem768x25519-sha256': () => join(fakeKem(1152), x25519()),
  'mlkem768nistp256-sha256': () => join(fakeKem(1152), curve('prime256v1')()),
  'mlkem1024nistp384-sha384': () => join(fakeKem(1536), curve('secp384r1')()),
  'sntrup761x25519-sha512': () => join(new Uint8Array(randomBytes(1158)), x25519()),
  'sntrup761x25519-sha512@openssh.com': () => join(new Uint8Array(randomBytes(1158)), x25519()),
};

/** Methods for which a first message can be made, cheap ones first. */
export const SSH_METHODS: readonly string[] = [...Object.keys(SHARES), ...Object.keys(DH_GROUPS)];

/** The client's first key-exchange message for a method (RFC 4253 section 8, RFC 5656 section 4, RFC 8731 section 3). */
export function firstMessage(method: string): Uint8Array {
  const share = SHARES[method];
  if (share) return join(uint(SSH_MESSAGE.kexInitDh, 1), vector(4, share()));
  const group = createDiffieHellmanGroup(DH_GROUPS[method] as string);
  const key = group.generateKeys();
  const positive = (key[0] ?? 0) >= 0x80 ? join(uint(0, 1), key) : key; // mpint, RFC 4251 section 5
  return join(uint(SSH_MESSAGE.kexInitDh, 1), vector(4, positive));
}

function x25519(): Uint8Array {
  const { publicKey } = generateKeyPairSync('x25519');
  return new Uint8Array((publicKey.export({ format: 'der', type: 'spki' }) as Buffer).subarray(-32));
}
