import { equalBytes } from '../../../parse/wire/bytes.js';
import { supported } from '../fact.js';
import type { Session } from '../session.js';
import { type Chain, isSupported, noteSuite, type TlsFacts } from './facts.js';
import { noteHandshake } from './features.js';
import { type Handshake13Result, handshake13 } from './handshake.js';
import { COMPUTABLE_GROUPS } from './key-agreement.js';
import type { Offers } from './offers.js';
import { isRefusal } from './refusal.js';

/** A TLS 1.3 handshake with one group, for what is encrypted. What it shows goes into the facts. */
export async function readEncrypted(
  session: Session,
  facts: TlsFacts,
  group: number,
  schemes: readonly number[],
): Promise<Handshake13Result> {
  const { serverName } = session;
  const { alpn } = session.target.scheme;
  const ask = { groups: [group], schemes, status: true, ...(serverName ? { serverName } : {}) };
  let result = await handshake13(session, alpn ? { ...ask, alpn } : ask, group);
  const unlikely = result.kind === 'alert' && result.code === 120; // no_application_protocol
  if (unlikely && session.left > 0) result = await handshake13(session, ask, group);
  if (result.kind !== 'done') return result;
  facts.answered = true;
  facts.versions.set('TLSv1.3', supported(true, 'handshake'));
  if (!isSupported(facts.groups.get(group))) facts.groups.set(group, supported(true, 'handshake'));
  noteSuite(facts, 'TLSv1.3', result.suite);
  if (result.scheme !== undefined) facts.schemes.add(result.scheme);
  noteHandshake(facts, result, alpn !== undefined);
  addChain(facts, {
    certificates: result.chain,
    version: 'TLSv1.3',
    ...(result.scheme === undefined ? {} : { scheme: result.scheme }),
  });
  return result;
}

/** The first of the groups that the server has, for which a key can be made. */
export function readableGroup(facts: TlsFacts): number | undefined {
  return COMPUTABLE_GROUPS.find((group) => isSupported(facts.groups.get(group)));
}

/**
 * A certificate of every key type: the schemes of the type that was shown are taken out, until the server refuses.
 */
export async function readOtherCertificates(
  session: Session,
  offers: Offers,
  facts: TlsFacts,
  group: number,
): Promise<void> {
  const shown = new Set([...facts.schemes].map(schemeFamily));
  while (session.left > 0) {
    const schemes = offers.schemes.filter((scheme) => !shown.has(schemeFamily(scheme)));
    if (schemes.length === 0) return;
    const result = await readEncrypted(session, facts, group, schemes);
    if (result.kind === 'done' && result.scheme !== undefined) {
      const family = schemeFamily(result.scheme);
      if (shown.has(family)) return; // the server does not care what was asked for
      shown.add(family);
      continue;
    }
    if (!isRefusal(result)) {
      const why = result.kind === 'done' ? 'no CertificateVerify' : result.evidence;
      facts.missing.push({ what: 'certificates of further key types', why });
    }
    return;
  }
  facts.missing.push({ what: 'certificates of further key types', why: 'connection budget used up' });
}

/** Key type that a scheme needs. */
export function schemeFamily(scheme: number): string {
  if (scheme >= 0x0904 && scheme <= 0x0906) return 'ML-DSA';
  if (scheme >= 0x0911 && scheme <= 0x091c) return 'SLH-DSA';
  if (scheme === 0x0807 || scheme === 0x0808) return 'EdDSA';
  if (scheme === 0x0708) return 'SM2';
  if ((scheme >= 0x0804 && scheme <= 0x0806) || (scheme & 0xff) === 1 || (scheme & 0xff) === 0x20) return 'RSA';
  if (scheme >= 0x0809 && scheme <= 0x080b) return 'RSA-PSS';
  if ((scheme >= 0x081a && scheme <= 0x081c) || (scheme & 0xff) === 3) return 'ECDSA';
  return (scheme & 0xff) === 2 ? 'DSA' : `scheme ${scheme}`;
}

/** Adds a chain unless its end entity is there already. */
export function addChain(facts: TlsFacts, chain: Chain): void {
  const [leaf] = chain.certificates;
  if (!leaf) return;
  const known = facts.chains.some(({ certificates }) => certificates[0] && equalBytes(certificates[0], leaf));
  if (!known) facts.chains.push(chain);
}
