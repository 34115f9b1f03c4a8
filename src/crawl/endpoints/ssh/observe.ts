import type { Catalog } from '../../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../../catalog/types.js';
import type { Artifact, EndpointFact, Observation } from '../../../model/index.js';
import { ascii, hex } from '../../../parse/wire/bytes.js';
import { recorded, supported, unknown } from '../fact.js';
import {
  algorithmObservations,
  exposureOf,
  keyEstablishmentOf,
  labelDetails,
  locationOf,
  observedProtocol,
} from '../observe.js';
import type { Session } from '../session.js';
import { methodsOf, type SshFacts } from './examine.js';

/** The facts about an SSH server in the house's nouns; host keys as lines for the parser of OpenSSH keys. */
export function observeSsh(
  facts: SshFacts,
  session: Session,
  catalog: Catalog,
  address: string | undefined,
): { observations: Observation[]; artifacts: Artifact[] } {
  const { target } = session;
  const { offer } = facts;
  const methods = methodsOf(offer);
  const specOf = (name: string) => sshSpec(catalog, 'kex', name);
  const first = methods[0] === undefined ? undefined : specOf(methods[0]);
  const preferred = first !== undefined && catalog.algorithm(first).quantum.startsWith('quantum-safe');
  const asset = observedProtocol({
    type: 'ssh',
    versions: [facts.banner.startsWith('SSH-1.99') ? 'SSH-1.99' : 'SSH-2'],
    cipherSuites: [...new Set([...offer.ciphersToClient, ...offer.macsToClient])],
    groups: methods,
    signatureSchemes: offer.hostKeys,
    keyEstablishment: keyEstablishmentOf(methods, specOf, catalog, preferred, false),
  });
  const exposure = exposureOf(target, address);
  const unknownNames = methods.filter((name) => !specOf(name));
  const unknown = [...facts.missing, ...unknownNames.map((what) => ({ what, why: 'no such name in the catalogue' }))];
  const protocol: Observation = {
    asset,
    evidence: {
      location: locationOf(target),
      technique: 'handshake',
      confidence: 1,
      symbol: facts.banner,
      excerpt: `KEX ${methods.join(', ')}`.slice(0, 240),
    },
    usage: {
      purpose: 'transport',
      role: 'agree',
      context: 'production',
      agility: 'configuration',
      forwardSecrecy: !methods.every((name) => name.startsWith('rsa')),
      ...(exposure ? { exposure } : {}),
      ...(unknown.length > 0 ? { unknown } : {}),
    },
    facts: recordedFacts(facts, methods),
    details: {
      product: facts.banner.replace(/^SSH-[\d.]+-/, ''),
      // The client's list decides (RFC 4253 section 7.1); the server's order says what it was configured to like.
      preferredGroup: methods[0] ?? '',
      groupPreference: 'client',
      hostKeys: facts.hostKeys.map(({ type }) => type).join(', '),
      ...labelDetails(target),
      connections: session.connections,
    },
  };
  const specs = [
    ...methods.map((name) => ({ spec: specOf(name), purpose: 'key-establishment' as const })),
    ...offer.ciphersToClient.map((name) => ({ spec: catalog.ssh('cipher', name), purpose: 'encryption' as const })),
  ].filter(
    (one): one is { spec: AlgorithmSpec; purpose: 'key-establishment' | 'encryption' } => one.spec !== undefined,
  );
  return {
    observations: [protocol, ...algorithmObservations(specs, protocol, catalog)],
    artifacts: facts.hostKeys.map(({ type, blob }, index) => ({
      path: `${target.url}!/host-key-${index + 1}.pub`,
      bytes: ascii(`${type} ${Buffer.from(blob).toString('base64')}\n`),
      depth: 1,
      hint: 'ssh-public-key',
    })),
  };
}

/** Names of extensions that stand among the methods are none; a host key that was listed and not shown is unknown. */
function recordedFacts({ offer, hostKeys, missing }: SshFacts, methods: readonly string[]): EndpointFact[] {
  const listed = (about: string, names: readonly string[]) =>
    names.length > 0 ? [{ about, names, state: 'supported' as const, evidence: 'name-list of KEXINIT' }] : [];
  return [
    ...listed('key exchange method', methods),
    ...listed('cipher', offer.ciphersToClient),
    ...listed('MAC', offer.macsToClient),
    ...hostKeys.map(({ type, blob }) => recorded('host key', supported(true, `K_S ${hex(blob, 24)}`), type)),
    ...missing.map(({ what, why }) => recorded(what, unknown(why))),
  ];
}

/** GSSAPI names end with the mechanism's hash (RFC 4462 section 2). */
function sshSpec(catalog: Catalog, list: string, name: string): AlgorithmSpec | undefined {
  return catalog.ssh(list, name) ?? catalog.ssh(list, name.replace(/^(gss-.*-)[A-Za-z0-9+/]{22}==$/, '$1'));
}
