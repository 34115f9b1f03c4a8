import { mergeReports } from '../estate/merge.js';
import { type Attempt, type AttemptReason, type Report, UserError } from '../model/index.js';
import { type FleetJob, isEndpoint, isRepository, jobId } from './job.js';
import { openQueue, type QueuedJob, type Where } from './queue.js';
import { resultsOf } from './results.js';

/**
 * The estate report of everything that is done. What was given up or is still to be done is an attempt in it, so that the
 * report does not look whole when it is not.
 * @throws UserError when Redis is not there, or nothing is done yet
 */
export async function collect(where: Where): Promise<Report> {
  const queue = await openQueue(where);
  try {
    const jobs = await queue.getJobs(['completed', 'failed', 'waiting', 'delayed', 'active', 'prioritized']);
    const names = new Map(jobs.map(({ data }) => [jobId(plain(data)), data.name]));
    const reports: { name: string; report: Report }[] = [];
    const have = new Set<string>();
    for await (const { id, report } of resultsOf(queue)) {
      const name = names.get(id);
      if (name === undefined) continue;
      have.add(id);
      reports.push({ name, report });
    }
    if (reports.length === 0)
      throw new UserError(`queue ${where.queue}: nothing is done yet; qday fleet status says more`);
    const missing = jobs
      .filter(({ data }) => !have.has(jobId(plain(data))))
      .map(({ data, failedReason }): Attempt => {
        const { target } = data;
        return failedReason
          ? { target, by: 'fleet', status: 'failed', reason: lostBy(target), detail: `${data.name}: ${failedReason}` }
          : { target, by: 'fleet', status: 'skipped', reason: 'limit', detail: `${data.name}: not examined yet` };
      })
      .sort((a, b) => (a.detail! < b.detail! ? -1 : 1));
    return withMissing(mergeReports(reports), missing);
  } finally {
    await queue.close();
  }
}

function withMissing(report: Report, missing: readonly Attempt[]): Report {
  if (missing.length === 0) return report;
  const { verdict, coverage } = report;
  return {
    ...report,
    attempts: [...report.attempts, ...missing],
    coverage: { ...coverage, notExamined: coverage.notExamined + missing.length },
    verdict: { ...verdict, status: verdict.status === 'findings' ? 'findings' : 'incomplete' },
  };
}

function lostBy(target: string): AttemptReason {
  return isEndpoint(target) || isRepository(target) ? 'unreachable' : 'unreadable';
}

function plain({ settings: _, ...job }: QueuedJob): FleetJob {
  return job;
}
