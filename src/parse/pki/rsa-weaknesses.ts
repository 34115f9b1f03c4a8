import { bitLength } from './der-values.js';

/** Below this, RSA has been factored in public or is within reach of hobbyists (RSA-829 fell in 2020). */
const FACTORABLE_BITS = 1024;

/** The odd primes up to 167: those that the ROCA fingerprint uses (Nemec et al., CCS 2017, section 3.1). */
const PRIMES = [
  3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113,
  127, 131, 137, 139, 149, 151, 157, 163, 167,
];
const PRODUCT = PRIMES.reduce((product, prime) => product * BigInt(prime), 1n);
const GENERATED = PRIMES.map((prime) => subgroup(65537, prime));

/** What an RSA public key's own numbers give away without a quantum computer. */
export function rsaWeaknesses(modulus: Uint8Array, exponent: Uint8Array): string[] {
  const found: string[] = [];
  const bits = bitLength(modulus);
  if (bits < FACTORABLE_BITS) found.push('factorable-modulus');
  if (bits > 0 && ((modulus[modulus.length - 1] as number) & 1) === 0) found.push('even-modulus');
  const small = exponent.length === 1 ? exponent[0] : undefined;
  if (small === 1) found.push('exponent-1');
  if (small === 3) found.push('exponent-3');
  if (exponent.length === 0 || ((exponent[exponent.length - 1] as number) & 1) === 0) found.push('even-exponent');
  if (bits >= 128) found.push(...residueWeaknesses(modulus));
  return found;
}

function residueWeaknesses(modulus: Uint8Array): string[] {
  const rest = BigInt(`0x${Buffer.from(modulus).toString('hex')}`) % PRODUCT;
  const residues = PRIMES.map((prime) => Number(rest % BigInt(prime)));
  if (residues.includes(0)) return ['small-prime-factor'];
  return residues.every((residue, index) => GENERATED[index]?.has(residue)) ? ['roca'] : [];
}

function subgroup(generator: number, prime: number): Set<number> {
  const members = new Set<number>();
  for (let value = 1; !members.has(value); value = (value * generator) % prime) members.add(value);
  return members;
}
