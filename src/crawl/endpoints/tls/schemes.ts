import { notSupported, supported, unknown } from '../fact.js';
import type { Session } from '../session.js';
import { readableGroup } from './certificates.js';
import type { TlsFacts } from './facts.js';
import { handshake13 } from './handshake.js';
import type { Offers } from './offers.js';
import { isRefusal } from './refusal.js';

/** Every scheme with which the server signs in TLS 1.3: the one that it used is taken out, until it refuses. */
export async function askSchemes({
  session,
  offers,
  facts,
}: {
  readonly session: Session;
  readonly offers: Offers;
  readonly facts: TlsFacts;
}): Promise<void> {
  const group = readableGroup(facts);
  if (group === undefined) return;
  const named = session.serverName ? { serverName: session.serverName } : {};
  let left = [...offers.schemes];
  while (left.length > 0 && session.left > 0) {
    const result = await handshake13(session, { groups: [group], schemes: left, ...named }, group);
    if (result.kind === 'done' && result.scheme !== undefined && left.includes(result.scheme)) {
      const { scheme } = result;
      facts.acceptedSchemes.set(scheme, supported(true, `CertificateVerify ${scheme.toString(16).padStart(4, '0')}`));
      facts.schemes.add(scheme);
      left = left.filter((one) => one !== scheme);
      continue;
    }
    const fact = isRefusal(result) && 'evidence' in result ? notSupported(result.evidence) : unknown('not followed');
    for (const one of left) facts.acceptedSchemes.set(one, fact);
    return;
  }
  for (const one of left) facts.acceptedSchemes.set(one, unknown('connection budget used up'));
}
