import { createHash } from 'node:crypto';
import { type Scope, UserError } from '../model/index.js';
import { readCsv } from './csv.js';

/** One line of the estate: a repository or an endpoint, with what is known about it. Plain data: it lies in the queue. */
export interface FleetJob {
  /** Name of the member in the estate report. */
  readonly name: string;
  /** A folder that every worker can read, a git repository, or an endpoint. */
  readonly target: string;
  /** Endpoints of one network are examined one at a time, with the pace between them. */
  readonly network?: string;
  readonly labels: Pick<Scope, 'owner' | 'data' | 'exposure'>;
}

/** What all jobs of a run have in common, decided once at the submission, so that every worker judges alike. */
export interface RunSettings {
  /** ISO date. */
  readonly today: string;
  readonly jurisdictions: readonly string[];
}

const COLUMNS = ['target', 'name', 'network', 'owner', 'data', 'exposure'];
const EXPOSURES = ['internet', 'partner', 'internal', 'at-rest', 'code-only'];

/**
 * The jobs of a targets file: CSV with a column `target` and, as wanted, `name`, `network`, `owner`, `data` (classes with
 * spaces between them), `exposure`.
 * @param file printed in errors
 * @throws UserError with file and line
 */
export function readJobs(file: string, text: string): readonly FleetJob[] {
  const jobs = new Map<string, FleetJob>();
  for (const { line, fields } of readCsv(text)) {
    const unknown = Object.keys(fields).find((name) => !COLUMNS.includes(name));
    if (unknown !== undefined)
      throw new UserError(`${file}:1: there is no column "${unknown}"; columns are ${COLUMNS.join(', ')}`);
    const job = jobOf(fields, `${file}:${line}`);
    const other = jobs.get(job.name);
    if (other && jobId(other) !== jobId(job)) throw new UserError(`${file}:${line}: a second target named ${job.name}`);
    jobs.set(job.name, job);
  }
  if (jobs.size === 0)
    throw new UserError(`${file}: no target in it; the first line names the columns, one of them "target"`);
  return [...jobs.values()];
}

function jobOf(fields: Readonly<Record<string, string>>, at: string): FleetJob {
  const { target = '', name = '', network = '', owner = '', data = '', exposure = '' } = fields;
  if (target === '' || /[\r\n\0]/.test(target) || target.startsWith('-')) throw new UserError(`${at}: no target`);
  if (exposure !== '' && !EXPOSURES.includes(exposure))
    throw new UserError(`${at}: exposure ${exposure}: expected ${EXPOSURES.join(', ')}`);
  return {
    name: name || target,
    target,
    ...(network || isEndpoint(target) ? { network: network || networkOf(target) } : {}),
    labels: {
      ...(owner ? { owner } : {}),
      ...(data ? { data: data.split(/[\s;]+/).filter(Boolean) } : {}),
      ...(exposure ? { exposure: exposure as NonNullable<Scope['exposure']> } : {}),
    },
  };
}

/** Equal rows, equal id: a row that is submitted twice is one job. */
export function jobId(job: FleetJob): string {
  return createHash('sha256').update(JSON.stringify(job)).digest('hex').slice(0, 32);
}

/** A git repository by its address; a folder that holds one is a folder. */
export function isRepository(target: string): boolean {
  return /^(?:https?|ssh|git|file):\/\/\S+?\.git$|^git@[\w.-]+:\S+$/.test(target);
}

/** `host:443`, `ssh://host`: what `qday scan` takes for an endpoint, as far as it can be told without the disk. */
export function isEndpoint(target: string): boolean {
  if (isRepository(target)) return false;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(target) || /^[\w.-]+:\d{1,5}$|^\[[\da-f:.]+\](?::\d{1,5})?$/i.test(target);
}

/** Hosts of one /24 of IPv4, or of one name below its first label, are looked upon as one network. */
function networkOf(target: string): string {
  const host = target
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/(?::\d{1,5})?(?:\/.*)?$/, '')
    .toLowerCase();
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return `${host.slice(0, host.lastIndexOf('.'))}.0/24`;
  const labels = host.split('.');
  return labels.length > 2 ? labels.slice(1).join('.') : host;
}
