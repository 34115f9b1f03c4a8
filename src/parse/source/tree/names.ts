/** The last part of a dotted name: `RSA` of `Crypto.PublicKey.RSA`. */
export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
