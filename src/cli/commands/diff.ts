import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { compareReports } from '../../estate/difference.js';
import { compareUses, readUses } from '../../estate/uses.js';
import { type Severity, UserError } from '../../model/index.js';
import { reportDifferenceText, usesDifferenceText } from '../../report/difference.js';
import { EXIT, exitCodeOf } from '../exit.js';
import { readOutputs, renderOptions, writeOutputs } from '../formats.js';
import { writeOut } from '../output.js';
import { checkReport } from '../saved-report.js';
import { collect, severity } from '../values.js';

interface Flags {
  readonly format?: readonly string[];
  readonly failOn?: Severity | 'never';
  readonly color: boolean;
  readonly verbose?: boolean;
}

export function configure(command: Command, finish: (code: number) => void): void {
  command
    .argument('<old>', 'saved report or CycloneDX document of any tool')
    .argument('<new>', 'the later one')
    .option(
      '-f, --format <format[=file]>',
      'render the compared report (two qday reports only); may be repeated',
      collect,
    )
    .option('--fail-on <severity>', 'least severity of a new finding that ends with exit code 1', severity)
    .option('--no-color', 'no colours, as with NO_COLOR')
    .option('-v, --verbose', 'everything instead of one screen')
    .action(async (before: string, after: string, flags: Flags) => finish(await runDiff(before, after, flags)));
}

async function runDiff(before: string, after: string, flags: Flags): Promise<number> {
  const [old, now] = [readJson(before), readJson(after)];
  if (!isReport(old) || !isReport(now)) {
    if (flags.format || flags.failOn)
      throw new UserError('-f and --fail-on need two qday reports; a CycloneDX document has no findings');
    await writeOut(usesDifferenceText(compareUses(readUses(old, before), readUses(now, after)), renderOptions(flags)));
    return EXIT.pass;
  }
  const later = checkReport(now, after);
  const judged = flags.failOn ? { ...later, verdict: { ...later.verdict, failOn: flags.failOn } } : later;
  const compared = compareReports(checkReport(old, before), judged, basename(before));
  if (flags.format) await writeOutputs(compared, readOutputs(flags.format), renderOptions(flags));
  else await writeOut(reportDifferenceText(compared, renderOptions(flags)));
  return exitCodeOf(compared.verdict, true);
}

function isReport(value: unknown): boolean {
  return (value as { tool?: { name?: unknown } } | null)?.tool?.name === 'qday';
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`${file}: ${code ? `cannot be read (${code})` : `not valid JSON (${message})`}`);
  }
}
