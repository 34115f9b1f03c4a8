import { Catalog } from '../../../src/catalog/catalog.js';
import type { AlgorithmSpec } from '../../../src/catalog/types.js';
import { takeInventory } from '../../../src/inventory/inventory.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import type {
  CertificateAsset,
  CryptoAsset,
  Evidence,
  MaterialAsset,
  Observation,
  ProtocolAsset,
  Usage,
} from '../../../src/model/index.js';

export const knowledge = loadKnowledge();
export const catalog = new Catalog(knowledge);
export const TODAY = '2026-11-23';

/** An observation with only what a test is about. */
export function seen(
  asset: CryptoAsset,
  usage: Partial<Usage> = {},
  at: { path?: string; line?: number; scope?: string; excerpt?: string; symbol?: string } = {},
  details?: Observation['details'],
): Observation {
  const { path = 'src/app.ts', line = 1, ...rest } = at;
  const evidence: Evidence = {
    location: { type: 'file', path, line },
    technique: 'syntax-tree',
    confidence: 0.9,
    ...rest,
  };
  return {
    asset,
    evidence,
    usage: { purpose: 'unknown', role: 'unknown', context: 'production', component: '.', ...usage },
    ...(details ? { details } : {}),
  };
}

export function algorithm(spec: AlgorithmSpec): CryptoAsset {
  return catalog.algorithm(spec);
}

export function protocol(parts: Partial<ProtocolAsset>): ProtocolAsset {
  const full: ProtocolAsset = {
    kind: 'protocol',
    id: '',
    name: 'TLS',
    type: 'tls',
    versions: [],
    cipherSuites: [],
    groups: [],
    signatureSchemes: [],
    keyEstablishment: 'unknown',
    ...parts,
  };
  return { ...full, id: `protocol/${JSON.stringify(parts)}` };
}

export function certificate(parts: Partial<CertificateAsset>): CertificateAsset {
  return {
    kind: 'certificate',
    id: `certificate/${JSON.stringify(parts)}`,
    name: 'CN=test',
    format: 'X.509',
    subject: 'CN=test',
    issuer: 'CN=ca',
    fingerprintSha256: '00',
    ...parts,
  };
}

export function material(parts: Partial<MaterialAsset>): MaterialAsset {
  return {
    kind: 'related-crypto-material',
    id: `material/${JSON.stringify(parts)}`,
    name: 'key',
    type: 'private-key',
    format: 'PKCS#8',
    ...parts,
  };
}

export function inventory(...observations: Observation[]) {
  return takeInventory(observations);
}
