import type { Artifact, Observation } from '../../model/index.js';
import type { WireProtocol } from './schemes.js';
import type { Session } from './session.js';
import { examineTls } from './tls/examine.js';
import { observeTls } from './tls/observe.js';
import type { Offers } from './tls/offers.js';

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
    const address = session.settings.proxy ? undefined : await session.address();
    return { ...observeTls(facts, session, catalog, address), missing: facts.missing };
  },
  ssh: notYet,
  ike: notYet,
  quic: notYet,
  dtls: notYet,
  wireguard: notYet,
  openvpn: notYet,
};

async function notYet(): Promise<never> {
  throw new Error('not built');
}
