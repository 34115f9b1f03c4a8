import { printable } from '../../parse/wire/bytes.js';
import type { Channel } from './connection.js';
import { EndpointFailure } from './failure.js';

/** Most text that a greeting or answer of a text protocol may have. */
const MOST = 16 * 1024;

/**
 * Reads text until it matches.
 * @param deadline epoch milliseconds
 * @returns everything read so far
 * @throws EndpointFailure
 */
export async function readText(
  connection: Channel,
  complete: (text: string) => boolean,
  deadline: number,
  what: string,
): Promise<string> {
  const bytes = await readUntil(connection, (all) => complete(all.toString('latin1')), deadline, what);
  return bytes.toString('latin1');
}

/** The same for bytes. */
export async function readUntil(
  connection: Channel,
  complete: (all: Buffer) => boolean,
  deadline: number,
  what: string,
): Promise<Buffer> {
  let all = Buffer.alloc(0);
  for (;;) {
    const read = await connection.read(deadline - Date.now());
    if (read === 'timeout') throw new EndpointFailure('timeout', `${what}: no complete answer in time${soFar(all)}`);
    if (read === 'reset') throw new EndpointFailure('reset', `${what}: the connection was reset${soFar(all)}`);
    if (read === 'closed') throw new EndpointFailure('reset', `${what}: the connection was closed${soFar(all)}`);
    all = Buffer.concat([all, read.bytes]);
    if (complete(all)) return all;
    if (all.length > MOST) throw new EndpointFailure('wrong-protocol', `${what}: endless answer${soFar(all)}`);
  }
}

function soFar(all: Buffer): string {
  return all.length > 0 ? `; so far: ${printable(all)}` : '';
}
