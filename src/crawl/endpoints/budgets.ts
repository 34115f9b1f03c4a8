import type { Starttls, WireProtocol } from './schemes.js';

/** How much is asked of an endpoint. `groups`: post-quantum groups only, for fleets. */
export type Depth = 'groups' | 'default' | 'full';

type Budget = Readonly<Record<Depth, number>>;

/** Connections (datagram exchanges for UDP) that one target may cost. */
const BY_PROTOCOL: Readonly<Record<WireProtocol, Budget>> = {
  tls: { groups: 4, default: 15, full: 60 },
  // OpenSSH >= 9.8 refuses a source after 17 unauthenticated connections (PerSourcePenalties noauth:1 min:15).
  ssh: { groups: 1, default: 8, full: 8 },
  ike: { groups: 12, default: 40, full: 60 },
  quic: { groups: 4, default: 15, full: 30 },
  dtls: { groups: 2, default: 2, full: 2 },
  wireguard: { groups: 1, default: 1, full: 1 },
  openvpn: { groups: 2, default: 4, full: 4 },
};

/** Servers that count aborted handshakes against the source. */
const BY_STARTTLS: Partial<Readonly<Record<Starttls, Budget>>> = {
  // max_connect_errors, default 100: then the host is blocked until FLUSH HOSTS (seen with MariaDB; MySQL alike).
  mysql: { groups: 3, default: 10, full: 10 },
};

export function budgetOf(protocol: WireProtocol, starttls: Starttls | undefined, depth: Depth): number {
  return (starttls && BY_STARTTLS[starttls]?.[depth]) ?? BY_PROTOCOL[protocol][depth];
}

/** Half-open IKE SAs that one target may be left with: strongSwan turns to cookies after a few. */
export const IKE_HALF_OPEN = 3;

/** Milliseconds to the greeting where servers delay it on purpose (postscreen, tarpits). */
export const SLOW_GREETING = 30_000;
