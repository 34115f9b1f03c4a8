import type { Command } from 'commander';

/** What a file under `commands/` exports. */
export interface CommandModule {
  /** Adds arguments, options and the action; `finish` takes the exit code. */
  configure(command: Command, finish: (code: number) => void): void;
}

interface Entry {
  readonly name: string;
  /** One line for `qday --help`. */
  readonly summary: string;
  readonly load: () => Promise<CommandModule>;
}

/** Every command. Its code is loaded only when it is called. */
export const COMMANDS: readonly Entry[] = [
  {
    name: 'scan',
    summary: 'examine folders, files, globs and endpoints, and report',
    load: () => import('./commands/scan.js'),
  },
  {
    name: 'report',
    summary: 'render a saved JSON report again, without a scan',
    load: () => import('./commands/report.js'),
  },
];
