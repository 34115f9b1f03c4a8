import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { EndpointFailure, failureOf } from '../failure.js';
import type { Session } from '../session.js';

/** Waits before the message is sent again: datagrams get lost, and a lost one is no refusal. */
const WAITS = [700, 1_400, 2_800];
const MOST_DATAGRAMS = 32;

/** Goes on with other datagrams; `final` ones are sent once and not waited for. */
export type Send = (next: Uint8Array | readonly Uint8Array[], final?: boolean) => void;

function datagrams(message: Uint8Array | readonly Uint8Array[]): readonly Uint8Array[] {
  return message instanceof Uint8Array ? [message] : message;
}

/**
 * Sends a datagram and hands every datagram that comes back to `take` until that is satisfied. Sent again when nothing
 * comes.
 * @param take returns the result, or undefined to wait for more; `send` goes on from the same port, which cookies are bound
 *   to; what it throws ends the exchange
 * @throws EndpointFailure
 */
export async function exchange<T>(
  session: Session,
  message: Uint8Array | readonly Uint8Array[],
  take: (datagram: Uint8Array, send: Send) => T | undefined,
): Promise<T> {
  await session.begin();
  const address = await session.address();
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  const { url, port } = session.target;
  try {
    return await new Promise<T>((resolve, reject) => {
      let count = 0;
      let timer: NodeJS.Timeout;
      let current = datagrams(message);
      const send = (attempt: number) => {
        const wait = Math.min(WAITS[attempt] ?? 0, session.deadline - Date.now());
        if (wait <= 0)
          return reject(new EndpointFailure('timeout', `${url}: no answer; datagrams may be dropped on the way`));
        for (const one of current) socket.send(one);
        timer = setTimeout(() => send(attempt + 1), wait);
      };
      socket.on('message', (datagram: Buffer) => {
        try {
          const result = take(new Uint8Array(datagram), (next, final = false) => {
            clearTimeout(timer);
            current = datagrams(next);
            if (final) for (const one of current) socket.send(one);
            else send(0);
          });
          if (result !== undefined || ++count > MOST_DATAGRAMS) clearTimeout(timer);
          if (result !== undefined) resolve(result);
          else if (count > MOST_DATAGRAMS)
            reject(new EndpointFailure('limit', `more than ${MOST_DATAGRAMS} datagrams`));
        } catch (error) {
          clearTimeout(timer);
          reject(error);
        }
      });
      socket.on('error', (error) => {
        clearTimeout(timer);
        reject(failureOf(error, url));
      });
      // Connected: an ICMP "port unreachable" then arrives as ECONNREFUSED.
      socket.connect(port, address, () => {
        send(0);
      });
    });
  } finally {
    socket.close();
  }
}
