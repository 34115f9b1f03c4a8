import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import { type CertificateAsset, ParseError } from '../../model/index.js';
import { nonEmpty, present } from '../pki/attempt.js';
import { printable } from '../pki/der-values.js';
import * as write from '../pki/der-writer.js';
import { readPublicKeyInfo } from '../pki/public-key.js';
import type { ReadKey } from './read-key.js';
import { SshReader } from './ssh-wire.js';

/** RFC 4253 6.6, RFC 5656 3.1, RFC 8709 4, PROTOCOL.u2f and PROTOCOL.certkeys of OpenSSH. */
export function readSshPublicKey(blob: Uint8Array, catalog: Catalog): ReadKey {
  const reader = new SshReader(blob);
  const name = reader.text();
  return {
    type: 'public-key',
    format: name.startsWith('sk-') ? 'OpenSSH security key' : 'OpenSSH',
    fingerprint: fingerprintOf(blob),
    ...keyFields(name, reader, catalog),
  };
}

/** As `ssh-keygen -l` prints it. */
function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

type KeyFields = Pick<ReadKey, 'key' | 'size' | 'algorithm'>;

function keyFields(name: string, reader: SshReader, catalog: Catalog): KeyFields {
  const plain = name
    .replace(/^sk-/, '')
    .replace(/-cert-v0[01]@openssh\.com$/, '')
    .replace(/@openssh\.com$/, '');
  if (plain === 'ssh-rsa' || /^rsa-sha2-(256|512)$/.test(plain)) {
    const exponent = write.integer(reader.string());
    const modulus = write.integer(reader.string());
    return { key: info(catalog, '1.2.840.113549.1.1.1', write.NULL, write.sequence(modulus, exponent)) };
  }
  if (plain === 'ssh-dss') {
    const [p, q, g, y] = [reader.string(), reader.string(), reader.string(), reader.string()].map(write.integer) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    return { key: info(catalog, '1.2.840.10040.4.1', write.sequence(p, q, g), y) };
  }
  if (plain.startsWith('ecdsa-sha2-')) {
    const curve = catalog.curve(reader.text());
    const point = reader.string();
    if (!curve?.oid)
      throw new ParseError(`SSH: the curve of ${printable(plain).slice(0, 60)} is not known`, 0, 'unsupported');
    return { key: info(catalog, '1.2.840.10045.2.1', write.oid(curve.oid), point) };
  }
  // ssh-keygen counts 256 bits for Ed25519, 456 for Ed448
  if (plain === 'ssh-ed25519') return { key: info(catalog, '1.3.101.112', undefined, reader.string()), size: 256 };
  if (plain === 'ssh-ed448') return { key: info(catalog, '1.3.101.113', undefined, reader.string()), size: 456 };
  reader.string();
  const spec = catalog.ssh('host-key', name);
  return {
    algorithm:
      (spec && catalog.algorithm(spec)) ??
      catalog.named(name) ??
      catalog.algorithm({ family: 'unknown', parameterSet: printable(name).slice(0, 80) }),
  };
}

function info(catalog: Catalog, oid: string, parameters: Uint8Array | undefined, key: Uint8Array) {
  return readPublicKeyInfo(write.subjectPublicKeyInfo(oid, parameters, key), catalog);
}

export function isSshCertificate(blob: Uint8Array): boolean {
  return /-cert-v0[01]@openssh\.com$/.test(new SshReader(blob).text());
}

const FOREVER = 0xffffffffffffffffn;

/** OpenSSH's PROTOCOL.certkeys: a certificate of a user or a host, signed by the key of an authority. */
export function readSshCertificate(
  blob: Uint8Array,
  catalog: Catalog,
): { asset: CertificateAsset; key: ReadKey; authority: ReadKey } {
  const reader = new SshReader(blob);
  const name = reader.text();
  reader.string(); // nonce
  const key: ReadKey = { type: 'public-key', format: 'OpenSSH', ...keyFields(name, reader, catalog) };
  if (name.startsWith('sk-')) reader.string(); // application
  const serial = reader.uint64();
  const kind = reader.uint32() === 2 ? 'host' : 'user';
  const keyId = printable(reader.text());
  const principals = new SshReader(reader.string());
  const names: string[] = [];
  while (principals.left > 0 && names.length < 1000) names.push(printable(principals.text()));
  const [after, before] = [reader.uint64(), reader.uint64()];
  for (let skipped = 0; skipped < 3; skipped++) reader.string(); // critical options, extensions, reserved
  const authority = readSshPublicKey(reader.string(), catalog);
  const scheme = new SshReader(reader.string()).text();
  const signature = signatureAlgorithm(scheme, authority, catalog);
  const fingerprintSha256 = createHash('sha256').update(blob).digest('hex');
  const publicKey = key.key?.algorithm ?? key.algorithm;
  const asset: CertificateAsset = {
    kind: 'certificate',
    id: `certificate/${fingerprintSha256}`,
    name: `OpenSSH ${kind} certificate ${keyId}`.trim(),
    format: 'OpenSSH',
    subject: keyId,
    issuer: authority.fingerprint ?? '',
    serialNumber: serial.toString(16),
    fingerprintSha256,
    ...present({
      notBefore: isoOf(after),
      notAfter: before === FOREVER ? undefined : isoOf(before),
      spkiSha256: key.key?.spkiSha256,
      publicKey,
      signature,
      subjectAlternativeNames: nonEmpty(names),
      extendedKeyUsage: [kind],
      weaknesses: nonEmpty([
        ...(key.key?.weaknesses ?? []),
        ...(scheme === 'ssh-rsa' || scheme === 'ssh-dss' ? ['sha1-signature'] : []),
      ]),
    }),
  };
  return { asset, key, authority };
}

/** RFC 8332 for RSA; the others have one signature algorithm a key type. */
function signatureAlgorithm(scheme: string, authority: ReadKey, catalog: Catalog) {
  const rsa = { 'rsa-sha2-256': 'SHA-256', 'rsa-sha2-512': 'SHA-512', 'ssh-rsa': 'SHA-1' }[scheme];
  if (rsa) return catalog.algorithm({ family: 'rsa', padding: 'pkcs1v15', hash: rsa, primitive: 'signature' });
  const curve = authority.key?.algorithm.curve;
  const hash = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' }[curve ?? ''];
  if (curve && hash) return catalog.algorithm({ family: 'ecdsa', curve, hash });
  if (scheme === 'ssh-dss') return catalog.algorithm({ family: 'dsa', hash: 'SHA-1' });
  return authority.key?.algorithm ?? authority.algorithm;
}

function isoOf(seconds: bigint): string | undefined {
  return seconds > 253402300799n ? undefined : new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}
