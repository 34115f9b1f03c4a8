import type { DeclaredPathway, Medium, Occurrence, ProtocolAsset } from '../model/index.js';
import type { PathwayInput } from './pathways.js';

/** What the words near a configuration say about the path. The first that fits names it. */
const KINDS: readonly { readonly words: RegExp; readonly name: string }[] = [
  { words: /\breplica|replication|\bstandby|primary_conninfo|galera/i, name: 'replication' },
  { words: /backup|restic|borg|rsync|snapshot|archive/i, name: 'backup' },
  { words: /saml|oidc|oauth|ldap|keycloak|\bidentity|(?<![a-z])sso(?![a-z])|kerberos/i, name: 'identity traffic' },
  { words: /cosign|sigstore|codesign|code-sign|release-sign/i, name: 'code signing' },
  { words: /research|r&d|\blab\b|simulation/i, name: 'research' },
  { words: /\bexecutives?\b|boardroom|board-of-directors/i, name: 'executive traffic' },
];

/** Tunnels, administration and what else the configurations show as a way between two places. One for each kind and component. */
export function drawnPathways({ inventory, findings, lifespans }: PathwayInput): readonly DeclaredPathway[] {
  const assets = new Map(
    inventory.assets.flatMap((asset) => (asset.kind === 'protocol' ? [[asset.id, asset] as const] : [])),
  );
  const findingOf = new Map(findings.map((finding) => [finding.occurrence, finding]));
  const paths = new Map<string, DeclaredPathway>();
  inventory.occurrences.forEach((occurrence, index) => {
    const asset = assets.get(occurrence.asset);
    if (!asset || occurrence.partOf !== undefined || occurrence.usage.context !== 'production') return;
    const name = kindOf(asset, occurrence);
    if (!name) return;
    const component = occurrence.usage.component ?? '.';
    const id = `${name.replaceAll(' ', '-')}@${component}`;
    if (paths.has(id)) return;
    const finding = findingOf.get(index);
    const lifespan = finding ? lifespans[finding.id] : undefined;
    paths.set(id, {
      id,
      name: `${name[0]!.toUpperCase()}${name.slice(1)} (${component})`,
      from: component,
      to: peerOf(occurrence),
      medium: mediumOf(lifespan?.exposure),
      ...(lifespan && lifespan.dataClasses.length > 0 ? { data: lifespan.dataClasses } : {}),
      ...(asset.keyEstablishment === 'quantum-safe-preferred' || asset.keyEstablishment === 'quantum-safe'
        ? { reason: 'already quantum-safe as configured' }
        : {}),
    });
  });
  return [...paths.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function kindOf(asset: ProtocolAsset, { evidence, usage }: Occurrence): string | undefined {
  if (asset.type === 'ike' || asset.type === 'ipsec' || asset.type === 'wireguard' || asset.type === 'openvpn')
    return 'inter-site VPN';
  const place = evidence.location.type === 'file' ? evidence.location.path : evidence.location.endpoint;
  const words = [place, evidence.scope, evidence.excerpt, ...(usage.hints ?? [])].filter(Boolean).join(' ');
  const kind = KINDS.find((one) => one.words.test(words));
  if (kind) return kind.name;
  return asset.type === 'ssh' && asset.side !== 'client' ? 'administration' : undefined;
}

function peerOf({ usage, evidence }: Occurrence): string {
  return usage.hints?.[0] ?? evidence.scope ?? 'the other end';
}

function mediumOf(exposure: string | undefined): Medium {
  return exposure === 'internal' ? 'leased-line' : 'internet';
}
