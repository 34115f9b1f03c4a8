import type { CryptoAsset, Occurrence, Technique } from '../../model/index.js';
import { type FindingView, placeOf, placeText } from '../select/view.js';
import {
  algorithmProperties,
  certificateProperties,
  groupsFitSuites,
  materialProperties,
  protocolProperties,
} from './crypto-properties.js';
import { type Edition, type Json, type JsonObject, type Property, property } from './types.js';

const TECHNIQUES: Readonly<Record<Technique, string>> = {
  'syntax-tree': 'source-code-analysis',
  text: 'source-code-analysis',
  content: 'binary-analysis',
  binary: 'binary-analysis',
  configuration: 'other',
  'product-default': 'other',
  manifest: 'manifest-analysis',
  handshake: 'dynamic-analysis',
};

/** What is known about one asset when its component is written. */
export interface Facts {
  readonly occurrences: readonly Occurrence[];
  readonly findings: readonly FindingView[];
  readonly today: string;
  readonly edition: Edition;
}

/** One asset as a CycloneDX component. */
export function component(asset: CryptoAsset, facts: Facts): JsonObject {
  const properties = [...assetFacts(asset, facts.edition), ...findingFacts(facts.findings)];
  const evidence = evidenceOf(facts.occurrences);
  const shared = {
    'bom-ref': asset.id,
    name: asset.name,
    ...(evidence && { evidence }),
    ...(properties.length > 0 && { properties: properties as unknown as Json }),
  };
  if (asset.kind === 'library') return { type: 'library', ...shared, version: asset.version, purl: asset.purl };
  return { type: 'cryptographic-asset', ...shared, cryptoProperties: cryptoProperties(asset, facts) };
}

function cryptoProperties(
  asset: Exclude<CryptoAsset, { kind: 'library' }>,
  { occurrences, today, edition }: Facts,
): JsonObject {
  switch (asset.kind) {
    case 'algorithm':
      return algorithmProperties(asset, occurrences, edition);
    case 'certificate': {
      const location = occurrences.find(({ evidence }) => evidence.location.type === 'file')?.evidence.location;
      return certificateProperties(asset, location?.type === 'file' ? location.path : undefined, today, edition);
    }
    case 'protocol':
      return protocolProperties(asset, edition);
    case 'related-crypto-material':
      return materialProperties(asset, edition);
  }
}

/** `evidence`: how sure, by which technique, and every place. */
function evidenceOf(occurrences: readonly Occurrence[]): JsonObject | undefined {
  if (occurrences.length === 0) return undefined;
  const best = new Map<string, number>();
  for (const { evidence } of occurrences) {
    const technique = TECHNIQUES[evidence.technique];
    best.set(technique, Math.max(best.get(technique) ?? 0, evidence.confidence));
  }
  const methods = [...best].map(([technique, confidence]) => ({ technique, confidence }));
  return {
    identity: [{ field: 'name', confidence: Math.max(...best.values()), methods }],
    occurrences: occurrences.map(occurrence),
  };
}

function occurrence({ evidence, usage }: Occurrence): JsonObject {
  const { location, decidedAt, symbol, technique, scope } = evidence;
  const context = [
    `purpose=${usage.purpose}`,
    `role=${usage.role}`,
    `context=${usage.context}`,
    `technique=${technique}`,
    ...(usage.component ? [`component=${usage.component}`] : []),
    ...(scope ? [`scope=${scope}`] : []),
    ...(usage.default ? [`default=${usage.default}`] : []),
    ...(decidedAt ?? []).map((one) => `${one.what} decided at ${placeText(placeOf(one.location))}`),
    ...(usage.unknown ?? []).map(({ what, why }) => `unknown ${what}: ${why}`),
  ].join('; ');
  if (location.type === 'endpoint') return { location: location.endpoint, symbol, additionalContext: context };
  return { location: location.path, line: location.line, symbol, additionalContext: context };
}

/** Facts of the asset that the edition has no field for. */
function assetFacts(asset: CryptoAsset, edition: Edition): Property[] {
  switch (asset.kind) {
    case 'algorithm':
      return [
        property('quantum-status', asset.quantum),
        ...(asset.hash ? [property('hash', asset.hash)] : []),
        ...(asset.components ?? []).map((one) => property('component', one)),
      ];
    case 'protocol': {
      const inSuites = edition === '1.7' && groupsFitSuites(asset);
      return [
        property('key-establishment', asset.keyEstablishment),
        ...(asset.side ? [property('side', asset.side)] : []),
        ...(asset.groupsFrom ? [property('groups-from', asset.groupsFrom)] : []),
        ...(inSuites ? [] : asset.groups.map((one) => property('group', one))),
        ...(inSuites ? [] : asset.signatureSchemes.map((one) => property('signature-scheme', one))),
        ...(asset.because ? [property('because', asset.because)] : []),
      ];
    }
    case 'library':
      return [property('pqc', asset.pqc), ...asset.provides.map((one) => property('provides', one))];
    case 'certificate':
      return [
        ...(asset.wellKnownKey ? [property('well-known-key', asset.wellKnownKey)] : []),
        ...(asset.weaknesses ?? []).map((one) => property('weakness', one)),
      ];
    case 'related-crypto-material':
      return [
        property('material-type', asset.type),
        ...(asset.fingerprint ? [property('fingerprint', asset.fingerprint)] : []),
        ...(asset.wellKnownKey ? [property('well-known-key', asset.wellKnownKey)] : []),
        ...(asset.weaknesses ?? []).map((one) => property('weakness', one)),
      ];
  }
}

/** The judgement, told apart from the facts by its property names. */
function findingFacts(findings: readonly FindingView[]): Property[] {
  return findings
    .flatMap(({ finding, place, item }) => {
      const at = `${finding.ruleId} ${finding.severity} ${placeText(place)}`;
      return [
        property('finding', finding.suppression ? `${at} suppressed: ${finding.suppression.reason}` : at),
        ...(finding.harm === 'none' ? [] : [property('harm', finding.harm)]),
        ...finding.policies.map((hit) =>
          property('policy', `${hit.policy} ${hit.status}${hit.from ? ` from ${hit.from}` : ''}`),
        ),
        ...(item?.deadline ? [property('deadline', item.deadline)] : []),
      ];
    })
    .filter((one, at, all) => all.findIndex(({ name, value }) => name === one.name && value === one.value) === at);
}
