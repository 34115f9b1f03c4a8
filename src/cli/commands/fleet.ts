import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { FleetStatus } from '../../fleet/status.js';
import { UserError } from '../../model/index.js';
import { EXIT, exitCodeOf } from '../exit.js';
import { readOutputs, renderOptions, writeOutputs } from '../formats.js';
import { say, writeOut } from '../output.js';
import { collect, day, wholeNumber } from '../values.js';

interface Where {
  readonly redis: string;
  readonly queue: string;
}

const DEFAULT_REDIS = 'redis://127.0.0.1:6379';

/** `qday fleet submit | work | status | report`: docs/fleet.md. */
export function configure(command: Command, finish: (code: number) => void): void {
  withQueue(command.command('submit'))
    .description('put the targets of a CSV file into the queue')
    .argument('<targets.csv>', 'columns: target, and as wanted name, network, owner, data, exposure')
    .option('--today <date>', 'judge as of this date, on every worker (YYYY-MM-DD)', day)
    .option('--policy <id>', 'jurisdiction or policy that applies; may be repeated', collect)
    .action(async (file: string, flags: SubmitFlags) => finish(await runSubmit(file, flags)));
  withQueue(command.command('work'))
    .description('take jobs from the queue until it is interrupted')
    .option('--concurrency <n>', 'jobs at a time', wholeNumber, 1)
    .option('--pace <ms>', 'least time between two endpoints of one network, over all workers', wholeNumber, 500)
    .option(
      '--patience <s>',
      'after so many seconds without a sign of life a job goes to another worker',
      wholeNumber,
      30,
    )
    .option('--threads <n>', 'threads for one job', wholeNumber)
    .option('--drain', 'end when nothing is left')
    .option('--rules <file>', 'further rule file, the same on every worker; may be repeated', collect)
    .action(async (flags: WorkFlags) => finish(await runWork(flags)));
  withQueue(command.command('status'))
    .description('say how far it is, and what was given up and why')
    .option('--watch', 'say it again every second until nothing is left')
    .option('--json', 'as JSON')
    .action(async (flags: StatusFlags) => finish(await runStatus(flags)));
  withQueue(command.command('report'))
    .description('merge what is done into one estate report')
    .option('-f, --format <format[=file]>', 'output format, to a file or to standard output; may be repeated', collect)
    .option('--allow-incomplete', 'end with 0 instead of 3 when something was not examined')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .option('-v, --verbose', 'everything instead of one screen')
    .action(async (flags: ReportFlags) => finish(await runReport(flags)));
}

function withQueue(command: Command): Command {
  return command
    .addOption(new Option('--redis <url>', 'where the queue is').env('QDAY_REDIS').default(DEFAULT_REDIS))
    .option('--queue <name>', 'name of the estate: estates that must not mix have different ones', queueName, 'qday')
    .exitOverride();
}

function queueName(text: string): string {
  if (/^[\w.-]{1,60}$/.test(text)) return text;
  throw new UserError('--queue: expected letters, digits, ".", "-" and "_"');
}

interface SubmitFlags extends Where {
  readonly today?: string;
  readonly policy?: readonly string[];
}

async function runSubmit(file: string, flags: SubmitFlags): Promise<number> {
  const { readJobs } = await import('../../fleet/job.js');
  const { submit } = await import('../../fleet/submit.js');
  const jobs = readJobs(file, readText(file));
  const today = flags.today ?? new Date().toISOString().slice(0, 10);
  const { added } = await submit(flags, jobs, { today, jurisdictions: flags.policy ?? [] });
  say(`qday: ${count(jobs.length, 'job')}, ${added} of them new in queue ${flags.queue}.`);
  return EXIT.pass;
}

interface WorkFlags extends Where {
  readonly concurrency: number;
  readonly pace: number;
  readonly patience: number;
  readonly threads?: number;
  readonly drain?: boolean;
  readonly rules?: readonly string[];
}

async function runWork(flags: WorkFlags): Promise<number> {
  const { loadKnowledgeWith } = await import('../../knowledge/load.js');
  const knowledge = await loadKnowledgeWith(flags.rules ?? []);
  const { work } = await import('../../fleet/work.js');
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort());
  await work(
    flags,
    { knowledge, threads: flags.threads },
    {
      concurrency: Math.max(1, flags.concurrency),
      pace: flags.pace,
      patience: Math.max(1, flags.patience) * 1000,
      drain: flags.drain === true,
      signal: abort.signal,
      onJob: (name, outcome, reason) => {
        if (outcome === 'failed') say(`qday: ${name}: ${reason ?? 'failed'}`);
      },
      onConnection: (state) => say(`qday: ${CONNECTION[state]}`),
    },
  );
  return EXIT.pass;
}

const CONNECTION = {
  ready: 'taking jobs.',
  lost: 'Redis is gone; waiting for it.',
  back: 'Redis is back; going on.',
} as const;

interface StatusFlags extends Where {
  readonly watch?: boolean;
  readonly json?: boolean;
}

async function runStatus(flags: StatusFlags): Promise<number> {
  const { statusOf } = await import('../../fleet/status.js');
  for (;;) {
    const status = await statusOf(flags);
    await writeOut(flags.json ? `${JSON.stringify(status)}\n` : statusText(status));
    const left = status.waiting + status.delayed + status.active;
    if (!flags.watch || left === 0) return status.failed > 0 || left > 0 ? EXIT.incomplete : EXIT.pass;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

function statusText({ waiting, delayed, active, done, failed, workers, deadLetters }: FleetStatus): string {
  const all = waiting + delayed + active + done + failed;
  const share = all === 0 ? 0 : Math.floor(((done + failed) * 100) / all);
  const head = `${done} of ${count(all, 'job')} done (${share} %) · ${active} active · ${waiting} waiting · ${delayed} delayed · ${failed} given up · ${count(workers, 'worker')}\n`;
  const lines = deadLetters.map(
    ({ name, reason, tries }) => `  ${name}: ${printable(reason)} (${count(tries, 'try', 'tries')})\n`,
  );
  return head + (lines.length > 0 ? `Given up:\n${lines.join('')}` : '');
}

interface ReportFlags extends Where {
  readonly format?: readonly string[];
  readonly allowIncomplete?: boolean;
  readonly color: boolean;
  readonly verbose?: boolean;
}

async function runReport(flags: ReportFlags): Promise<number> {
  const outputs = readOutputs(flags.format);
  const { collect: collectReport } = await import('../../fleet/collect.js');
  const report = await collectReport(flags);
  await writeOutputs(report, outputs, renderOptions(flags));
  return exitCodeOf(report.verdict, flags.allowIncomplete === true);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Reasons come from targets: no control character of theirs reaches the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '?').slice(0, 200);
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
