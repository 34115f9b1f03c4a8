import type { Artifact, Observation } from '../../model/index.js';
import { EndpointFailure } from './failure.js';
import { examineIke } from './ike/examine.js';
import { observeIke } from './ike/observe.js';
import { observePresence } from './observe.js';
import { examineQuic } from './quic/examine.js';
import type { WireProtocol } from './schemes.js';
import type { Session } from './session.js';
import { examineSsh } from './ssh/examine.js';
import { observeSsh } from './ssh/observe.js';
import { examineTls } from './tls/examine.js';
import { observeTls } from './tls/observe.js';
import type { Offers } from './tls/offers.js';
import { examineDtls } from './udp/dtls.js';
import { examineOpenvpn } from './udp/openvpn.js';

/** What a probe of one protocol gives. @throws EndpointFailure when nothing was learnt */
export type Probe = (
  session: Session,
  offers: Offers,
) => Promise<{
  readonly observations: readonly Observation[];
  readonly artifacts: readonly Artifact[];
  /** What was asked and could not be determined. */
  readonly missing: readonly { readonly what: string; readonly why: string }[];
}>;

/** One probe for each protocol. */
export const PROBES: Readonly<Record<WireProtocol, Probe>> = {
  tls: async (session, offers) => {
    const { catalog } = session.settings;
    const facts = await examineTls(session, offers, catalog);
    return { ...observeTls(facts, session, catalog, await addressOf(session)), missing: facts.missing };
  },
  ssh: async (session) => {
    const facts = await examineSsh(session);
    return {
      ...observeSsh(facts, session, session.settings.catalog, await addressOf(session)),
      missing: facts.missing,
    };
  },
  ike: async (session) => {
    const facts = await examineIke(session);
    const observations = observeIke(facts, session, session.settings.catalog, await session.address());
    return { observations, artifacts: [], missing: facts.missing };
  },
  quic: async (session, offers) => {
    const facts = await examineQuic(session, offers);
    return {
      ...observeTls(facts, session, session.settings.catalog, await session.address(), 'quic'),
      missing: facts.missing,
    };
  },
  dtls: async (session, offers) => {
    const facts = await examineDtls(session, offers);
    return {
      ...observeTls(facts, session, session.settings.catalog, await session.address(), 'dtls'),
      missing: facts.missing,
    };
  },
  openvpn: async (session) => {
    await examineOpenvpn(session);
    const why =
      'the TLS of OpenVPN runs inside its own packets, which are not read; name its configuration file instead';
    return {
      observations: [observePresence('openvpn', session)],
      artifacts: [],
      missing: [{ what: 'key exchange', why }],
    };
  },
  wireguard: async () => {
    throw new EndpointFailure(
      'unsupported',
      'WireGuard answers only peers that know its public key, so that nothing can be learnt from outside; scan its configuration file instead',
    );
  },
};

/** Behind a proxy the address is the proxy's business. */
async function addressOf(session: Session): Promise<string | undefined> {
  return session.settings.proxy ? undefined : session.address();
}
