import type { Command } from 'commander';
import { Argument } from 'commander';
import type { Entry } from '../commands.js';
import { completionFor, SHELLS, type Shell } from '../completion.js';
import { EXIT } from '../exit.js';
import { writeOut } from '../output.js';

export function configure(command: Command, finish: (code: number) => void, all: readonly Entry[]): void {
  command.addArgument(new Argument('<shell>', 'whose script to write').choices(SHELLS)).action(async (shell: Shell) => {
    await writeOut(await completionFor(shell, all));
    finish(EXIT.pass);
  });
}
