import { createHash, timingSafeEqual } from 'node:crypto';

/** Sun's key protector: salt, the key XORed with a chain of SHA-1 digests of password and salt, a digest to check. */
export function openJksKey(data: Uint8Array, password: string): Uint8Array | undefined {
  if (data.length < 60) return undefined;
  const secret = Buffer.from(password, 'utf16le').swap16();
  const salt = data.subarray(0, 20);
  const encrypted = data.subarray(20, data.length - 20);
  const plain = Buffer.alloc(encrypted.length);
  let block: Uint8Array = salt;
  for (let at = 0; at < encrypted.length; at++) {
    if (at % 20 === 0) block = createHash('sha1').update(secret).update(block).digest();
    plain[at] = (encrypted[at] as number) ^ (block[at % 20] as number);
  }
  const check = createHash('sha1').update(secret).update(plain).digest();
  return timingSafeEqual(check, data.subarray(data.length - 20)) ? plain : undefined;
}
