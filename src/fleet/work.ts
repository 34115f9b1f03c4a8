import { UserError } from '../model/index.js';
import { type Bench, examineJob } from './examine-job.js';
import { jobId } from './job.js';
import { takeTurn } from './politeness.js';
import { type ActiveJob, bullmq, type FleetWorker, openQueue, patientConnection, type Where } from './queue.js';
import { clientOf, keepResult } from './results.js';

export interface WorkOptions {
  /** Jobs at a time in this process. */
  readonly concurrency: number;
  /** Least time between two endpoints of one network over all workers, milliseconds. */
  readonly pace: number;
  /** After this time without a sign of life a job goes to another worker, milliseconds. */
  readonly patience: number;
  /** End when nothing is left, instead of waiting for more. */
  readonly drain: boolean;
  readonly onJob?: (name: string, outcome: 'done' | 'failed', reason?: string) => void;
  /** Ready for the first job; Redis is gone, or back. */
  readonly onConnection?: (state: 'ready' | 'lost' | 'back') => void;
  readonly signal?: AbortSignal;
}

/** A worker may be killed in the middle of a job this often before the job itself is suspected. */
const MOST_DEATHS = 25;
const LOOK_AGAIN = 250;

/**
 * Takes jobs until it is told to stop, or until none is left. While Redis is away it waits; a job in hand is finished and its
 * result written when Redis is back.
 * @throws UserError when Redis is not there at the start
 */
export async function work(where: Where, bench: Bench, options: WorkOptions): Promise<void> {
  const queue = await openQueue(where);
  const worker = await startWorker(where, bench, options);
  try {
    await worker.waitUntilReady();
    options.onConnection?.('ready');
    await untilDone(where, worker, options);
  } finally {
    await worker.close();
    await queue.close();
  }
}

async function startWorker(where: Where, bench: Bench, options: WorkOptions): Promise<FleetWorker> {
  const { Worker, DelayedError, UnrecoverableError } = await bullmq();
  const worker: FleetWorker = new Worker(
    where.queue,
    async (job: ActiveJob, token) => {
      const client = await clientOf(worker);
      const { settings, ...data } = job.data;
      const wait = data.network ? await takeTurn(client, where.queue, data.network, options.pace, job.id ?? '') : 0;
      if (wait > 0) {
        await job.moveToDelayed(Date.now() + wait, token);
        throw new DelayedError();
      }
      try {
        return await keepResult(client, where.queue, jobId(data), await examineJob(data, settings, bench));
      } catch (error) {
        // What the target itself says no to is not better the next time.
        throw error instanceof UserError ? new UnrecoverableError(error.message) : error;
      }
    },
    {
      connection: patientConnection(where),
      concurrency: options.concurrency,
      lockDuration: options.patience,
      stalledInterval: options.patience,
      maxStalledCount: MOST_DEATHS,
    },
  );
  worker.on('completed', (job) => options.onJob?.(job.data.name, 'done'));
  worker.on('failed', (job, error) => job && options.onJob?.(job.data.name, 'failed', error.message));
  let lost = false;
  worker.on('error', () => {
    if (!lost) options.onConnection?.('lost');
    lost = true;
  });
  worker.on('ready', () => {
    if (lost) options.onConnection?.('back');
    lost = false;
  });
  return worker;
}

/** Resolves when the signal comes, or, with `drain`, when the queue holds nothing that is still to be done. */
async function untilDone(where: Where, worker: FleetWorker, { drain, signal }: WorkOptions): Promise<void> {
  const { Queue } = await bullmq();
  const queue = new Queue(where.queue, { connection: patientConnection(where) });
  queue.on('error', () => undefined);
  const stopped = new Promise<void>((resolve) => {
    if (signal?.aborted) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    for (;;) {
      const isOver = await Promise.race([
        stopped.then(() => true),
        new Promise<false>((resolve) => setTimeout(() => resolve(false), LOOK_AGAIN)),
      ]);
      if (isOver) return;
      if (!drain) continue;
      const { active = 0, waiting = 0, delayed = 0, prioritized = 0 } = await queue.getJobCounts();
      if (active + waiting + delayed + prioritized === 0 && !worker.isPaused()) return;
    }
  } finally {
    await queue.close();
  }
}
