import type { Catalog } from '../../../catalog/catalog.js';
import { VERSION } from '../../../parse/wire/tls/constants.js';
import { notApplicable, notSupported, unknown } from '../fact.js';
import { EndpointFailure } from '../failure.js';
import type { Session } from '../session.js';
import { askAsBrowser } from './browser.js';
import { readableGroup, readEncrypted, readOtherCertificates } from './certificates.js';
import type { Answer } from './exchange.js';
import { isSupported, noFacts, type TlsFacts } from './facts.js';
import { askPostQuantumOnly, askPreference, checkServerList, eliminateGroups, selectGroup } from './groups.js';
import type { Offers } from './offers.js';
import { askOlderVersions, askSslv2, askTls12 } from './older-versions.js';
import { isRefusal, refusesVersion } from './refusal.js';
import { askResumption } from './resumption.js';
import { askSchemes } from './schemes.js';
import { askEverySuite, askWithoutName } from './suites.js';

/** Connections for TLS 1.2 and older: one flight, DHE, RSA, TLS 1.1, 1.0, SSLv3. What they leave goes to the rest. */
const OLDER = 6;
const P256 = 23;

/**
 * Examines a TLS endpoint to the depth of the session, within its budget.
 * @throws EndpointFailure when nothing at all was learnt
 */
export async function examineTls(session: Session, offers: Offers, catalog: Catalog): Promise<TlsFacts> {
  const facts = noFacts();
  if (session.settings.depth === 'groups') {
    const answer = await askPostQuantumOnly(session, offers, facts);
    if (!facts.answered) await onlyWhetherTls(answer, facts);
    return facts;
  }
  const first = await askAsBrowser(session, offers, facts);
  if (!facts.answered && first.kind === 'failed') throw new EndpointFailure(first.reason, first.evidence);
  if (facts.versions.get('TLSv1.3')?.state !== 'not-supported') await askTls13(session, offers, facts, first);
  else noTls13(offers, facts);
  const tools = { session, offers, facts, catalog };
  await askTls12(tools);
  await askOlderVersions(tools, [VERSION.tls11, VERSION.tls10]);
  const group = readableGroup(facts);
  if (facts.chains.length > 0 && group !== undefined) await readOtherCertificates(session, offers, facts, group);
  await askOlderVersions(tools, [VERSION.ssl3]);
  if (facts.browser.state === 'unknown') await askBrowserGroups(session, offers, facts);
  await askPreference(session, offers, facts);
  await askSslv2(tools);
  if (session.settings.depth === 'full') {
    await askEverySuite(tools);
    await askWithoutName(tools);
    await askResumption(tools);
    await askSchemes(tools);
  }
  if (!facts.answered) throw new EndpointFailure('unsupported', `no hello was accepted: ${first.evidence}`);
  return facts;
}

async function askTls13(session: Session, offers: Offers, facts: TlsFacts, first: Answer): Promise<void> {
  const shown = await readEncrypted(session, facts, P256, offers.schemes);
  if (shown.kind === 'done' && shown.serverGroups) {
    await checkServerList(session, offers, facts, shown.serverGroups, OLDER);
  } else if (refusesVersion(shown) && !isSupported(facts.versions.get('TLSv1.3'))) {
    facts.versions.set('TLSv1.3', notSupported(shown.kind === 'alert' ? shown.evidence : ''));
    return noTls13(offers, facts);
  } else {
    await eliminateGroups(session, offers, facts, OLDER - (shown.kind === 'done' ? 1 : 0));
  }
  if (!isSupported(facts.versions.get('TLSv1.3'))) {
    facts.versions.set('TLSv1.3', unknown(`no group was selected: ${first.evidence}`));
    return;
  }
  const group = readableGroup(facts);
  if (group === undefined) {
    facts.missing.push({ what: 'TLS 1.3 certificate', why: 'no key can be made for any group of the server' });
    return;
  }
  if (facts.chains.length === 0) {
    const again = await readEncrypted(session, facts, group, offers.schemes);
    if (again.kind !== 'done') facts.missing.push({ what: 'TLS 1.3 certificate', why: again.evidence });
  }
}

/** Browsers that get no answer have no group in common; said only when the server refuses exactly theirs. */
async function askBrowserGroups(session: Session, offers: Offers, facts: TlsFacts): Promise<void> {
  if (session.left <= 0 || !isSupported(facts.versions.get('TLSv1.3'))) return;
  const answer = await selectGroup(session, offers, [0x11ec, 0x1d, 0x17, 0x18]);
  if (isRefusal(answer)) facts.browser = notSupported(answer.evidence);
}

function noTls13(offers: Offers, facts: TlsFacts): void {
  for (const group of offers.groups) facts.groups.set(group, notApplicable('no TLS 1.3'));
}

/** At depth `groups`: a refusal of every group. */
async function onlyWhetherTls(answer: Answer, facts: TlsFacts): Promise<void> {
  if (answer.kind === 'failed') throw new EndpointFailure(answer.reason, answer.evidence);
  if (!refusesVersion(answer)) {
    facts.missing.push({ what: 'key-exchange groups', why: `every group was refused: ${answer.evidence}` });
    return;
  }
  facts.versions.set('TLSv1.3', notSupported(answer.evidence));
  for (const group of facts.groups.keys()) facts.groups.set(group, notApplicable('no TLS 1.3'));
}
