import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { compare } from '../basics/order.js';
import type { Report } from '../model/index.js';
import type { FleetQueue } from './queue.js';

/** The commands of a Redis client that results and politeness need. */
export interface Client {
  set(key: string, value: string | Buffer, ...more: (string | number)[]): Promise<string | null>;
  getBuffer(key: string): Promise<Buffer | null>;
  hset(key: string, field: string, value: string): Promise<number>;
  hgetall(key: string): Promise<Record<string, string>>;
  pttl(key: string): Promise<number>;
}

export async function clientOf(queue: { readonly client: Promise<unknown> }): Promise<Client> {
  return (await queue.client) as Client;
}

/**
 * Keeps a report by the hash of its content, and notes which job it is the result of. A job that is done twice, by a worker
 * that was thought dead, writes the same again.
 * @returns the hash
 */
export async function keepResult(client: Client, queue: string, id: string, report: Report): Promise<string> {
  const text = JSON.stringify(report);
  const hash = createHash('sha256').update(text).digest('hex');
  await client.set(reportKey(queue, hash), gzipSync(text), 'NX');
  await client.hset(resultsKey(queue), id, hash);
  return hash;
}

/** The reports of a queue by job id, one after the other: an estate need not fit into memory twice. */
export async function* resultsOf(queue: FleetQueue): AsyncGenerator<{ readonly id: string; readonly report: Report }> {
  const client = await clientOf(queue);
  const hashes = await client.hgetall(resultsKey(queue.name));
  for (const [id, hash] of Object.entries(hashes).sort(([a], [b]) => compare(a, b))) {
    const bytes = await client.getBuffer(reportKey(queue.name, hash));
    if (bytes) yield { id, report: JSON.parse(gunzipSync(bytes).toString('utf8')) as Report };
  }
}

function resultsKey(queue: string): string {
  return `qday:${queue}:results`;
}

function reportKey(queue: string, hash: string): string {
  return `qday:${queue}:report:${hash}`;
}
