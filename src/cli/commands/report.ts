import type { Command } from 'commander';
import type { Severity } from '../../model/index.js';
import { verdictOf } from '../../scan/verdict.js';
import { exitCodeOf } from '../exit.js';
import { readOutputs, renderOptions, writeOutputs } from '../formats.js';
import { readSavedReport } from '../saved-report.js';
import { collect, severity } from '../values.js';

interface Flags {
  readonly format?: readonly string[];
  readonly failOn?: Severity | 'never';
  readonly allowIncomplete?: boolean;
  readonly color: boolean;
  readonly verbose?: boolean;
}

export function configure(command: Command, finish: (code: number) => void): void {
  command
    .argument('<report>', 'file saved with -f json=FILE; - for standard input')
    .option('-f, --format <format[=file]>', 'output format, to a file or to standard output; may be repeated', collect)
    .option('--fail-on <severity>', 'gate again by this severity (default: as it was scanned)', severity)
    .option('--allow-incomplete', 'end with 0 instead of 3 when the scan was incomplete')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .option('-v, --verbose', 'everything instead of one screen')
    .action(async (file: string, flags: Flags) => finish(await runReport(file, flags)));
}

async function runReport(file: string, flags: Flags): Promise<number> {
  const outputs = readOutputs(flags.format);
  const saved = readSavedReport(file);
  const report = flags.failOn ? { ...saved, verdict: verdictOf(saved, { failOn: flags.failOn }) } : saved;
  await writeOutputs(report, outputs, renderOptions(flags));
  return exitCodeOf(report.verdict, flags.allowIncomplete === true);
}
