import { VERSION } from '../../../parse/wire/tls/constants.js';
import { type Fact, notSupported, supported, unknown } from '../fact.js';
import type { Session } from '../session.js';
import { type Answer, probe } from './exchange.js';
import { isSupported, type TlsFacts } from './facts.js';
import { hello13 } from './hellos.js';
import type { Offers } from './offers.js';
import { isRefusal, refusedFact } from './refusal.js';

/** Asks which of these groups the server selects, with no share at all. */
export async function selectGroup(session: Session, offers: Offers, groups: readonly number[]): Promise<Answer> {
  const { serverName } = session;
  return probe(session, hello13({ groups, schemes: offers.schemes, ...(serverName ? { serverName } : {}) }));
}

/** The group a TLS 1.3 server selected out of those that were offered. */
function selectedGroup(answer: Answer, offered: readonly number[]): number | undefined {
  if (answer.kind !== 'hello' || answer.hello.version !== VERSION.tls13) return undefined;
  const { group } = answer.hello;
  return group !== undefined && offered.includes(group) ? group : undefined;
}

const isFfdhe = (code: number) => code >= 0x0100 && code <= 0x0104;

/**
 * All groups with the server's preference: offers those that are left, takes out the one that is selected, and repeats
 * until the server refuses. One connection more than it has groups. Once it selects FFDHE, the others that are left are
 * asked by themselves: their refusal closes them all, and FFDHE sizes take what remains of the budget.
 * @param keep connections to leave for other questions
 */
export async function eliminateGroups(session: Session, offers: Offers, facts: TlsFacts, keep: number): Promise<void> {
  const pools: number[][] = [[...offers.groups]];
  while (pools.length > 0) {
    let pool: readonly number[] = pools.shift() ?? [];
    while (pool.length > 0) {
      if (session.left <= keep + 1) return leaveOut(session, offers, facts, [pool, ...pools].flat(), keep);
      const answer = await selectGroup(session, offers, pool);
      const group = selectedGroup(answer, pool);
      if (group === undefined) {
        await closeGroups(session, offers, facts, pool, answer);
        break;
      }
      note(facts, group, answer);
      facts.order.push(group);
      facts.selectedFirst ??= group;
      pool = pool.filter((one) => one !== group);
      const others = pool.filter((one) => !isFfdhe(one));
      if (isFfdhe(group) && others.length > 0) {
        pools.push(pool.filter(isFfdhe));
        pool = others;
      }
    }
  }
}

/** The last connection goes to what matters most: is there a post-quantum group that was not reached? */
async function leaveOut(
  session: Session,
  offers: Offers,
  facts: TlsFacts,
  left: readonly number[],
  keep: number,
): Promise<void> {
  const rest = left.filter((group) => offers.postQuantum.includes(group));
  if (rest.length > 0 && session.left > keep) {
    const answer = await selectGroup(session, offers, rest);
    const group = selectedGroup(answer, rest);
    if (group === undefined) for (const one of rest) facts.groups.set(one, refusal(facts, answer));
    else {
      note(facts, group, answer);
      facts.order.push(group);
    }
  }
  for (const one of left)
    if (!facts.groups.has(one)) facts.groups.set(one, unknown(`not reached within ${session.budget} connections`));
  const unreached = left.filter((one) => facts.groups.get(one)?.state === 'unknown' && !isFfdhe(one)).length;
  if (unreached > 0) facts.missing.push({ what: `${unreached} key-exchange groups`, why: 'connection budget used up' });
}

/**
 * The short way where the server told its own list: everything outside it is asked in one question.
 */
export async function checkServerList(
  session: Session,
  offers: Offers,
  facts: TlsFacts,
  list: readonly number[],
  keep: number,
): Promise<void> {
  const known = list.filter((group) => offers.groups.includes(group));
  const evidence = 'supported_groups in EncryptedExtensions';
  for (const group of list) keepBest(facts, group, supported(true, evidence));
  facts.order = [...known];
  let left = offers.groups.filter((group) => !known.includes(group));
  while (left.length > 0 && session.left > keep) {
    const answer = await selectGroup(session, offers, left);
    const group = selectedGroup(answer, left);
    if (group === undefined) {
      await closeGroups(session, offers, facts, left, answer);
      break;
    }
    note(facts, group, answer);
    facts.order.push(group);
    left = left.filter((one) => one !== group);
  }
}

/** Whose order decides, told from what is selected out of all groups in one order and in the other. */
export async function askPreference(session: Session, offers: Offers, facts: TlsFacts): Promise<void> {
  const selected = facts.selectedFirst;
  if (facts.order.length < 2 || session.left < (selected === undefined ? 2 : 1)) return;
  const known = offers.groups.filter((group) => facts.order.includes(group));
  const forward = selected ?? selectedGroup(await selectGroup(session, offers, known), known);
  const reversed = [...known].reverse();
  const backward = selectedGroup(await selectGroup(session, offers, reversed), reversed);
  if (forward === undefined || backward === undefined) return;
  if (forward === backward) facts.preference = 'server';
  else facts.preference = forward === known[0] && backward === reversed[0] ? 'client' : 'mixed';
  const postQuantum = (group: number | undefined) => group !== undefined && offers.postQuantum.includes(group);
  if (postQuantum(facts.order[0]) && !postQuantum(forward)) facts.skipsHybrid = true;
  facts.order = [forward, ...facts.order.filter((group) => group !== forward)];
}

/** Only: is there any post-quantum group? For fleets; a refusal is confirmed by one question that a classical group answers. */
export async function askPostQuantumOnly(session: Session, offers: Offers, facts: TlsFacts): Promise<Answer> {
  let left = [...offers.postQuantum];
  let answer = await selectGroup(session, offers, left);
  for (;;) {
    const group = selectedGroup(answer, left);
    if (group === undefined) break;
    note(facts, group, answer);
    facts.order.push(group);
    left = left.filter((one) => one !== group);
    if (session.left <= 0) {
      for (const one of left) facts.groups.set(one, unknown('not asked at this depth'));
      return answer;
    }
    answer = await selectGroup(session, offers, left);
  }
  if (!facts.answered && isRefusal(answer) && session.left > 0) {
    const control = await selectGroup(session, offers, offers.classical);
    const group = selectedGroup(control, offers.classical);
    if (group === undefined) {
      for (const one of left) facts.groups.set(one, refusal(facts, answer));
      return control;
    }
    note(facts, group, control);
    facts.order.push(group);
  }
  for (const one of left) facts.groups.set(one, refusal(facts, answer));
  return answer;
}

async function closeGroups(
  session: Session,
  offers: Offers,
  facts: TlsFacts,
  left: readonly number[],
  answer: Answer,
): Promise<void> {
  let last = answer;
  // A front of many servers may answer differently: what is no answer is asked once more.
  if (answer.kind === 'failed' && session.left > 0) last = await selectGroup(session, offers, left);
  const group = selectedGroup(last, left);
  if (group !== undefined) note(facts, group, last);
  for (const one of left) if (one !== group) keepBest(facts, one, refusal(facts, last));
}

function refusal(facts: TlsFacts, answer: Answer): Fact<never> {
  if (answer.kind !== 'hello') return refusedFact(answer, facts.answered);
  // Selecting what was not offered is against the protocol, and says nothing about what was.
  if (answer.hello.version === VERSION.tls13)
    return unknown(`a group was selected that was not offered: ${answer.evidence}`);
  return notSupported(`another version was selected: ${answer.evidence}`);
}

function note(facts: TlsFacts, group: number, answer: Answer): void {
  facts.answered = true;
  facts.groups.set(group, supported(true, answer.evidence));
  facts.versions.set('TLSv1.3', supported(true, answer.evidence));
}

function keepBest(facts: TlsFacts, group: number, fact: Fact): void {
  if (!isSupported(facts.groups.get(group))) facts.groups.set(group, fact);
}
