import type { Catalog } from '../../../catalog/catalog.js';
import type { ProtocolAsset, QuantumStatus } from '../../../model/index.js';

type Verdict = ProtocolAsset['keyEstablishment'];
/** `optional`: post-quantum, but the peer may decline it. */
type Strength = 'safe' | 'optional' | 'vulnerable' | 'unknown';

/**
 * Does any, or the preferred, key establishment of the lists resist a quantum computer?
 * TLS below 1.3 has no post-quantum group (RFC 8446 section 4.2.7), so such a list is classical whatever it names.
 */
export function keyEstablishmentOf(
  type: ProtocolAsset['type'],
  versions: readonly string[],
  groups: readonly string[],
  proposals: readonly (readonly string[])[],
  catalog: Catalog,
): Verdict {
  if ((type === 'tls' || type === 'quic') && versions.length > 0 && !versions.includes('TLSv1.3'))
    return 'classical-only';
  if (proposals.length > 0) return overall(proposals.map((one) => proposalStrength(one, catalog)));
  if (groups.length === 0) return 'unknown';
  const verdict = overall(groups.map((one) => groupStrength(type, one, catalog)));
  const older = versions.some((one) => one !== 'TLSv1.3');
  return verdict === 'quantum-safe' && type === 'tls' && older ? 'quantum-safe-preferred' : verdict;
}

function overall(strengths: readonly Strength[]): Verdict {
  if (strengths.every((one) => one === 'safe')) return 'quantum-safe';
  if (strengths[0] === 'safe') return 'quantum-safe-preferred';
  if (strengths.includes('safe') || strengths.includes('optional')) return 'quantum-safe-offered';
  return strengths.includes('unknown') ? 'unknown' : 'classical-only';
}

/** One proposal is safe when a post-quantum exchange is in it that cannot be declined (`keN_none`, RFC 9370). */
function proposalStrength(proposal: readonly string[], catalog: Catalog): Strength {
  const rounds = new Map<string, Strength[]>();
  for (const name of proposal) {
    const round = /^ke\d_/.exec(name)?.[0] ?? '';
    const strength = /none$/i.test(name) ? 'vulnerable' : groupStrength('ike', name.slice(round.length), catalog);
    rounds.set(round, [...(rounds.get(round) ?? []), strength]);
  }
  const all = [...rounds.values()];
  if (all.some((round) => round.every((one) => one === 'safe'))) return 'safe';
  if (all.flat().includes('safe')) return 'optional';
  return all.flat().includes('unknown') ? 'unknown' : 'vulnerable';
}

function groupStrength(type: ProtocolAsset['type'], name: string, catalog: Catalog): Strength {
  const bare = name.replace(/^ke\d_/, '');
  const spec =
    type === 'ssh'
      ? catalog.ssh('kex', bare)
      : type === 'ike' || type === 'ipsec'
        ? catalog.ike('key-exchange', bare)?.algorithm
        : catalog.group(bare)?.algorithm;
  const status = spec ? catalog.algorithm(spec).quantum : catalog.named(bare)?.quantum;
  return status ? fromStatus(status) : catalog.curve(bare) ? 'vulnerable' : fallback(bare);
}

function fromStatus(status: QuantumStatus): Strength {
  if (status === 'quantum-vulnerable') return 'vulnerable';
  return status === 'quantum-safe' || status === 'quantum-safe-hybrid' || status === 'quantum-safe-not-standardised'
    ? 'safe'
    : 'unknown';
}

/** Names with a number that catalogues leave out: every classical one is built like these. */
function fallback(name: string): Strength {
  return /^(?:modp|ffdhe|ecp|dh|ecdh-|diffie-hellman-|group)/i.test(name) ? 'vulnerable' : 'unknown';
}
