import { relative, sep } from 'node:path';
import type { Command } from 'commander';
import { findWorkTree } from '../../crawl/files/git-index.js';
import { DEFAULT_LIMITS, type Severity, UserError } from '../../model/index.js';
import type { RenderOptions } from '../../report/reporter.js';
import type { ScanOptions } from '../../scan/options.js';
import { cacheFolder } from '../cache-folder.js';
import { addEndpointFlags, type EndpointFlags, readEndpointFlags } from '../endpoint-flags.js';
import { exitCodeOf } from '../exit.js';
import { readOutputs, renderOptions, writeOutputs } from '../formats.js';
import { writeFile } from '../output.js';
import { progressBar } from '../progress.js';
import { expectShortRun } from '../short-run.js';
import { collect, day, part, severity, size, wholeNumber } from '../values.js';

interface Flags extends EndpointFlags {
  readonly format?: readonly string[];
  readonly failOn: Severity | 'never';
  readonly allowIncomplete?: boolean;
  readonly rules?: readonly string[];
  readonly policy?: readonly string[];
  readonly today?: string;
  readonly base?: string;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly threat?: string;
  readonly project?: string;
  readonly maxFileSize?: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly ignore: boolean;
  readonly cache: boolean;
  readonly workers?: number;
  readonly color: boolean;
  readonly verbose?: boolean;
}

export function configure(command: Command, finish: (code: number) => void): void {
  command
    .argument('[targets...]', 'folders, files, globs, endpoints such as name:443 or ssh://name (default: .)')
    .option('-f, --format <format[=file]>', 'output format, to a file or to standard output; may be repeated', collect)
    .option(
      '--fail-on <severity>',
      'least severity that ends with exit code 1: never, info ... critical',
      severity,
      'high',
    )
    .option('--allow-incomplete', 'end with 0 instead of 3 when something named could not be examined')
    .option('--rules <file>', 'further rule file; its entries win over the shipped ones; may be repeated', collect)
    .option('--policy <id>', 'jurisdiction or policy that applies here; may be repeated', collect)
    .option('--baseline <file>', 'baseline or saved report: only findings that are not in it count')
    .option(
      '--base <git-ref>',
      'only findings that this change brings count: compares with where it left that revision',
    )
    .option('--write-baseline <file>', 'write the open findings as a baseline')
    .option('--today <date>', 'judge as of this date (YYYY-MM-DD)', day)
    .option('--threat <scenario>', 'year of the quantum computer to plan for: early, central, late or a year')
    .option('--project <file>', 'statements about this project (default: qday.yaml of the target or of this folder)')
    .option(
      '--max-file-size <size>',
      `larger files are not read, and said (default: ${DEFAULT_LIMITS.fileBytes >> 20}M)`,
      size,
    )
    .option('--shard <i/n>', 'examine only this part; n alone takes i from JOB_COMPLETION_INDEX (docs/fleet.md)', shard)
    .option('--no-ignore', 'read files that .gitignore or .qdayignore leave out, and installed packages')
    .option('--no-cache', 'examine every file again')
    .option('--workers <n>', 'threads (default: by number of files and cores)', wholeNumber)
    .option('--no-color', 'no colours, as with NO_COLOR')
    .option('-v, --verbose', 'everything instead of one screen')
    .action(async (targets: string[], flags: Flags) => finish(await runScan(targets, flags)));
  addEndpointFlags(command);
}

/** Kubernetes numbers the pods of an Indexed Job from 0. */
function shard(text: string) {
  const index = process.env['JOB_COMPLETION_INDEX'];
  return part(/^\d+$/.test(text) && index !== undefined ? `${Number(index) + 1}/${text}` : text);
}

async function runScan(targets: readonly string[], flags: Flags): Promise<number> {
  const outputs = readOutputs(flags.format);
  if (flags.base !== undefined && flags.baseline !== undefined)
    throw new UserError('--base and --baseline both say what was there before; give one of them');
  expectShortRun();
  // Loaded after the options have been found good: a wrong one is answered at once.
  const { loadKnowledgeWith } = await import('../../knowledge/load.js');
  const knowledge = await loadKnowledgeWith(flags.rules ?? []);
  const { readTriageFiles } = await import('../triage-files.js');
  const decisions = await readTriageFiles(process.cwd(), flags.baseline);
  const some = targets.length > 0 || flags.targets !== undefined;
  const where = await readEndpointFlags(some ? targets : ['.'], flags);
  const { readProjectFiles } = await import('../project-files.js');
  const { scan } = await import('../../scan.js');
  const bar = progressBar();
  const options: ScanOptions = {
    ...where,
    cwd: process.cwd(),
    knowledge,
    today: flags.today ?? new Date().toISOString().slice(0, 10),
    ...decisions,
    failOn: flags.failOn,
    respectIgnore: flags.ignore,
    limits: { ...DEFAULT_LIMITS, fileBytes: flags.maxFileSize ?? DEFAULT_LIMITS.fileBytes },
    jurisdictions: flags.policy ?? [],
    threat: flags.threat,
    ...(await readProjectFiles(targets, flags.project)),
    workers: flags.workers,
    shard: flags.shard,
    cache: flags.cache ? { folder: cacheFolder(), clock: Date.now } : undefined,
    onProgress: bar.show,
  };
  const { gitBase } = await import('../../scan/git-base.js');
  const base = flags.base === undefined ? options.base : await gitBase(flags.base, options, scan);
  const report = await scan({ ...options, base }).finally(bar.end);
  if (flags.writeBaseline) {
    const { writeBaseline } = await import('../../triage/baseline.js');
    writeFile(flags.writeBaseline, writeBaseline(report));
  }
  await writeOutputs(report, outputs, { ...renderOptions(flags), ...whereabouts(options.cwd) });
  return exitCodeOf(report.verdict, flags.allowIncomplete === true);
}

/** For links to files, and for code hosts, which want paths from the root of the repository. */
function whereabouts(cwd: string): Pick<RenderOptions, 'root' | 'prefix'> {
  const below = relative(findWorkTree(cwd)?.root ?? cwd, cwd).replaceAll(sep, '/');
  return { root: cwd, ...(below !== '' && { prefix: below }) };
}
