import { compare } from '../../basics/order.js';
import type {
  AlgorithmAsset,
  CertificateAsset,
  MaterialAsset,
  Occurrence,
  ProtocolAsset,
  Role,
} from '../../model/index.js';
import { algorithmFamily, cipherMode, ellipticCurve, paddingScheme } from './names.js';
import type { Edition, JsonObject } from './types.js';

const FUNCTIONS: Readonly<Partial<Record<Role, string>>> = {
  keygen: 'keygen',
  sign: 'sign',
  verify: 'verify',
  encrypt: 'encrypt',
  decrypt: 'decrypt',
  encapsulate: 'encapsulate',
  decapsulate: 'decapsulate',
  agree: 'other', // the schema has no function for key agreement
  digest: 'digest',
  tag: 'tag',
  keyderive: 'keyderive',
  generate: 'generate',
};

/** CycloneDX `algorithmProperties`. */
export function algorithmProperties(asset: AlgorithmAsset, seen: readonly Occurrence[], edition: Edition): JsonObject {
  const functions = [...new Set(seen.flatMap(({ usage }) => FUNCTIONS[usage.role] ?? []))].sort(compare);
  return {
    assetType: 'algorithm',
    algorithmProperties: {
      primitive: edition === '1.6' && asset.primitive === 'key-wrap' ? 'other' : asset.primitive,
      ...(edition === '1.7' && { algorithmFamily: algorithmFamily(asset) }),
      parameterSetIdentifier: asset.parameterSetIdentifier,
      ...(edition === '1.7' ? { ellipticCurve: ellipticCurve(asset.curve) } : { curve: asset.curve }),
      mode: cipherMode(asset.mode),
      padding: paddingScheme(asset.padding),
      ...(functions.length > 0 && { cryptoFunctions: functions }),
      classicalSecurityLevel: asset.classicalSecurityLevel,
      nistQuantumSecurityLevel: asset.nistQuantumSecurityLevel,
    },
    oid: asset.oid,
  };
}

/** CycloneDX `certificateProperties`. The state is what the dates say on the day of the report; revocation is not known. */
export function certificateProperties(
  asset: CertificateAsset,
  file: string | undefined,
  today: string,
  edition: Edition,
): JsonObject {
  const common: JsonObject = {
    subjectName: asset.subject,
    issuerName: asset.issuer,
    notValidBefore: asset.notBefore,
    notValidAfter: asset.notAfter,
    certificateFormat: asset.format,
  };
  if (edition === '1.6') {
    return {
      assetType: 'certificate',
      certificateProperties: {
        ...common,
        signatureAlgorithmRef: asset.signature?.id,
        subjectPublicKeyRef: asset.publicKey?.id,
      },
    };
  }
  const related = [
    ...(asset.signature ? [{ type: 'algorithm', ref: asset.signature.id }] : []),
    ...(asset.publicKey ? [{ type: 'publicKey', ref: asset.publicKey.id }] : []),
    ...(asset.alternativeSignature ? [{ type: 'algorithm', ref: asset.alternativeSignature.id }] : []),
    ...(asset.alternativePublicKey ? [{ type: 'publicKey', ref: asset.alternativePublicKey.id }] : []),
  ];
  const extensions = certificateExtensions(asset);
  const state = certificateState(asset, today);
  return {
    assetType: 'certificate',
    certificateProperties: {
      serialNumber: asset.serialNumber,
      ...common,
      certificateFileExtension: file?.match(/\.([A-Za-z0-9]{1,8})$/)?.[1],
      fingerprint: { alg: 'SHA-256', content: asset.fingerprintSha256 },
      ...(state && {
        certificateState: [{ state, reason: `Validity period on ${today.slice(0, 10)}; revocation was not checked.` }],
      }),
      ...(extensions.length > 0 && { certificateExtensions: extensions }),
      ...(related.length > 0 && { relatedCryptographicAssets: related }),
    },
  };
}

/** `pre-activation`, `active` or `deactivated` by the validity period (RFC 5280 section 4.1.2.5). */
function certificateState({ notBefore, notAfter }: CertificateAsset, today: string): string | undefined {
  if (!notBefore || !notAfter) return undefined;
  const day = today.slice(0, 10);
  if (day < notBefore.slice(0, 10)) return 'pre-activation';
  return day > notAfter.slice(0, 10) ? 'deactivated' : 'active';
}

function certificateExtensions(asset: CertificateAsset): JsonObject[] {
  const basic =
    asset.isCa === undefined
      ? undefined
      : `CA:${asset.isCa ? 'TRUE' : 'FALSE'}${asset.pathLength === undefined ? '' : `, pathlen:${asset.pathLength}`}`;
  const named: readonly (readonly [string, string | undefined])[] = [
    ['basicConstraints', basic],
    ['keyUsage', asset.keyUsage?.join(', ')],
    ['extendedKeyUsage', asset.extendedKeyUsage?.join(', ')],
    ['subjectAlternativeName', asset.subjectAlternativeNames?.join(', ')],
    ['authorityKeyIdentifier', asset.authorityKeyId],
    ['subjectKeyIdentifier', asset.subjectKeyId],
    ['certificatePolicies', asset.policies?.join(', ')],
  ];
  return named.flatMap(([name, value]) => (value ? [{ commonExtensionName: name, commonExtensionValue: value }] : []));
}

const MATERIAL_TYPES: ReadonlySet<string> = new Set([
  'private-key',
  'public-key',
  'secret-key',
  'key',
  'credential',
  'token',
  'signature',
]);

/** CycloneDX `relatedCryptoMaterialProperties`; `value` is never written. */
export function materialProperties(asset: MaterialAsset, edition: Edition): JsonObject {
  const print = asset.spkiSha256;
  return {
    assetType: 'related-crypto-material',
    relatedCryptoMaterialProperties: {
      type: MATERIAL_TYPES.has(asset.type) ? asset.type : 'other',
      id: print ?? asset.fingerprint,
      ...(edition === '1.6' && { algorithmRef: asset.algorithm?.id }),
      size: asset.size,
      format: asset.format,
      ...(asset.securedBy && {
        securedBy: { mechanism: asset.securedBy.mechanism, algorithmRef: asset.securedBy.algorithm?.id },
      }),
      ...(edition === '1.7' && {
        ...(print && /^[0-9a-f]{64}$/i.test(print) && { fingerprint: { alg: 'SHA-256', content: print } }),
        ...(asset.algorithm && { relatedCryptographicAssets: [{ type: 'algorithm', ref: asset.algorithm.id }] }),
      }),
    },
  };
}

const PROTOCOLS: Readonly<Record<Edition, ReadonlySet<string>>> = {
  '1.6': new Set(['tls', 'ssh', 'ipsec', 'ike']),
  '1.7': new Set(['tls', 'ssh', 'ipsec', 'ike', 'dtls', 'quic']),
};

/** CycloneDX `protocolProperties`. Groups and signature schemes have a place in 1.7's TLS suites only; see `protocolFacts`. */
export function protocolProperties(asset: ProtocolAsset, edition: Edition): JsonObject {
  const inSuites = edition === '1.7' && groupsFitSuites(asset);
  const lists = {
    ...(inSuites && asset.groups.length > 0 && { tlsGroups: asset.groups }),
    ...(inSuites && asset.signatureSchemes.length > 0 && { tlsSignatureSchemes: asset.signatureSchemes }),
  };
  const suites: JsonObject[] = asset.cipherSuites.map((name) => ({ name, ...lists }));
  if (suites.length === 0 && Object.keys(lists).length > 0) suites.push(lists);
  return {
    assetType: 'protocol',
    protocolProperties: {
      type: PROTOCOLS[edition].has(asset.type) ? asset.type : 'other',
      ...(asset.versions.length > 0 && { version: asset.versions.join(', ') }),
      ...(suites.length > 0 && { cipherSuites: suites }),
    },
  };
}

/** `tlsGroups` speaks of TLS; the lists of SSH and IKE would be a lie there. */
export function groupsFitSuites({ type }: ProtocolAsset): boolean {
  return type === 'tls' || type === 'dtls' || type === 'quic';
}
