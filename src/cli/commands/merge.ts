import { basename } from 'node:path';
import type { Command } from 'commander';
import { mergeReports } from '../../estate/merge.js';
import { UserError } from '../../model/index.js';
import { exitCodeOf } from '../exit.js';
import { readOutputs, renderOptions, writeOutputs } from '../formats.js';
import { expandFolders, readSavedReport } from '../saved-report.js';
import { collect } from '../values.js';

interface Flags {
  readonly format?: readonly string[];
  readonly allowIncomplete?: boolean;
  readonly color: boolean;
  readonly verbose?: boolean;
}

export function configure(command: Command, finish: (code: number) => void): void {
  command
    .argument('<reports...>', 'saved reports or folders of them; NAME=FILE gives a repository its name')
    .option('-f, --format <format[=file]>', 'output format, to a file or to standard output; may be repeated', collect)
    .option('--allow-incomplete', 'end with 0 instead of 3 when a scan was incomplete')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .option('-v, --verbose', 'everything instead of one screen')
    .action(async (files: string[], flags: Flags) => finish(await runMerge(files, flags)));
}

async function runMerge(files: readonly string[], flags: Flags): Promise<number> {
  const outputs = readOutputs(flags.format);
  const named = files.flatMap((text) => {
    const at = text.indexOf('=');
    const name = at > 0 ? text.slice(0, at) : undefined;
    const found = expandFolders(at > 0 ? text.slice(at + 1) : text);
    if (name !== undefined && found.length > 1)
      throw new UserError(`${text}: one name cannot stand for ${found.length} reports`);
    return found.map((file) => ({
      name: name ?? basename(file).replace(/\.json$/, ''),
      report: readSavedReport(file),
    }));
  });
  const merged = mergeReports(named);
  await writeOutputs(merged, outputs, renderOptions(flags));
  return exitCodeOf(merged.verdict, flags.allowIncomplete === true);
}
