import { randomBytes } from 'node:crypto';
import { ParseError } from '../../../model/index.js';
import { ascii, printable } from '../../../parse/wire/bytes.js';
import {
  decodeDisconnect,
  decodeHostKey,
  decodeKexInit,
  encodeKexInit,
  isAlgorithmName,
  type KexInit,
  SSH_MESSAGE,
} from '../../../parse/wire/ssh/kexinit.js';
import { decodePacket, encodePacket } from '../../../parse/wire/ssh/packet.js';
import type { Channel } from '../connection.js';
import { EndpointFailure, failureOf } from '../failure.js';
import type { Session } from '../session.js';
import { firstMessage, SSH_METHODS } from './key-share.js';

export interface HostKey {
  readonly type: string;
  readonly blob: Uint8Array;
}

/** What an SSH server shows before anyone logs in. */
export interface SshFacts {
  readonly banner: string;
  readonly offer: KexInit;
  readonly hostKeys: readonly HostKey[];
  readonly missing: { readonly what: string; readonly why: string }[];
}

/**
 * Banner and KEXINIT, and one host key of every type: the first in the same connection, each other in one of its own.
 * @throws EndpointFailure when not even the KEXINIT came
 */
export async function examineSsh(session: Session): Promise<SshFacts> {
  const missing: { what: string; why: string }[] = [];
  const hostKeys: HostKey[] = [];
  let wanted: string[] | undefined;
  let seen: { banner: string; offer: KexInit } | undefined;
  do {
    const result = await connectOnce(session, wanted?.[0]);
    if (!seen) {
      if (!result.offer)
        throw new EndpointFailure(result.failure?.reason ?? 'malformed', result.failure?.message ?? 'no KEXINIT');
      seen = { banner: result.banner, offer: result.offer };
      wanted = hostKeyTypes(result.offer);
    }
    const asked = wanted?.shift();
    if (result.hostKey) {
      const { hostKey } = result;
      if (!hostKeys.some(({ type }) => type === hostKey.type)) hostKeys.push(hostKey);
    } else if (asked && session.settings.depth !== 'groups') {
      missing.push({ what: `host key ${asked}`, why: result.failure?.message ?? 'no reply' });
      // Closed at connect after several tries: the penalty of OpenSSH >= 9.8. More would prolong it.
      if (!result.offer) break;
    }
  } while (wanted && wanted.length > 0 && session.left > 0 && session.settings.depth !== 'groups');
  if (session.settings.depth !== 'groups') {
    for (const type of wanted ?? []) missing.push({ what: `host key ${type}`, why: 'connection budget used up' });
  }
  return { ...seen, hostKeys, missing };
}

/** One name for every key type: `rsa-sha2-512`, `rsa-sha2-256` and `ssh-rsa` are the same key. */
function hostKeyTypes(offer: KexInit): string[] {
  const byKey = new Map<string, string>();
  for (const name of offer.hostKeys) {
    const key = /^(rsa-sha2-\d+|ssh-rsa)$/.test(name) ? 'rsa' : name.replace(/^rsa-sha2-\d+-cert/, 'ssh-rsa-cert');
    if (!byKey.has(key)) byKey.set(key, name);
  }
  return [...byKey.values()];
}

interface Once {
  readonly banner: string;
  readonly offer?: KexInit;
  readonly hostKey?: HostKey;
  readonly failure?: EndpointFailure;
}

/** @param type host key algorithm to ask for; the server's first without it */
async function connectOnce(session: Session, type: string | undefined): Promise<Once> {
  let channel: Channel;
  try {
    channel = await session.open();
  } catch (error) {
    return { banner: '', failure: failureOf(error, session.target.url) };
  }
  let banner = '';
  let offer: KexInit | undefined;
  try {
    const stream = new SshStream(channel, session);
    channel.write(ascii('SSH-2.0-qday\r\n')); // either side may be first: a TLS server then answers at once
    banner = await stream.banner();
    offer = decodeKexInit(await stream.packet(SSH_MESSAGE.kexInit));
    if (session.settings.depth === 'groups') return { banner, offer };
    const method = SSH_METHODS.find((name) => offer?.kex.includes(name));
    if (!method) throw new ParseError('no key exchange method that can be followed', undefined, 'unsupported');
    const ask = type ?? hostKeyTypes(offer)[0] ?? '';
    channel.write(encodePacket(encodeKexInit({ ...offer, kex: [method], hostKeys: [ask] }, randomBytes(16))));
    channel.write(encodePacket(firstMessage(method)));
    return { banner, offer, hostKey: decodeHostKey(await stream.packet(SSH_MESSAGE.kexReplyDh)) };
  } catch (error) {
    const failure =
      error instanceof ParseError ? new EndpointFailure(error.reason, error.message) : failureOf(error, 'SSH');
    return { banner, ...(offer ? { offer } : {}), failure };
  } finally {
    channel.close();
  }
}

const MOST = 256 * 1024;

/** Reads lines, then packets. */
class SshStream {
  #held = Buffer.alloc(0);
  #total = 0;

  constructor(
    private readonly channel: Channel,
    private readonly session: Session,
  ) {}

  /** The identification line; a server may send other lines before it (RFC 4253 section 4.2). */
  async banner(): Promise<string> {
    for (;;) {
      const end = this.#held.indexOf('\n');
      if (end >= 0) {
        const line = this.#held.subarray(0, end).toString('latin1').trimEnd();
        this.#held = this.#held.subarray(end + 1);
        if (line.startsWith('SSH-2.0-') || line.startsWith('SSH-1.99-')) return line.slice(0, 255);
        if (line.startsWith('SSH-')) throw new EndpointFailure('unsupported', `only ${printable(ascii(line))}`);
        if (/^(HTTP\/|220 |\* OK|\+OK)/.test(line)) throw notSsh(ascii(line));
        continue;
      }
      if (this.#held.length > 0 && !/^[\x09\x0a\x0d\x20-\x7e]/.test(this.#held.toString('latin1', 0, 1)))
        throw notSsh(this.#held);
      await this.#more(this.session.answerBy());
    }
  }

  /** The next packet of a type; what may come in between is skipped. */
  async packet(type: number): Promise<Uint8Array> {
    for (;;) {
      const packet = decodePacket(this.#held);
      if (!packet) {
        await this.#more(this.session.answerBy());
        continue;
      }
      this.#held = this.#held.subarray(packet.length);
      const [kind] = packet.payload;
      if (kind === type) return packet.payload;
      if (kind === SSH_MESSAGE.disconnect) throw new EndpointFailure('refused', decodeDisconnect(packet.payload));
      if (kind !== SSH_MESSAGE.ignore && kind !== SSH_MESSAGE.debug)
        throw new ParseError(`message ${kind} where ${type} was due`);
    }
  }

  async #more(deadline: number): Promise<void> {
    const read = await this.channel.read(deadline - Date.now());
    if (read === 'timeout') throw new EndpointFailure('timeout', 'no complete answer in time');
    if (read === 'reset') throw new EndpointFailure('reset', 'the connection was reset');
    if (read === 'closed') {
      const penalty = this.#total === 0 ? ' before the banner; the server may be penalising this source' : '';
      throw new EndpointFailure('reset', `the connection was closed${penalty}`);
    }
    this.#total += read.bytes.length;
    if (this.#total > MOST) throw new EndpointFailure('limit', `more than ${MOST} bytes`);
    this.#held = Buffer.concat([this.#held, read.bytes]);
  }
}

function notSsh(bytes: Uint8Array): EndpointFailure {
  return new EndpointFailure('wrong-protocol', `not SSH: ${printable(bytes)}`);
}

/** KEX names that are algorithms. */
export function methodsOf(offer: KexInit): string[] {
  return offer.kex.filter(isAlgorithmName);
}
