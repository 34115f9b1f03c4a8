import type { Catalog } from '../../../catalog/catalog.js';
import type { AlgorithmSpec } from '../../../catalog/types.js';
import type { EndpointFact, Observation } from '../../../model/index.js';
import { TRANSFORM, type Transform } from '../../../parse/wire/ike/proposal.js';
import { factText, recorded, recordedList, unknown } from '../fact.js';
import { algorithmObservations, exposureOf, labelDetails, locationOf, observedProtocol } from '../observe.js';
import type { Session } from '../session.js';
import type { IkeFacts } from './examine.js';

const LISTS: Readonly<Record<number, string>> = {
  [TRANSFORM.encryption]: 'encryption',
  [TRANSFORM.prf]: 'prf',
  [TRANSFORM.integrity]: 'integrity',
};

/** The facts about an IKEv2 responder in the house's nouns. */
export function observeIke(
  facts: IkeFacts,
  session: Session,
  catalog: Catalog,
  address: string | undefined,
): Observation[] {
  const { target } = session;
  const groupName = (id: number) => catalog.ike('key-exchange', id)?.name ?? `transform 4/${id}`;
  const additional = facts.additional.map(groupName);
  const safe = facts.additional.length > 0 || facts.groups.some((id) => id >= 35 && id <= 37);
  const classicalToo = facts.classicalAlone.state === 'supported';
  const asset = observedProtocol({
    type: 'ike',
    versions: ['IKEv2'],
    cipherSuites: facts.chosen.flatMap((one) => transformName(catalog, one) ?? []),
    groups: [...facts.groups.map(groupName), ...additional],
    signatureSchemes: [],
    keyEstablishment:
      facts.groups.length === 0
        ? 'unknown'
        : !safe
          ? facts.hybrid.state === 'unknown'
            ? 'unknown'
            : 'classical-only'
          : classicalToo
            ? 'quantum-safe-offered'
            : 'quantum-safe',
  });
  const exposure = exposureOf(target, address);
  const protocol: Observation = {
    asset,
    evidence: {
      location: locationOf(target),
      technique: 'handshake',
      confidence: 1,
      symbol: 'IKE_SA_INIT',
      excerpt:
        `groups ${facts.groups.map(groupName).join(', ') || 'none'}; additional ${additional.join(', ') || factText(facts.hybrid)}`.slice(
          0,
          240,
        ),
    },
    usage: {
      purpose: 'transport',
      role: 'agree',
      context: 'production',
      agility: 'configuration',
      forwardSecrecy: true,
      ...(exposure ? { exposure } : {}),
      ...(facts.missing.length > 0 ? { unknown: facts.missing } : {}),
    },
    facts: recordedFacts(facts, groupName),
    details: {
      ...(facts.groups[0] === undefined ? {} : { preferredGroup: groupName(facts.groups[0]) }),
      additionalKeyExchange: facts.additional.length > 0 ? additional.join(', ') : factText(facts.hybrid),
      withoutAdditional: factText(facts.classicalAlone),
      cookies: facts.cookies,
      ...labelDetails(target),
      connections: session.connections,
    },
  };
  const specs: { spec: AlgorithmSpec; purpose: 'key-establishment' }[] = [...facts.groups, ...facts.additional].flatMap(
    (id) => {
      const spec = catalog.ike('key-exchange', id)?.algorithm;
      return spec ? [{ spec, purpose: 'key-establishment' as const }] : [];
    },
  );
  return [protocol, ...algorithmObservations(specs, protocol, catalog)];
}

function recordedFacts(facts: IkeFacts, groupName: (id: number) => string): EndpointFact[] {
  return [
    ...recordedList(
      'group',
      [...facts.asked].map(([id, fact]) => [groupName(id), fact] as const),
    ),
    recorded('additional key exchange', facts.hybrid, facts.additional.map(groupName).join(', ')),
    recorded('without additional key exchange', facts.classicalAlone),
    ...facts.missing.map(({ what, why }) => recorded(what, unknown(why))),
  ];
}

/** `AES-GCM-256-ICV16` for encryption 20 with 256 bits. */
function transformName(catalog: Catalog, { type, id, keyLength }: Transform): string | undefined {
  const list = LISTS[type];
  if (!list) return undefined;
  const point = catalog.ike(list, id);
  if (!point) return `${list} ${id}`;
  if (keyLength === undefined) return point.name;
  const sized = catalog.ike(
    list,
    `${{ 12: 'aes', 13: 'aes', 20: 'aes' }[id] ?? ''}${keyLength}${{ 13: 'ctr', 20: 'gcm16' }[id] ?? ''}`,
  );
  return sized?.name ?? `${point.name}-${keyLength}`;
}
