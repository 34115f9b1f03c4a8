import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../catalog/types.js';
import { namedCurve } from './curve-parameters.js';
import { TAG } from './der.js';
import { decodeOid } from './der-values.js';

/** The tag of a SEQUENCE, which is constructed (X.690 8.9). */
const SEQUENCE = 0x30;

/** Kinds of keys that stand in a SubjectPublicKeyInfo or a PrivateKeyInfo. */
const KEYS = /^(?:rsa|dsa|dh|ec|ecdsa|ecdh|eddsa|xdh|ml-kem|ml-dsa|slh-dsa)$/;

/**
 * The AlgorithmIdentifier with which a key begins (RFC 5280 section 4.1, RFC 5958 section 2), where what follows is cut or made up.
 * @param half a private key states its version first
 */
export function algorithmOfCut(
  octets: Uint8Array,
  half: 'PUBLIC' | 'PRIVATE',
  catalog: Catalog,
): AlgorithmSpec | undefined {
  let at = enter(octets, 0, SEQUENCE);
  if (half === 'PRIVATE') at = at === undefined ? undefined : past(octets, at, TAG.integer);
  at = at === undefined ? undefined : enter(octets, at, SEQUENCE);
  const kind = at === undefined ? undefined : objectAt(octets, at);
  const spec = kind && catalog.oidSpec(kind.oid);
  if (!kind || !spec || !KEYS.test(spec.family)) return undefined;
  const curve = spec.family === 'ec' ? objectAt(octets, kind.end) : undefined;
  return { ...spec, ...(curve && namedCurve(curve.oid, catalog)) };
}

/** Names of kinds of keys (RFC 4253 section 6.6, RFC 5656 section 6.2, RFC 8709) near the beginning of a private key of OpenSSH. */
const OPENSSH =
  /^openssh-key-v1\0.{0,200}?\0\0\0[\x07-\x22]((?:ssh-(?:rsa|dss|ed25519|ed448)|ecdsa-sha2-nistp(?:256|384|521)))/s;

export function openSshOfCut(octets: Uint8Array, catalog: Catalog): AlgorithmSpec | undefined {
  const kind = OPENSSH.exec(Buffer.from(octets.subarray(0, 300)).toString('latin1'))?.[1];
  const spec = kind === undefined ? undefined : catalog.ssh('host-key', kind);
  if (!spec) return undefined;
  // The name says a digest as well, which a key does not.
  const { hash: _, padding: __, ...key } = spec;
  return key;
}

/** Where the contents begin, whatever length is claimed. */
function enter(octets: Uint8Array, at: number, tag: number): number | undefined {
  if (octets[at] !== tag) return undefined;
  const length = octets[at + 1] ?? 0;
  return at + 2 + (length > 0x80 ? length & 0x7f : 0);
}

function past(octets: Uint8Array, at: number, tag: number): number | undefined {
  return octets[at] === tag ? at + 2 + (octets[at + 1] ?? 0) : undefined;
}

function objectAt(octets: Uint8Array, at: number): { readonly oid: string; readonly end: number } | undefined {
  const end = past(octets, at, TAG.oid);
  if (end === undefined || end > octets.length) return undefined;
  try {
    return { oid: decodeOid(octets.subarray(at + 2, end)), end };
  } catch {
    return undefined;
  }
}
