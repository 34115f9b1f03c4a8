import { createHash } from 'node:crypto';
import type { Observation, ProtocolAsset } from '../../../model/index.js';
import type { Setting } from '../tree.js';
import { TLS_VERSIONS } from '../values/tls-versions.js';
import type { FileContext } from './context.js';
import { evidence, excerptOf, placeOf } from './evidence.js';
import { exposureOf } from './exposure.js';
import { fileReferences } from './files.js';
import { keyEstablishmentOf } from './key-establishment.js';
import type { Lookup } from './lookup.js';
import { readList } from './values.js';
import { writtenAt } from './written.js';

/** The protocol that one block configures: versions, suites, groups, and what of it is a default. */
export function protocolObservation(lookup: Lookup, context: FileContext): Observation {
  const { find, rules, block } = lookup;
  const type = find.protocol ?? 'other';
  const versions = readList('versions', find.versions, lookup, context, 'common');
  const suites = readList('cipher suites', find.suites, lookup, context);
  const groups = readList('groups', find.groups, lookup, context);
  const schemes = readList('signature schemes', find.schemes, lookup, context);
  const names = [...new Set([...(groups?.names ?? []), ...(suites?.groups ?? [])])];
  const explicit = (groups?.from.length ?? 0) > 0 || (suites?.from.length ? suites.groups.length > 0 : false);
  const proposals = [...(suites?.proposals ?? []), ...(groups?.proposals ?? [])];
  const mixed = mixedSecret(lookup);
  const known = keyEstablishmentOf(type, versions?.names ?? [], names, proposals, context.catalog);
  // A list of which a part is not known may hold anything: it is not called classical.
  const modern = !versions || versions.names.length === 0 || versions.names.includes('TLSv1.3');
  const derived = groups?.unknown.length && known === 'classical-only' && modern ? 'unknown' : known;
  const because = [
    find.because,
    versions?.because,
    suites?.because,
    explicit ? undefined : groups?.because,
    mixed ? `${mixed.name}: a pre-shared key is mixed into the key exchange` : undefined,
  ];
  const asset = protocolAsset({
    type,
    side: find.side ?? 'server',
    versions: [...(versions?.names ?? [])].sort(byAge),
    cipherSuites: suites?.names ?? [],
    groups: names,
    signatureSchemes: schemes?.names ?? [],
    groupsFrom: explicit && names.length > 0 ? 'explicit' : names.length > 0 ? 'product-default' : 'unknown',
    keyEstablishment: mixed ? 'quantum-safe' : derived,
    because: because.filter((one) => one !== undefined).join('; '),
  });
  const files = fileReferences(lookup, context);
  const lists = [groups, suites, versions, schemes].filter((one) => one !== undefined);
  const settings = [...lists.flatMap((one) => one.from), ...files.settings, ...(mixed ? [mixed] : [])];
  const telling = find.at ? lookup.one(find.at) : undefined;
  const place = telling ?? settings[0] ?? placeOf(block);
  const label = find.label ? lookup.one(find.label)?.value : undefined;
  const written = lists.some((one) => one.from.length > 0);
  const unknown = lists.flatMap((one) => one.unknown);
  const confidence = find.confidence ?? (written ? 0.95 : settings.length > 0 || telling ? 0.85 : 0.6);
  return {
    asset,
    evidence: evidence(
      place,
      settings.length > 0 || telling ? 'configuration' : 'product-default',
      confidence,
      context,
      find.material !== undefined,
    ),
    usage: {
      purpose: 'transport',
      role: find.role ?? 'configure',
      context: 'production',
      agility: 'configuration',
      library: rules.title,
      ...(asset.groupsFrom === 'product-default' && groups?.because ? { default: groups.because } : {}),
      ...(unknown.length > 0 ? { unknown } : {}),
      ...(label ? { hints: [label.slice(0, 120)] } : {}),
      ...exposureOf(lookup),
    },
    ...(files.references.length > 0 ? { references: files.references } : {}),
    details: {
      rule: `${rules.product}/${find.id}`,
      product: rules.product,
      directive: place.name || rules.product,
      ...(place.value && place !== block ? { before: excerptOf(place, context) } : {}),
      ...writtenAt({ groups, versions, suites }, context),
      groupsExplicit: explicit,
      ...(groups?.decidedBy && derived === 'unknown' ? { decidedBy: groups.decidedBy } : {}),
    },
  };
}

/** Oldest first; names that are no TLS version keep their place. */
function byAge(a: string, b: string): number {
  return TLS_VERSIONS.indexOf(a as never) - TLS_VERSIONS.indexOf(b as never);
}

/** A pre-shared key that has to be there: one that is only proposed protects nothing from a peer without it. */
function mixedSecret(lookup: Lookup): Setting | undefined {
  const setting = lookup.find.mixedSecret ? lookup.one(lookup.find.mixedSecret) : undefined;
  return setting && /^(?:no|never|propose|false|0|)$/i.test(setting.value) ? undefined : setting;
}

/** The asset of a parameter set: equal parameters, equal id. */
function protocolAsset(parts: Omit<ProtocolAsset, 'kind' | 'id' | 'name'>): ProtocolAsset {
  const { because, ...rest } = parts;
  const hash = createHash('sha256')
    .update(JSON.stringify([rest, because ?? '']))
    .digest('hex')
    .slice(0, 16);
  const versions = parts.versions.map((one) => one.replace(/^TLSv/, '')).join(', ');
  const title =
    {
      tls: 'TLS',
      ssh: 'SSH',
      ike: 'IKE',
      ipsec: 'IPsec',
      dtls: 'DTLS',
      quic: 'QUIC',
      wireguard: 'WireGuard',
      openvpn: 'OpenVPN',
    }[parts.type as string] ?? parts.type.toUpperCase();
  return {
    kind: 'protocol',
    id: `protocol/${parts.type}/${hash}`,
    name: `${title}${versions ? ` ${versions}` : ''} ${parts.side === 'both' ? 'peer' : parts.side}`,
    ...rest,
    ...(because ? { because } : {}),
  };
}
