import type { Command } from 'commander';

/** What a file under `commands/` exports. */
export interface CommandModule {
  /** Adds arguments, options and the action; `finish` takes the exit code, `all` is the list of commands. */
  configure(command: Command, finish: (code: number) => void, all: readonly Entry[]): void;
}

export interface Entry {
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
  {
    name: 'diff',
    summary: 'compare two saved reports, or CycloneDX documents of any tool',
    load: () => import('./commands/diff.js'),
  },
  {
    name: 'merge',
    summary: 'join saved reports of many repositories into one',
    load: () => import('./commands/merge.js'),
  },
  {
    name: 'trend',
    summary: 'show how the quantum-vulnerable uses went down over saved reports',
    load: () => import('./commands/trend.js'),
  },
  {
    name: 'fix',
    summary: 'print the mechanical changes of the plan as a unified diff, or make them',
    load: () => import('./commands/fix.js'),
  },
  {
    name: 'fleet',
    summary: 'examine an estate with workers on many machines, over a queue in Redis',
    load: () => import('./commands/fleet.js'),
  },
  {
    name: 'explain',
    summary: 'say why a rule, an algorithm or a finding matters and what to do',
    load: () => import('./commands/explain.js'),
  },
  {
    name: 'init',
    summary: 'write a commented configuration, a baseline and a workflow',
    load: () => import('./commands/init.js'),
  },
  {
    name: 'completion',
    summary: 'write a completion script for a shell',
    load: () => import('./commands/completion.js'),
  },
];
