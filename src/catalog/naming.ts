import type { Primitive } from '../model/index.js';
import type { AlgorithmSpec, Family } from './types.js';

type Resolved = AlgorithmSpec & { readonly primitive: Primitive };

/** Canonical display name by the CycloneDX registry patterns: `RSA-PSS-SHA-256-2048`, `ECDSA-P-256-SHA-256`, `AES-256-GCM`. */
export function canonicalName(family: Family, spec: Resolved): string {
  if (spec.parameterSet) return withHash(spec.parameterSet, family.names ? undefined : spec.hash);
  switch (family.id) {
    case 'rsa':
      return join(rsaScheme(spec), spec.hash, spec.size);
    case 'xdh':
      return spec.curve ? (spec.curve === 'Curve448' ? 'X448' : 'X25519') : 'XDH';
    case 'eddsa':
      return spec.curve ?? 'EdDSA';
    case 'pbkdf2':
      return spec.hash ? `PBKDF2-HMAC-${spec.hash}` : 'PBKDF2';
    default:
      return join(family.name, namedSize(family, spec), spec.curve, spec.mode?.toUpperCase(), spec.hash);
  }
}

function rsaScheme(spec: Resolved): string {
  const padding = spec.padding?.toLowerCase();
  if (padding === 'pss') return 'RSA-PSS';
  if (padding === 'oaep') return 'RSA-OAEP';
  if (padding === 'pkcs1v15') return 'RSA-PKCS1-1.5';
  return 'RSA';
}

/** The size belongs into the name only where it varies: `AES-256`, not `DES-56`. */
function namedSize(family: Family, spec: Resolved): number | undefined {
  if (spec.curve) return undefined;
  if (family.keySizes && family.keySizes.length < 2) return undefined;
  if (family.digestSizes && family.digestSizes.length < 2) return undefined;
  return spec.size;
}

function withHash(name: string, hash?: string): string {
  return hash ? `${name}-${hash}` : name;
}

function join(...parts: readonly (string | number | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('-');
}
