import type { Client } from './results.js';

/**
 * One connection at a time into a network, with a pace between two, over all workers: the turn lies in Redis and expires by
 * itself, so that a worker that dies with it holds nobody up for long.
 * @param pace least time between two jobs in the network, milliseconds
 * @returns 0 when it is our turn, else the milliseconds after which to ask again
 */
export async function takeTurn(
  client: Client,
  queue: string,
  network: string,
  pace: number,
  holder: string,
): Promise<number> {
  if (pace <= 0) return 0;
  const key = `qday:${queue}:turn:${network}`;
  if ((await client.set(key, holder, 'PX', pace, 'NX')) === 'OK') return 0;
  const left = await client.pttl(key);
  return Math.max(10, left < 0 ? pace : left);
}
