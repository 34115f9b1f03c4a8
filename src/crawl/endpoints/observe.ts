import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../catalog/types.js';
import type { EndpointLocation, Observation, ProtocolAsset, Usage } from '../../model/index.js';
import type { Session } from './session.js';
import { type EndpointTarget, isPrivateAddress } from './target.js';

const TITLES: Partial<Readonly<Record<ProtocolAsset['type'], string>>> = {
  tls: 'TLS',
  ssh: 'SSH',
  ike: 'IKE',
  quic: 'QUIC',
  dtls: 'DTLS',
  wireguard: 'WireGuard',
  openvpn: 'OpenVPN',
};

/** The asset of a parameter set that was observed: equal parameters, equal id. */
export function observedProtocol(
  parts: Omit<ProtocolAsset, 'kind' | 'id' | 'name' | 'side' | 'groupsFrom'>,
): ProtocolAsset {
  const rest = { ...parts, side: 'server', groupsFrom: parts.groups.length > 0 ? 'observed' : 'unknown' } as const;
  const hash = createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 16);
  const versions = parts.versions.map((one) => one.replace(/^(TLSv|DTLSv|SSH-|IKEv)/, '')).join(', ');
  const name = [TITLES[parts.type] ?? parts.type.toUpperCase(), versions, 'server'].filter(Boolean).join(' ');
  return { kind: 'protocol', id: `protocol/${parts.type}/${hash}`, name, ...rest };
}

/**
 * What the groups of an endpoint amount to.
 * @param names canonical group names, preferred first
 * @param specOf what a name stands for
 * @param preferred the server (or what a browser gets) takes a post-quantum group first
 */
export function keyEstablishmentOf(
  names: readonly string[],
  specOf: (name: string) => AlgorithmSpec | undefined,
  catalog: Catalog,
  preferred: boolean,
  olderVersions: boolean,
): ProtocolAsset['keyEstablishment'] {
  const safe = names.map((name) => {
    const spec = specOf(name);
    return spec ? catalog.algorithm(spec).quantum.startsWith('quantum-safe') : false;
  });
  if (names.length === 0) return 'unknown';
  if (!safe.includes(true)) return 'classical-only';
  if (!safe.includes(false) && !olderVersions) return 'quantum-safe';
  return preferred ? 'quantum-safe-preferred' : 'quantum-safe-offered';
}

export function locationOf(target: EndpointTarget): EndpointLocation {
  const { url, declaredAt } = target;
  return { type: 'endpoint', endpoint: url, ...(declaredAt ? { declaredAt } : {}) };
}

/** Who can record the traffic: as the owner says, else by the address. */
export function exposureOf(target: EndpointTarget, address: string | undefined): Usage['exposure'] {
  if (target.labels?.exposure) return target.labels.exposure;
  if (!address) return undefined;
  return isPrivateAddress(address) ? 'internal' : 'internet';
}

/** Observations of the algorithms an observed protocol is made of: inventoried, judged through the protocol. */
export function algorithmObservations(
  specs: readonly { readonly spec: AlgorithmSpec; readonly purpose: Usage['purpose'] }[],
  owner: Observation,
  catalog: Catalog,
): Observation[] {
  const seen = new Set<string>();
  const observations: Observation[] = [];
  for (const { spec, purpose } of specs) {
    const asset = catalog.algorithm(spec);
    if (seen.has(asset.id)) continue;
    seen.add(asset.id);
    const { exposure } = owner.usage;
    observations.push({
      asset,
      evidence: owner.evidence,
      usage: {
        purpose,
        role: 'other',
        context: 'production',
        agility: 'configuration',
        ...(exposure ? { exposure } : {}),
      },
      partOf: owner.asset.id,
    });
  }
  return observations;
}

/** Labels of the targets file as details. */
export function labelDetails(target: EndpointTarget): Record<string, string> {
  const { owner, dataClass } = target.labels ?? {};
  return { ...(owner ? { owner } : {}), ...(dataClass ? { dataClass } : {}) };
}

/** A protocol that is there, of which nothing more can be told. */
export function observePresence(type: ProtocolAsset['type'], session: Session): Observation {
  const asset = observedProtocol({
    type,
    versions: [],
    cipherSuites: [],
    groups: [],
    signatureSchemes: [],
    keyEstablishment: 'unknown',
  });
  return {
    asset,
    evidence: { location: locationOf(session.target), technique: 'handshake', confidence: 1 },
    usage: { purpose: 'transport', role: 'agree', context: 'production', agility: 'configuration' },
    details: labelDetails(session.target),
  };
}
