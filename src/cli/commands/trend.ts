import type { Command } from 'commander';
import { trendOf } from '../../estate/trend.js';
import { trendSvg, trendText } from '../../report/trend.js';
import { EXIT } from '../exit.js';
import { renderOptions } from '../formats.js';
import { writeFile, writeOut } from '../output.js';
import { expandFolders, readSavedReport } from '../saved-report.js';

interface Flags {
  readonly svg?: string;
  readonly json?: boolean;
  readonly color: boolean;
}

export function configure(command: Command, finish: (code: number) => void): void {
  command
    .argument('<reports...>', 'saved reports of different days, or folders of them')
    .option('--svg <file>', 'draw it too')
    .option('--json', 'the figures as JSON')
    .option('--no-color', 'no colours, as with NO_COLOR')
    .action(async (files: string[], flags: Flags) => {
      const trend = trendOf(files.flatMap(expandFolders).map(readSavedReport));
      if (flags.svg) writeFile(flags.svg, trendSvg(trend));
      await writeOut(flags.json ? `${JSON.stringify(trend, null, 2)}\n` : trendText(trend, renderOptions(flags)));
      finish(EXIT.pass);
    });
}
