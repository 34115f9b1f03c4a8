import { ParseError } from '../../../model/index.js';
import { equalBytes } from '../../../parse/wire/bytes.js';
import { decodeSaInitResponse, encodeSaInit, NOTIFY, type SaInit } from '../../../parse/wire/ike/message.js';
import { type Proposal, TRANSFORM, type Transform } from '../../../parse/wire/ike/proposal.js';
import { IKE_HALF_OPEN } from '../budgets.js';
import { type Fact, factText, notApplicable, notSupported, supported, unknown } from '../fact.js';
import { EndpointFailure } from '../failure.js';
import type { Session } from '../session.js';
import { exchange } from '../udp/exchange.js';
import {
  freshNonce,
  freshSpi,
  IKE_GROUPS,
  IKE_KEMS,
  ikeShare,
  proposalsFor,
  WRONG_GROUP,
  WRONG_SHARE,
} from './offers.js';

/** What an IKEv2 responder accepts. */
export interface IkeFacts {
  /** Accepted groups in the responder's order of preference. */
  readonly groups: number[];
  /** Every group asked for. */
  readonly asked: ReadonlyMap<number, Fact>;
  /** ML-KEM sets accepted as additional key exchange (RFC 9370). */
  readonly additional: number[];
  readonly hybrid: Fact;
  /** Is there a key exchange without ML-KEM? */
  readonly classicalAlone: Fact;
  /** Transforms that the responder chose out of all. */
  readonly chosen: readonly Transform[];
  /** The responder asked for a cookie: it was under load, or our questions made it careful. */
  readonly cookies: boolean;
  readonly missing: { what: string; why: string }[];
}

type Reply =
  | { readonly kind: 'chosen'; readonly transforms: readonly Transform[] }
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'none' };

/** @throws EndpointFailure when there was no answer at all */
export async function examineIke(session: Session): Promise<IkeFacts> {
  const state: State = { cookies: false, halfOpen: 0, asked: new Map() };
  const missing: { what: string; why: string }[] = [];
  const plain = await eliminate(session, state, [], missing);
  // A responder that demands an additional exchange answers NO_PROPOSAL_CHOSEN to every plain proposal.
  const groups = plain.length > 0 ? plain : await eliminate(session, state, IKE_KEMS, missing);
  const group = groups.find((one) => ikeShare(one) !== undefined);
  const useless = (reply: Reply) => reply.kind === 'group' && reply.group === group;
  const additional: number[] = [];
  let chosen: readonly Transform[] = [];
  let hybrid: Fact =
    groups.length === 0 ? unknown('no group was accepted') : unknown('no share can be made for any accepted group');
  if (group !== undefined) {
    const answer = await askAdditional(session, state, group, additional);
    hybrid = answer.fact;
    chosen = answer.chosen;
  }
  const wanted = session.settings.depth !== 'groups' && group !== undefined && plain.length > 0;
  if (wanted && state.halfOpen < IKE_HALF_OPEN && chosen.length === 0) {
    const reply = await ask(session, state, proposalsFor([group]), group);
    if (reply.kind === 'chosen') chosen = reply.transforms;
    // Named as its choice and then not taken with a valid share: the responder lists what it cannot compute.
    if (useless(reply)) missing.push({ what: `group ${group}`, why: 'named by the responder and then not accepted' });
  }
  const classicalAlone: Fact =
    plain.length > 0
      ? supported(true, 'INVALID_KE_PAYLOAD to proposals without additional exchange')
      : groups.length > 0
        ? notSupported('NO_PROPOSAL_CHOSEN to every proposal without additional exchange')
        : notApplicable('no proposal was accepted');
  if (groups.length === 0)
    missing.push({ what: 'groups', why: 'NO_PROPOSAL_CHOSEN to every proposal: the responder may want other ciphers' });
  if (hybrid.state === 'unknown' && groups.length > 0)
    missing.push({ what: 'additional key exchange', why: factText(hybrid) });
  return { groups, asked: state.asked, additional, hybrid, classicalAlone, chosen, cookies: state.cookies, missing };
}

interface State {
  cookies: boolean;
  halfOpen: number;
  readonly asked: Map<number, Fact>;
}

/** Offers the groups that are left; INVALID_KE_PAYLOAD names the one the responder would take. */
async function eliminate(
  session: Session,
  state: State,
  kems: readonly number[],
  missing: { what: string; why: string }[],
): Promise<number[]> {
  const found: number[] = [];
  let left = [...IKE_GROUPS];
  while (left.length > 0) {
    if (session.left <= 4) {
      missing.push({ what: `${left.length} key-exchange groups`, why: 'connection budget used up' });
      for (const one of left) state.asked.set(one, unknown('connection budget used up'));
      break;
    }
    let reply: Reply;
    try {
      reply = await ask(session, state, proposalsFor(left, kems), WRONG_GROUP);
    } catch (error) {
      if (found.length === 0) throw error;
      const why = (error as Error).message;
      missing.push({ what: 'further key-exchange groups', why });
      for (const one of left) state.asked.set(one, unknown(why));
      break;
    }
    if (reply.kind !== 'group' || !left.includes(reply.group)) {
      // Only where some group was taken does a refusal of the others speak about them.
      const why = 'NO_PROPOSAL_CHOSEN to every proposal';
      for (const one of left)
        state.asked.set(one, found.length > 0 ? notSupported('NO_PROPOSAL_CHOSEN') : unknown(why));
      break;
    }
    const { group } = reply;
    found.push(group);
    state.asked.set(group, supported(true, `INVALID_KE_PAYLOAD ${group.toString(16).padStart(4, '0')}`));
    left = left.filter((one) => one !== group);
  }
  return found;
}

async function askAdditional(
  session: Session,
  state: State,
  group: number,
  additional: number[],
): Promise<{ fact: Fact; chosen: readonly Transform[] }> {
  let chosen: readonly Transform[] = [];
  let left = [...IKE_KEMS];
  try {
    while (left.length > 0 && session.left > 1 && state.halfOpen < IKE_HALF_OPEN - 1) {
      const reply = await ask(session, state, proposalsFor([group], left), group);
      const kem =
        reply.kind === 'chosen'
          ? reply.transforms.find(({ type }) => type >= TRANSFORM.addke1 && type <= TRANSFORM.addke7)?.id
          : undefined;
      if (reply.kind !== 'chosen' || kem === undefined) break;
      chosen = chosen.length > 0 ? chosen : reply.transforms;
      additional.push(kem);
      left = left.filter((one) => one !== kem);
      if (session.settings.depth !== 'full') break;
    }
  } catch (error) {
    if (additional.length === 0) return { fact: unknown((error as Error).message), chosen };
  }
  const fact =
    additional.length > 0
      ? supported<true>(true, 'ADDKE1 in the chosen proposal')
      : notSupported('no additional key exchange was accepted; the group alone is');
  return { fact, chosen };
}

/** One question; the cookie round is part of it. @throws EndpointFailure */
async function ask(session: Session, state: State, proposals: readonly Proposal[], group: number): Promise<Reply> {
  const share = group === WRONG_GROUP ? WRONG_SHARE : ikeShare(group);
  if (!share) throw new EndpointFailure('unsupported', `no share can be made for group ${group}`);
  const message: SaInit = { spi: freshSpi(), proposals, group, share, nonce: freshNonce() };
  let repeated = false;
  const response = await exchange(session, encodeSaInit(message), (datagram, send) => {
    const read = decodeSaInitResponse(datagram);
    if (!equalBytes(read.initiatorSpi, message.spi)) return undefined;
    if (read.major !== 2) throw new ParseError('the responder speaks IKEv1 only', undefined, 'unsupported');
    const cookie = read.notifies.get(NOTIFY.cookie);
    if (!cookie || repeated) return read;
    repeated = state.cookies = true;
    send(encodeSaInit({ ...message, cookie }));
    return undefined;
  });
  const wanted = response.notifies.get(NOTIFY.invalidKePayload);
  if (wanted && wanted.length >= 2)
    return { kind: 'group', group: ((wanted[0] as number) << 8) | (wanted[1] as number) };
  const [proposal] = response.proposals;
  if (!proposal) return { kind: 'none' };
  state.halfOpen++;
  return { kind: 'chosen', transforms: proposal.transforms };
}
