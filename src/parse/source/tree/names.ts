/** The last part of a dotted name: `RSA` of `Crypto.PublicKey.RSA`. */
export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** A function by its name, a method by that of its type as well, where that begins with a capital: `Ed25519Key.sign` of `crate.keys.Ed25519Key.sign`. */
export function ownName(name: string): string {
  const last = lastSegment(name);
  const owner = lastSegment(name.slice(0, -last.length - 1));
  return /^[A-Z]/.test(owner) ? `${owner}.${last}` : last;
}
