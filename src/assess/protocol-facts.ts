import type { Catalog } from '../catalog/catalog.js';
import type { AlgorithmSpec } from '../catalog/types.js';
import type { ProtocolAsset } from '../model/index.js';
import type { SubjectValue } from './condition.js';

/** What the lists of a protocol amount to, by the catalogue: the fields that rules test. */
export function protocolFacts(asset: ProtocolAsset, catalog: Catalog): Record<string, SubjectValue | undefined> {
  const ciphers: AlgorithmSpec[] = [];
  const keyExchanges = new Set<string>();
  const macs = new Set<string>();
  for (const name of asset.cipherSuites) {
    const suite = catalog.suite(name);
    if (suite) {
      if (suite.cipher) ciphers.push(suite.cipher);
      if (suite.keyExchange) keyExchanges.add(suite.keyExchange);
      if (suite.authentication) keyExchanges.add(`auth-${suite.authentication}`);
      // In an AEAD suite the hash is that of the PRF, not of a MAC.
      if (suite.hash && !AEAD.has(suite.cipher?.mode?.toLowerCase() ?? '')) macs.add(suite.hash);
      continue;
    }
    const spec = catalog.ssh('cipher', name) ?? catalog.ssh('mac', name) ?? catalog.spec(name);
    if (spec) ciphers.push(spec);
  }
  const groups = asset.groups.map(
    (name) =>
      catalog.group(name)?.algorithm ??
      catalog.ssh('kex', name) ??
      catalog.ike('key-exchange', name)?.algorithm ??
      catalog.spec(name),
  );
  const sizes = groups.filter((one) => one?.family === 'dh').map((one) => one?.size ?? Number.POSITIVE_INFINITY);
  return {
    type: asset.type,
    versions: asset.versions.map(versionToken),
    side: asset.side,
    keyEstablishment: asset.keyEstablishment,
    groups: asset.groups,
    groupsFrom: asset.groupsFrom,
    groupFamilies: unique(groups.flatMap((one) => (one ? [one.family] : []))),
    groupHashes: unique(groups.flatMap((one) => (one?.hash ? [one.hash] : []))),
    smallestDhGroup: finite(Math.min(...sizes)),
    cipherSuites: asset.cipherSuites,
    cipherFamilies: unique(ciphers.map((one) => one.family)),
    cipherModes: unique(ciphers.flatMap((one) => (one.mode ? [one.mode.toLowerCase()] : []))),
    weakCiphers: unique(ciphers.map((one) => one.family).filter((id) => isWeak(catalog, id))),
    keyExchanges: [...keyExchanges],
    macs: [...macs],
    signatureSchemes: asset.signatureSchemes,
    quantum: quantumOf(asset.keyEstablishment),
  };
}

const AEAD = new Set(['gcm', 'ccm', 'ccm8', 'poly1305']);

function isWeak(catalog: Catalog, family: string): boolean {
  return family === 'null-cipher' || catalog.family(family)?.classicalStatus != null;
}

function quantumOf(state: ProtocolAsset['keyEstablishment']): string {
  if (state === 'classical-only') return 'quantum-vulnerable';
  return state === 'unknown' ? 'unknown' : 'quantum-safe-hybrid';
}

/** `TLSv1.2`, `TLS 1.2`, `1.2` → `1.2`; `SSLv3` → `ssl3`; `SSH-1` → `1`. */
function versionToken(version: string): string {
  const text = version.toLowerCase();
  const number = text.match(/\d+(\.\d+)?/)?.[0] ?? text;
  if (text.includes('ssl')) return `ssl${number.split('.')[0]}`;
  return text.includes('tls') && !number.includes('.') ? `${number}.0` : number;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
