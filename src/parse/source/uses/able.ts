import type { Role } from '../../../model/index.js';
import type { Told } from './several.js';

/** What keys of a family are never used for (RFC 7748, RFC 8032, FIPS 186-5, SP 800-56A). */
const UNABLE: Readonly<Partial<Record<Role, RegExp>>> = {
  sign: /^(?:xdh|ecdh|dh)$/,
  verify: /^(?:xdh|ecdh|dh)$/,
  issue: /^(?:xdh|ecdh|dh)$/,
  agree: /^(?:eddsa|dsa|rsa)$/,
  encrypt: /^(?:eddsa|dsa)$/,
  decrypt: /^(?:eddsa|dsa)$/,
};

/** A key that may be of several kinds is, where it signs, none of those that cannot sign. What is the only one stays. */
export function able(told: readonly Told[]): readonly Told[] {
  const fit = told.filter(({ observation: { asset, usage } }) => {
    return asset.kind !== 'algorithm' || !UNABLE[usage.role]?.test(asset.family);
  });
  return fit.length > 0 ? fit : told;
}
