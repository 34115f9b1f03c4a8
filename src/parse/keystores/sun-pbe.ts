import { createDecipheriv, createHash } from 'node:crypto';

const HALF = 4;
/** A round is computed here one call at a time, twice: so many rounds of PBKDF2 take as long. */
export const SUN_PBE_ROUNDS = 20;

/**
 * Sun's own PBEWithMD5AndTripleDES, under which JCEKS keeps its keys (com.sun.crypto.provider.PBES1Core): each half of the salt goes through MD5
 * with the password, and the two digests are the key and the initialization vector.
 * @returns undefined when the password is wrong
 */
export function openSunPbe(
  salt: Uint8Array,
  iterations: number,
  data: Uint8Array,
  password: string,
): Uint8Array | undefined {
  const secret = Buffer.from(password, 'latin1');
  const halves = [salt.subarray(0, HALF), salt.subarray(HALF, 2 * HALF)].map((half) => {
    let digest: Uint8Array = half;
    for (let round = 0; round < iterations; round++) digest = createHash('md5').update(digest).update(secret).digest();
    return digest;
  });
  const derived = Buffer.concat(halves);
  try {
    const cipher = createDecipheriv('des-ede3-cbc', derived.subarray(0, 24), derived.subarray(24, 32));
    return Buffer.concat([cipher.update(data), cipher.final()]);
  } catch {
    return undefined; // padding that does not fit
  }
}
