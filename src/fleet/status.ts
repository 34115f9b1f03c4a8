import { openQueue, type Where } from './queue.js';

/** A job that was given up. */
export interface DeadLetter {
  readonly name: string;
  readonly target: string;
  readonly reason: string;
  readonly tries: number;
}

export interface FleetStatus {
  readonly waiting: number;
  /** Waiting for its turn in a network, or for another try. */
  readonly delayed: number;
  readonly active: number;
  readonly done: number;
  readonly failed: number;
  readonly workers: number;
  readonly deadLetters: readonly DeadLetter[];
}

const MOST_SHOWN = 1_000;

/** @throws UserError when Redis is not there */
export async function statusOf(where: Where): Promise<FleetStatus> {
  const queue = await openQueue(where);
  try {
    const counts = await queue.getJobCounts('waiting', 'delayed', 'active', 'completed', 'failed');
    const failed = await queue.getFailed(0, MOST_SHOWN - 1);
    return {
      waiting: counts['waiting'] ?? 0,
      delayed: counts['delayed'] ?? 0,
      active: counts['active'] ?? 0,
      done: counts['completed'] ?? 0,
      failed: counts['failed'] ?? 0,
      workers: await queue.getWorkersCount(),
      deadLetters: failed
        .map(({ data, failedReason, attemptsMade }) => ({
          name: data.name,
          target: data.target,
          reason: failedReason ?? 'no reason was kept',
          tries: attemptsMade,
        }))
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    };
  } finally {
    await queue.close();
  }
}
