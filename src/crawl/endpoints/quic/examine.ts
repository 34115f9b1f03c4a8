import { ParseError } from '../../../model/index.js';
import { notApplicable, notSupported, supported, unknown } from '../fact.js';
import { EndpointFailure } from '../failure.js';
import type { Session } from '../session.js';
import { addChain, readableGroup } from '../tls/certificates.js';
import { noFacts, noteSuite, type TlsFacts } from '../tls/facts.js';
import { noteHandshake } from '../tls/features.js';
import type { Hello13 } from '../tls/hellos.js';
import { keyAgreement } from '../tls/key-agreement.js';
import type { Offers } from '../tls/offers.js';
import { askQuic, type QuicAnswer } from './exchange.js';

/**
 * A QUIC server: the groups in its order of preference by HelloRetryRequests in Initial packets, then one handshake that
 * is opened for its certificate.
 * @throws EndpointFailure when nothing answered
 */
export async function examineQuic(session: Session, offers: Offers): Promise<TlsFacts> {
  const facts = noFacts();
  await eliminateGroups(session, offers, facts);
  const first = facts.order[0];
  facts.browser =
    first === undefined ? unknown('no group was selected') : supported(first, 'selected out of all groups');
  facts.largeHello = notApplicable('every Initial packet is 1200 bytes; a hybrid share needs two of them');
  facts.ecdhe = facts.dhe = facts.staticRsa = notApplicable('QUIC has TLS 1.3 only');
  if (session.settings.depth !== 'groups') await readCertificate(session, offers, facts);
  return facts;
}

async function eliminateGroups(session: Session, offers: Offers, facts: TlsFacts): Promise<void> {
  const onlyPostQuantum = session.settings.depth === 'groups';
  // One exchange is left for the certificate.
  const keep = onlyPostQuantum ? 0 : 2;
  let left = [...(onlyPostQuantum ? offers.postQuantum : offers.groups)];
  for (;;) {
    const answer = await askQuic(session, hello(session, offers, left));
    const group = selected(answer, left);
    if (group !== undefined) {
      accept(facts, group, answer);
      left = left.filter((one) => one !== group);
      if (left.length > 0 && session.left > keep) continue;
      for (const one of left) facts.groups.set(one, unknown('connection budget used up'));
      if (left.length > 0)
        facts.missing.push({ what: 'further key-exchange groups', why: 'connection budget used up' });
      return;
    }
    return close(session, offers, facts, left, answer);
  }
}

/** A refusal counts where something else was answered: at depth `groups` that may take a question about classical groups. */
async function close(
  session: Session,
  offers: Offers,
  facts: TlsFacts,
  left: readonly number[],
  answer: QuicAnswer,
): Promise<void> {
  const why = answer.kind === 'unknown' ? answer.why : answer.kind === 'refused' ? answer.evidence : 'no group';
  if (!facts.answered && answer.kind === 'unknown') throw new EndpointFailure('timeout', why);
  if (!facts.answered && session.settings.depth === 'groups' && session.left > 0) {
    const control = await askQuic(session, hello(session, offers, offers.classical));
    const group = selected(control, offers.classical);
    if (group !== undefined) accept(facts, group, control);
  }
  if (!facts.answered) throw new EndpointFailure('unsupported', `QUIC answers, and refuses: ${why}`);
  for (const one of left) facts.groups.set(one, answer.kind === 'refused' ? notSupported(why) : unknown(why));
  if (answer.kind === 'unknown') facts.missing.push({ what: 'further key-exchange groups', why });
}

function selected(answer: QuicAnswer, offered: readonly number[]): number | undefined {
  if (answer.kind !== 'hello') return undefined;
  const { group } = answer.hello;
  if (group === undefined || !offered.includes(group))
    throw new ParseError('QUIC: a group was selected that was not offered');
  return group;
}

function accept(facts: TlsFacts, group: number, answer: QuicAnswer): void {
  if (answer.kind !== 'hello') return;
  facts.answered = true;
  facts.order.push(group);
  facts.groups.set(group, supported(true, answer.evidence));
  facts.versions.set('TLSv1.3', supported(true, answer.evidence));
  noteSuite(facts, 'TLSv1.3', answer.hello.suite);
}

async function readCertificate(session: Session, offers: Offers, facts: TlsFacts): Promise<void> {
  const what = 'certificate';
  const group = readableGroup(facts);
  const ours = group === undefined ? undefined : await keyAgreement(group);
  if (group === undefined || !ours) {
    facts.missing.push({ what, why: 'no key can be made for any group of the server' });
    return;
  }
  if (session.left <= 0) return void facts.missing.push({ what, why: 'connection budget used up' });
  const shares = [{ group, share: ours.share }];
  const ask = { ...hello(session, offers, [group]), shares, status: true };
  const answer = await askQuic(session, ask, (share) => ours.secret(share));
  if (answer.kind !== 'hello' || !answer.flight) {
    const why = answer.kind === 'unknown' ? answer.why : answer.kind === 'refused' ? answer.evidence : 'not followed';
    facts.missing.push({ what, why });
    return;
  }
  const { flight } = answer;
  noteSuite(facts, 'TLSv1.3', answer.hello.suite);
  noteHandshake(facts, { ...flight, group, suite: answer.hello.suite }, true);
  const { scheme } = flight;
  if (scheme !== undefined) facts.schemes.add(scheme);
  addChain(facts, { certificates: flight.chain, version: 'TLSv1.3', ...(scheme === undefined ? {} : { scheme }) });
}

function hello(session: Session, offers: Offers, groups: readonly number[]): Hello13 {
  const named = session.serverName ? { serverName: session.serverName } : {};
  return { groups, schemes: offers.schemes, ...named };
}
