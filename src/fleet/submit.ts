import { type FleetJob, jobId, type RunSettings } from './job.js';
import { openQueue, type Where } from './queue.js';

const BATCH = 1_000;
const TRIES = 3;

export interface Submitted {
  readonly jobs: number;
  /** How many of them the queue did not have yet. */
  readonly added: number;
}

/**
 * Puts jobs into the queue. A job that is there already, waiting or done, stays as it is.
 * @throws UserError when Redis is not there
 */
export async function submit(where: Where, jobs: readonly FleetJob[], settings: RunSettings): Promise<Submitted> {
  const queue = await openQueue(where);
  try {
    const before = await total(queue);
    for (let at = 0; at < jobs.length; at += BATCH) {
      await queue.addBulk(
        jobs.slice(at, at + BATCH).map((job) => ({
          name: 'examine',
          data: { ...job, settings },
          opts: {
            jobId: jobId(job),
            attempts: TRIES,
            backoff: { type: 'exponential', delay: 2_000 },
            removeOnComplete: false,
            removeOnFail: false,
          },
        })),
      );
    }
    return { jobs: jobs.length, added: (await total(queue)) - before };
  } finally {
    await queue.close();
  }
}

async function total(queue: Awaited<ReturnType<typeof openQueue>>): Promise<number> {
  return Object.values(await queue.getJobCounts()).reduce((sum, count) => sum + count, 0);
}
