import type { Job, Queue, Worker } from 'bullmq';
import { UserError } from '../model/index.js';
import type { FleetJob, RunSettings } from './job.js';

/** What lies in the queue. */
export interface QueuedJob extends FleetJob {
  readonly settings: RunSettings;
}

export type FleetQueue = Queue<QueuedJob, string>;
export type FleetWorker = Worker<QueuedJob, string>;
export type ActiveJob = Job<QueuedJob, string>;

/** Where the queue lives. */
export interface Where {
  /** `redis://` or `rediss://`. */
  readonly redis: string;
  /** Estates that must not mix have queues of different names. */
  readonly queue: string;
}

/** How long a missing Redis is waited for before a command gives up, milliseconds. */
const PATIENCE = 5_000;

/** @throws UserError when the optional package is not installed */
export async function bullmq(): Promise<typeof import('bullmq')> {
  try {
    return await import('bullmq');
  } catch {
    throw new UserError('qday fleet needs the package bullmq, which is optional: npm install bullmq');
  }
}

/**
 * Opens the queue for a command that has to be answered.
 * @throws UserError when Redis does not answer
 */
export async function openQueue(where: Where): Promise<FleetQueue> {
  const { Queue } = await bullmq();
  const queue: FleetQueue = new Queue(where.queue, {
    connection: { ...connection(where), connectTimeout: PATIENCE, retryStrategy: () => null },
  });
  let last = '';
  // The library reports each try; the command says it once.
  queue.on('error', (error) => {
    last = reasonOf(error);
  });
  try {
    await queue.waitUntilReady();
    return queue;
  } catch (error) {
    await queue.close().catch(() => undefined);
    throw notThere(where, last || reasonOf(error));
  }
}

/** A connection that waits for Redis however long it is gone: for workers. */
export function patientConnection(where: Where) {
  return {
    ...connection(where),
    maxRetriesPerRequest: null,
    retryStrategy: (tries: number) => Math.min(5_000, tries * 200),
  };
}

export function notThere({ redis }: Where, reason: string): UserError {
  const { host, port } = connection({ redis, queue: '' });
  return new UserError(`no Redis answers at ${host}:${port} (${reason}); name it with --redis or QDAY_REDIS`);
}

function connection({ redis }: Where) {
  const url = parsed(redis);
  return {
    host: url.hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
    port: Number(url.port || 6379),
    ...(url.username ? { username: decodeURIComponent(url.username) } : {}),
    ...(url.password ? { password: decodeURIComponent(url.password) } : {}),
    ...(url.pathname.length > 1 ? { db: Number(url.pathname.slice(1)) } : {}),
    ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
  };
}

function parsed(redis: string): URL {
  try {
    const url = new URL(redis);
    if (url.protocol === 'redis:' || url.protocol === 'rediss:') return url;
  } catch {
    // Said below.
  }
  throw new UserError('--redis: expected an address such as redis://127.0.0.1:6379');
}

/** A code such as ECONNREFUSED; never the address with its password. */
function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? (message ?? '').split('\n')[0]!.slice(0, 80);
}
