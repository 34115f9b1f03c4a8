import type { Curve, Family } from './types.js';

/** Classical strength in bits (SP 800-57 part 1 rev. 5 table 2). Undefined where the size is not known. */
export function classicalLevel(family: Family, size?: number, curve?: Curve, digest?: string): number | undefined {
  if (family.classicalStatus === 'broken') return undefined;
  if (curve) return curve.strength;
  if (family.primitive === 'hash') {
    const bits = size ?? digestBits(digest);
    return bits === undefined ? undefined : bits / 2; // collision resistance
  }
  if (size === undefined) return undefined;
  if (family.strength) return stepped(family.strength, size);
  if (family.keySizes) return family.id === '3des' ? 112 : size;
  return undefined;
}

/** NIST security category, 0 = none met. Undefined where it is not defined for this kind or the size is unknown. */
export function quantumLevel(family: Family, size?: number, setLevel?: number, digest?: string): number | undefined {
  if (setLevel !== undefined) return setLevel;
  if (family.quantum === 'quantum-vulnerable' || family.classicalStatus === 'broken') return 0;
  if (family.id === 'chacha20' || family.id === 'chacha20-poly1305') return 5;
  if (family.keySizes && size !== undefined) return size >= 256 ? 5 : size >= 192 ? 3 : size >= 128 ? 1 : 0;
  if (family.primitive === 'hash') {
    const bits = size ?? digestBits(digest);
    if (bits === undefined) return undefined;
    return bits >= 512 ? 5 : bits >= 384 ? 4 : bits >= 256 ? 2 : bits >= 224 ? 1 : 0;
  }
  return undefined;
}

function digestBits(name?: string): number | undefined {
  const match = name?.match(/(\d{3})$/);
  return match ? Number(match[1]) : undefined;
}

/** The strength of the largest tabulated size that is not larger: a size between two rows is at least the lower one. */
function stepped(table: Readonly<Record<string, number>>, size: number): number {
  let strength = 0;
  for (const [bits, value] of Object.entries(table)) if (size >= Number(bits)) strength = Math.max(strength, value);
  return strength;
}
