import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { loadProject } from '../knowledge/load.js';
import { type Knowledge, type ProjectConfig, type Report, UserError } from '../model/index.js';
import { scan } from '../scan.js';
import { type FleetJob, isEndpoint, isRepository, type RunSettings } from './job.js';
import { withRepository } from './repository.js';

/** What a worker examines jobs with. */
export interface Bench {
  readonly knowledge: Knowledge;
  /** Threads for one job; 0: the worker's own. */
  readonly threads?: number;
}

/**
 * The report of one job. The same job gives the same report on every machine.
 * @throws UserError when the target is not there or cannot be had
 */
export async function examineJob(job: FleetJob, settings: RunSettings, bench: Bench): Promise<Report> {
  if (isRepository(job.target)) {
    return withRepository(job.target, (folder) => examineFolder(job, folder, settings, bench));
  }
  if (isEndpoint(job.target)) return report(job, [job.target], '/', {}, settings, bench);
  if (!isAbsolute(job.target)) throw new UserError(`${job.target}: a folder has to be named from the root`);
  if (!statSync(job.target, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${job.target}: there is no such folder on this machine`);
  return examineFolder(job, job.target, settings, bench);
}

async function examineFolder(job: FleetJob, folder: string, settings: RunSettings, bench: Bench): Promise<Report> {
  const file = join(folder, 'qday.yaml');
  const project = statSync(file, { throwIfNoEntry: false })?.isFile() ? await loadProject(file) : {};
  return report(job, ['.'], folder, project, settings, bench);
}

function report(
  job: FleetJob,
  targets: readonly string[],
  cwd: string,
  project: ProjectConfig,
  settings: RunSettings,
  { knowledge, threads }: Bench,
): Promise<Report> {
  return scan({
    targets,
    cwd,
    knowledge,
    today: settings.today,
    jurisdictions: settings.jurisdictions,
    failOn: 'high',
    project: labelled(project, job),
    workers: threads,
  });
}

/** What the estate says of the whole target holds where the project itself says nothing: of several scopes the later one wins. */
function labelled(project: ProjectConfig, { labels, target }: FleetJob): ProjectConfig {
  if (Object.keys(labels).length === 0) return project;
  const whole = { match: '**', ...labels };
  if (isEndpoint(target)) return { ...project, endpoints: [whole, ...(project.endpoints ?? [])] };
  return { ...project, components: [whole, ...(project.components ?? [])] };
}
