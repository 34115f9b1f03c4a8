import type { Value, Values } from './values.js';

// A text that is put together says something although a part of it is not known.

/** `hash + "withRSA"`: the scheme is known although the digest is not. The catalogue reads `withRSA` so. */
export function schemeOf(lefts: Values, rights: Values): Value[] {
  if (lefts.every((one) => one.t === 'const')) return [];
  return rights.filter((one) => one.t === 'const' && /^with(?:RSA|ECDSA|DSA)(?:andMGF1)?$/i.test(String(one.v)));
}

/** Names of key exchanges and host keys of SSH (RFC 9142, RFC 8332, RFC 8709) that are put behind or before a list which is not known. */
const SSH_NAMES = /^(?:,?(?:diffie-hellman|ecdh-sha2|curve25519|ssh|rsa-sha2|ecdsa-sha2)-[\w@.-]{1,80}){1,40},?$/;

/** `session.getConfig("kex") + ",diffie-hellman-group14-sha1"`: what is added is known although the rest is not. */
export function moreNames(lefts: Values, rights: Values): Value[] {
  const [added, rest] = lefts.every((one) => one.t === 'const') ? [lefts, rights] : [rights, lefts];
  if (rest.some((one) => one.t === 'const')) return [];
  const parts = added.filter(
    (one) => one.t === 'const' && /^,|,$/.test(String(one.v)) && SSH_NAMES.test(String(one.v)),
  );
  return parts.map((one) => (one.t === 'const' ? { ...one, v: String(one.v).replace(/^,|,$/g, '') } : one));
}

/** `"-----BEGIN RSA PRIVATE KEY-----\n" + key`: rules name what begins so `pem.RSA`. */
export function armourOf(lefts: Values, rights: Values): string | undefined {
  const [first] = lefts.every((one) => one.t === 'const' && one.v === '') ? rights : lefts;
  if (first?.t === 'unknown') return first.type?.startsWith('pem.') ? first.type : undefined;
  const kind = first?.t === 'const' && /^\s*-----BEGIN (RSA|EC|DSA) (?:PRIVATE|PUBLIC) KEY-----/.exec(String(first.v));
  return kind ? `pem.${kind[1]}` : undefined;
}

/** `"ssl://" + host`: the transport is known although the host is not. Rules ask for the type `tls`. */
const TRANSPORT = 'transport.tls';

export function transportOf([left]: Values): string | undefined {
  if (left?.t === 'unknown') return left.type === TRANSPORT ? TRANSPORT : undefined;
  return left?.t === 'const' && /^(?:ssl|sslv3|tls|tlsv1\.[0-3]):\/\//.test(String(left.v)) ? TRANSPORT : undefined;
}

/** Type of a text that is not wholly known while it names its family: `'RSA-' + hash`, `'ES' + bits`, `"Noise_XX_25519_" + cipher`. */
const FAMILY = 'text.';
const FAMILIES: Readonly<Record<string, string>> = { RS: 'RSA', PS: 'RSA', ES: 'ECDSA', 25519: 'X25519', 448: 'X448' };
const BEGINS = /^(?:(rsa|ecdsa|dsa)[-_/]|(aes|desede|des)\/|(RS|PS|ES)$|Noise_\w{1,20}_(25519|448)_)/i;

export function familyOf([left]: Values): string | undefined {
  if (left?.t === 'unknown' && left.type?.startsWith(FAMILY)) return left.type;
  const begins = left?.t === 'const' ? BEGINS.exec(String(left.v)) : null;
  const name = (begins?.[1] ?? begins?.[2] ?? begins?.[3] ?? begins?.[4])?.toUpperCase();
  return name && FAMILY + (FAMILIES[name] ?? name);
}

/** The family that a text names which is not wholly known. */
export function namedFamily(value: Value): string | undefined {
  return value.t === 'unknown' && value.type?.startsWith(FAMILY) ? value.type.slice(FAMILY.length) : undefined;
}
