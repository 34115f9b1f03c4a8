import { createHash } from 'node:crypto';
import type { Catalog } from '../../../catalog/catalog.js';
import type { Artifact, Observation, ProtocolAsset, Reference } from '../../../model/index.js';
import { type Fact, factText } from '../fact.js';
import {
  algorithmObservations,
  exposureOf,
  keyEstablishmentOf,
  labelDetails,
  locationOf,
  observedProtocol,
} from '../observe.js';
import type { Session } from '../session.js';
import { type Feature, isSupported, type TlsFacts } from './facts.js';
import { groupName, recordedFacts, schemeName, suiteName } from './recorded-facts.js';

const VERSION_ORDER = [
  'DTLSv1.3',
  'DTLSv1.2',
  'DTLSv1.0',
  'TLSv1.3',
  'TLSv1.2',
  'TLSv1.1',
  'TLSv1.0',
  'SSLv3',
  'SSLv2',
];

/** The facts about a TLS endpoint in the house's nouns; certificates as DER for the certificate parser. */
export function observeTls(
  facts: TlsFacts,
  session: Session,
  catalog: Catalog,
  address: string | undefined,
  type: 'tls' | 'quic' | 'dtls' = 'tls',
): { observations: Observation[]; artifacts: Artifact[] } {
  const { target } = session;
  const asset = protocolOf(facts, catalog, type);
  const leaves = facts.chains.flatMap(({ certificates }) => certificates.slice(0, 1));
  const exposure = exposureOf(target, address);
  const forwardSecrecy = forwardSecrecyOf(facts);
  const unknown = unknownsOf(facts, catalog);
  const protocol: Observation = {
    asset,
    evidence: {
      location: locationOf(target),
      technique: 'handshake',
      confidence: 1,
      symbol: target.scheme.starttls ? `${target.scheme.starttls} STARTTLS` : type.toUpperCase(),
      excerpt: summary(facts, catalog, asset),
    },
    usage: {
      purpose: 'transport',
      role: 'agree',
      context: 'production',
      agility: 'configuration',
      ...(exposure ? { exposure } : {}),
      ...(forwardSecrecy === undefined ? {} : { forwardSecrecy }),
      ...(unknown.length > 0 ? { unknown } : {}),
    },
    references: leaves.map(certificateReference),
    facts: recordedFacts(facts, catalog),
    details: { ...detailsOf(facts, catalog), ...labelDetails(target), connections: session.connections },
  };
  return {
    observations: [protocol, ...algorithmObservations(algorithmsOf(facts, catalog), protocol, catalog)],
    artifacts: artifactsOf(facts, target.url),
  };
}

function protocolOf(facts: TlsFacts, catalog: Catalog, type: 'tls' | 'quic' | 'dtls'): ProtocolAsset {
  const versions = VERSION_ORDER.filter((name) => isSupported(facts.versions.get(name)));
  const order = orderedGroups(facts);
  const groups = order.map((code) => groupName(catalog, code));
  const { browser } = facts;
  const preferredGroup = browser.state === 'supported' ? browser.value : order[0];
  const older = versions.some((name) => name !== 'TLSv1.3' && name !== 'DTLSv1.3');
  const only12 = ['TLSv1.3', 'DTLSv1.3'].some((name) => facts.versions.get(name)?.state === 'not-supported');
  const classical12 = only12 && facts.ecdhe.state === 'supported' ? [groupName(catalog, facts.ecdhe.value)] : [];
  const names = [...groups, ...classical12];
  const derived = keyEstablishmentOf(
    names,
    (name) => catalog.group(name)?.algorithm,
    catalog,
    isPostQuantum(catalog, preferredGroup),
    older,
  );
  return observedProtocol({
    type,
    versions,
    cipherSuites: [...new Set(VERSION_ORDER.flatMap((name) => facts.suites.get(name) ?? []))].map((code) =>
      suiteName(catalog, code),
    ),
    groups: names,
    signatureSchemes: [...facts.schemes].map((code) => schemeName(catalog, code)),
    // RSA key transport and DHE are classical too, and all there is before TLS 1.3.
    keyEstablishment: only12 && derived === 'unknown' ? 'classical-only' : derived,
  });
}

/** Preferred first; supported ones whose place is not known at the end. */
function orderedGroups(facts: TlsFacts): number[] {
  const supported = [...facts.groups].filter(([, fact]) => isSupported(fact)).map(([code]) => code);
  return [
    ...facts.order.filter((code) => supported.includes(code)),
    ...supported.filter((code) => !facts.order.includes(code)),
  ];
}

function detailsOf(facts: TlsFacts, catalog: Catalog): Record<string, string | number | boolean> {
  const order = orderedGroups(facts);
  const negotiated = (fact: Fact<number>) =>
    fact.state === 'supported' ? groupName(catalog, fact.value) : factText(fact);
  const hybrid = order.find((code) => isPostQuantum(catalog, code));
  return {
    browserNegotiates: negotiated(facts.browser),
    ...(order[0] === undefined ? {} : { preferredGroup: groupName(catalog, order[0]) }),
    ...(hybrid === undefined ? {} : { supportedPostQuantumGroup: groupName(catalog, hybrid) }),
    ...(facts.preference ? { groupPreference: facts.preference } : {}),
    largeHello: factText(facts.largeHello),
    tls12Curve: negotiated(facts.ecdhe),
    ...(facts.dhe.state === 'supported' ? { dhBits: facts.dhe.value } : { dhe: factText(facts.dhe) }),
    staticRsa: factText(facts.staticRsa),
    ...featureDetails(facts),
    ...(prefersClassical(facts, catalog) ? { prefersClassical: true } : {}),
    // OpenSSL 3.5.0-3.5.5, 3.6.0-3.6.1: a list that uses DEFAULT loses its tuples, and the hybrid its place.
    ...(facts.skipsHybrid ? { indication: 'CVE-2026-2673' } : {}),
    suitesComplete: facts.allSuites.size > 0,
  };
}

/** Names of features in `details`, which rules of policies test. */
const FEATURE_DETAILS: Partial<Readonly<Record<Feature, string>>> = {
  ALPN: 'alpn',
  'OCSP staple': 'ocspStaple',
  'certificate timestamps': 'certificateTimestamps',
  'client certificate asked for': 'clientCertificate',
  'session ticket': 'sessionTicket',
  'extended master secret': 'extendedMasterSecret',
  'secure renegotiation': 'secureRenegotiation',
  compression: 'compression',
  'early data': 'earlyData',
  'resumption in TLS 1.3': 'resumption',
  'hello without server name': 'withoutServerName',
};

function featureDetails(facts: TlsFacts): Record<string, string | number | boolean> {
  const entries = [...facts.features].flatMap(([feature, fact]) => {
    const key = FEATURE_DETAILS[feature];
    if (!key || fact.state === 'unknown' || fact.state === 'not-applicable') return [];
    return [[key, fact.state === 'supported' ? fact.value : false] as const];
  });
  return Object.fromEntries(entries);
}

/** The server knows a hybrid, was offered it with a share, and took something else. */
function prefersClassical(facts: TlsFacts, catalog: Catalog): boolean {
  const knows = orderedGroups(facts).some((code) => code === 0x11ec);
  return knows && facts.browser.state === 'supported' && !isPostQuantum(catalog, facts.browser.value);
}

function forwardSecrecyOf(facts: TlsFacts): boolean | undefined {
  const ephemeral = [facts.versions.get('TLSv1.3'), facts.ecdhe, facts.dhe].some((fact) => isSupported(fact));
  if (isSupported(facts.staticRsa)) return ephemeral ? undefined : false;
  return ephemeral && facts.staticRsa.state !== 'unknown' ? true : undefined;
}

function unknownsOf(facts: TlsFacts, catalog: Catalog) {
  const unknown: { what: string; why: string }[] = [...facts.missing];
  for (const [version, fact] of facts.versions)
    if (fact.state === 'unknown') unknown.push({ what: version, why: fact.why });
  const groups = [...facts.groups].filter(([, fact]) => fact.state === 'unknown');
  const [first] = groups;
  if (first && first[1].state === 'unknown' && !facts.missing.some(({ what }) => what.includes('group'))) {
    const names = groups.slice(0, 6).map(([code]) => groupName(catalog, code));
    unknown.push({ what: `groups ${names.join(', ')}${groups.length > 6 ? ' ...' : ''}`, why: first[1].why });
  }
  return unknown;
}

function algorithmsOf(facts: TlsFacts, catalog: Catalog) {
  const groups = orderedGroups(facts).flatMap((code) => catalog.group(code)?.algorithm ?? []);
  const curve = facts.ecdhe.state === 'supported' ? catalog.group(facts.ecdhe.value)?.algorithm : undefined;
  const specs = [...groups, ...(curve ? [curve] : [])].map((spec) => ({ spec, purpose: 'key-establishment' as const }));
  if (facts.dhe.state === 'supported')
    specs.push({ spec: { family: 'dh', size: facts.dhe.value }, purpose: 'key-establishment' });
  if (isSupported(facts.staticRsa))
    specs.push({ spec: { family: 'rsa', padding: 'pkcs1v15' }, purpose: 'key-establishment' });
  return specs;
}

/** Every certificate once, the end entities first. */
function artifactsOf(facts: TlsFacts, url: string): Artifact[] {
  const seen = new Set<string>();
  const artifacts: Artifact[] = [];
  for (const [chain, { certificates }] of facts.chains.entries()) {
    for (const [place, bytes] of certificates.entries()) {
      const id = fingerprint(bytes);
      if (seen.has(id)) continue;
      seen.add(id);
      artifacts.push({ path: `${url}!/chain-${chain + 1}/${place + 1}.der`, bytes, depth: 1, hint: 'certificate' });
    }
  }
  return artifacts;
}

function certificateReference(der: Uint8Array): Reference {
  return { relation: 'uses', by: 'asset', value: `certificate/${fingerprint(der)}` };
}

function fingerprint(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

function summary(facts: TlsFacts, catalog: Catalog, asset: ProtocolAsset): string {
  const browser =
    facts.browser.state === 'supported' ? `; a browser gets ${groupName(catalog, facts.browser.value)}` : '';
  return `${asset.versions.join(', ')}; groups ${asset.groups.join(', ') || 'none seen'}${browser}`.slice(0, 240);
}

function isPostQuantum(catalog: Catalog, code: number | undefined): boolean {
  const group = code === undefined ? undefined : catalog.group(code);
  return group !== undefined && catalog.algorithm(group.algorithm).quantum.startsWith('quantum-safe');
}
