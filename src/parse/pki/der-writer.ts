/** The little DER that has to be written: a SubjectPublicKeyInfo for a public half that a private key carries. */

export function element(identifier: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Uint8Array.from([identifier, ...lengthOctets(length)]), ...parts]);
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

/** An unsigned INTEGER (X.690 8.3). */
export function integer(octets: Uint8Array): Uint8Array {
  let start = 0;
  while (start < octets.length - 1 && octets[start] === 0) start++;
  const trimmed = octets.subarray(start);
  return (trimmed[0] ?? 0) >= 0x80 || trimmed.length === 0
    ? element(0x02, Uint8Array.of(0), trimmed)
    : element(0x02, trimmed);
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x30, ...parts);
}

export function bitString(octets: Uint8Array): Uint8Array {
  return element(0x03, Uint8Array.of(0), octets);
}

/** X.690 8.19. */
export function oid(dotted: string): Uint8Array {
  const [root = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  const octets: number[] = [];
  for (const arc of [root * 40n + second, ...rest]) {
    const group: number[] = [Number(arc & 0x7fn)];
    for (let high = arc >> 7n; high > 0n; high >>= 7n) group.unshift(Number(high & 0x7fn) | 0x80);
    octets.push(...group);
  }
  return element(0x06, Uint8Array.from(octets));
}

export const NULL = Uint8Array.of(0x05, 0x00);

/** RFC 5280 4.1.2.7: algorithm, its parameters when it has some, and the key. */
export function subjectPublicKeyInfo(
  algorithm: string,
  parameters: Uint8Array | undefined,
  key: Uint8Array,
): Uint8Array {
  return sequence(sequence(oid(algorithm), ...(parameters ? [parameters] : [])), bitString(key));
}
