import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto';

/** RFC 8410 7: the head of a PKCS #8 key. */
const EDWARDS: Readonly<Record<string, Buffer>> = {
  Ed25519: Buffer.from('302e020100300506032b657004220420', 'hex'),
  Ed448: Buffer.from('3047020100300506032b6571043b0439', 'hex'),
};
const WEIERSTRASS: Readonly<Record<string, string>> = { 'P-256': 'prime256v1', 'P-384': 'secp384r1' };

/** The public half of a bare private number: X and Y, or the Edwards point. `undefined` where it is no key of the curve. */
export function publicPoint(curve: string | undefined, secret: Uint8Array): Buffer | undefined {
  try {
    const named = WEIERSTRASS[curve ?? ''];
    if (named) {
      const pair = createECDH(named);
      pair.setPrivateKey(secret);
      return pair.getPublicKey().subarray(1);
    }
    const head = EDWARDS[curve ?? ''];
    if (!head) return undefined;
    const key = createPrivateKey({ key: Buffer.concat([head, secret]), format: 'der', type: 'pkcs8' });
    const length = curve === 'Ed448' ? 57 : 32;
    return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-length);
  } catch {
    return undefined;
  }
}
